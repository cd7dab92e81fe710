/** The record of what ended, and its proof: checked in this browser step by step, and once more with one byte changed. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { later } from '../data/later.ts';
import type { Verified } from '../data/verify.ts';
import { useSay } from '../words/words.tsx';
import { Press } from './press.tsx';
import { ProblemNotice } from './problem.tsx';
import { Empty } from './states.tsx';

const verifier = later(() => import('../data/verify.ts'));

interface Result {
  readonly verified: Verified;
  /** Which byte was changed; null: none. */
  readonly place: number | null;
}

export function Proof({ id, endedAt }: { readonly id: string; readonly endedAt: string | null }) {
  const say = useSay();
  const [asked, setAsked] = useState<'as-is' | 'changed' | null>(null);
  const { data, error, isFetching } = useQuery({
    queryKey: ['proof', id, asked],
    enabled: asked !== null,
    staleTime: Infinity,
    queryFn: async (): Promise<Result> => {
      const { filesOf, verify, withOneByteChanged } = await verifier();
      const files = await filesOf(id);
      if (asked === 'as-is') return { verified: verify(files), place: null };
      const changed = withOneByteChanged(files);
      return { verified: verify(changed.files), place: changed.place };
    },
  });
  if (endedAt === null)
    return (
      <Empty title={say('proof.not-yet')}>
        <p>{say('proof.not-yet.about')}</p>
      </Empty>
    );
  return (
    <div className="stack">
      <p>{say('proof.about')}</p>
      <div className="row">
        <Press className="button primary" isDisabled={isFetching} onClick={() => setAsked('as-is')}>
          {say('proof.verify')}
        </Press>
        <Press className="button" isDisabled={isFetching} onClick={() => setAsked('changed')}>
          {say('proof.change')}
        </Press>
        <a className="button quiet" href={`/v1/decisions/${id}/record`}>
          {say('proof.record')}
        </a>
        <a className="button quiet" href={`/v1/decisions/${id}/receipt`}>
          {say('proof.receipt')}
        </a>
      </div>
      {error !== null && <ProblemNotice error={error} />}
      {data !== undefined && asked !== null && <Result result={data} />}
    </div>
  );
}

function Result({ result: { verified, place } }: { readonly result: Result }) {
  const say = useSay();
  const holds = verified.checks.every(({ ok }) => ok);
  return (
    <div className="card" role="status">
      <h2>{say(holds ? 'proof.holds' : 'proof.fails')}</h2>
      {place !== null && <p className="small soft">{say('proof.changed', { place })}</p>}
      <ol className="plain">
        {verified.checks.map(({ check, ok, sentence }) => (
          <li key={check + sentence} className={`check ${ok ? 'good' : 'bad'}`}>
            <span className="mark" aria-hidden="true">
              {ok ? '✓' : '✗'}
            </span>
            <span>
              <strong>{say.named('check', check)}</strong>{' '}
              <span className="hidden">{say(ok ? 'proof.ok' : 'proof.not-ok')}</span>
              <br />
              <span className="small">{sentence}</span>
            </span>
          </li>
        ))}
      </ol>
      {verified.notes.map((note) => (
        <p key={note} className="small soft">
          {note}
        </p>
      ))}
    </div>
  );
}

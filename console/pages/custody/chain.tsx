/** One chain of custody: who answers for the file, what happened to it, where nobody did, and its proof, checked in this browser (ALM-6). */
import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { Chain, Entry, Verdict } from '../../data/custody.ts';
import { later } from '../../data/later.ts';
import { Row } from '../../parts/facts.tsx';
import { Page } from '../../parts/page.tsx';
import { Person, Their } from '../../parts/people.tsx';
import { Press } from '../../parts/press.tsx';
import { ProblemNotice, problemOf } from '../../parts/problem.tsx';
import { Loading } from '../../parts/states.tsx';
import { When } from '../../parts/when.tsx';
import { useSay } from '../../words/words.tsx';
import { NotFound } from '../../app/not-found.tsx';
import { HandOver, Take } from './acts.tsx';

const custody = later(() => import('../../data/custody.ts'));

export function ChainPage({ sha256, chain }: { readonly sha256: string; readonly chain: string | null }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['custody', sha256, chain],
    queryFn: async () => (await custody()).chainOf(sha256, chain),
  });
  if (problemOf(error)?.status === 404) return <NotFound />;
  if (data === undefined) return error === null ? <Loading lines={6} /> : <ProblemNotice error={error} />;
  return <Shown chain={data} done={() => void refetch()} />;
}

function Shown({ chain, done }: { readonly chain: Chain; readonly done: () => void }) {
  const say = useSay();
  const { standing, entries } = chain;
  const { sha256, size, holder, since, offeredTo, depositor } = standing;
  return (
    <Page title={say('custody.one')} about={<code className="hash">{sha256}</code>}>
      <div className="stack wide">
        <section className="card stack" aria-labelledby="stands">
          <h2 id="stands">{say('custody.stands')}</h2>
          {holder === null && <p className="notice warn">{say('custody.nobody.about')}</p>}
          <dl className="facts">
            <Row name={say('custody.holder')}>
              {holder === null ? say('custody.nobody') : <Person id={holder} link />}
            </Row>
            <Row name={say('custody.since')}>
              <When at={since} />
            </Row>
            {offeredTo !== null && (
              <Row name={say('custody.offered-to')}>
                <Person id={offeredTo} link />
              </Row>
            )}
            <Row name={say('custody.depositor')}>
              <Person id={depositor} link />
            </Row>
            <Row name={say('custody.size')}>{say('custody.bytes', { size })}</Row>
          </dl>
          {standing.held.length > 0 && (
            <div>
              <a className="button" href={`/v1/custody/${sha256}?chain=${standing.id}`} download={sha256}>
                {say('custody.save')}
              </a>
              <p className="small soft">{say('custody.save.about')}</p>
            </div>
          )}
        </section>
        <Take custody={standing} done={done} />
        <HandOver custody={standing} done={done} />
        <section className="stack" aria-labelledby="chain">
          <h2 id="chain">{say('custody.chain')}</h2>
          <ol className="plain">
            {entries.map((entry) => (
              <Told key={entry.n} entry={entry} />
            ))}
            {standing.gaps
              .filter(({ until }) => until === null)
              .map((gap) => (
                <Gap key={gap.since} since={gap.since} until={null} because={gap.because} />
              ))}
          </ol>
        </section>
        <Verifying chain={chain} />
      </div>
    </Page>
  );
}

/** An entry; before a taking the time in which nobody answered for the file. */
function Told({ entry }: { readonly entry: Entry }) {
  const say = useSay();
  return (
    <>
      {entry.kind === 'taken' && entry.gap !== null && (
        <Gap since={entry.gap.since} until={entry.at} because={entry.gap.because} />
      )}
      <li className="said">
        <span className="row small">
          <span className={`tag ${entry.kind === 'taken' ? 'done' : ''}`}>
            {entry.n} · {say(`custody.entry.${entry.kind}`)}
          </span>
          <Person id={entry.by} />
          {entry.kind === 'offered' && (
            <span>
              {say('custody.to')} <Person id={entry.to} />
            </span>
          )}
          {entry.kind === 'taken' && entry.from !== null && (
            <span>
              {say('custody.from')} <Person id={entry.from} />
            </span>
          )}
          <span className="soft">
            <When at={entry.at} style="absolute" />
          </span>
        </span>
        {'why' in entry && (
          <p className="words">
            <Their>{entry.why}</Their>
          </p>
        )}
      </li>
    </>
  );
}

function Gap({
  since,
  until,
  because,
}: {
  readonly since: string;
  readonly until: string | null;
  readonly because: 'never-taken' | 'departed';
}) {
  const say = useSay();
  return (
    <li className="notice bad small">
      <strong>{say('custody.gap')}</strong> {say(`custody.gap.${because}`)}{' '}
      <When at={since} style="absolute" /> –{' '}
      {until === null ? say('custody.gap.still') : <When at={until} style="absolute" />}
    </li>
  );
}

function Verifying({ chain: { pages, standing } }: { readonly chain: Chain }) {
  const say = useSay();
  const [asked, setAsked] = useState<'as-is' | 'changed' | null>(null);
  const { data, error, isFetching } = useQuery({
    queryKey: ['custody-proof', standing.id, standing.answers, pages.at(-1)?.entries.length, asked],
    enabled: asked !== null,
    queryFn: async () => {
      const { verify, withOneEntryChanged } = await custody();
      return verify(asked === 'changed' ? withOneEntryChanged(pages) : pages);
    },
  });
  return (
    <section className="stack" aria-labelledby="proof">
      <h2 id="proof">{say('decision.record')}</h2>
      <p>{say('custody.proof')}</p>
      <div className="row">
        <Press className="button primary" isDisabled={isFetching} onClick={() => setAsked('as-is')}>
          {say('proof.verify')}
        </Press>
        <Press className="button" isDisabled={isFetching} onClick={() => setAsked('changed')}>
          {say('custody.change')}
        </Press>
      </div>
      {error !== null && <ProblemNotice error={error} />}
      {data !== undefined && asked !== null && <Found verdict={data} />}
    </section>
  );
}

function Found({ verdict: { faults, entries, takings } }: { readonly verdict: Verdict }) {
  const say = useSay();
  return (
    <div className="card" role="status">
      <h3>{say(faults.length === 0 ? 'proof.holds' : 'proof.fails')}</h3>
      {faults.length === 0 ? (
        <p>{say('custody.holds', { entries, takings })}</p>
      ) : (
        <ul>
          {faults.map((fault) => (
            <li key={fault}>{fault}</li>
          ))}
        </ul>
      )}
      <p className="small soft">{say('custody.not-checked')}</p>
    </div>
  );
}

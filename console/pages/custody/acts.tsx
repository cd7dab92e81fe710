/** A file is taken by who signs for it, and handed over by an offer (ALM-6). */
import { useId, useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { act, type Schemas } from '../../data/client.ts';
import { useMe } from '../../data/council.ts';
import { later } from '../../data/later.ts';
import { ownKeys, useKeys } from '../../data/support/support.ts';
import { TextInput } from '../../parts/forms/fields.tsx';
import { isHere, MemberInput } from '../../parts/forms/member-input.tsx';
import { Press } from '../../parts/press.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { useSay } from '../../words/words.tsx';

const custodyOf = later(() => import('../../data/custody.ts'));

interface Props {
  readonly custody: Schemas['Custody'];
  readonly done: () => void;
}

/** Signed by the key of this browser, or by one in a file, which is used once and not kept. */
export function Take({ custody, done }: Props) {
  const say = useSay();
  const me = useMe();
  const id = useId();
  const keys = useKeys(me.id);
  const [why, setWhy] = useState('');
  const [file, setFile] = useState<Blob | null>(null);
  const [fault, setFault] = useState('');
  const taking = useMutation({
    mutationFn: async () => {
      const { keyInFile } = await ownKeys();
      const key = keys.data?.signing ?? (file === null ? null : await keyInFile(me.id, file));
      const isKey = key?.kind === 'sign';
      setFault(isKey ? '' : say('support.keys.no-file'));
      if (!isKey) return;
      const { take } = await custodyOf();
      await take(custody, why.trim(), key);
      setWhy('');
      done();
    },
  });
  const { holder, offeredTo, depositor } = custody;
  const isOpen = custody.gaps.some(({ until, because }) => until === null && because === 'departed');
  const may = holder !== me.id && (offeredTo === me.id || (holder === null && depositor === me.id) || isOpen);
  if (!may || keys.data === undefined) return null;
  const needsFile = keys.data.signing === null;
  const isReady = why.trim() !== '' && (!needsFile || file !== null);
  return (
    <section className="card stack" aria-labelledby="take">
      <h2 id="take">{say('custody.take')}</h2>
      <p className="small">{say('custody.take.about')}</p>
      <TextInput
        label={say('custody.why')}
        lines="some"
        required
        value={why}
        onChange={setWhy}
        longest={5_000}
      />
      {needsFile && (
        <div className="field">
          <label htmlFor={id}>{say('support.keys.by-file')}</label>
          <span className="help" id={`${id}-help`}>
            {say('custody.take.file')}
          </span>
          <input
            id={id}
            type="file"
            accept=".jwk,application/json"
            aria-describedby={`${id}-help ${id}-fault`}
            onChange={({ target }) => setFile(target.files?.[0] ?? null)}
          />
          <span className="fault" id={`${id}-fault`} role="status">
            {fault}
          </span>
        </div>
      )}
      {taking.error !== null && <ProblemNotice error={taking.error} />}
      <div>
        <Press
          className="button primary"
          isDisabled={!isReady || taking.isPending}
          onClick={() => taking.mutate()}
        >
          {say('custody.take.sign')}
        </Press>
      </div>
    </section>
  );
}

export function HandOver({ custody, done }: Props) {
  const say = useSay();
  const me = useMe();
  const [to, setTo] = useState('');
  const [why, setWhy] = useState('');
  const offering = useMutation<unknown, Error, { readonly to: string; readonly why: string }>({
    mutationFn: (body) =>
      act({ method: 'POST', path: `/v1/custody/${custody.sha256}/transfers?chain=${custody.id}`, body }),
    onSuccess: () => {
      setTo('');
      setWhy('');
      done();
    },
  });
  if (custody.holder !== me.id) return null;
  const isReady = to !== '' && why.trim() !== '';
  return (
    <section className="card stack" aria-labelledby="hand-over">
      <h2 id="hand-over">{say('custody.hand-over')}</h2>
      <MemberInput
        label={say('custody.hand-over.to')}
        required
        value={to}
        onChange={setTo}
        may={(member) => isHere(member) && member.id !== me.id && member.id !== custody.offeredTo}
      />
      <TextInput
        label={say('custody.why')}
        lines="some"
        required
        value={why}
        onChange={setWhy}
        longest={5_000}
      />
      {offering.error !== null && <ProblemNotice error={offering.error} />}
      <div className="row">
        <Press
          className="button primary"
          isDisabled={!isReady || offering.isPending}
          onClick={() => offering.mutate({ to, why: why.trim() })}
        >
          {say('custody.offer')}
        </Press>
        {custody.offeredTo !== null && (
          <Press
            className="button"
            isDisabled={offering.isPending}
            onClick={() => offering.mutate({ to: me.id, why: say('custody.withdraw') })}
          >
            {say('custody.withdraw')}
          </Press>
        )}
      </div>
    </section>
  );
}

/** One's key: made in this browser, where it stays, or brought as the file of the command line; and what losing it means (SUP-3, MEM-6). */
import { type ChangeEvent, useId, useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { useMe } from '../../data/council.ts';
import { queries } from '../../data/reading.ts';
import { type Keys, ownKeys } from '../../data/support/support.ts';
import type { OwnKey } from '../../data/support/own-keys.ts';
import { tell } from '../../parts/announcer.tsx';
import { Press } from '../../parts/press.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { useSay } from '../../words/words.tsx';

export function KeyCard({ keys }: { readonly keys: Keys }) {
  const say = useSay();
  return (
    <section className="card stack" aria-labelledby="key">
      <h2 id="key">{say('support.keys')}</h2>
      {keys.isReady ? (
        <p className="notice good">{say('support.keys.ready')}</p>
      ) : window.isSecureContext ? (
        <Making keys={keys} />
      ) : (
        <p className="notice warn">{say('support.keys.insecure')}</p>
      )}
      <p className="small">{say('support.keys.lost')}</p>
    </section>
  );
}

function Making({ keys }: { readonly keys: Keys }) {
  const say = useSay();
  const me = useMe();
  const [fault, setFault] = useState<{ readonly by?: string; readonly brought?: string }>({});
  const isElsewhere = keys.registered.some(({ kind }) => kind === 'seal');
  const signsElsewhere = keys.signing === null && keys.registered.some(({ kind }) => kind === 'sign');
  /** What is wrong with a key from a file; null: nothing. */
  const faultOf = (key: OwnKey | null, kind: OwnKey['kind']): string | null => {
    if (key?.kind !== kind) return say('support.keys.no-file');
    const isOwn = keys.registered.some(({ fingerprint }) => fingerprint === key.id);
    return isOwn ? null : say('support.keys.not-registered');
  };
  const done = async (text: string): Promise<void> => {
    await queries.invalidateQueries({ queryKey: ['own-keys'] });
    tell(text);
  };
  const making = useMutation({
    mutationFn: async (file: Blob | null) => {
      const { keyInFile, makeKeys } = await ownKeys();
      const by = file === null ? keys.signing : await keyInFile(me.id, file);
      const wrong = file === null ? null : faultOf(by, 'sign');
      setFault(wrong === null ? {} : { by: wrong });
      if (wrong !== null) return;
      await makeKeys(me.id, by);
      await done(say('support.keys.made'));
    },
  });
  const bringing = useMutation({
    mutationFn: async (file: Blob) => {
      const { keyInFile, bringKey } = await ownKeys();
      const key = await keyInFile(me.id, file);
      const wrong = faultOf(key, 'seal');
      setFault(wrong === null ? {} : { brought: wrong });
      if (key === null || wrong !== null) return;
      await bringKey(key);
      await done(say('support.keys.brought'));
    },
  });
  const error = making.error ?? bringing.error;
  return (
    <>
      <p>{say('support.keys.why')}</p>
      {isElsewhere && <p className="notice">{say('support.keys.elsewhere')}</p>}
      {error !== null && <ProblemNotice error={error} />}
      {signsElsewhere ? (
        <FileField
          label={say('support.keys.by-file')}
          help={say('support.keys.by')}
          fault={fault.by}
          chosen={(file) => {
            setFault({});
            making.mutate(file);
          }}
        />
      ) : (
        <div>
          <Press className="button primary" isDisabled={making.isPending} onClick={() => making.mutate(null)}>
            {say('support.keys.make')}
          </Press>
        </div>
      )}
      {isElsewhere && (
        <FileField
          label={say('support.keys.bring-file')}
          help={say('support.keys.bring')}
          fault={fault.brought}
          chosen={(file) => {
            setFault({});
            bringing.mutate(file);
          }}
        />
      )}
    </>
  );
}

function FileField({
  label,
  help,
  fault,
  chosen,
}: {
  readonly label: string;
  readonly help: string;
  readonly fault: string | undefined;
  readonly chosen: (file: Blob) => void;
}) {
  const id = useId();
  const choose = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? [];
    if (file !== undefined) chosen(file);
    // The same file can be chosen once more.
    target.value = '';
  };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <span className="help" id={`${id}-help`}>
        {help}
      </span>
      <input
        id={id}
        type="file"
        accept=".jwk,application/json"
        aria-describedby={`${id}-help ${id}-fault`}
        onChange={choose}
      />
      <span className="fault" id={`${id}-fault`} role="status">
        {fault}
      </span>
    </div>
  );
}

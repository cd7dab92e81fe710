/** One act: what it is, who may do it and by which rule, its form, and what the service said to it. What is half written is kept. */
import { useState } from 'react';
import { codeOf } from '../../data/client.ts';
import { useMe } from '../../data/council.ts';
import { useDraft } from '../../data/drafts.ts';
import { useAct } from '../../data/reading.ts';
import { useSay } from '../../words/words.tsx';
import { tell } from '../announcer.tsx';
import { Press } from '../press.tsx';
import { ProblemNotice, problemOf, Rule } from '../problem.tsx';
import { followed, needsNothing, type Schema } from './schema.ts';
import { SchemaField } from './schema-form.tsx';

export interface ActDescription {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly about: string;
  readonly by: string;
  readonly rules: readonly string[];
  readonly body: object;
}

/** Acts that cannot be taken back ask once more. */
const final = ['withdrawal', 'opt-outs', 'interruption', 'call-backs', 'escalation', 'impasse', 'acceptance'];

export function ActForm({
  act,
  id,
  version,
  done,
}: {
  readonly act: ActDescription;
  readonly id: string;
  readonly version?: number | undefined;
  readonly done?: (answer: unknown) => void;
}) {
  const say = useSay();
  const me = useMe();
  const schema = act.body as Schema;
  const { value, change, clear, isKept } = useDraft<unknown>(me.id, `${id}/${act.name}`, undefined);
  const [place, setPlace] = useState('');
  const [sure, setSure] = useState(!final.includes(act.name));
  const sending = useAct(id);
  const problem = problemOf(sending.error);
  const faults = new Map((problem?.errors ?? []).map(({ path, message }) => [path, message]));
  const root = followed(schema, schema);
  const asksVersion = root.properties?.['version'] !== undefined && version !== undefined;
  const hole = /\{(?!id\})(\w+)\}/.exec(act.path)?.[1];
  const send = () => {
    if (!sure) {
      setSure(true);
      return;
    }
    const path = act.path.replace('{id}', id).replace(/\{\w+\}/, encodeURIComponent(place));
    const given = typeof value === 'object' && value !== null ? value : {};
    const body = needsNothing(schema) ? {} : { ...given, ...(asksVersion && { version }) };
    sending.mutate(
      { method: act.method, path, body },
      {
        onSuccess: (answer) => {
          clear();
          tell(say('acts.done', { act: say.named('act', act.name) }));
          done?.(answer);
        },
      },
    );
  };
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <p className="small soft">
        {act.about}.{' '}
        {act.rules.map((rule) => (
          <Rule key={rule} id={`${rule} `} />
        ))}
      </p>
      {sending.error !== null && <ProblemNotice error={sending.error} />}
      {hole !== undefined && (
        <label className="field">
          {say.named('field', hole)}
          <input
            className="input"
            inputMode="numeric"
            value={place}
            onChange={({ target }) => setPlace(target.value)}
          />
        </label>
      )}
      {!needsNothing(schema) && (
        <SchemaField
          schema={schema}
          root={schema}
          name={act.name}
          path=""
          required
          value={value}
          onChange={change}
          faults={faults}
        />
      )}
      <div className="row">
        <Press type="submit" className="button primary" isDisabled={sending.isPending}>
          {sending.isPending
            ? say('act.sending')
            : sure
              ? say.named('act', act.name)
              : say('act.sure-first', { act: say.named('act', act.name) })}
        </Press>
        {final.includes(act.name) && sure && <span className="small">{say('act.final')}</span>}
        {isKept && <span className="small soft">{say('form.kept')}</span>}
        {problem !== null && codeOf(problem) === 'unauthenticated' && (
          <span className="small soft">{say('form.kept')}</span>
        )}
      </div>
    </form>
  );
}

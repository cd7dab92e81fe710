/** What the reader may do now with a process, each act with its form. */
import { useKinds } from '../../data/council.ts';
import { useSay } from '../../words/words.tsx';
import { ActForm } from './act-form.tsx';

interface Props {
  readonly kind: string;
  readonly id: string;
  readonly can: readonly string[];
  readonly version?: number;
  /** Acts that have a place of their own. */
  readonly without?: readonly string[];
}

export function Acts({ kind, id, can, version, without = [] }: Props) {
  const say = useSay();
  const acts = useKinds().find((one) => one.kind === kind)?.acts ?? [];
  const shown = acts.filter(({ name }) => can.includes(name) && !without.includes(name));
  if (shown.length === 0) return null;
  return (
    <section className="card stack tight" aria-labelledby="acts">
      <h2 id="acts">{say('acts.title')}</h2>
      {shown.map((act) => (
        <details key={act.name} className="act">
          <summary>{say.named('act', act.name)}</summary>
          <ActForm act={act} id={id} version={version} />
        </details>
      ))}
    </section>
  );
}

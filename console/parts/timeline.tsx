/** What happened in a process, in its order: each entry with its facts. */
import { useSay } from '../words/words.tsx';
import { Facts } from './facts.tsx';
import { Empty, Loading } from './states.tsx';
import { When } from './when.tsx';

export interface Entry {
  readonly sequence: number;
  readonly part: number;
  readonly at: string;
  readonly kind: string;
  readonly facts?: unknown;
}

/** Facts that are said elsewhere, or that only a program reads. */
const silent = ['hash', 'electorate', 'charter', 'path', 'opens'];

export function Timeline({
  entries,
  isKnown,
  more,
}: {
  readonly entries: readonly Entry[];
  readonly isKnown: boolean;
  readonly more?: (() => void) | undefined;
}) {
  const say = useSay();
  if (!isKnown) return <Loading />;
  if (entries.length === 0) return <Empty title={say('timeline.none')} />;
  return (
    <>
      <ol className="plain">
        {entries.map(({ sequence, part, at, kind, facts }) => (
          <li key={`${sequence}.${part}`} className="said">
            <span className="row between">
              <strong className="named">{say.named('entry', kind)}</strong>
              <span className="small soft">
                <When at={at} style="absolute" />
              </span>
            </span>
            {typeof facts === 'object' && facts !== null && <Facts of={facts} without={silent} />}
          </li>
        ))}
      </ol>
      {more !== undefined && (
        <button type="button" className="button" onClick={more}>
          {say('list.more')}
        </button>
      )}
    </>
  );
}

/** A ranking, best first: by dragging, by the keys of a drag (Enter, arrows, Enter), or by the buttons of each row; options can share a place. */
import { GridList, GridListItem, Button, useDragAndDrop } from 'react-aria-components';
import { useSay } from '../../words/words.tsx';
import { Their } from '../people.tsx';

export interface Option {
  readonly id: string;
  readonly title: string;
}

interface Props {
  readonly label: string;
  readonly options: readonly Option[];
  /** Groups of ids, best first. */
  readonly ranking: readonly (readonly string[])[];
  readonly onChange: (ranking: readonly (readonly string[])[]) => void;
}

/** A row, and whether it shares the place of the row above. */
interface Row extends Option {
  readonly isTied: boolean;
  readonly place: number;
}

function rowsOf(ranking: Props['ranking'], options: readonly Option[]): readonly Row[] {
  return ranking.flatMap((group, place) =>
    group.flatMap((id, within) => {
      const option = options.find((one) => one.id === id);
      return option === undefined ? [] : [{ ...option, isTied: within > 0, place: place + 1 }];
    }),
  );
}

/** The groups that rows in this order make. */
function rankingOf(rows: readonly Row[]): readonly (readonly string[])[] {
  const groups: string[][] = [];
  for (const { id, isTied } of rows) {
    const last = groups.at(-1);
    if (isTied && last !== undefined) last.push(id);
    else groups.push([id]);
  }
  return groups;
}

export function Ranking({ label, options, ranking, onChange }: Props) {
  const say = useSay();
  const rows = rowsOf(ranking, options);
  const put = (next: readonly Row[]) => onChange(rankingOf(next));
  const moved = (id: string, to: number) => {
    const row = rows.find((one) => one.id === id);
    if (row === undefined) return;
    const others = rows.filter((one) => one !== row);
    const place = Math.max(0, Math.min(to, others.length));
    put([...others.slice(0, place), { ...row, isTied: false }, ...others.slice(place)]);
  };
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ 'text/plain': String(key) })),
    onReorder: ({ keys, target }) => {
      const [key] = [...keys];
      const others = rows.filter(({ id }) => id !== key);
      const at = others.findIndex(({ id }) => id === target.key);
      moved(String(key), target.dropPosition === 'before' ? at : at + 1);
    },
  });
  return (
    <div className="stack tight">
      <p className="small soft">{say('ranking.how')}</p>
      <GridList
        aria-label={label}
        items={rows}
        className="ranking"
        dragAndDropHooks={dragAndDropHooks}
        dependencies={[ranking]}
      >
        {(row) => {
          const at = rows.findIndex(({ id }) => id === row.id);
          return (
            <GridListItem className="rank" textValue={row.title}>
              <Button slot="drag" className="grip" aria-label={say('ranking.drag', { option: row.title })}>
                ⠿
              </Button>
              <span className="place">{row.isTied ? '=' : row.place}</span>
              <Their>{row.title}</Their>
              <span className="row">
                <Button
                  className="button small quiet"
                  aria-disabled={at === 0}
                  aria-label={say('ranking.up', { option: row.title })}
                  onPress={() => moved(row.id, at - 1)}
                >
                  ↑
                </Button>
                <Button
                  className="button small quiet"
                  aria-disabled={at === rows.length - 1}
                  aria-label={say('ranking.down', { option: row.title })}
                  onPress={() => moved(row.id, at + 1)}
                >
                  ↓
                </Button>
                <Button
                  className="button small quiet"
                  aria-disabled={at === 0}
                  aria-label={say(row.isTied ? 'ranking.untie' : 'ranking.tie', { option: row.title })}
                  onPress={() =>
                    put(rows.map((one) => (one.id === row.id ? { ...one, isTied: !one.isTied } : one)))
                  }
                >
                  {row.isTied ? '≠' : '='}
                </Button>
              </span>
            </GridListItem>
          );
        }}
      </GridList>
    </div>
  );
}

/** The preference map: first choices as bars, each pair as a matrix, and the order that follows (CON-1). */
import type { Schemas } from '../../data/client.ts';
import { useMe } from '../../data/council.ts';
import { Their } from '../../parts/people.tsx';
import { useSay } from '../../words/words.tsx';

type Map = Schemas['PreferenceMap'];
type Counts = Readonly<Record<string, number>>;

export function PreferenceMap({
  map,
  options,
}: {
  readonly map: Map;
  readonly options: Schemas['Proposal']['options'];
}) {
  const say = useSay();
  const me = useMe();
  // Until the poll closes nobody's ranking is shown, where the charter says so (VOT-7).
  if (map.firstChoices === null)
    return <p className="notice">{say('preferences.hidden', { count: map.rankings.length })}</p>;
  const titles = new globalThis.Map(options.map(({ id, title }) => [id, title]));
  const titleOf = (id: string): string => titles.get(id) ?? id;
  const first = map.firstChoices as Counts;
  const pairs = map.pairwise as Readonly<Record<string, Counts>>;
  const mine = map.rankings.find(({ member }) => member === me.id)?.ranking;
  const most = Math.max(1, ...map.options.map((id) => first[id] ?? 0));
  const placeOf = (id: string): number => (mine ?? []).findIndex((group) => group.includes(id));
  const prefersMine = (one: string, other: string): boolean =>
    mine !== undefined && placeOf(one) !== -1 && (placeOf(other) === -1 || placeOf(one) < placeOf(other));
  return (
    <div className="stack">
      <div className="card stack tight">
        <h3>{say('map.first')}</h3>
        {map.options.map((id) => (
          <div key={id} className="first-choice">
            <span>
              <Their>{titleOf(id)}</Their>
            </span>
            <div className="meter">
              <span style={{ width: `${(100 * (first[id] ?? 0)) / most}%` }} />
            </div>
            <strong>{first[id] ?? 0}</strong>
          </div>
        ))}
      </div>
      <div className="card stack tight">
        <h3>{say('map.pairs')}</h3>
        <p className="small soft">{say(mine === undefined ? 'map.pairs.about' : 'map.pairs.mine')}</p>
        <div className="table" tabIndex={0} role="region" aria-label={say('map.pairs')}>
          <table className="matrix">
            <thead>
              <tr>
                <td />
                {map.options.map((id, place) => (
                  <th key={id} scope="col" title={titleOf(id)}>
                    {place + 1}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {map.options.map((row, place) => (
                <tr key={row}>
                  <th scope="row">
                    {place + 1} · <Their>{titleOf(row)}</Their>
                  </th>
                  {map.options.map((column) => {
                    const [count, against] = [pairs[row]?.[column] ?? 0, pairs[column]?.[row] ?? 0];
                    return row === column ? (
                      <td key={column}>–</td>
                    ) : (
                      <td
                        key={column}
                        className={[
                          count > against ? 'wins' : '',
                          prefersMine(row, column) ? 'mine' : '',
                        ].join(' ')}
                      >
                        {count}
                        {prefersMine(row, column) && <span className="hidden"> {say('map.with-me')}</span>}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <p className="small">
          {map.condorcetWinner === null
            ? say('map.no-winner')
            : say('map.winner', { option: titleOf(map.condorcetWinner) })}
        </p>
        <p className="small soft">
          {say('map.order', {
            order: (map.schulze ?? []).map((group) => group.map(titleOf).join(' = ')).join(' › '),
          })}
        </p>
      </div>
    </div>
  );
}

/** Majorities of parts: a bar for each family, kind or role, with its votes and the mark that they have to reach (VOT-1). */
import type { Schemas } from '../../data/client.ts';
import { useRead } from '../../data/reading.ts';
import { leastReaching } from '../../../rules/polls/share.ts';
import { useSay } from '../../words/words.tsx';
import { Their } from '../people.tsx';

type Figures = Schemas['TallyFigures'];
type Asked = NonNullable<Figures['threshold']['parts']>;
type Part = NonNullable<Figures['parts']>['figures'][number];

const choices = ['for', 'against', 'abstain'] as const;
const majority = { num: 1, den: 2, strict: true };

/** How many votes for a part needs as it stands: of its electors, of who takes part in it, or of its decisive votes, one at least. */
function neededIn(part: Part, { each = majority }: Asked, of: Figures['threshold']['of']): number {
  const decisive = part.for + part.against;
  const whole =
    of === 'decisive' ? decisive : of === 'participating' ? decisive + part.abstain : part.electorate;
  return Math.max(1, leastReaching({ ...each, strict: each.strict ?? false }, whole));
}

export function PartBars({ figures }: { readonly figures: Figures }) {
  const say = useSay();
  const asked = figures.threshold.parts;
  const byFamily = asked?.by === 'family';
  const families = useRead('/v1/families', {}, { when: byFamily }).data?.items ?? [];
  if (asked === undefined || figures.parts === undefined) return null;
  const nameOf = (part: string): string =>
    byFamily
      ? (families.find(({ id }) => id === part)?.name ?? part)
      : say.named(asked.by === 'kind' ? 'member' : 'role', part);
  const { count, met, figures: parts } = figures.parts;
  return (
    <section className="stack tight" aria-label={say('parts.title')}>
      <h3>{say('parts.title')}</h3>
      <p className="small">
        {asked.each === undefined
          ? say('parts.most', { met, count, needed: neededOf(asked.most, count) })
          : say('parts.each', { met, count, num: asked.each.num, den: asked.each.den })}
      </p>
      <ul className="plain stack tight">
        {parts.map((part) => {
          const share = (votes: number): string => `${(100 * votes) / Math.max(1, part.electorate)}%`;
          const needed = neededIn(part, asked, figures.threshold.of);
          return (
            <li key={part.part}>
              <span className="row between small">
                <Their>{nameOf(part.part)}</Their>
                <span className={`tag ${part.met ? 'done' : 'owed'}`}>
                  {say(part.met ? 'vote.met' : 'vote.not-met')}
                </span>
              </span>
              <div
                className="bar slim"
                role="img"
                aria-label={say('parts.bar', {
                  part: nameOf(part.part),
                  for: part.for,
                  against: part.against,
                  abstain: part.abstain,
                  electorate: part.electorate,
                  needed,
                })}
              >
                {choices.map((choice) => (
                  <span key={choice} className={choice} style={{ width: share(part[choice]) }} />
                ))}
              </div>
              <div className="bar-marks">
                <span
                  className={needed * 2 > part.electorate ? 'flip' : ''}
                  style={{ insetInlineStart: share(Math.min(needed, part.electorate)) }}
                >
                  {say('parts.mark', { for: part.for, needed })}
                </span>
              </div>
            </li>
          );
        })}
      </ul>
      {count > parts.length && (
        <p className="small soft">{say('people.more', { count: count - parts.length })}</p>
      )}
    </section>
  );
}

function neededOf(most: Asked['most'], count: number): number {
  const share = most ?? majority;
  return Math.max(1, leastReaching({ ...share, strict: share.strict ?? false }, count));
}

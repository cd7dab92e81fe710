/** Who took part in what was judged, people and agents apart, and the first reasons against: what a result begins with (VOT-5, VOT-7). */
import type { Schemas } from '../../data/client.ts';
import { useSay } from '../../words/words.tsx';
import { Person, Their } from '../people.tsx';

type Participation = Schemas['Participation'];

const ways = ['counted', 'represented', 'assumed', 'absent'] as const;

const ofBoth = ({ person, agent }: Participation['counted']): number => person + agent;

export function TookPart({ participation }: { readonly participation: Participation | null }) {
  const say = useSay();
  if (participation === null) return null;
  const { counted, represented, assumed, absent, recused } = participation;
  const count = ofBoth(counted) + ofBoth(represented) + ofBoth(assumed);
  return (
    <div className="small">
      <span>{say('outcome.took-part', { count, of: count + ofBoth(absent) })}</span>
      <ul className="plain soft">
        {ways
          .filter((way) => way === 'counted' || ofBoth(participation[way]) > 0)
          .map((way) => (
            <li key={way}>
              {say.named('took-part', way)}: {say('took-part.kinds', participation[way])}
            </li>
          ))}
        {recused > 0 && <li>{say('took-part.recused', { recused })}</li>}
      </ul>
    </div>
  );
}

export function ReasonsAgainst({ reasons }: { readonly reasons: readonly Schemas['ReasonAgainst'][] }) {
  const say = useSay();
  if (reasons.length === 0) return null;
  return (
    <section className="stack tight small" aria-label={say('reasons-against.title')}>
      <b>{say('reasons-against.title')}</b>
      <ul className="plain">
        {reasons.map(({ member, reason }) => (
          <li key={member}>
            <Person id={member} link />: <Their>{reason}</Their>
          </li>
        ))}
      </ul>
    </section>
  );
}

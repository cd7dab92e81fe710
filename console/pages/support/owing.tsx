/** How one's support is called, and what waits for one in it: told here alone, since of support no notice is written (SUP-3). */
import { Link } from 'wouter';
import { useMe } from '../../data/council.ts';
import { useNames } from '../../data/members.ts';
import { type Support, useSupports } from '../../data/support/support.ts';
import { Their } from '../../parts/people.tsx';
import { Countdown } from '../../parts/when.tsx';
import { useSay } from '../../words/words.tsx';

/** Its title in words; to whom a danger was told it is that danger. */
export function useTitle({ person, room }: Support): string {
  const say = useSay();
  const me = useMe();
  const [name = person] = useNames([person]);
  if (room === null) return say('support.told-you');
  return person === me.id ? say('support.for-you') : say('support.for', { name });
}

export const TitleOf = ({ one }: { readonly one: Support }) => <Their>{useTitle(one)}</Their>;

export function Owes({ owes }: Pick<Support, 'owes'>) {
  const say = useSay();
  return owes.map(({ act, due }) => (
    <span key={act} className="row">
      <span className="tag owed">{say.named('support.owes', act)}</span>
      {due !== null && <Countdown until={due} about={say.named('support.owes', act)} />}
    </span>
  ));
}

/** On the first page: what waits for me in support. */
export default function SupportOwed() {
  const say = useSay();
  const waiting = (useSupports().data?.items ?? []).filter(({ owes }) => owes.length > 0);
  if (waiting.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="support-owed">
      <h2 id="support-owed">{say('support.owed')}</h2>
      <ul className="plain owing">
        {waiting.map((one) => (
          <li key={one.id}>
            <div className="stack tight">
              <span className="row between small">
                <Owes owes={one.owes} />
              </span>
              <Link href={`/support/${one.id}`} className="title">
                <TitleOf one={one} />
              </Link>
            </div>
            <div className="row">
              <Link href={`/support/${one.id}`} className="button small">
                {say('home.open')}
              </Link>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

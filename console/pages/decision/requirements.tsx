/** What must hold before it is adopted, and who owes it. */
import type { Schemas } from '../../data/client.ts';
import { Person } from '../../parts/people.tsx';
import { Countdown } from '../../parts/when.tsx';
import { useSay } from '../../words/words.tsx';

export function Requirements({ proposal: { requirements } }: { readonly proposal: Schemas['Proposal'] }) {
  const say = useSay();
  if (requirements.length === 0) return null;
  return (
    <section className="card">
      <h2>{say('requirements.title')}</h2>
      <ul className="plain">
        {requirements.map(({ what, who, until, closed }) => (
          <li key={what + who} className="said small">
            <strong>{say.named('requirement', what)}</strong>
            <span>
              <Person id={who} /> ·{' '}
              {closed === null ? (
                <Countdown until={until} />
              ) : (
                <span className={`tag ${closed.how === 'met' ? 'done' : 'bad'}`}>
                  {say.named('requirement-is', closed.how)}
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What members say, and the positions of each round with their reasons. */
import type { Schemas } from '../../data/client.ts';
import { pollLook, useList } from '../../data/reading.ts';
import { Person } from '../../parts/people.tsx';
import { When } from '../../parts/when.tsx';
import { useSay } from '../../words/words.tsx';
import { Statements } from './statements.tsx';

type Proposal = Schemas['Proposal'];

export function Discussion({ proposal }: { readonly proposal: Proposal }) {
  return (
    <div className="stack wide">
      <Statements proposal={proposal} />
      <Positions proposal={proposal} />
    </div>
  );
}

function Positions({ proposal: { id, round, stage } }: { readonly proposal: Proposal }) {
  const say = useSay();
  const { items } = useList(
    '/v1/proposals/{id}/positions',
    { path: { id } },
    { when: round > 0, every: stage === 'discussion' ? pollLook : undefined },
  );
  if (items.length === 0) return null;
  const rounds = [...new Set(items.map((position) => position.round))].sort((one, other) => other - one);
  return (
    <section className="stack">
      <h2>{say('discussion.positions')}</h2>
      {rounds.map((each) => (
        <div key={each} className="card">
          <h3>{say('discussion.round', { round: each })}</h3>
          <ul className="plain">
            {items
              .filter((position) => position.round === each)
              .map(({ member, position, reason, at }) => (
                <li key={`${member} ${at ?? ''}`} className="said">
                  <span className="row between">
                    <span>
                      <Person id={member} link /> ·{' '}
                      <span className={`choice-mark ${position ?? ''}`}>
                        {position === null ? say('answer.hidden') : say.named('choice', position)}
                      </span>
                    </span>
                    <span className="small soft">{at !== null && <When at={at} style="relative" />}</span>
                  </span>
                  {reason !== null && (
                    <div className="words" dir="auto">
                      {reason}
                    </div>
                  )}
                </li>
              ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

/** The ladder: who was chosen, who is asked now, when more are asked; and by whom it is for, a refusal or a change (SUP-2). */
import { useMe } from '../../data/council.ts';
import { useNames } from '../../data/members.ts';
import { type Room, type Support, useSupportAct } from '../../data/support/support.ts';
import { Person } from '../../parts/people.tsx';
import { Press } from '../../parts/press.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { Countdown } from '../../parts/when.tsx';
import { useSay } from '../../words/words.tsx';

/** Behind it the ladder goes no further (SUP-2). */
const lastStep = 4;

function standingOf({ supporter, asked, out }: Room, member: string) {
  if (out.includes(member)) return 'out';
  if (supporter === member) return 'gives';
  return asked.includes(member) ? 'asked' : 'later';
}

export function Ladder({ one, room }: { readonly one: Support; readonly room: Room }) {
  const say = useSay();
  const me = useMe();
  const names = useNames(room.offered);
  const changing = useSupportAct();
  const mayChange = one.person === me.id && one.can.includes('decline');
  return (
    <section className="card stack" aria-labelledby="ladder">
      <h2 id="ladder">{say('support.who')}</h2>
      <ol className="plain stack tight">
        {room.offered.map((member, place) => {
          const standing = standingOf(room, member);
          const name = names[place] ?? member;
          return (
            <li key={member} className="row between">
              <span className="row">
                <Person id={member} />
                {room.agents.includes(member) && <span className="tag">{say('support.agent')}</span>}
                <span className={`tag ${standing === 'gives' ? 'done' : standing === 'asked' ? 'owed' : ''}`}>
                  {say(`support.ladder.${standing}`)}
                </span>
              </span>
              {mayChange && standing !== 'out' && (
                <Press
                  className="button small"
                  isDisabled={changing.isPending}
                  onClick={() => changing.mutate({ id: one.id, act: 'decline', body: { who: member } })}
                >
                  {say(standing === 'gives' ? 'support.change' : 'support.refuse', { name })}
                </Press>
              )}
            </li>
          );
        })}
      </ol>
      {changing.error !== null && <ProblemNotice error={changing.error} />}
      {room.stage === 'asked' &&
        (room.deadline === null || room.step === lastStep ? (
          <p>{say('support.ladder.end')}</p>
        ) : (
          <p>
            {say('support.ladder.next')}{' '}
            <Countdown until={room.deadline} about={say('support.ladder.next')} />
          </p>
        ))}
    </section>
  );
}

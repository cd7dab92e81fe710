/** What is sealed and was not sent yet, or was refused: it stays in this browser until the service has it, or its author takes it back. */
import { useMe } from '../../data/council.ts';
import { sendWaiting, takeBack, useWaiting, type Waiting } from '../../data/support/outbox.ts';
import { Refusal } from '../../data/client.ts';
import { Press } from '../../parts/press.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { useSay } from '../../words/words.tsx';
import { Words } from './words.tsx';

export function WaitingToBeSent({ support }: { readonly support: string | null }) {
  const me = useMe();
  const waiting = useWaiting(me.id).filter((one) => one.support === support);
  if (waiting.length === 0) return null;
  return (
    <ul className="plain stack" role="status">
      {waiting.map((one) => (
        <li key={one.id}>
          <Sealed waiting={one} />
        </li>
      ))}
    </ul>
  );
}

function Sealed({ waiting: { id, member, problem, sealed } }: { readonly waiting: Waiting }) {
  const say = useSay();
  return (
    <div className="notice warn stack tight">
      <strong>{say(problem === null ? 'support.waiting' : 'support.refused')}</strong>
      <Words id={id} sealed={sealed} />
      {problem !== null && <ProblemNotice error={new Refusal(problem)} />}
      <div className="row">
        {problem === null && (
          <Press className="button small" isDisabled={false} onClick={() => void sendWaiting(member)}>
            {say('support.send-now')}
          </Press>
        )}
        <Press className="button small" isDisabled={false} onClick={() => void takeBack(id)}>
          {say('support.discard')}
        </Press>
      </div>
    </div>
  );
}

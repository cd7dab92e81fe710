/** Of a delegation: what it is for, and taking it back (DEL-1, DEL-2). */
import type { Delegation } from '../data/delegations.ts';
import { useAct } from '../data/reading.ts';
import { useSay } from '../words/words.tsx';
import { tell } from './announcer.tsx';
import { Their } from './people.tsx';
import { Press } from './press.tsx';
import { ProblemNotice } from './problem.tsx';

export function Reach({ scope: { category, proposal } }: Pick<Delegation, 'scope'>) {
  const say = useSay();
  if (category !== undefined) return <Their>{category}</Their>;
  return <>{say(proposal === undefined ? 'delegations.everything' : 'delegations.one')}</>;
}

export function Revoke({ id }: { readonly id: string }) {
  const say = useSay();
  const sending = useAct();
  return (
    <>
      {sending.error !== null && <ProblemNotice error={sending.error} />}
      <Press
        className="button small"
        isDisabled={sending.isPending}
        onClick={() =>
          sending.mutate(
            { method: 'DELETE', path: `/v1/delegations/${id}` },
            { onSuccess: () => tell(say('delegations.revoked')) },
          )
        }
      >
        {say('delegations.revoke')}
      </Press>
    </>
  );
}

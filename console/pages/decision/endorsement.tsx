/** Who seconds a submission, of how many it takes and until when; one press seconds it, or takes that back (PRO-2). */
import type { Schemas } from '../../data/client.ts';
import { useMe } from '../../data/council.ts';
import { useAct } from '../../data/reading.ts';
import { tell } from '../../parts/announcer.tsx';
import { People } from '../../parts/people.tsx';
import { Press } from '../../parts/press.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { Countdown } from '../../parts/when.tsx';
import { useSay } from '../../words/words.tsx';

export function Endorsement({ proposal }: { readonly proposal: Schemas['Proposal'] }) {
  const say = useSay();
  const me = useMe();
  const { id, endorsement, stage, deadline, can } = proposal;
  const sending = useAct(id);
  if (endorsement === null) return null;
  const { members, needed } = endorsement;
  if (stage !== 'endorsement')
    return members.length === 0 ? null : (
      <p className="small">
        {say('endorsement.was', { have: members.length })} <People ids={members} />
      </p>
    );
  const isMine = members.includes(me.id);
  const press = () =>
    sending.mutate(
      {
        method: 'POST',
        path: `/v1/proposals/${id}/endorsements`,
        body: isMine ? { withdraw: true } : {},
      },
      { onSuccess: () => tell(say(isMine ? 'endorsement.taken-back' : 'endorsement.given')) },
    );
  return (
    <section className="card stack tight" aria-labelledby="endorsement">
      <div className="row between">
        <h2 id="endorsement">{say('stage.endorsement')}</h2>
        {deadline !== null && <Countdown until={deadline} />}
      </div>
      <p className="small">
        {say('endorsement.sought', {
          have: members.length,
          more: Math.max(0, needed - members.length),
        })}
      </p>
      {members.length > 0 && (
        <p className="small">
          {say('endorsement.by')} <People ids={members} />
        </p>
      )}
      {sending.error !== null && <ProblemNotice error={sending.error} />}
      {can.includes('endorsements') && (
        <div>
          <Press
            className={`button ${isMine ? '' : 'primary'}`}
            isDisabled={sending.isPending}
            onClick={press}
          >
            {say(isMine ? 'endorsement.take-back' : 'act.endorsements')}
          </Press>
        </div>
      )}
    </section>
  );
}

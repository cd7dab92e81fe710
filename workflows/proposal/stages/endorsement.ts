/** Endorsement: a submission waits for electors who second it, and counts once there are enough (PRO-2). */
import { isEndorsed } from '../../../rules/proposal/endorsement.ts';
import { laterOf } from '../../../rules/window.ts';
import { now } from '../../kit/clock.ts';
import { look } from '../conditions.ts';
import { type Decision, ending, type Ending } from '../decision.ts';
import { enter, stageEnd } from '../stage.ts';

/** Passed over where nobody is asked. */
export async function endorsement(decision: Decision): Promise<Ending | undefined> {
  const { endorsers } = decision.category;
  const sought = decision.proposal.endorsement;
  if (endorsers === undefined || sought === null) return undefined;
  const { needed } = sought;
  const { window: length } = endorsers;
  await enter(decision, 'endorsement', { length, waitsOnly: true, facts: { needed } });
  const isMet = (): boolean => isEndorsed(decision.proposal.endorsement ?? sought);
  await stageEnd(decision, isMet);
  // What was acknowledged counts, though its signal may be lost (VOT-6).
  if (decision.interrupted === null && !isMet()) {
    await look(decision);
    // It counts from when they were found, so that nothing that begins then has begun before.
    if (isMet()) decision.stageEnded = laterOf(decision.stageEnded, now());
  }
  if (decision.interrupted !== null) return decision.interrupted;
  const endorsed = decision.proposal.endorsement?.members.length ?? 0;
  return isMet() ? undefined : ending('lapsed', 'PRO-2', { endorsers: endorsed, needed });
}

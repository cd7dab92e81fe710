/** An escalated proposal ends, and its matter goes on before the whole council, in a proposal that opens by itself (TIE-3, MAN-2). */
import type { Decision, Ending } from './decision.ts';
import { openProposal, originatorOf } from '../opening/proposals.ts';

export async function handOn(decision: Decision, ended: Ending): Promise<Ending> {
  if (ended.outcome !== 'escalated') return ended;
  const { content, proposal } = decision;
  const { category, family, mandate } = proposal;
  await openProposal(decision, {
    at: decision.stageEnded,
    category,
    content,
    originator: originatorOf(proposal),
    ...(mandate === null
      ? { family, relation: 'escalated-from', back: 'escalated-to' }
      : { whole: true, relation: 'called-back-from', back: 'called-back-to' }),
  });
  return ended;
}

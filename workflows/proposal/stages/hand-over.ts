/** The guardian's office goes to another while its holder is waited for: the word is the new holder's, and who has lost the office has none (AUT-1, GUA-1). */
import { activities } from '../../activities.ts';
import { isOver } from '../../kit/clock.ts';
import { type Decision, note } from '../decision.ts';

/** Whose word is waited for; null where nobody's is. */
export const guardianAsked = ({ proposal: { approver, guardian } }: Decision): string | null =>
  approver ?? guardian;

/**
 * What was said before stays said, and who was silent until the end was.
 * @param holder of the office now; null where it is vacant, which changes nothing here
 */
export function handOver(decision: Decision, holder: string | null): void {
  const { proposal, approval, resolution } = decision;
  if (approval !== null || resolution !== null || isOver(proposal.deadline)) return;
  const from = guardianAsked(decision);
  if (holder === null || from === null || holder === from) return;
  const approver = proposal.approver === null ? null : holder;
  decision.proposal = { ...proposal, guardian: proposal.guardian === null ? null : holder, approver };
  note(decision, 'guardian-changed', { from, to: holder });
}

/** Who holds the office now, those concerned too; null where it is vacant or its holder departed. */
export async function officeHolder({ charter, proposal: { id } }: Decision): Promise<string | null> {
  if (charter.guardian === null) return null;
  return (await activities.guardianFor({ id, role: charter.guardian.role, concerned: [] })).guardian;
}

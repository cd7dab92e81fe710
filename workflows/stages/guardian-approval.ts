/** The guardian's approval of constitutional change; silence lets it lapse (VET-3, AMD-2). */
import type { Role } from '../../charter/types.ts';
import { type Decision, ending, type Ending, note } from '../decision.ts';
import { activities } from '../activities.ts';
import { enter, stageEnd } from '../stage.ts';

/**
 * Passed over where the category needs none, the charter has no guardian, the guardian adopted it themselves (DEA-2), or it fills an
 * office that nobody holds, also where its holder departs meanwhile (AMD-2).
 */
export async function guardianApproval(decision: Decision): Promise<Ending | undefined> {
  const { category, charter, content, proposal } = decision;
  if (!category.approval || charter.guardian === null || decision.input.from === 'execution')
    return undefined;
  if (proposal.stage === 'guardian-resolution') return undefined;
  const { role, answer } = charter.guardian;
  const fillsOffice = content.action?.type === 'member.guardian';
  const guardian = await holder(decision, role);
  if (guardian === null && fillsOffice) {
    passOver(decision);
    return undefined;
  }
  await enter(decision, 'guardian-approval', { length: answer, state: { guardian }, facts: { guardian } });
  const approval = await answerOrVacancy(
    decision,
    async () => fillsOffice && (await holder(decision, role)) === null,
  );
  if (approval === 'vacant') {
    passOver(decision);
    return undefined;
  }
  if (approval === null) return ending('lapsed', 'AMD-2', { guardian, approval: null });
  // Answered: it is not what the acts of later stages come against.
  decision.approval = null;
  const { approve, reason, at } = approval;
  note(decision, 'guardian-answered', { guardian, approve, reason }, at);
  return approve ? undefined : ending('refused-by-guardian', 'VET-3', { guardian, reason });
}

/** Who may approve: whoever holds the office, the author too (VET-3); nobody where it is vacant or its holder departed. */
async function holder({ proposal: { id } }: Decision, role: Role): Promise<string | null> {
  return (await activities.guardianFor({ id, role, concerned: [] })).guardian;
}

function passOver(decision: Decision): void {
  note(decision, 'approval-passed-over', { guardian: null, action: decision.content.action?.type });
}

/** Waits for the guardian's word, null at the deadline; or for the office to fall vacant where that matters. */
async function answerOrVacancy(
  decision: Decision,
  isVacant: () => Promise<boolean>,
): Promise<Decision['approval'] | 'vacant'> {
  for (;;) {
    await stageEnd(decision, () => decision.approval !== null || decision.lookAgain);
    if (decision.approval !== null || !decision.lookAgain) return decision.approval;
    decision.lookAgain = false;
    if (await isVacant()) return 'vacant';
  }
}

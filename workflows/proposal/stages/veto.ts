/** The veto: whom a family decision touches in a personal matter may stop it, and the council answers whether it does (VET-1, VET-2). */
import { undecided } from '../../../rules/proposal/vetoes/vetoes.ts';
import { type Decision, type Ending, write } from '../decision.ts';
import { askCouncil } from '../question.ts';
import { enter, stageEnd } from '../stage.ts';

/** For tier 2 only, and passed over where the charter has none. Everyone has the whole window, however many veto; then what was raised is waited for. */
export async function veto(decision: Decision): Promise<Ending | undefined> {
  const { charter, proposal, input } = decision;
  if (proposal.tier !== 2 || charter.vetoes === null || input.from === 'execution') return undefined;
  await enter(decision, 'veto', { length: charter.vetoes.window });
  await stageEnd(decision);
  if (decision.interrupted === null && undecided(decision.proposal.vetoes)) {
    decision.proposal = { ...decision.proposal, deadline: null };
    await write(decision);
    await askCouncil(decision);
    await stageEnd(decision, () => !undecided(decision.proposal.vetoes));
  }
  return decision.interrupted ?? undefined;
}

/** The veto: whom a family decision touches in a personal matter may stop it, and the council answers whether it does (VET-1, VET-2). */
import { undecided } from '../../rules/vetoes.ts';
import type { Decision, Ending } from '../decision.ts';
import { enter, stageEnd } from '../stage.ts';

/** For tier 2 only, and passed over where the charter has none. A veto moves the deadline to the end of its contest. */
export async function veto(decision: Decision): Promise<Ending | undefined> {
  const { charter, proposal, input } = decision;
  if (proposal.tier !== 2 || charter.vetoes === null || input.from === 'execution') return undefined;
  await enter(decision, 'veto', { length: charter.vetoes.window });
  await stageEnd(decision, () => answered(decision));
  return decision.interrupted ?? undefined;
}

/** A contested veto waits for the council alone; once that has lifted it, nothing is waited for. */
const answered = ({ proposal: { vetoes } }: Decision): boolean => vetoes.length > 0 && !undecided(vetoes);

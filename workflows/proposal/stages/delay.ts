/** The delay between adoption and execution: who disagrees may leave, and the guardian veto where their scope allows (VET-4, VET-3). */
import type { Decision, Ending } from '../decision.ts';
import { enter, stageEnd } from '../stage.ts';
import { answered, silent } from './guardian-approval.ts';
import { guardianAsked, handOver, officeHolder } from './hand-over.ts';

/** An approval that is owed is taken until it ends (AMD-2). */
export async function delay(decision: Decision): Promise<Ending | undefined> {
  const { delay: length } = decision.category;
  if (length === null || decision.proposal.tier !== 3 || decision.input.from === 'execution')
    return undefined;
  const guardian = await whoMayVeto(decision);
  await enter(decision, 'delay', { length, waitsOnly: true, state: { guardian } });
  for (;;) {
    const moves = (): boolean => decision.lookAgain && guardianAsked(decision) !== null;
    await stageEnd(decision, () => decision.approval !== null || moves());
    const { interrupted, approval, proposal } = decision;
    if (interrupted !== null) return interrupted;
    if (approval === null && moves()) {
      decision.lookAgain = false;
      handOver(decision, await officeHolder(decision));
      continue;
    }
    if (approval === null)
      return proposal.approver === null ? undefined : silent(decision, proposal.approver);
    const refused = answered(decision, approval);
    if (refused !== undefined) return refused;
  }
}

/** Under the scope `principles` the guardian may veto whatever the council decides, under `amendments` changes of the charter alone (VET-3). */
async function whoMayVeto(decision: Decision): Promise<string | null> {
  const scope = decision.charter.guardian?.scope;
  const amends = decision.content.action?.type === 'charter.amend';
  return scope === 'principles' || (scope === 'amendments' && amends) ? officeHolder(decision) : null;
}

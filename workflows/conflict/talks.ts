/** The talks: negotiation among the parties, then mediation by their families' councils (CNF-2, CNF-3). */
import { enterPassage, leavePassage, settledTerms } from '../../rules/conflict.ts';
import { activities } from '../activities.ts';
import { type Dispute, ending, type Ending, note } from './dispute.ts';
import { enter, mediatorsSought, stageEnd, windowOf } from './stage.ts';

/** Any party puts terms; it is settled when all have accepted the same (CNF-2). */
export async function negotiation(dispute: Dispute): Promise<Ending | undefined> {
  const { parties, what, remedy } = dispute.state;
  const [[by]] = parties;
  await enter(dispute, {
    stage: 'negotiation',
    window: windowOf(dispute, dispute.rules.negotiation),
    kind: 'opened',
    facts: { by, parties, what, remedy },
  });
  return outcome(dispute);
}

/** The same with mediators, who put terms too; passed over, on record, where there are none (CNF-3). */
export async function mediation(dispute: Dispute): Promise<Ending | undefined> {
  const mediators = dispute.mediators ?? (await activities.seizeMediators(mediatorsSought(dispute)));
  const window = windowOf(dispute, dispute.rules.mediation);
  if (mediators.every((number) => number === 0)) {
    passOver(dispute, mediators);
    return undefined;
  }
  await enter(dispute, {
    stage: 'mediation',
    window,
    state: { mediators },
    kind: 'mediation-opened',
    facts: { mediators },
  });
  return outcome(dispute);
}

/** Waits for the end of the stage: settled, dropped, or nothing where the next stage takes over. */
async function outcome(dispute: Dispute): Promise<Ending | undefined> {
  const dropped = await stageEnd(dispute, 'acceptance');
  if (dropped !== undefined) return dropped;
  const terms = settledTerms(dispute.state);
  return terms === undefined ? undefined : ending('settled', 'CNF-2', { terms });
}

function passOver(dispute: Dispute, mediators: readonly [number, number]): void {
  const { state, stageEnded: at } = dispute;
  const passage = { stage: 'mediation', step: null, opens: at, closes: at } as const;
  const path = leavePassage(enterPassage(leavePassage(state.path, at), passage), at);
  dispute.state = { ...state, mediators, path };
  note(dispute, 'mediation-passed-over', { mediators }, at);
}

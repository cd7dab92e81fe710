/** The talks: negotiation among the parties, then mediation by their families' councils (CNF-2, CNF-3). */
import { settledTerms } from '../../rules/conflict/terms.ts';
import { openWords } from '../../rules/conflict/parties.ts';
import { activities } from '../activities.ts';
import { happen } from '../process.ts';
import { type Dispute, ending, type Ending } from './dispute.ts';
import { hold } from './parties.ts';
import { enter, mediatorsSought, stageEnd, windowOf } from './stage.ts';

/** Any party puts terms; it is settled when all have accepted the same (CNF-2). */
export async function negotiation(dispute: Dispute): Promise<Ending | undefined> {
  const { parties, what, remedy } = dispute.state;
  const [[by]] = parties;
  await enter(dispute, {
    window: windowOf(dispute, dispute.rules.negotiation),
    kind: 'opened',
    facts: { by: by as string, parties, what, remedy },
  });
  return outcome(dispute);
}

/** The same with mediators, who put terms too; passed over, on record, where there are none (CNF-3). */
export async function mediation(dispute: Dispute): Promise<Ending | undefined> {
  const mediators = dispute.mediators ?? (await activities.seizeMediators(mediatorsSought(dispute)));
  if (mediators.every((number) => number === 0)) {
    const held = await untilWordsEnd(dispute);
    if (held === undefined) passOver(dispute, mediators);
    return held;
  }
  const window = windowOf(dispute, dispute.rules.mediation);
  await enter(dispute, {
    window,
    kind: 'mediation-opened',
    facts: { mediators },
  });
  return (await outcome(dispute)) ?? (await untilWordsEnd(dispute));
}

/** Arbitration does not begin while somebody's word that they are no party is open: the talks go on (CNF-1). */
async function untilWordsEnd(dispute: Dispute): Promise<Ending | undefined> {
  if (dispute.interrupted !== null || openWords(dispute.state).length === 0)
    return dispute.interrupted ?? undefined;
  dispute.over = null;
  hold(dispute, dispute.stageEnded);
  return outcome(dispute);
}

/** Waits for the end of the stage: settled, abandoned, or nothing where the next stage takes over. */
async function outcome(dispute: Dispute): Promise<Ending | undefined> {
  const abandoned = await stageEnd(dispute);
  if (abandoned !== undefined) return abandoned;
  const terms = settledTerms(dispute.state);
  return terms === undefined ? undefined : ending('settled', { terms });
}

function passOver(dispute: Dispute, mediators: readonly [number, number]): void {
  happen(dispute, 'mediation-passed-over', { mediators }, dispute.stageEnded);
}

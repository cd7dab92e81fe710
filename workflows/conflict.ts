/** A conflict, from its opening to its ending: it climbs by itself from the parties to mediators, the council and the guardian (CNF-1 to CNF-5). */
import type { ConflictOutcome } from '../rules/conflict/state.ts';
import { handleActs } from './conflict/acts.ts';
import { appealStage } from './conflict/appeal.ts';
import { arbitration } from './conflict/arbitration.ts';
import {
  type Decided,
  type Dispute,
  type Abandoned,
  end,
  type Ending,
  openDispute,
} from './conflict/dispute.ts';
import { guardianResolution } from './conflict/guardian-resolution.ts';
import { mediation, negotiation } from './conflict/talks.ts';
import type { ConflictInput } from './inputs.ts';

export async function conflict(input: ConflictInput): Promise<ConflictOutcome> {
  const dispute = openDispute(input);
  handleActs(dispute);
  return end(dispute, (await talk(dispute)) ?? (await judge(dispute)));
}

/** The parties' own; what was remanded has been through it (APP-2). Each stage answers how it ended the conflict, or nothing where the next one takes over. */
async function talk(dispute: Dispute): Promise<Ending | undefined> {
  if (dispute.input.remandOf !== null) return undefined;
  return (
    (await negotiation(dispute)) ?? // CNF-2
    (await mediation(dispute)) // CNF-3
  );
}

/** The council's, and where that misses its threshold the guardian's; then the appeal. */
async function judge(dispute: Dispute): Promise<Ending> {
  dispute.climbed = true;
  if (dispute.interrupted !== null) return dispute.interrupted;
  const decided =
    (await arbitration(dispute)) ?? // CNF-4
    (await guardianResolution(dispute)); // CNF-4, GUA-1
  return isAbandoned(decided) ? decided : appealStage(dispute, decided); // APP-1, APP-2
}

const isAbandoned = (ended: Decided | Abandoned): ended is Abandoned =>
  ended.outcome === 'dropped' || ended.outcome === 'withdrawn' || ended.outcome === 'settled';

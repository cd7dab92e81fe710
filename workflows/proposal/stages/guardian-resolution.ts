/** The last deadlock: a family's goes to the council (TIE-3); else the guardian adopts or rejects with a written reason (DEA-2, GUA-1). */
import { guardianMayAdopt } from '../../../rules/polls/deadlock.ts';
import { proposal as kind } from '../../../rules/proposal/kind.ts';
import type { Refusal } from '../../../rules/refusal.ts';
import { type Decision, ending, type Ending, note } from '../decision.ts';
import { activities } from '../../activities.ts';
import { enter, stageEnd } from '../stage.ts';
import { handOver } from './hand-over.ts';

export async function guardianResolution(decision: Decision): Promise<'adopted' | Ending> {
  const { charter, category, tally, proposal } = decision;
  if (proposal.tier === 2) return ending('escalated', 'DEA-2', { vote: proposal.votes, tally });
  if (charter.guardian === null || tally === null || !guardianMayAdopt(tally, charter, category))
    return ending('rejected', 'DEA-2', { vote: proposal.votes, tally, guardian: 'may not resolve' });
  const asked = { id: proposal.id, role: charter.guardian.role, concerned: kind.concerned(proposal) };
  const { guardian, ...found } = await activities.guardianFor(asked);
  let { recused } = found;
  if (recused === null) {
    await enter(decision, 'guardian-resolution', {
      length: charter.guardian.answer,
      state: { guardian },
      facts: { guardian },
    });
    recused = await answerOrRecusal(decision, () => activities.guardianFor(asked));
  }
  const { resolution } = decision;
  if (decision.interrupted !== null) return decision.interrupted;
  if (resolution === null) {
    const silent = { guardian: decision.proposal.guardian ?? guardian, silent: true, recused };
    return ending('rejected', 'DEA-2', silent);
  }
  decision.resolution = null;
  const facts = { guardian: decision.proposal.guardian, adopt: resolution.adopt, reason: resolution.reason };
  note(decision, 'guardian-resolved', facts, resolution.at);
  decision.resolvedBy = facts.guardian;
  return resolution.adopt ? 'adopted' : ending('rejected', 'DEA-2', facts);
}

/** Waits for the word of whoever holds the office, or the deadline; answers why they fell silent at once, if so (GUA-1). */
async function answerOrRecusal(
  decision: Decision,
  look: () => Promise<{ readonly guardian: string | null; readonly recused: Refusal | null }>,
): Promise<Refusal | null> {
  for (;;) {
    await stageEnd(decision, () => decision.resolution !== null || decision.lookAgain);
    if (decision.resolution !== null || decision.interrupted !== null || !decision.lookAgain) return null;
    decision.lookAgain = false;
    const { guardian, recused } = await look();
    handOver(decision, guardian);
    if (recused !== null) return recused;
  }
}

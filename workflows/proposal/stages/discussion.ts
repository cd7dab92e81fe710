/** Discussion: rounds of statements, rankings and positions, until consensus or the last one is over (PRO-4, CON-3, CON-4). */
import type { Content } from '../../../rules/model.ts';
import { lazyRounds, roundLength } from '../../../rules/polls/adoption.ts';
import { optionsOf } from '../../../rules/proposal/options.ts';
import { activitiesFor } from '../../activities.ts';
import { findOtherCategories } from '../category-requests.ts';
import { type Decision, electorsOf, type Ending, note } from '../decision.ts';
import { lapseVetoes } from '../question.ts';
import { closeNow, enter, stageEnd } from '../stage.ts';
import { hearing } from './hearing.ts';
import { requirements } from './requirements.ts';
import { review } from './review.ts';

/** Answers `adopted` by consensus once the requirements are met, or nothing after the last round; after an amendment comes a review of the new text. */
export async function discussion(
  decision: Decision,
  rounds: number,
): Promise<'adopted' | Ending | undefined> {
  const isLazy = decision.proposal.round < lazyRounds(decision.category);
  for (let left = rounds; left > 0; left -= 1) {
    const agreed = await round(decision, left === 1 && !isLazy);
    if (decision.interrupted !== null) return decision.interrupted;
    if (decision.pending !== null) {
      await takeAmendment(decision, decision.pending);
      const ended = (await review(decision)) ?? (await hearing(decision));
      if (ended !== undefined) return ended;
    } else if (agreed) {
      return (await requirements(decision)) ?? 'adopted';
    }
  }
  return undefined;
}

/** One round; answers whether consensus stands at its end. */
async function round(decision: Decision, lastRound: boolean): Promise<boolean> {
  const number = decision.proposal.round + 1;
  const isLazy = number <= lazyRounds(decision.category);
  await enter(decision, 'discussion', {
    length: roundLength(number, decision.category, decision.charter),
    state: { round: number, lastRound },
    facts: { round: number, lastRound, ...(isLazy ? { lazy: true } : {}) },
    polls: [
      { kind: 'positions', number },
      { kind: 'preferences', number },
    ],
    options: optionsOf(decision.content).map(({ id }) => id),
  });
  for (;;) {
    await stageEnd(decision, () => decision.lookAgain);
    decision.lookAgain = false;
    if (decision.interrupted !== null) return false;
    const closing = await activitiesFor(electorsOf(decision)).closeRound(closeNow(decision, number));
    if (closing.open) continue;
    decision.stageEnded = closing.closedAt;
    const { counts, consensus } = closing.result;
    note(
      decision,
      'round-closed',
      { round: number, closedAt: closing.closedAt, positions: counts, consensus },
      closing.closedAt,
    );
    decision.consensus = consensus;
    return consensus.reached;
  }
}

/** The amended text is in force from the round's end (PRO-6). */
async function takeAmendment(decision: Decision, content: Content): Promise<void> {
  const version = decision.proposal.pendingVersion ?? decision.proposal.version;
  decision.content = content;
  decision.pending = null;
  decision.proposal = { ...decision.proposal, version, pendingVersion: null };
  decision.inForce = { version, at: decision.stageEnded };
  findOtherCategories(decision);
  await lapseVetoes(decision, decision.stageEnded);
}

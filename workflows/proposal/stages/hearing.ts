/** The hearing: no round opens before it is over; then, and where they declare their interests, the electors are counted (JUS-1, GUA-2). */
import { isHearing } from '../../../rules/proposal/gates.ts';
import { votesForQuorum } from '../../../rules/polls/quorum.ts';
import { activities } from '../../activities.ts';
import { type Decision, type Ending, note } from '../decision.ts';
import { enter, stageEnd } from '../stage.ts';
import { look } from '../conditions.ts';

/** Passed over where the category has none, but for the count of who has declared an interest. It has no deadline of its own: each requirement has one. */
export async function hearing(decision: Decision): Promise<Ending | undefined> {
  if (decision.category.hearing) await heard(decision);
  else if (decision.proposal.interests === null) return undefined;
  if (decision.interrupted === null && decision.proposal.recused === null) await count(decision);
  return decision.interrupted ?? undefined;
}

async function heard(decision: Decision): Promise<void> {
  await look(decision);
  if (decision.interrupted === null && isHearing(decision.proposal)) {
    await enter(decision, 'requirements', { length: null });
    await stageEnd(decision, () => !isHearing(decision.proposal));
  }
}

/** A victim, or who has an interest, is who says so before the first poll opens; size and quorum are those of whoever is left to judge. */
async function count(decision: Decision): Promise<void> {
  const { charter, category, proposal } = decision;
  const { id, victims, interests } = proposal;
  const { least } = charter.recusal;
  const { council, size, recused } = await activities.countElectors({
    decision: id,
    victims,
    least,
    ...(interests === null ? {} : { interests: true }),
  });
  const quorum = votesForQuorum(category.quorum, size);
  const electorate = { size, quorum };
  decision.proposal = { ...decision.proposal, electorate, recused };
  if (victims.length > 0 || interests !== null)
    note(decision, 'electors-counted', { council, electorate, recused }, decision.stageEnded);
}

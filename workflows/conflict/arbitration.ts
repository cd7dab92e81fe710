/** Arbitration by the council without the parties: remedies are put and ranked, then the first is voted on (CNF-4). */
import { firstRemedy } from '../../rules/conflict/state.ts';
import { namedOf } from '../../rules/conflict/parties.ts';
import { enoughJudge } from '../../rules/polls/recusal.ts';
import type { Facts } from '../../rules/refusal.ts';
import { votesForQuorum } from '../../rules/polls/quorum.ts';
import { activities } from '../activities.ts';
import { happen } from '../process.ts';
import { type Decided, type Dispute, type Abandoned, ending } from './dispute.ts';
import { waits } from './referral.ts';
import { enter, stageEnd, windowOf } from './stage.ts';

/** Answers what it decided, or nothing where that is left to the guardian. */
export async function arbitration(dispute: Dispute): Promise<Decided | Abandoned | undefined> {
  await openRanking(dispute);
  const leftRanking = await stageEnd(dispute);
  if (leftRanking !== undefined) return leftRanking;
  const chosen = await closeRanking(dispute);
  const endedWaiting = await waitedOut(dispute);
  if (endedWaiting !== undefined) return endedWaiting;
  if (chosen === undefined) return unresolved('no-remedy');
  if (!chosen.judged) return undefined; // GUA-2
  await enter(dispute, {
    window: windowOf(dispute, dispute.rules.arbitration.voting),
    kind: 'vote-opened',
    facts: { chosen: chosen.remedy },
    poll: { kind: 'votes', options: [] },
  });
  const leftVote = await stageEnd(dispute);
  if (leftVote !== undefined) return leftVote;
  const decided = await closeVote(dispute, chosen.remedy);
  return (await waitedOut(dispute)) ?? decided;
}

/** The poll has run to its close: what was referred meanwhile waits now, and has nothing of that stage left (RST-1). */
async function waitedOut(dispute: Dispute): Promise<Abandoned | undefined> {
  return waits(dispute, dispute.stageEnded) ? stageEnd(dispute) : undefined;
}

/** Nothing that the council or the guardian could decide came of it (CNF-4). */
export const unresolved = (because: string, facts: Facts = {}): Decided =>
  ending('unresolved', { because, ...facts });

/** The electorate is fixed as the council is seized (MEM-3); nobody is of it who would judge their own case (GUA-2). */
async function openRanking(dispute: Dispute): Promise<void> {
  const { rules, charter, state, input } = dispute;
  const { ranking, quorum } = rules.arbitration;
  const window = windowOf(dispute, ranking);
  const { id, what, remedy, path } = state;
  const parties = namedOf(state);
  const { size, council } = await activities.seize({
    electorate: id,
    body: { maturity: 'council', family: null, excluded: parties.flat() },
    charter,
    at: window.opens,
  });
  const electorate = { size, quorum: votesForQuorum(quorum, size), council };
  const { remandOf } = input;
  if (remandOf !== null) happen(dispute, 'remand-of', { id: remandOf }, window.opens);
  await enter(dispute, {
    window,
    kind: 'arbitration-opened',
    facts: { step: 'ranking', parties, what, remedy, electorate, path },
    poll: { kind: 'remedies', options: [] },
  });
}

/** What came first of the remedies, and whether enough of the council are left to vote on it (GUA-2). */
interface Chosen {
  readonly remedy: string;
  readonly judged: boolean;
}

/** Answers nothing where no remedy was put. */
async function closeRanking(dispute: Dispute): Promise<Chosen | undefined> {
  const { id: process, deadline } = dispute.state;
  const closing = await activities.closeRemedies({ process, closes: deadline as string, due: true });
  if (closing.open) throw new Error(`the remedies of ${process} are open past ${closing.closes}`);
  const { closedAt, result } = closing;
  const { options: remedies, condorcetWinner, schulze, electorate } = result;
  const remedy = firstRemedy(schulze);
  dispute.stageEnded = closedAt;
  dispute.remedies = remedies;
  const facts = { closedAt, remedies, condorcetWinner, schulze, electorate, chosen: remedy ?? null };
  happen(dispute, 'remedies-closed', facts, closedAt);
  return remedy === undefined ? undefined : { remedy, judged: canJudge(dispute, electorate) };
}

/** @param left who has not departed, or has answered before (MEM-2) */
const canJudge = ({ charter, state: { electorate } }: Dispute, left: number): boolean =>
  electorate !== null && enoughJudge(left, electorate.council, charter);

/** Answers nothing where it missed the threshold, or too few are left to judge: that is the guardian's (CNF-4, GUA-2). */
async function closeVote(dispute: Dispute, chosen: string): Promise<Decided | undefined> {
  const { id: process, deadline } = dispute.state;
  const closing = await activities.closeProcessVote({
    process,
    kind: 'votes',
    number: 1,
    closes: deadline as string,
    due: true,
  });
  if (closing.open) throw new Error(`the vote of ${process} is open past ${closing.closes}`);
  const { closedAt, result: tally } = closing;
  dispute.stageEnded = closedAt;
  happen(dispute, 'vote-closed', { closedAt, tally }, closedAt);
  if (!canJudge(dispute, tally.electorate)) return undefined;
  switch (tally.verdict) {
    case 'adopted':
      return ending('arbitrated', { remedy: chosen, by: 'vote' });
    case 'inquorate':
      return unresolved('inquorate');
    case 'rejected':
    case 'deadlock':
      return undefined;
  }
}

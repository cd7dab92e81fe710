/** Arbitration by the council without the parties: remedies are put and ranked, then the first is voted on (CNF-4). */
import { firstRemedy } from '../../rules/conflict.ts';
import type { Facts } from '../../rules/refusal.ts';
import { leastWhole } from '../../rules/share.ts';
import { activities } from '../activities.ts';
import { type Decided, type Dispute, type Dropped, ending, note } from './dispute.ts';
import { enter, stageEnd, windowOf } from './stage.ts';

/** Answers what it decided, or nothing where that is left to the guardian. */
export async function arbitration(dispute: Dispute): Promise<Decided | Dropped | undefined> {
  if ((await openRanking(dispute)) === 0) return unresolved('no-electors');
  const leftRanking = await stageEnd(dispute, 'preferences');
  if (leftRanking !== undefined) return leftRanking;
  const chosen = await closeRanking(dispute);
  if (chosen === undefined) return unresolved('no-remedy');
  await enter(dispute, {
    stage: 'arbitration',
    step: 'voting',
    window: windowOf(dispute, dispute.rules.arbitration.voting),
    state: { chosen },
    kind: 'vote-opened',
    facts: { chosen },
    poll: { kind: 'votes', options: [] },
  });
  return (await stageEnd(dispute, 'ballot')) ?? closeVote(dispute, chosen);
}

/** Nothing that the council or the guardian could decide came of it (CNF-4). */
export const unresolved = (because: string, facts: Facts = {}): Decided =>
  ending('unresolved', 'CNF-4', { because, ...facts });

/** The electorate is fixed as the council is seized (MEM-3); nobody is of it who would judge their own case (GUA-2). Where nobody is, it is over. */
async function openRanking(dispute: Dispute): Promise<number> {
  const { rules, charter, state, input } = dispute;
  const { ranking, quorum } = rules.arbitration;
  const window = windowOf(dispute, ranking);
  const { id, parties, what, remedy, path } = state;
  const size = await activities.seize({
    electorate: id,
    body: { maturity: 'council', family: null, excluded: parties.flat() },
    charter,
    at: window.opens,
  });
  const electorate = { size, quorum: leastWhole(quorum, size) };
  const { remandOf } = input;
  if (remandOf !== null) note(dispute, 'remand-of', { id: remandOf }, window.opens);
  await enter(dispute, {
    stage: 'arbitration',
    step: 'ranking',
    window: size === 0 ? { ...window, closes: window.opens } : window,
    state: { electorate },
    kind: 'arbitration-opened',
    facts: { step: 'ranking', parties, what, remedy, electorate, path },
    ...(size === 0 ? {} : { poll: { kind: 'remedies', options: [] } }),
  });
  if (size === 0) dispute.stageEnded = window.opens;
  return size;
}

/** Answers the remedy that is voted on; nothing where none was put. */
async function closeRanking(dispute: Dispute): Promise<string | undefined> {
  const { id: process, deadline } = dispute.state;
  const closing = await activities.closeRemedies({ process, closes: deadline as string, due: true });
  if (closing.open) throw new Error(`the remedies of ${process} are open past ${closing.closes}`);
  const { closedAt, result } = closing;
  const { options: remedies, condorcetWinner, schulze } = result;
  const chosen = firstRemedy(schulze);
  dispute.stageEnded = closedAt;
  dispute.remedies = remedies;
  const facts = { closedAt, remedies, condorcetWinner, schulze, chosen: chosen ?? null };
  note(dispute, 'remedies-closed', facts, closedAt);
  return chosen;
}

/** Answers nothing where it missed the threshold: that is the guardian's. */
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
  dispute.state = { ...dispute.state, tally };
  note(dispute, 'vote-closed', { closedAt, tally }, closedAt);
  switch (tally.verdict) {
    case 'adopted':
      return ending('arbitrated', 'CNF-4', { remedy: chosen, by: 'vote' });
    case 'inquorate':
      return unresolved('inquorate');
    case 'rejected':
    case 'deadlock':
      return undefined;
  }
}

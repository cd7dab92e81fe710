/** The courses before a vote: from the submission through the review, the rounds and what must hold, to a consensus or the vote (PRO-2 to PRO-11). */
import { lazyRounds, votesAfterRounds } from '../../polls/adoption.ts';
import { isHearing, isWaiting } from '../gates.ts';
import type { ProposalState } from '../state.ts';
import { objectionFault } from '../vetoes/vetoes.ts';
import { type Course, ending, into, type Situation, type Turn } from './course.ts';
import { confirmed, deadlocked } from './votes.ts';

/** Where a submission goes first: a personal decision is adopted as it is submitted (TIE-1). */
export function submitted(situation: Situation): Course {
  if (situation.state.tier === 1) return into('submitted', 'execution', 'TIE-1');
  return situation.category.endorsers === undefined
    ? counting(situation, 'submitted')
    : into('submitted', 'endorsement', 'PRO-2');
}

/** Where it goes once it counts (PRO-2). */
export function counting(situation: Situation, turn: Turn): Course {
  const { state, charter, category } = situation;
  const isLazy = lazyRounds(category) > 0;
  if (state.tier === 3 && charter.review !== null && !isLazy) return into(turn, 'review', 'PRO-3');
  return { ...discussing(situation), turn };
}

/** Whether it has come to the deadlock path: by a vote, or past the rounds where consent takes the place of the first (CON-3, DEA-2). */
const isOnPath = ({ state, charter, category }: Situation): boolean =>
  state.votes > 0 || (!votesAfterRounds(category) && state.round > charter.discussion.rounds);

/** Rounds that are left before the next vote, the one of the deadlock path among them (PRO-4, DEA-2). */
function roundsLeft(situation: Situation): number {
  const { state, charter, category } = situation;
  const extra = isOnPath(situation) ? (charter.deadlock?.extraRounds ?? 0) : 0;
  return lazyRounds(category) + charter.discussion.rounds + extra - state.round;
}

export const discussing = (situation: Situation): Course =>
  roundsLeft(situation) > 0 ? into('goes-on', 'discussion', 'PRO-4') : toVote(situation, 'goes-on');

/**
 * Without a review and a round the objections have their window before the vote (VET-1). Where consent takes the place of the first vote it is
 * rejected, or goes on as after a deadlock (CON-3).
 */
function toVote(situation: Situation, turn: Turn): Course {
  const { state, charter, category } = situation;
  const { review, discussion, vetoes } = charter;
  if (!votesAfterRounds(category) && !isOnPath(situation))
    return charter.deadlock === null
      ? ending('no-consensus', 'rejected', 'CON-3')
      : { ...deadlocked(situation), turn };
  const rounds = lazyRounds(category) + discussion.rounds;
  const unheard = state.tier === 3 && state.votes === 0 && review === null && rounds === 0;
  const objects = unheard && vetoes !== null && objectionFault(state, []) === undefined;
  return objects && state.stage !== 'requirements'
    ? into(turn, 'requirements', 'VET-1')
    : into(turn, 'voting', 'PRO-7');
}

/** Hearings, gates and answers to objections hold it up where some are open then, or can still be raised (PRO-11, VET-2). */
export function waiting({ state }: Situation, next: Course): readonly Course[] {
  const opens = 'stage' in next.to && next.to.stage === 'discussion';
  const holds = opens ? isHearing(state) : isWaiting(state) || state.objectingUntil !== null;
  return holds && 'stage' in next.to && next.to.stage !== 'requirements'
    ? [next, into('waits', 'requirements', opens ? 'JUS-1' : 'PRO-11')]
    : [next];
}

const mayAmend = ({ author, amendments, lastRound }: ProposalState): boolean =>
  author !== null && !lastRound && amendments.made < amendments.most;

/** A new text is reviewed before anything else (PRO-6). */
export function amended(situation: Situation): readonly Course[] {
  const { state, charter } = situation;
  if (state.pendingVersion === null && !mayAmend(state)) return [];
  if (state.tier === 3 && charter.review !== null) return [into('amended', 'review', 'PRO-6')];
  return waiting(situation, discussing(situation)).map((course) => ({ ...course, turn: 'amended' }));
}

/** A round at whose end a new text comes into force adopts nothing (PRO-6). */
export function rounds(situation: Situation): readonly Course[] {
  const { state } = situation;
  if (state.pendingVersion !== null) return amended(situation);
  const without = { ...discussing(situation), turn: 'no-consensus' as const };
  return [
    ...waiting(situation, confirmed(situation, 'consensus', 'CON-4')),
    ...(roundsLeft(situation) > 0 ? [without] : waiting(situation, without)),
    ...amended(situation),
  ];
}

export function required(situation: Situation, agreed: boolean): readonly Course[] {
  const { state } = situation;
  if (agreed) return [confirmed(situation, 'goes-on', 'CON-4'), ...unmet(state)];
  // With a window of its own it waits for objections; and what is raised in it is waited for.
  if (state.deadline !== null) return [toVote(situation, 'goes-on'), into('waits', 'requirements', 'VET-2')];
  return [discussing(situation), ...unmet(state)];
}

/** What is open and not met in time ends it (PRO-11); of a hearing nothing follows but that it is over (JUS-1). */
function unmet({ requirements }: ProposalState): readonly Course[] {
  const open = requirements.filter(({ closed, what }) => closed === null && what !== 'hearing');
  if (open.length === 0) return [];
  const refuses = open.some(({ what }) => what === 'consent');
  return [...(refuses ? [ending('refused', 'rejected', 'REP-1')] : []), ending('silent', 'lapsed', 'PRO-11')];
}

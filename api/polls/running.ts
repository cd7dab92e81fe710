/**
 * The figures of polls that are open. Everything that tells what has been answered before the close goes through here, apart from the lists
 * of answers themselves: so a charter that keeps answers until the close is obeyed in one place (VOT-7).
 */
import type { Quorum } from '../../charter/thresholds.ts';
import { judgedBy } from '../../rules/polls/adoption.ts';
import { consensus, type Consensus } from '../../rules/polls/consensus.ts';
import type { Verdict } from '../../rules/polls/deadlock.ts';
import {
  allVerdicts,
  possibleVerdicts,
  quorumForecast,
  type QuorumForecast,
} from '../../rules/polls/forecast.ts';
import { isHidden } from '../../rules/polls/hiding.ts';
import type { Figures } from '../../rules/polls/tally.ts';
import type { ProposalState } from '../../rules/proposal/state.ts';
import { departedFrom } from '../../store/ballots/departures.ts';
import { type PositionCounts, positionsTaken } from '../../store/ballots/poll-figures.ts';
import { barOf, type Poll, pollsOf } from '../../store/ballots/polls.ts';
import type { Services } from '../service/services.ts';
import { standingOf } from './standing.ts';

type Sources = Pick<Services, 'db' | 'clock'>;

/** What the poll that decides the stage at hand holds; of a veto's question of all its votes together. */
export interface Running {
  /** What was answered shows at the close only: until then how many have answered is all that is told. */
  readonly hidden: boolean;
  /** ISO 8601; as of when. */
  readonly countedAt: string;
  readonly quorum: QuorumForecast | null;
  /** Of a round, what follows if it ended so. */
  readonly round: {
    readonly round: number;
    readonly counts: PositionCounts;
    readonly electorate: number;
    readonly consensus: Consensus;
  } | null;
  /** Of a vote, what it can still come to; and how often it is extended yet. */
  readonly vote: { readonly verdicts: readonly Verdict[]; readonly extensionsLeft: number } | null;
}

/** Null where no round and no vote is open. */
export async function runningOf(services: Sources, state: ProposalState): Promise<Running | null> {
  if (state.stage === 'discussion') return runningRound(services, state);
  if (state.stage !== 'voting') return null;
  const open = (await pollsOf(services.db, state.id, 'votes')).filter(({ closedAt }) => closedAt === null);
  const votes = [];
  for (const poll of open) votes.push(await runningVote(services, state, poll));
  const [first] = votes;
  if (first === undefined) return null;
  // One matter that is not lifted decides; where all are, it is adopted (VET-2).
  const verdicts = [...new Set(votes.flatMap((one) => one.vote.verdicts))];
  const adoptable = votes.every((one) => one.vote.verdicts.includes('adopted'));
  return {
    ...first,
    quorum: votes.map(({ quorum }) => quorum).find((quorum) => (quorum?.missing ?? 0) > 0) ?? first.quorum,
    vote: { ...first.vote, verdicts: verdicts.filter((verdict) => verdict !== 'adopted' || adoptable) },
  };
}

async function runningRound({ db, clock }: Sources, state: ProposalState): Promise<Running | null> {
  const polls = await pollsOf(db, state.id, 'positions');
  const poll = polls.find(({ closedAt }) => closedAt === null);
  if (poll === undefined) return null;
  const countedAt = await clock(db);
  const departed = await departedFrom(db, poll);
  const { counts, electorate, parts } = await positionsTaken(db, poll, { departed });
  const { category, charter } = poll.rules;
  const by = judgedBy(poll.number, category, charter);
  const judged = consensus(counts, electorate, category, charter, { by, parts });
  // Nobody's position is assumed (MEM-4).
  const figures = {
    for: judged.agreeing,
    against: judged.blocks,
    answered: judged.positions,
    electorate,
    offlineUnanswered: 0,
  };
  const hidden = isHidden(poll);
  const quorum = by === 'lazy' ? null : category.quorum;
  return {
    hidden,
    countedAt,
    quorum: hidden ? hiddenQuorum(quorum, figures, poll) : quorumForecast(quorum, figures, charter),
    round: hidden ? null : { round: poll.number, counts, electorate, consensus: judged },
    vote: null,
  };
}

async function runningVote(services: Sources, state: ProposalState, poll: Poll) {
  const { at: countedAt, counted } = await standingOf(services, poll, state.electorate?.size ?? 0);
  const { charter } = poll.rules;
  const bar = barOf(poll);
  const hidden = isHidden(poll);
  const verdicts = hidden ? allVerdicts(charter) : possibleVerdicts(counted.inPerson, bar, charter);
  return {
    hidden,
    countedAt,
    quorum: hidden
      ? hiddenQuorum(bar.quorum, counted.inPerson, poll)
      : quorumForecast(bar.quorum, counted.figures, charter),
    round: null,
    vote: { verdicts, extensionsLeft: poll.extensionsLeft },
  };
}

/** How many have answered everybody sees, and not what: of a quorum that counts some of the votes only nothing is known until the close. */
function hiddenQuorum(
  quorum: Quorum | null,
  { answered, electorate, offlineUnanswered }: Pick<Figures, 'answered' | 'electorate' | 'offlineUnanswered'>,
  { rules: { charter } }: Poll,
): QuorumForecast | null {
  if (quorum === null || (quorum.of ?? 'participating') !== 'participating') return null;
  return quorumForecast(quorum, { for: 0, against: 0, answered, electorate, offlineUnanswered }, charter);
}

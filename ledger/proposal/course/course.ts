/** The course of a decision: whether its polls followed each other as the protocol has it, each on the text in force (PRO-3, PRO-6, DEA-2). */
import { lazyRounds, votesAfterRounds } from '../../../rules/polls/adoption.ts';
import { votesOnPath } from '../../../rules/polls/deadlock.ts';
import { compared, type Difference, inRecord } from '../../recount/difference.ts';
import type { ProposalRecord, RoundRecord, VoteRecord } from '../../parts/schema/record.ts';
import { millisecond, written } from './windows.ts';

/** A round or a vote as one of the polls. */
interface PlacedPoll extends Pick<RoundRecord, 'version' | 'opens' | 'closedAt'> {
  /** Where it stands in the record. */
  readonly pointer: string;
  /** False where the decision ended within it. */
  readonly judged: boolean;
}

/** The first rounds, a vote, the extra rounds, the other votes. What the protocol has no room for comes last. The votes of a veto's question are one here (VET-2). */
function pollsInOrder({ rounds, votes, asks, rules }: ProposalRecord): readonly PlacedPoll[] {
  const { discussion, deadlock } = rules.charter;
  const first = lazyRounds(rules.category) + discussion.rounds;
  const firstVotes = Number(votesAfterRounds(rules.category));
  const extra = first + (deadlock?.extraRounds ?? 0);
  const roundPolls = rounds.map(placedRound);
  const votePolls = (asks === null ? votes : votes.slice(0, 1)).map(placedVote);
  return [
    ...roundPolls.slice(0, first),
    ...votePolls.slice(0, firstVotes),
    ...roundPolls.slice(first, extra),
    ...votePolls.slice(firstVotes),
    ...roundPolls.slice(extra),
  ];
}

const placedRound = ({ version, opens, closedAt, positions }: RoundRecord, place: number): PlacedPoll => ({
  version,
  opens,
  closedAt,
  pointer: `/rounds/${place}`,
  judged: positions !== null,
});

const placedVote = ({ version, opens, closedAt, tally }: VoteRecord, place: number): PlacedPoll => ({
  version,
  opens,
  closedAt,
  pointer: `/votes/${place}`,
  judged: tally !== null,
});

/** A version of the text that came into force. */
interface VersionInForce {
  readonly version: number;
  readonly inForceAt: string;
}

/** One that was replaced before its round ended never came into force. */
const versionsInForce = ({ versions }: ProposalRecord): readonly VersionInForce[] =>
  versions.flatMap(({ version, inForceAt }) => (inForceAt === null ? [] : [{ version, inForceAt }]));

export function* courseDifferences(record: ProposalRecord): Generator<Difference> {
  yield* versionDifferences(record);
  yield* orderOfPolls(record);
  yield* deferral(record);
}

/** Versions are counted from 1, come into force one after another, and the last one that did is the one decided on (PRO-6). */
function* versionDifferences(record: ProposalRecord): Generator<Difference> {
  for (const [place, { version }] of record.versions.entries())
    yield* compared(`/versions/${place}/version`, version, place + 1);
  let before = '';
  for (const { version, inForceAt } of versionsInForce(record)) {
    if (inForceAt < before)
      yield inRecord(
        `/versions/${version - 1}/inForceAt`,
        `is ${inForceAt}, before that of the version before it`,
      );
    before = inForceAt;
  }
  yield* compared('/version', record.version, versionsInForce(record).at(-1)?.version ?? null);
}

/** Every poll opens after the one before has closed, on the text in force, which has been reviewed (PRO-3) and does not change meanwhile. */
function* orderOfPolls(record: ProposalRecord): Generator<Difference> {
  const { createdAt, submittedAt, endedAt } = record;
  if (submittedAt < createdAt)
    yield inRecord('/submittedAt', `is ${submittedAt}, before ${createdAt}, when it was created`);
  let before = submittedAt;
  for (const poll of pollsInOrder(record)) {
    if (poll.opens < before)
      yield inRecord(
        `${poll.pointer}/opens`,
        `is ${poll.opens}, before ${before}, when what came before ended`,
      );
    yield* textOfPoll(poll, record);
    // One that the ending itself closed closed a moment after it.
    if (poll.judged) before = poll.closedAt;
  }
  if (endedAt < before)
    yield inRecord('/endedAt', `is ${endedAt}, before ${before}, when the last poll closed`);
}

function* textOfPoll({ pointer, version, opens, closedAt, judged }: PlacedPoll, record: ProposalRecord) {
  const versions = versionsInForce(record);
  const text = versions.findLast(({ inForceAt }) => inForceAt <= opens);
  if (text?.version !== version)
    yield inRecord(
      `${pointer}/version`,
      `is ${version}, but version ${text?.version ?? 'none'} was in force at its opening (PRO-6)`,
    );
  if (text === undefined) return;
  const { submittedAt, rules, tier } = record;
  // The window for a block stands for the review (CON-3).
  const isLazy = pointer === '/rounds/0' && lazyRounds(rules.category) > 0;
  const last = text.inForceAt < submittedAt ? submittedAt : text.inForceAt;
  const reviewed = millisecond(last) + (tier === 3 && !isLazy ? (rules.charter.review ?? 0) : 0);
  if (millisecond(opens) < reviewed)
    yield inRecord(
      `${pointer}/opens`,
      `is ${opens}, but the review of its text ends ${written(reviewed)} (PRO-3)`,
    );
  const changed = versions.find(({ inForceAt }) => opens < inForceAt && inForceAt < closedAt);
  if (judged && changed !== undefined)
    yield inRecord(
      `/versions/${changed.version - 1}/inForceAt`,
      `is ${changed.inForceAt}, within the poll ${pointer} (PRO-6)`,
    );
}

/** The last vote of the path comes after the deferral (DEA-2). */
function* deferral({ rounds, votes, rules }: ProposalRecord): Generator<Difference> {
  const { deadlock } = rules.charter;
  const place = votesOnPath(deadlock, rules.category) - 1;
  const [before, last] = [votes[place - 1] ?? rounds.at(-1), votes[place]];
  if (before === undefined || last === undefined || deadlock === null || deadlock.deferral === null) return;
  const least = millisecond(before.closedAt) + deadlock.deferral;
  if (millisecond(last.opens) < least)
    yield inRecord(
      `/votes/${place}/opens`,
      `is ${last.opens}, but it is deferred until ${written(least)} (DEA-2)`,
    );
}

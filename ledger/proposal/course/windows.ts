/** Whether the windows of a record are those of its charter copy: their lengths, their extensions, their early closes (PRO-4, PRO-7, PRO-8). */
import { judgedBy, roundLength } from '../../../rules/polls/adoption.ts';
import { nextOpening } from '../../../rules/window.ts';
import { type Difference, inRecord } from '../../recount/difference.ts';
import type { ProposalRecord, RecordRules, RoundRecord, VoteRecord } from '../../parts/schema/record.ts';

/** Instants are compared as milliseconds, and written out only where a sentence needs them. */
export const millisecond = (instant: string): number => Date.parse(instant);
export const written = (at: number): string => new Date(at).toISOString();

/** So many milliseconds after an instant. */
export const later = (instant: string, length: number): string => written(millisecond(instant) + length);

/** Milliseconds by which the clocks of the ballot box and of the workflows may differ; what both have seen is compared no closer. */
export const clockDifference = 60_000;

/** Where an instant is before what it must come after. */
export function* notBefore(
  pointer: string,
  instant: string,
  { earliest, what }: { readonly earliest: string; readonly what: string },
): Generator<Difference> {
  if (millisecond(instant) + clockDifference < millisecond(earliest))
    yield inRecord(pointer, `is ${instant}, before ${earliest}, ${what}`);
}

/** Part of the window of a poll in which it took answers: half-open. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

/** The spans of a vote: one, and one more for each extension. Between the due end of one and a late start of the next, nothing was taken. */
export function spansOf(
  {
    opens,
    closes,
    extended,
  }: Pick<VoteRecord, 'opens' | 'closes'> & { readonly extended: readonly { readonly at: string }[] },
  {
    charter,
  }: {
    readonly charter: {
      readonly voting: { readonly window: number };
      readonly offline: { readonly policy: string };
    };
  },
): Span[] {
  const starts = [opens, ...extended.map(({ at }) => at)];
  return starts.map((from, place) => {
    const next = starts[place + 1];
    if (next === undefined) return { from, to: closes };
    const due = written(millisecond(from) + charter.voting.window);
    return { from, to: charter.offline.policy === 'wait' || due > next ? next : due };
  });
}

/**
 * Whether a vote closed before its window was over, which only everybody's ballots can do (PRO-7). One that waits for who is offline
 * (MEM-4) has been open for its whole window already and may close at any instant.
 */
export function closedEarly(
  { opens, closes, closedAt, extended }: VoteRecord,
  { charter }: RecordRules,
): boolean {
  const waits = charter.offline.policy === 'wait' && extended.length === 0;
  return waits ? millisecond(closedAt) < millisecond(opens) + charter.voting.window : closedAt < closes;
}

export function* windowDifferences({ rounds, votes, rules }: ProposalRecord): Generator<Difference> {
  for (const [place, round] of rounds.entries()) yield* roundWindow(`/rounds/${place}`, round, rules);
  for (const [place, vote] of votes.entries()) yield* voteWindow(`/votes/${place}`, vote, rules);
}

function* roundWindow(
  pointer: string,
  round: RoundRecord,
  { category, charter }: RecordRules,
): Generator<Difference> {
  const { opens, closes, closedAt, positions } = round;
  const due = millisecond(opens) + roundLength(round.round, category, charter);
  if (millisecond(closes) !== due)
    yield inRecord(`${pointer}/closes`, `is ${closes}, but ${written(due)} follows (PRO-4)`);
  yield* closing(pointer, round);
  if (positions === null || closedAt >= closes) return;
  if (judgedBy(round.round, category, charter) === 'lazy')
    yield inRecord(`${pointer}/closedAt`, `is ${closedAt}, but a block may come until ${closes} (CON-3)`);
  else yield* complete(pointer, positions.consensus.positions, positions.electorate);
}

function* voteWindow(pointer: string, vote: VoteRecord, rules: RecordRules): Generator<Difference> {
  const { voting, offline } = rules.charter;
  // Under MEM-4 `wait` the first end moves for who is offline; it waits once.
  const waits = offline.policy === 'wait' ? offline.wait : 0;
  const { extended, closes, tally } = vote;
  if (extended.length > voting.extensions)
    yield inRecord(
      `${pointer}/extended`,
      `has ${extended.length} extensions, but the charter allows ${voting.extensions} (PRO-8)`,
    );
  let due = millisecond(vote.opens) + voting.window;
  for (const [place, extension] of extended.entries()) {
    yield* extensionWindow(`${pointer}/extended/${place}`, extension, {
      due,
      latest: due + (place === 0 ? waits : 0),
      window: voting.window,
    });
    due = millisecond(extension.at) + voting.window;
  }
  const close = millisecond(closes);
  if (close < due || close > due + (extended.length === 0 ? waits : 0))
    yield inRecord(`${pointer}/closes`, `is ${closes}, but ${written(due)} follows (PRO-7)`);
  yield* closing(pointer, vote);
  if (tally === null) return;
  if (closedEarly(vote, rules)) yield* complete(pointer, tally.participating, tally.electorate);
  // Where all take part, some may do so by an assumed abstention only: the evidence says.
  if (tally.participating < tally.electorate) yield* missingExtension(pointer, vote, rules);
}

function* extensionWindow(
  pointer: string,
  { at, closes, tally }: VoteRecord['extended'][number],
  { due, latest, window }: { readonly due: number; readonly latest: number; readonly window: number },
): Generator<Difference> {
  const start = millisecond(at);
  const isLate = start > latest && nextOpening(written(latest), at, window) === at;
  if (start < due || (start > latest && !isLate))
    yield inRecord(`${pointer}/at`, `is ${at}, but the window before ends ${written(due)} (PRO-8)`);
  if (millisecond(closes) !== start + window)
    yield inRecord(`${pointer}/closes`, `is ${closes}, but ${written(start + window)} follows (PRO-8)`);
  if (tally.quorum.met)
    yield inRecord(`${pointer}/tally/quorum/met`, 'is true, but a quorate vote is not extended (PRO-8)');
}

function* closing(
  pointer: string,
  { opens, closes, closedAt }: Pick<RoundRecord, 'opens' | 'closes' | 'closedAt'>,
): Generator<Difference> {
  if (closedAt < opens) yield inRecord(`${pointer}/closedAt`, `is before the opening, ${opens}`);
  if (closedAt > closes) yield inRecord(`${pointer}/closedAt`, `is after the window’s end, ${closes}`);
}

/** A vote that misses its quorum is extended while somebody has not voted in person, as often as the charter says (PRO-8). */
export function* missingExtension(
  pointer: string,
  { extended, tally }: VoteRecord,
  { charter }: RecordRules,
): Generator<Difference> {
  if (tally?.quorum.met === false && extended.length < charter.voting.extensions)
    yield inRecord(`${pointer}/extended`, 'is missing an extension: the quorum was missed (PRO-8)');
}

/** Before its window ends a poll closes only once every elector has answered. */
export function* complete(pointer: string, answered: number, electorate: number): Generator<Difference> {
  if (answered < electorate)
    yield inRecord(
      `${pointer}/closedAt`,
      `is before the window’s end, but only ${answered} of ${electorate} electors had answered (PRO-4, PRO-7)`,
    );
}

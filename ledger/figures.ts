/** Whether the figures inside a record agree with each other and with its rules, without its evidence. */
import type { Threshold } from '../charter/types.ts';
import { consensus } from '../rules/consensus.ts';
import { verdict } from '../rules/deadlock.ts';
import { quorate } from '../rules/quorum.ts';
import { leastWhole } from '../rules/share.ts';
import type { Tally } from '../rules/tally.ts';
import { reached } from '../rules/threshold.ts';
import { conditionDifferences } from './conditions.ts';
import { courseDifferences } from './course.ts';
import { compared, type Difference, inRecord } from './difference.ts';
import { pathDifferences } from './path.ts';
import { rationaleOf } from './rationale.ts';
import type { RecordDocument } from './record-schema.ts';
import { stageDifferences } from './stages.ts';
import { windowDifferences } from './windows.ts';

/** Everything in a record that anyone can see to be wrong from the record alone. */
export function* figureDifferences(record: RecordDocument): Generator<Difference> {
  const { rules, electorate, category, tier, dissent } = record;
  yield* compared('/rules/category/name', rules.category.name, category);
  yield* compared('/rules/category/tier', rules.category.tier, tier);
  yield* compared('/dissent/none', dissent.none, dissent.count === 0);
  if (Array.isArray(dissent.positions))
    yield* compared('/dissent/count', dissent.count, dissent.positions.length);
  if (electorate !== null) yield* compared('/electorate/quorum', electorate.quorum, quorumOf(record));
  if (rules.category.threshold === null && record.rounds.length + record.votes.length > 0)
    yield inRecord('/rules/category/threshold', 'is null, but electors were asked (TIE-1)');
  yield* numbering(record);
  for (const [place, { positions }] of record.rounds.entries())
    if (positions !== null) {
      const { counts, electorate: size, consensus: judged } = positions;
      const pointer = `/rounds/${place}/positions`;
      yield* compared(`${pointer}/consensus`, judged, consensus(counts, size, rules.category, rules.charter));
      yield* withinElectorate(pointer, size, judged.positions, record);
    }
  for (const [place, { tally, extended }] of record.votes.entries()) {
    for (const [number, extension] of extended.entries())
      yield* tallyDifferences(`/votes/${place}/extended/${number}/tally`, extension.tally, record);
    if (tally !== null) yield* tallyDifferences(`/votes/${place}/tally`, tally, record);
  }
  yield* compared('/rationale', record.rationale, rationaleOf(record));
  yield* windowDifferences(record);
  yield* courseDifferences(record);
  yield* stageDifferences(record);
  yield* conditionDifferences(record);
  yield* pathDifferences(record);
}

/** How many electors a quorum takes; 0 where none is asked (TIE-4). */
const quorumOf = ({ rules, electorate }: RecordDocument): number =>
  rules.category.quorum === null ? 0 : leastWhole(rules.category.quorum, electorate?.size ?? 0);

/** Rounds and votes are each counted from 1. */
function* numbering({ rounds, votes }: RecordDocument): Generator<Difference> {
  for (const [place, { round }] of rounds.entries())
    yield* compared(`/rounds/${place}/round`, round, place + 1);
  for (const [place, { vote }] of votes.entries()) yield* compared(`/votes/${place}/vote`, vote, place + 1);
}

/** A poll's electorate is the one that was fixed, less those who departed (MEM-2, MEM-3); no more than that take part. */
function* withinElectorate(
  pointer: string,
  size: number,
  participating: number,
  { electorate }: RecordDocument,
): Generator<Difference> {
  const fixed = electorate?.size ?? 0;
  if (size > fixed)
    yield inRecord(
      `${pointer}/electorate`,
      `is ${size}, more than the electorate of ${fixed} that was fixed`,
    );
  if (participating > size)
    yield inRecord(pointer, `has ${participating} taking part, of an electorate of ${size}`);
}

function* tallyDifferences(pointer: string, tally: Tally, record: RecordDocument): Generator<Difference> {
  const { category, charter } = record.rules;
  const { threshold } = category;
  const { participating, electorate } = tally;
  yield* withinElectorate(pointer, electorate, participating, record);
  if (threshold === null) return;
  const { num, den } = category.quorum ?? { num: 0, den: 1 };
  const met = quorate(category.quorum, participating, electorate);
  yield* compared(`${pointer}/participating`, participating, tally.for + tally.against + tally.abstain);
  yield* compared(`${pointer}/quorum`, tally.quorum, { num, den, met });
  const { met: isReached, ...asked } = tally.threshold;
  yield* compared(`${pointer}/threshold`, asked, threshold);
  // Of those taking part, assumed abstentions count from the start (MEM-4), and how many they were only the evidence says. They can but
  // miss a threshold that is reached without them.
  const { of, unanimous } = threshold;
  const mayBeMissed = of === 'participating' && !unanimous && charter.offline.policy === 'abstain';
  const reaches = reached(threshold, category.quorum, tally);
  const meets = reaches && (isReached || !mayBeMissed);
  yield* compared(`${pointer}/threshold/met`, isReached, meets);
  const bar = { ...category, threshold: meets === reaches ? threshold : never(threshold) };
  yield* compared(`${pointer}/verdict`, tally.verdict, verdict(tally, bar, charter.deadlock));
}

/** A threshold that nothing reaches. */
const never = (threshold: Threshold): Threshold => ({ ...threshold, num: threshold.den, strict: true });

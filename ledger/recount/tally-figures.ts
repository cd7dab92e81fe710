/** Whether the figures of a tally agree with each other and with what it was judged by, without its ballots (VOT-1, PRO-8). */
import type { Charter } from '../../charter/types.ts';
import type { Threshold } from '../../charter/thresholds.ts';
import { type Bar, verdict } from '../../rules/polls/deadlock.ts';
import { quorate } from '../../rules/polls/quorum.ts';
import { noQuorum, type Tally } from '../../rules/polls/tally.ts';
import { reached } from '../../rules/polls/threshold.ts';
import { compared, type Difference, inRecord } from './difference.ts';
import { votePartDifferences } from './part-figures.ts';

/** A poll's electorate is the one that was fixed, less those who departed (MEM-2, MEM-3); no more than that take part. */
export function* withinElectorate(
  pointer: string,
  size: number,
  participating: number,
  fixed: number,
): Generator<Difference> {
  if (size > fixed)
    yield inRecord(
      `${pointer}/electorate`,
      `is ${size}, more than the electorate of ${fixed} that was fixed`,
    );
  if (participating > size)
    yield inRecord(pointer, `has ${participating} taking part, of an electorate of ${size}`);
}

/** What a tally is judged by, and how many electors were fixed. */
export interface Judging extends Bar {
  readonly charter: Pick<Charter, 'offline' | 'deadlock'>;
  readonly electors: number;
}

/** Whether quorum, threshold and verdict of a tally are those that its votes give. */
export function* tallyDifferences(
  pointer: string,
  tally: Tally,
  { threshold, quorum, charter, electors }: Judging,
): Generator<Difference> {
  const { participating, electorate } = tally;
  yield* withinElectorate(pointer, electorate, participating, electors);
  const met = quorate(quorum, tally);
  yield* compared(`${pointer}/participating`, participating, tally.for + tally.against + tally.abstain);
  yield* compared(`${pointer}/quorum`, tally.quorum, { ...(quorum ?? noQuorum), met });
  const { met: isReached, ...asked } = tally.threshold;
  yield* compared(`${pointer}/threshold`, asked, threshold);
  yield* votePartDifferences(pointer, tally, threshold, charter);
  // Of those taking part, assumed abstentions count from the start (MEM-4), and how many they were only the evidence says. They can but
  // miss a threshold that is reached without them.
  const { of, unanimous } = threshold;
  const mayBeMissed = of === 'participating' && !unanimous && charter.offline.policy === 'abstain';
  const reaches = reached(threshold, quorum, tally);
  const meets = reaches && (isReached || !mayBeMissed);
  yield* compared(`${pointer}/threshold/met`, isReached, meets);
  const bar = { quorum, threshold: meets === reaches ? threshold : never(threshold) };
  yield* compared(`${pointer}/verdict`, tally.verdict, verdict(tally, bar, charter.deadlock));
}

/** A threshold that nothing reaches. */
const never = (threshold: Threshold): Threshold => ({ ...threshold, num: threshold.den, strict: true });

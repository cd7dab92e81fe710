/** Whether the figures of the parts agree with each other and with those of the whole, without what was answered (VOT-1, CON-3). */
import type { Charter } from '../../charter/types.ts';
import type { Threshold } from '../../charter/thresholds.ts';
import { agrees, isFor, mostParts, type PartTally } from '../../rules/polls/parts.ts';
import type { Consensus } from '../../rules/polls/consensus.ts';
import type { Tally } from '../../rules/polls/tally.ts';
import { compared, type Difference, inRecord } from './difference.ts';

/** Of a vote. Where a part may miss its share by assumed abstentions, how many they were only the evidence says (MEM-4). */
export function* votePartDifferences(
  pointer: string,
  { parts, ...whole }: Tally,
  threshold: Threshold,
  { offline }: Pick<Charter, 'offline'>,
): Generator<Difference> {
  const mayBeMissed = threshold.of === 'participating' && offline.policy === 'abstain';
  yield* partDifferences(pointer, parts, threshold, {
    whole: { for: whole.for, against: whole.against, abstain: whole.abstain, electorate: whole.electorate },
    isMet: (one) => isFor(threshold, one, 0) && (one.met || !mayBeMissed),
  });
}

/** Of a round. */
export function* roundPartDifferences(
  pointer: string,
  { parts, agreeing, positions }: Consensus,
  electorate: number,
  threshold: Threshold | null,
): Generator<Difference> {
  yield* partDifferences(pointer, parts, threshold, {
    whole: { agreeing, positions, electorate },
    isMet: (one) => threshold?.parts !== undefined && agrees(threshold.parts, one),
  });
}

type Row<Figure extends string> = Readonly<Record<Figure, number>> & {
  readonly part: string;
  readonly electorate: number;
  readonly met: boolean;
};

function* partDifferences<Figure extends string>(
  pointer: string,
  parts: PartTally<Omit<Row<Figure>, 'met'>> | undefined,
  threshold: Threshold | null,
  {
    whole,
    isMet,
  }: {
    readonly whole: Readonly<Record<Figure, number>>;
    readonly isMet: (one: Row<Figure>) => boolean;
  },
): Generator<Difference> {
  if ((parts === undefined) !== (threshold?.parts === undefined))
    yield inRecord(`${pointer}/parts`, 'and a threshold that asks for them are there only together (VOT-1)');
  if (parts === undefined) return;
  const { count, met, figures } = parts;
  const rows = figures as readonly Row<Figure>[];
  for (const figure of Object.keys(whole) as Figure[]) {
    const sum = rows.reduce((all, one) => all + one[figure], 0);
    if (sum > whole[figure])
      yield inRecord(`${pointer}/parts/figures`, `have ${sum} together in ${figure}, of ${whole[figure]}`);
  }
  for (const [place, one] of rows.entries()) {
    const before = rows[place - 1];
    const isInOrder =
      before === undefined ||
      before.electorate > one.electorate ||
      (before.electorate === one.electorate && before.part < one.part);
    if (!isInOrder || one.electorate === 0)
      yield inRecord(
        `${pointer}/parts/figures/${place}`,
        'is out of order, named twice or of nobody (VOT-1)',
      );
    yield* compared(`${pointer}/parts/figures/${place}/met`, one.met, isMet(one));
  }
  yield* compared(`${pointer}/parts/figures/length`, rows.length, Math.min(count, mostParts));
  const told = rows.filter((one) => one.met).length;
  const most = told + count - rows.length;
  if (met < told || met > most)
    yield inRecord(
      `${pointer}/parts/met`,
      `is ${met}, but ${told} follows${most > told ? ' at least' : ''} (VOT-1)`,
    );
}

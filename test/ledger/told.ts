/** Decisions told otherwise than they were, and what is found in them. */
import { expect } from 'vitest';
import { recompute } from '../../ledger/recount/recomputation.ts';
import type { ProposalRecord } from '../../ledger/parts/schema/record.ts';
import type { Position } from '../../rules/model.ts';
import { all, decide, type Decision, mended } from './decision.ts';
import { ballots, differences, twenty } from './ways.ts';

export type Change = (record: ProposalRecord) => void;

export const copy = (told: Decision): Decision => JSON.parse(JSON.stringify(told)) as Decision;

export const day = 86_400_000;

/** An instant so many milliseconds later. */
export const moved = (instant: string, by: number): string =>
  new Date(Date.parse(instant) + by).toISOString();

/** What is found in a record alone after a change; before it, nothing. */
export function foundAfter(told: Decision, change: Change): string {
  const { record } = copy(told);
  expect(recompute(record, null)).toEqual([]);
  change(record);
  return recompute(record, null)
    .map(({ pointer, sentence }) => `${pointer} ${sentence}`)
    .join('\n');
}

/** By vote after three rounds: a block in the first, an elector offline, a ballot replaced twice. */
export const contested = decide({
  electors: twenty,
  offline: ['m20'],
  rounds: [
    {
      positions: [...all<Position>(twenty.slice(0, 10), 'agree'), ['m11', 'block']],
      rankings: [['m1', [['proposal']]]],
    },
  ],
  votes: [{ ballots: [...ballots(14, 5), ['m1', 'against', 2], ['m1', 'for', 3]] }],
});

/** What is found in that decision after a change, with the roots in the record mended, as a forger would leave them. */
export function foundWithEvidence(change: (decision: Decision) => void, mend = true): readonly string[] {
  const forged = copy(contested);
  change(forged);
  const record = mend ? mended(forged.record, forged.evidence) : forged.record;
  return differences({ record, evidence: forged.evidence }).map(
    ({ document, pointer, sentence }) => `${document} ${pointer} ${sentence}`,
  );
}

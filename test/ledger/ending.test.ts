/** The ending of a decision told otherwise: the guardian’s word, the delay, what was needed. */
import { describe, expect, it } from 'vitest';
import { recompute } from '../../ledger/recount/recomputation.ts';
import { decide, type Decision } from './decision.ts';
import { type Change, copy, day, foundAfter, moved } from './told.ts';
import { ballots, twenty } from './ways.ts';

describe('a lie about the ending', () => {
  const deadlock = { ballots: ballots(10, 8) };
  const votes = [deadlock, deadlock, deadlock];
  const guardian = { adopt: true, reason: 'It cannot wait.' };
  const adopted = decide({ electors: twenty, votes, guardian });
  const refused = decide({ electors: twenty, votes, guardian: { ...guardian, adopt: false } });
  const unanswered = decide({ electors: twenty, votes });
  const voted = decide({ electors: twenty, votes: [{ ballots: ballots(14, 6) }] });

  it.each<[string, Decision, Change, string]>([
    [
      'GUA-1 the author as guardian adopts the own proposal',
      adopted,
      ({ resolution }) => void Object.assign(resolution!, { guardian: 'm1' }),
      '/resolution/guardian is m1, who cannot answer in this decision (GUA-1)',
    ],
    [
      'GUA-1 who was recused adopts',
      adopted,
      ({ resolution }) =>
        void Object.assign(resolution!, { recused: { code: 'recused', rule: 'GUA-1', facts: {} } }),
      '/resolution/guardian is ct, who cannot answer',
    ],
    [
      'DEA-2 the guardian adopts at the very end of the time given',
      adopted,
      ({ resolution }) => void Object.assign(resolution!, { at: resolution!.closes }),
      'outside the guardian’s window (DEA-2)',
    ],
    [
      'DEA-2 the guardian has more time than the charter gives',
      adopted,
      ({ resolution }) => void Object.assign(resolution!, { closes: moved(resolution!.closes!, day) }),
      '/resolution/closes is',
    ],
    [
      'DEA-2 the guardian is asked before the last vote has closed',
      adopted,
      ({ resolution }) =>
        void Object.assign(resolution!, {
          opens: moved(resolution!.opens!, -day),
          closes: moved(resolution!.closes!, -day),
        }),
      '/resolution/opens is',
    ],
    [
      'DEA-2 the guardian adopts without a reason',
      adopted,
      ({ resolution }) => void Object.assign(resolution!, { reason: '' }),
      '/resolution/reason is missing (DEA-2)',
    ],
    [
      'DEA-2 it ends before the guardian answered',
      refused,
      (record) => void Object.assign(record, { endedAt: record.resolution!.opens }),
      'before the guardian answered',
    ],
    [
      'DEA-2 the guardian’s silence is declared before the time is over',
      unanswered,
      (record) => void Object.assign(record, { endedAt: moved(record.endedAt, -1) }),
      'before the guardian’s time was over (DEA-2)',
    ],
    [
      'DEA-2 the guardian never was asked',
      unanswered,
      (record) => void Object.assign(record, { resolution: null }),
      '/resolution is null, but the guardian was to be asked (DEA-2)',
    ],
    [
      'DEA-2 the guardian decides what a vote had decided',
      voted,
      (record) => void Object.assign(record, { resolution: adopted.record.resolution }),
      '/resolution was not due',
    ],
    [
      'PRO-9 it ends by another rule',
      voted,
      ({ ending }) => void Object.assign(ending, { rule: 'TIE-1' }),
      '/ending/rule is "TIE-1", but "EXE-1" follows',
    ],
    [
      'PRO-9 it is rejected by another rule',
      refused,
      ({ ending }) => void Object.assign(ending, { rule: 'DEA-1' }),
      '/ending/rule is "DEA-1", but "DEA-2" follows',
    ],
    [
      'TIE-1 electors are asked where the author alone decides',
      voted,
      ({ rules }) => void Object.assign(rules.category, { threshold: null }),
      '/rules/category/threshold is null, but electors were asked (TIE-1)',
    ],
  ])('REC-1 %s', (_, told, change, sentence) => {
    expect(foundAfter(told, change)).toContain(sentence);
  });

  it('VET-4 REC-1 it is executed before its delay is over, by a millisecond', () => {
    const category = { delay: 3 * day };
    const delayed = copy(decide({ electors: twenty, category, votes: [{ ballots: ballots(14, 6) }] })).record;
    const ended = (endedAt: string) =>
      recompute({ ...delayed, endedAt }, null).map(({ pointer, sentence }) => `${pointer} ${sentence}`);
    expect(ended(delayed.endedAt)).toEqual([]);
    expect(ended(moved(delayed.votes[0]!.closedAt, 3 * day - 1)).join()).toContain('/endedAt');
  });
});

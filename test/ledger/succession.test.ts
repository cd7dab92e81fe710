/** The records of a log, one after another: one of each decision, and retries only of failures. */
import { describe, expect, it } from 'vitest';
import type { AppealRecord } from '../../ledger/appeal/schema.ts';
import type { EmergencyRecord } from '../../ledger/emergency/schema.ts';
import type { ProposalRecord } from '../../ledger/parts/schema/record.ts';
import type { RecordDocument } from '../../ledger/parts/records.ts';
import { openSuccession } from '../../ledger/recount/succession.ts';
import { conflict, conflicts } from './conflict.ts';
import { decide, people } from './decision.ts';
import { emergency } from './emergency.ts';

const { record } = decide({ electors: people(3), votes: [{ ballots: [['m1', 'for']] }] });
const failed: ProposalRecord = {
  ...record,
  id: 'first',
  outcome: 'execution-failed',
  ending: { ...record.ending, facts: { told: { mayPass: true } } },
};

/** The decision executed again under another id. */
const retry = (id: string, of: string, more: Partial<ProposalRecord> = {}): ProposalRecord => ({
  ...failed,
  id,
  outcome: 'executed',
  links: [{ relation: 'retry-of', id: of }],
  ...more,
});

/** What is said of the last of these records. */
function saidOfLast(...records: readonly RecordDocument[]): string | undefined {
  const succession = openSuccession();
  return records.map((one, index) => succession(index, one)).at(-1);
}

describe('the records of a log', () => {
  it('REC-1 are one of each decision', () => {
    expect(saidOfLast(record, failed)).toBeUndefined();
    expect(saidOfLast(record, failed, { ...record, outcome: 'rejected' })).toBe(
      `is a second record of the decision ${record.id}, after entry 0 (REC-1)`,
    );
  });

  it('EXE-2 hold a retry after the failure that it mends', () => {
    expect(saidOfLast(failed, retry('second', 'first'))).toBeUndefined();
  });

  it('EXE-2 hold a retry of a retry that failed too', () => {
    const again = retry('second', 'first', { outcome: 'execution-failed' });
    expect(saidOfLast(failed, again, retry('third', 'second'))).toBeUndefined();
  });

  /** Interrupted, and gone on with under another id. */
  const interrupted = (id: string, next: string, more: Partial<ProposalRecord> = {}): ProposalRecord => ({
    ...record,
    id,
    outcome: 'interrupted',
    links: [{ relation: 'continued-by', id: next }],
    ...more,
  });
  const goingOn = (id: string, from: string, more: Partial<ProposalRecord> = {}): ProposalRecord => ({
    ...record,
    id,
    links: [{ relation: 'continuation-of', id: from }],
    ...more,
  });

  it('PRO-9 hold what goes on after the interruption that names it, however often', () => {
    const twice = interrupted('second', 'third', {
      links: [
        { relation: 'continuation-of', id: 'first' },
        { relation: 'continued-by', id: 'third' },
      ],
    });
    expect(saidOfLast(interrupted('first', 'second'), goingOn('second', 'first'))).toBeUndefined();
    expect(saidOfLast(interrupted('first', 'second'), twice, goingOn('third', 'second'))).toBeUndefined();
  });

  it.each<[string, ProposalRecord[], string]>([
    [
      'which nobody interrupted',
      [goingOn('second', 'first')],
      'has no interruption of that one which names it',
    ],
    [
      'which names another',
      [interrupted('first', 'third'), goingOn('second', 'first')],
      'has no interruption of that one which names it',
    ],
    [
      'of another author',
      [interrupted('first', 'second'), goingOn('second', 'first', { author: 'm2' })],
      'is not the same matter under the same charter',
    ],
    [
      'under another charter',
      [
        interrupted('first', 'second'),
        goingOn('second', 'first', { charter: { ...record.charter, hash: '1'.repeat(64) } }),
      ],
      'is not the same matter under the same charter',
    ],
    [
      'of another text',
      [
        interrupted('first', 'second'),
        goingOn('second', 'first', {
          versions: record.versions.map((version) => ({ ...version, hash: '2'.repeat(64) })),
        }),
      ],
      'is not the same matter under the same charter',
    ],
  ])('PRO-9 hold nothing that goes on from one %s', (_, records, sentence) => {
    expect(saidOfLast(...records)).toContain(sentence);
  });

  const done = (decision: string, at: string): Partial<ProposalRecord> => ({
    ending: { ...failed.ending, doneBefore: { decision, at } },
  });
  const minutes = (count: number): string =>
    new Date(Date.parse(record.submittedAt) + count * 60_000).toISOString();

  it('EXE-2 hold a retry that found it done by any of those that it executes again', () => {
    const again = retry('second', 'first', { outcome: 'execution-failed' });
    for (const decision of ['first', 'second'])
      expect(saidOfLast(failed, again, retry('third', 'second', done(decision, minutes(1))))).toBeUndefined();
  });

  it.each<[string, Partial<ProposalRecord>, string]>([
    ['done by another decision', done('another', minutes(1)), 'says that another had done it before'],
    ['done by itself', done('second', minutes(1)), 'says that second had done it before'],
    ['done before it could be', done('first', minutes(-2)), 'before it could, from '],
  ])('EXE-2 hold no retry that was %s', (_, more, sentence) => {
    expect(saidOfLast(failed, retry('second', 'first', more))).toContain(sentence);
  });

  it('EXE-2 hold no retry of what failed for a cause that lasts, and none later than 30 days after it', () => {
    const lasting = { ...failed, ending: { ...failed.ending, facts: { told: { mayPass: false } } } };
    expect(saidOfLast(lasting, retry('second', 'first'))).toBe(
      'executes first again, whose failure does not pass (EXE-2)',
    );
    const month = 30 * 86_400_000;
    const after = (milliseconds: number) =>
      retry('second', 'first', {
        createdAt: new Date(Date.parse(failed.endedAt) + milliseconds).toISOString(),
      });
    expect(saidOfLast(failed, after(month - 1))).toBeUndefined();
    // Within a minute it may be the clocks.
    expect(saidOfLast(failed, after(month + 60_000))).toBe(
      `executes first again, later than ${month} ms after it failed (EXE-2)`,
    );
  });

  const none = 'again, but before it the log has no failure of that decision that waits for a retry (EXE-2)';
  it.each<[string, readonly ProposalRecord[]]>([
    ['of what is not in the log', [record, retry('second', 'first')]],
    ['before the failure', [retry('second', 'first')]],
    ['of what did not fail', [{ ...failed, outcome: 'rejected' }, retry('second', 'first')]],
    ['a second time', [failed, retry('second', 'first'), retry('third', 'first')]],
  ])('EXE-2 hold no retry %s', (_, records) => {
    expect(saidOfLast(...records)).toBe(`executes first ${none}`);
  });

  it.each<[string, Partial<ProposalRecord>]>([
    ['author', { author: 'm2' }],
    ['category', { category: 'resources' }],
    ['charter', { charter: { ...record.charter, hash: 'f'.repeat(64) } }],
    ['text', { versions: [{ ...record.versions[0]!, hash: 'f'.repeat(64) }] }],
  ])('EXE-2 hold no retry with another %s', (_, more) => {
    expect(saidOfLast(failed, retry('second', 'first', more))).toBe(
      'executes first again, but is not the same decision (EXE-2)',
    );
  });

  const act = emergency({ decided: ['expired', 'EMG-6', 72], ended: 72 }).record;
  const broken: EmergencyRecord = { ...act, reversalState: 'failed' };
  const again: EmergencyRecord = { ...act, id: 'again', retryOf: act.id };

  it('EMG-7 EXE-2 hold the retry of a reversal after its failure, once', () => {
    expect(saidOfLast(broken, again)).toBeUndefined();
    expect(saidOfLast(broken, again, { ...again, id: 'third' })).toContain('no failure of it that waits');
    expect(saidOfLast(act, again)).toContain('no failure of it that waits');
    expect(saidOfLast(broken, { ...again, actor: 'm2' })).toContain('is not the same emergency (EXE-2)');
  });

  it('EMG-7 EXE-2 hold the retry of a reversal that had been done by what it runs again, after it was decided', () => {
    const found = (decision: string, at: string): EmergencyRecord => ({
      ...again,
      ending: { ...again.ending, doneBefore: { decision, at } },
    });
    const { at } = act.decided!;
    expect(saidOfLast(broken, found(act.id, at))).toBeUndefined();
    expect(saidOfLast(broken, found('another', at))).toContain('says that another had done it before');
    expect(saidOfLast(broken, found(act.id, act.createdAt))).toContain('before it could');
    const failedAgain: EmergencyRecord = { ...again, reversalState: 'failed' };
    const third: EmergencyRecord = { ...found(act.id, at), id: 'third', retryOf: again.id };
    expect(saidOfLast(broken, failedAgain, third)).toBeUndefined();
  });

  it('PRO-12 GUA-1 hold what goes on with a matter as that of who wrote it', () => {
    const goingOn = (originator: string | null, relation = 'escalated-from'): ProposalRecord => ({
      ...record,
      id: 'council-1',
      author: null,
      originator,
      links: [{ relation, id: record.id }],
    });
    for (const relation of ['escalated-from', 'called-back-from', 'remand-of']) {
      expect(saidOfLast(record, goingOn('m1', relation))).toBeUndefined();
      for (const lie of [null, 'm2'])
        expect(saidOfLast(record, goingOn(lie, relation))).toContain('before it was that of m1 (PRO-12)');
    }
    // What was remanded goes on with it too, and nobody knows whose it was where the log has nothing of it.
    const remanded = {
      ...goingOn('m1', 'remand-of'),
      id: 'again',
      links: [{ relation: 'remand-of', id: 'council-1' }],
    };
    expect(saidOfLast(record, goingOn('m1'), remanded)).toBeUndefined();
    expect(saidOfLast(record, goingOn('m1'), { ...remanded, originator: null })).toContain('(PRO-12)');
    expect(saidOfLast(goingOn('m2'))).toBeUndefined();
  });

  it('APP-2 hold what was appealed after the ruling, with the same outcome', () => {
    const [script] = conflicts['APP-2 overturned']!;
    const { record: appealed } = conflict(script);
    const ruling = (outcome: AppealRecord['outcome'], of = appealed.id) =>
      ({ kind: 'appeal', id: 'the-appeal', of: { kind: 'conflict', id: of }, outcome }) as AppealRecord;
    expect(saidOfLast(ruling('overturned'), appealed)).toBeUndefined();
    expect(saidOfLast(ruling('upheld'), appealed)).toContain('but before it the log has');
    expect(saidOfLast(ruling('overturned', 'another'), appealed)).toContain('but before it the log has');
    // Appeals that ended before had no records of their own.
    expect(saidOfLast(appealed)).toBeUndefined();
  });
});

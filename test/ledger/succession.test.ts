/** The records of a log, one after another: one of each decision, and retries only of failures. */
import { describe, expect, it } from 'vitest';
import type { AppealRecord } from '../../ledger/appeal/schema.ts';
import type { EmergencyRecord } from '../../ledger/emergency/schema.ts';
import type { ProposalRecord } from '../../ledger/record-schema.ts';
import type { RecordDocument } from '../../ledger/records.ts';
import { openSuccession } from '../../ledger/succession.ts';
import { conflict, conflicts } from './conflict.ts';
import { decide, people } from './decision.ts';
import { emergency } from './emergency.ts';

const { record } = decide({ electors: people(3), votes: [{ ballots: [['m1', 'for']] }] });
const failed: ProposalRecord = { ...record, id: 'first', outcome: 'execution-failed' };

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

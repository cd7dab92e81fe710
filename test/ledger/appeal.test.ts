/** Appeals computed again, and lies about them (APP-1, APP-2, GUA-1, REC-1). */
import type { EntryKind } from '../../rules/timeline.ts';
import { describe, expect, it } from 'vitest';
import { composeAppeal } from '../../ledger/appeal/composition.ts';
import type { AppealEvidence, AppealRecord } from '../../ledger/appeal/schema.ts';
import { canonicalBytes } from '../../ledger/bytes/canonical.ts';
import { evidenceFormat } from '../../ledger/parts/evidence-entries.ts';
import { readEvidence, readRecord } from '../../ledger/parts/evidence.ts';
import { recompute } from '../../ledger/recount/recomputation.ts';
import { appealRulesOf } from '../../ledger/appeal/rules.ts';
import { refuse } from '../../rules/refusal.ts';
import { defaultCharter } from '../support/polls.ts';
import { rootsOf } from './roots.ts';
import { mended } from './decision.ts';
import type { Told } from './emergency.ts';
import { later, start } from './script.ts';

type Appeal = Told<AppealRecord, AppealEvidence>;

const id = '0190a1b2-0000-7000-8000-00000000000a';
const week = 168;

/** An appeal that ended so, so many hours after it was lodged. */
function appeal(hours: number, ended: Record<string, unknown>): Appeal {
  const entry = (number: number, at: string, kind: EntryKind, facts: Record<string, unknown>) => ({
    decision: id,
    number,
    at,
    kind,
    facts,
  });
  const nameSalt = 'n'.repeat(43);
  const lodged = {
    of: { kind: 'conflict', id: 'the-conflict' },
    by: 'bo',
    principle: 'consent-first',
    reason: 'Nobody asked us.',
    guardian: ended.guardian ?? null,
    closes: later(start, week),
  };
  const timeline = [
    entry(1, start, 'lodged', lodged),
    entry(2, later(start, hours), 'ended', { ...ended, rule: 'APP-2' }),
  ];
  const evidence: AppealEvidence = { format: evidenceFormat, kind: 'appeal', nameSalt, salt: null, timeline };
  const record = composeAppeal({
    id,
    timeline,
    nameSalt,
    rules: appealRulesOf(defaultCharter()),
    charter: { version: 1, hash: '0'.repeat(64), pace: 1 },
    evidence: rootsOf(evidence) as AppealRecord['evidence'],
  });
  return { record, evidence };
}

const ruled = (outcome: string) => appeal(30, { outcome, guardian: 'ct', reason: 'So the principles say.' });
const recused = refuse('not-permitted', 'GUA-1', { guardian: null });

const appeals: Readonly<Record<string, Appeal>> = {
  'APP-2 upheld': ruled('upheld'),
  'APP-2 overturned': ruled('overturned'),
  'APP-2 remanded': ruled('remanded'),
  'APP-2 upheld by silence': appeal(week, { outcome: 'upheld', guardian: 'ct', silent: true, recused: null }),
  'GUA-1 upheld at once, where nobody could rule': appeal(0, {
    outcome: 'upheld',
    guardian: null,
    silent: true,
    recused,
  }),
};

function found({ record, evidence }: Appeal): string {
  const [read, beside] = [readRecord(canonicalBytes(record)), readEvidence(canonicalBytes(evidence))];
  if ('fault' in read) throw new Error(read.fault);
  if ('fault' in beside) throw new Error(beside.fault);
  return recompute(read, beside)
    .map((one) => `${one.document} ${one.pointer} ${one.sentence}`)
    .join('\n');
}

describe('an appeal', () => {
  it.each(Object.entries(appeals))('REC-1 %s is computed again', (_, one) => {
    expect(found(one)).toBe('');
    expect(recompute(one.record, null)).toEqual([]);
  });

  const silent = 'APP-2 upheld by silence';

  it.each<[string, string, (one: Appeal) => void, string]>([
    [
      'another outcome',
      'APP-2 overturned',
      ({ record }) => void (record.outcome = 'upheld'),
      'record /outcome is "upheld", but "overturned" follows',
    ],
    [
      'an outcome that nobody ruled',
      silent,
      ({ record, evidence }) => {
        record.outcome = 'overturned';
        evidence.timeline[1]!.facts.outcome = 'overturned';
      },
      'record /outcome is "overturned", but "upheld" follows',
    ],
    [
      'silence before the week was over',
      silent,
      ({ record, evidence }) => {
        record.endedAt = later(start, 1);
        evidence.timeline[1]!.at = later(start, 1);
      },
      'record /endedAt is "2026-01-05T10:00:00.000Z", but "2026-01-12T09:00:00.000Z" follows',
    ],
    [
      'a ruling at the end of the week',
      'APP-2 remanded',
      ({ record }) => void (record.ruling!.at = record.closes),
      'but silence upheld at 2026-01-12T09:00:00.000Z (APP-2)',
    ],
    [
      'a guardian who appealed',
      'APP-2 overturned',
      ({ record }) => void (record.appellant = 'ct'),
      'record /ruling/guardian is ct, who would judge their own case (GUA-1)',
    ],
    [
      'a longer time to rule',
      silent,
      ({ record }) => void (record.closes = later(start, 200)),
      'record /closes is "2026-01-13T17:00:00.000Z", but "2026-01-12T09:00:00.000Z" follows',
    ],
    [
      'a timeline without its ending',
      silent,
      ({ evidence }) => void evidence.timeline.pop(),
      'evidence /timeline has no beginning, or no ending (PRO-9)',
    ],
  ])('REC-1 with %s is found out', (_, name, lie, sentence) => {
    const one = structuredClone(appeals[name]!);
    lie(one);
    expect(found({ ...one, record: mended(one.record, one.evidence) })).toContain(sentence);
  });
});

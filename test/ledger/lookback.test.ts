/** Look backs computed again, and lies about them (PRO-14, REC-1). */
import { describe, expect, it } from 'vitest';
import { canonicalBytes } from '../../ledger/bytes/canonical.ts';
import { composeLookback } from '../../ledger/lookback/composition.ts';
import type { LookbackEvidence, LookbackRecord } from '../../ledger/lookback/schema.ts';
import { evidenceFormat } from '../../ledger/parts/evidence-entries.ts';
import { readEvidence, readRecord } from '../../ledger/parts/evidence.ts';
import { lookbackRulesOf } from '../../ledger/parts/rules.ts';
import { recompute } from '../../ledger/recount/recomputation.ts';
import type { EntryKind } from '../../rules/timeline.ts';
import { defaultCharter } from '../support/polls.ts';
import { mended } from './decision.ts';
import type { Told } from './emergency.ts';
import { rootsOf } from './roots.ts';
import { later, start } from './script.ts';

type Lookback = Told<LookbackRecord, LookbackEvidence>;

const id = '0190a1b2-0000-7000-8000-00000000000a';
const week = 168;
const asked = ['ann', 'bo', 'ct'];

/** One of a decision that was executed at the start, with these answers, which ended so many hours after it. */
function lookback(hours: number, answers: readonly (readonly [string, string])[]): Lookback {
  const count = (answer: string) => [...new Map(answers).values()].filter((one) => one === answer).length;
  const entries: [string, EntryKind, Record<string, unknown>][] = [
    [
      start,
      'planned',
      { of: { id: 'the-decision', title: 'Sundays', executedAt: start, days: 7 }, opens: later(start, week) },
    ],
    [later(start, week), 'looking-back-opened', { asked, closes: later(start, 2 * week) }],
    ...answers.map(([by, answer], place): [string, EntryKind, Record<string, unknown>] => [
      later(start, week + 1 + place),
      'answered',
      { by, answer, text: 'So it was.' },
    ]),
    [
      later(start, hours),
      'ended',
      {
        outcome: 'looked-back',
        rule: 'PRO-14',
        keep: count('keep'),
        change: count('change'),
        end: count('end'),
      },
    ],
  ];
  const timeline = entries.map(([at, kind, facts], place) => ({
    decision: id,
    number: place + 1,
    at,
    kind,
    facts,
  }));
  const evidence: LookbackEvidence = { format: evidenceFormat, kind: 'lookback', salt: null, timeline };
  const record = composeLookback({
    id,
    timeline,
    rules: lookbackRulesOf(defaultCharter()),
    charter: { version: 1, hash: '0'.repeat(64), pace: 1 },
    evidence: rootsOf(evidence) as LookbackRecord['evidence'],
  });
  return { record, evidence };
}

const whole = 'PRO-14 answered by all';
const silent = 'PRO-14 with one who was silent';
const lookbacks: Readonly<Record<string, Lookback>> = {
  [whole]: lookback(week + 4, [
    ['ann', 'keep'],
    ['ann', 'end'],
    ['bo', 'change'],
    ['ct', 'keep'],
  ]),
  [silent]: lookback(2 * week, [
    ['ann', 'keep'],
    ['bo', 'keep'],
  ]),
};

function found({ record, evidence }: Lookback): string {
  const [read, beside] = [readRecord(canonicalBytes(record)), readEvidence(canonicalBytes(evidence))];
  if ('fault' in read) throw new Error(read.fault);
  if ('fault' in beside) throw new Error(beside.fault);
  return recompute(read, beside)
    .map((one) => `${one.document} ${one.pointer} ${one.sentence}`)
    .join('\n');
}

describe('a look back', () => {
  it.each(Object.entries(lookbacks))('REC-1 %s is computed again', (_, one) => {
    expect(found(one)).toBe('');
    expect(recompute(one.record, null)).toEqual([]);
  });

  it.each<[string, string, (one: Lookback) => void, string]>([
    [
      'other answers',
      whole,
      ({ record }) => void (record.answers!.keep = 2),
      'record /answers are 4, but 3 were asked (PRO-14)',
    ],
    [
      'answers that nobody gave',
      whole,
      ({ record, evidence }) => {
        record.answers = { keep: 3, change: 0, end: 0 };
        Object.assign(evidence.timeline.at(-1)!.facts, record.answers);
      },
      'evidence /timeline/6/facts/keep is 3, but 1 follows',
    ],
    [
      'a question that opened a day early',
      whole,
      ({ record }) => void (record.opens = later(start, week - 24)),
      'record /opens is',
    ],
    [
      'six days',
      whole,
      ({ record }) => void (record.of.days = 6),
      'record /of/days is 6, not from 7 to 365 (PRO-14)',
    ],
    [
      'an end before the week was over, though one was silent',
      silent,
      ({ record }) => void (record.endedAt = later(start, week + 5)),
      'record /endedAt is',
    ],
    [
      'an answer of who was not asked',
      whole,
      ({ evidence }) => void (evidence.timeline[2]!.facts.by = 'dee'),
      'could not be done then: not-permitted (PRO-14)',
    ],
    [
      'an answer at the close',
      silent,
      ({ record, evidence }) => void (evidence.timeline[3]!.at = record.closes!),
      'but the stage closed',
    ],
    [
      'a timeline without its ending',
      silent,
      ({ evidence }) => void evidence.timeline.pop(),
      'evidence /timeline has no beginning, or no ending (PRO-9)',
    ],
  ])('REC-1 with %s is found out', (_, name, lie, sentence) => {
    const one = structuredClone(lookbacks[name]!);
    lie(one);
    expect(found({ ...one, record: mended(one.record, one.evidence) })).toContain(sentence);
  });
});

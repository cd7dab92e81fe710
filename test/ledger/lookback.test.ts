/** Look backs computed again, and lies about them (PRO-14, REC-1). */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { canonicalBytes } from '../../ledger/bytes/canonical.ts';
import { composeLookback } from '../../ledger/lookback/composition.ts';
import type { LookbackEvidence, LookbackRecord } from '../../ledger/lookback/schema.ts';
import { evidenceFormat } from '../../ledger/parts/evidence-entries.ts';
import { readEvidence, readRecord } from '../../ledger/parts/evidence.ts';
import { lookbackRulesOf } from '../../ledger/lookback/rules.ts';
import { recompute } from '../../ledger/recount/recomputation.ts';
import type { EntryKind } from '../../rules/timeline.ts';
import { defaultCharter } from '../support/polls.ts';
import { mended } from './decision.ts';
import type { Told } from './emergency.ts';
import { rootsOf } from './roots.ts';
import { hour, later, start } from './script.ts';

type Lookback = Told<LookbackRecord, LookbackEvidence>;

const id = '0190a1b2-0000-7000-8000-00000000000a';
const week = 168;
const asked = ['ann', 'bo', 'ct'];

/** What is answered so many hours after the opening. */
type Answers = readonly (readonly [by: string, answer: string, hours: number])[];

/** One of a decision that was executed at the start: it ends with the last of those asked, or once its window is over. */
function lookback(answers: Answers, { window = week } = {}): Lookback {
  const inOrder = answers.toSorted(([, , one], [, , other]) => one - other);
  const complete = asked.map((member) => inOrder.findIndex(([by]) => by === member));
  const taken = complete.includes(-1) ? inOrder : inOrder.slice(0, Math.max(...complete) + 1);
  const count = (answer: string) =>
    [...new Map(taken.map(([by, what]) => [by, what])).values()].filter((one) => one === answer).length;
  const ends = complete.includes(-1) ? window : (taken.at(-1)?.[2] ?? window);
  const entries: [string, EntryKind, Record<string, unknown>][] = [
    [
      start,
      'planned',
      { of: { id: 'the-decision', title: 'Sundays', executedAt: start, days: 7 }, opens: later(start, week) },
    ],
    [later(start, week), 'looking-back-opened', { asked, closes: later(start, week + window) }],
    ...taken.map(([by, answer, hours]): [string, EntryKind, Record<string, unknown>] => [
      later(start, week + hours),
      'answered',
      { by, answer, text: 'So it was.' },
    ]),
    [
      later(start, week + ends),
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
    rules: lookbackRulesOf({ ...defaultCharter(), lookBack: window * hour }),
    charter: { version: 1, hash: '0'.repeat(64), pace: 1 },
    evidence: rootsOf(evidence) as LookbackRecord['evidence'],
  });
  return { record, evidence };
}

const whole = 'PRO-14 answered by all';
const silent = 'PRO-14 with one who was silent';
const lookbacks: Readonly<Record<string, Lookback>> = {
  [whole]: lookback([
    ['ann', 'keep', 1],
    ['ann', 'end', 2],
    ['bo', 'change', 3],
    ['ct', 'keep', 4],
  ]),
  [silent]: lookback([
    ['ann', 'keep', 1],
    ['bo', 'keep', 2],
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
      'another window than that of its charter copy',
      silent,
      ({ record }) => void (record.rules.charter.lookBack += hour),
      'record /closes is',
    ],
    [
      'who is asked a second time',
      silent,
      ({ evidence }) => {
        const { kind, facts } = evidence.timeline[1]!;
        Object.assign(evidence.timeline[2]!, { kind, facts });
      },
      'is asked a second time (PRO-14)',
    ],
    [
      'one who is asked twice',
      silent,
      ({ record, evidence }) => {
        evidence.timeline[1]!.facts.asked = ['ann', 'bo', 'bo', 'ct'];
        record.asked = 4;
      },
      'name one twice (PRO-14)',
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

  const answered = fc.array(
    fc.tuple(
      fc.constantFrom(...asked),
      fc.constantFrom('keep', 'change', 'end'),
      fc.integer({ min: 0, max: 47 }),
    ),
    { maxLength: 8 },
  );

  it.prop([answered, fc.integer({ min: 48, max: 400 })])(
    'REC-1 PRO-14 is computed again whatever was answered, in whatever window',
    (answers, window) => {
      expect(found(lookback(answers, { window }))).toBe('');
    },
  );

  it.prop([answered, fc.constantFrom('keep', 'change', 'end'), fc.integer({ min: -3, max: 3 })])(
    'REC-1 PRO-14 with a count that does not follow is found out, in the record as in its evidence',
    (answers, which, by) => {
      fc.pre(by !== 0);
      const { record, evidence } = structuredClone(lookback(answers));
      const counted = record.answers![which as 'keep'] + by;
      fc.pre(counted >= 0);
      record.answers![which as 'keep'] = counted;
      expect(found({ record: mended(record, evidence), evidence })).not.toBe('');
      Object.assign(evidence.timeline.at(-1)!.facts, record.answers);
      expect(found({ record: mended(record, evidence), evidence })).not.toBe('');
    },
  );

  it.prop([answered, fc.nat(), fc.constantFrom('dee', 'early', 'late', 'left out', 'other')])(
    'REC-1 PRO-14 with an answer that was not given so is found out',
    (answers, place, lie) => {
      const { record, evidence } = structuredClone(lookback(answers));
      const given = evidence.timeline.filter(({ kind }) => kind === 'answered');
      fc.pre(given.length > 0);
      const one = given[place % given.length]!;
      const { by, answer } = one.facts;
      if (lie === 'dee') one.facts.by = 'dee';
      if (lie === 'early') one.at = later(record.opens, -1);
      if (lie === 'late') one.at = record.closes!;
      if (lie === 'left out') evidence.timeline.splice(evidence.timeline.indexOf(one), 1);
      if (lie === 'other') {
        // Of each the last counts: what they said before is told, and changes nothing.
        fc.pre(given.findLast(({ facts }) => facts.by === by) === one);
        one.facts.answer = answer === 'end' ? 'keep' : 'end';
      }
      expect(found({ record: mended(record, evidence), evidence })).not.toBe('');
    },
  );
});

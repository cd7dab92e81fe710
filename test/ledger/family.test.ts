/** Foundings of families computed again, and lies about them (MEM-7, REC-1). */
import { describe, expect, it } from 'vitest';
import { canonicalBytes } from '../../ledger/bytes/canonical.ts';
import { composeFamily } from '../../ledger/family/composition.ts';
import type { FamilyEvidence, FamilyRecord } from '../../ledger/family/schema.ts';
import { evidenceFormat } from '../../ledger/parts/evidence-entries.ts';
import { readEvidence, readRecord } from '../../ledger/parts/evidence.ts';
import { familyRulesOf } from '../../ledger/family/rules.ts';
import { recompute } from '../../ledger/recount/recomputation.ts';
import { openSuccession } from '../../ledger/recount/succession.ts';
import type { EntryKind } from '../../rules/timeline.ts';
import { defaultCharter } from '../support/polls.ts';
import { mended } from './decision.ts';
import type { Told } from './emergency.ts';
import { rootsOf } from './roots.ts';
import { later, start } from './script.ts';

type Founding = Told<FamilyRecord, FamilyEvidence>;
type Entry = readonly [hours: number, kind: EntryKind, facts: Record<string, unknown>];

const week = 168;
const founders = ['ann', 'bo', 'ct'];
const accepted = (hours: number, by: string): Entry => [hours, 'accepted', { by }];
const ended = (hours: number, outcome: string, more: object = {}): Entry => [
  hours,
  'ended',
  { outcome, rule: 'MEM-7', ...more },
];

/** Proposed by ann at the start. */
function founding(entries: readonly Entry[], id = '0190a1b2-0000-7000-8000-00000000000b'): Founding {
  const proposed: Entry = [
    0,
    'proposed',
    { by: 'ann', family: { id: 'birch', name: 'Birch' }, founders, closes: later(start, week) },
  ];
  const timeline = [proposed, ...entries].map(([hours, kind, facts], place) => ({
    decision: id,
    number: place + 1,
    at: later(start, hours),
    kind,
    facts,
  }));
  const evidence: FamilyEvidence = { format: evidenceFormat, kind: 'family', salt: null, timeline };
  const record = composeFamily({
    id,
    timeline,
    rules: familyRulesOf(defaultCharter())!,
    charter: { version: 1, hash: '0'.repeat(64), pace: 1 },
    evidence: rootsOf(evidence) as FamilyRecord['evidence'],
  });
  return { record, evidence };
}

const refused = { code: 'in-a-family', rule: 'MEM-7', facts: { members: ['bo'], families: ['ash'] } };
const whole = 'MEM-7 founded by all';
const silent = 'MEM-7 lapsed with one who was silent';
const declined = 'MEM-7 lapsed as one declined who had accepted';
const elsewhere = 'MEM-7 lapsed as one was in a family by then';
const gone = 'MEM-7 MEM-2 lapsed as one departed';
const foundings: Readonly<Record<string, Founding>> = {
  [whole]: founding([accepted(1, 'ct'), accepted(2, 'bo'), ended(2, 'founded')]),
  [silent]: founding([accepted(1, 'bo'), ended(week, 'lapsed')]),
  [declined]: founding([accepted(1, 'bo'), [2, 'declined', { by: 'bo' }], ended(2, 'lapsed')]),
  [elsewhere]: founding([accepted(1, 'ct'), accepted(2, 'bo'), ended(2, 'lapsed', { refused })]),
  [gone]: founding([
    ended(5, 'lapsed', {
      refused: { code: 'unknown-member', rule: 'MEM-7', facts: { members: ['ct'] } },
    }),
  ]),
};

function found({ record, evidence }: Founding): string {
  const [read, beside] = [readRecord(canonicalBytes(record)), readEvidence(canonicalBytes(evidence))];
  if ('fault' in read) throw new Error(read.fault);
  if ('fault' in beside) throw new Error(beside.fault);
  return recompute(read, beside)
    .map((one) => `${one.document} ${one.pointer} ${one.sentence}`)
    .join('\n');
}

describe('the founding of a family', () => {
  it.each(Object.entries(foundings))('REC-1 %s is computed again', (_, one) => {
    expect(found(one)).toBe('');
    expect(recompute(one.record, null)).toEqual([]);
  });

  it.each<[string, string, (one: Founding) => void, string]>([
    [
      'a founding that one never accepted',
      silent,
      ({ record, evidence }) => {
        record.outcome = 'founded';
        Object.assign(evidence.timeline.at(-1)!.facts, { outcome: 'founded' });
      },
      'evidence /timeline/2/facts/outcome is "founded", but "lapsed" follows',
    ],
    [
      'an acceptance that nobody gave',
      silent,
      ({ record }) => void record.accepted.push('ct'),
      'record /outcome is "lapsed", but "founded" follows',
    ],
    [
      'a lapse though all accepted',
      whole,
      ({ record, evidence }) => {
        record.outcome = 'lapsed';
        Object.assign(evidence.timeline.at(-1)!.facts, { outcome: 'lapsed' });
      },
      'but "founded" follows',
    ],
    [
      'a word of who is no founder',
      whole,
      ({ evidence }) => void (evidence.timeline[1]!.facts.by = 'dee'),
      'could not be done then: not-permitted (MEM-7)',
    ],
    [
      'one who accepts twice',
      silent,
      ({ evidence }) => void (evidence.timeline[1]!.facts.by = 'ann'),
      'could not be done then: already-done (PRO-10)',
    ],
    [
      'an acceptance at the end of the week',
      silent,
      ({ record, evidence }) => void (evidence.timeline[1]!.at = record.closes),
      'but the stage closed',
    ],
    [
      'a lapse before the week was over',
      silent,
      ({ record }) => void (record.endedAt = later(start, week - 1)),
      'record /endedAt is',
    ],
    [
      'a longer week',
      silent,
      ({ record }) => void (record.closes = later(start, week + 1)),
      'record /closes is',
    ],
    [
      'a reason that stands against no founding',
      elsewhere,
      ({ record }) => void (record.refused!.code = 'over-total'),
      'record /refused is over-total, which stands against no founding (MEM-7)',
    ],
    [
      'a reason about somebody else',
      gone,
      ({ record, evidence }) => {
        record.refused!.facts = { members: ['dee'] };
        Object.assign(evidence.timeline.at(-1)!.facts, { refused: record.refused });
      },
      'evidence /timeline/1/facts/refused names one who is no founder (MEM-7)',
    ],
    [
      'a founding against which something stood',
      elsewhere,
      ({ record }) => void (record.outcome = 'founded'),
      'record /outcome is "founded", but "lapsed" follows',
    ],
    [
      'one founder',
      whole,
      ({ record }) => void (record.founders = ['ann']),
      'record /founders are not two or more, each named once (MEM-7)',
    ],
    [
      'another who proposed it',
      whole,
      ({ record }) => void (record.founders = ['bo', 'ann', 'ct']),
      'record /accepted/0 is not bo, who proposed it (MEM-7)',
    ],
    [
      'a timeline without its ending',
      silent,
      ({ evidence }) => void evidence.timeline.pop(),
      'evidence /timeline has no beginning, or no ending (PRO-9)',
    ],
    [
      'a founding that is proposed again',
      silent,
      ({ evidence }) =>
        void evidence.timeline.splice(1, 1, { ...evidence.timeline[0]!, number: 2, at: later(start, 1) }),
      'is proposed a second time (MEM-7)',
    ],
  ])('REC-1 with %s is found out', (_, name, lie, sentence) => {
    const one = structuredClone(foundings[name]!);
    lie(one);
    expect(found({ ...one, record: mended(one.record, one.evidence) })).toContain(sentence);
  });

  it('MEM-7 REC-1 is once of one id in a log, however often it lapsed', () => {
    const follows = openSuccession();
    const of = (id: string, entries: readonly Entry[]) => founding(entries, id).record;
    const all = [accepted(1, 'ct'), accepted(2, 'bo'), ended(2, 'founded')] as const;
    expect(follows(0, of('one', [ended(week, 'lapsed')]))).toBeUndefined();
    expect(follows(1, of('two', all))).toBeUndefined();
    expect(follows(2, of('three', [ended(week, 'lapsed')]))).toBeUndefined();
    expect(follows(3, of('four', all))).toBe('founds birch, which two has founded already (MEM-7)');
  });
});

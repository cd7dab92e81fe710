/** Repair plans computed again, and lies about them (MND-1 to MND-4, REC-1). */
import { describe, expect, it } from 'vitest';
import { canonicalBytes } from '../../ledger/bytes/canonical.ts';
import { evidenceFormat } from '../../ledger/parts/evidence-entries.ts';
import { readEvidence, readRecord } from '../../ledger/parts/evidence.ts';
import { repairRulesOf } from '../../ledger/repair/rules.ts';
import { recompute } from '../../ledger/recount/recomputation.ts';
import { openSuccession } from '../../ledger/recount/succession.ts';
import type { ConflictRecord } from '../../ledger/conflict/schema.ts';
import { composeRepair } from '../../ledger/repair/composition.ts';
import type { RepairEvidence, RepairRecord } from '../../ledger/repair/schema.ts';
import type { RepairEntry } from '../../rules/repair/entries.ts';
import { defaultCharter } from '../support/polls.ts';
import { mended } from './decision.ts';
import type { Told } from './emergency.ts';
import { rootsOf } from './roots.ts';
import { later, start } from './script.ts';

type Repair = Told<RepairRecord, RepairEvidence>;
type Entry = readonly [hours: number, kind: RepairEntry['kind'], facts: Record<string, unknown>];

const id = '0190a1b2-0000-7000-8000-00000000000b';
const salt = '7'.repeat(64);
const due = (hours: number) => ({ due: later(start, hours), amount: 100 });

/** Carl owes dora 200, in ten days and in twenty; gus verifies. */
const obligations = [
  {
    kind: 'money',
    what: 'The fence is paid for.',
    by: 'carl',
    to: 'dora',
    quantity: { amount: 200, unit: 'EUR' },
    instalments: [due(240), due(480)],
    verifier: 'gus',
  },
];
const from = { kind: 'conflict', id: 'the-conflict' };
const opened: Entry = [
  0,
  'opened',
  { by: 'dora', from, between: ['carl', 'dora'], obligations, closes: later(start, 240) },
];
const accepts = (hours: number, by: string): Entry => [hours, 'terms-answered', { n: 1, by, accept: true }];
const done = (hours: number, claim: number, instalment: number): Entry => [
  hours,
  'done',
  {
    obligation: 1,
    claim,
    instalments: [instalment],
    by: 'carl',
    amount: null,
    evidence: 'Here.',
    until: later(start, hours + 72),
  },
];
const ended = (hours: number, outcome: string, rule: string): Entry => [hours, 'ended', { outcome, rule }];

function told(entries: readonly Entry[], room = false): Repair {
  const all = entries.map(([hours, kind, facts], place) => ({
    decision: id,
    number: place + 1,
    at: later(start, hours),
    kind,
    facts,
  }));
  const evidence: RepairEvidence = {
    format: evidenceFormat,
    kind: 'repair',
    room: room ? all : [],
    nameSalt: room ? null : salt,
    salt: room ? salt : null,
    timeline: room ? [] : all,
  };
  const record = composeRepair({
    id,
    createdAt: start,
    rules: repairRulesOf(defaultCharter())!,
    charter: { version: 1, hash: '0'.repeat(64), pace: 1 },
    timeline: evidence.timeline,
    room: evidence.room,
    salt: evidence.salt,
    nameSalt: evidence.nameSalt,
    evidence: rootsOf(evidence) as RepairRecord['evidence'],
  });
  return { record, evidence };
}

const kept: readonly Entry[] = [
  opened,
  accepts(1, 'carl'),
  accepts(2, 'gus'),
  done(3, 1, 1),
  [4, 'receiver-answered', { obligation: 1, claim: 1, by: 'dora', confirm: true, reason: null, until: null }],
  done(5, 2, 2),
  [77, 'verification-asked', { obligation: 1, claim: 2, until: later(start, 149) }],
  [149, 'unconfirmed', { obligation: 1, claim: 2 }],
  ended(149, 'fulfilled', 'MND-4'),
];
const broken: readonly Entry[] = [
  opened,
  accepts(1, 'carl'),
  accepts(2, 'gus'),
  [312, 'missed', { obligation: 1, instalment: 1 }],
  [552, 'missed', { obligation: 1, instalment: 2 }],
  ended(552, 'broken', 'MND-3'),
];
/** What carl owes is put to a circle of four, three of whom choose nora. */
const circle: readonly Entry[] = [
  [
    0,
    'circle-opened',
    {
      by: 'dora',
      from,
      between: ['carl', 'dora'],
      affected: ['dora', 'emil', 'kim', 'nora'],
      obligations: obligations.map((one) => ({ ...one, to: null })),
      closes: later(start, 240),
    },
  ],
  [1, 'spoken', { by: 'emil', text: 'I heard it too.' }],
  [2, 'chosen', { obligation: 1, by: 'emil', to: 'nora' }],
  [3, 'chosen', { obligation: 1, by: 'kim', to: 'nora' }],
  [4, 'chosen', { obligation: 1, by: 'nora', to: 'nora' }],
  ...['carl', 'gus', 'nora'].map((by) => accepts(5, by)),
  [6, 'released', { obligation: 1, by: 'nora', amount: null }],
  ended(6, 'released', 'MND-4'),
];
const repairs: Readonly<Record<string, Repair>> = {
  'MND-1 chosen in a circle': told(circle),
  'MND-1 chosen by too few in a circle': told([...circle.slice(0, 4), ended(240, 'declined', 'MND-1')]),
  'MND-2 kept': told(kept),
  'MND-2 AUT-2 kept in its room': told(kept, true),
  'MND-3 broken': told(broken),
  'MND-1 declined': told([opened, accepts(1, 'carl'), ended(240, 'declined', 'MND-1')]),
  'MND-4 released': told([
    opened,
    accepts(1, 'carl'),
    accepts(2, 'gus'),
    [3, 'released', { obligation: 1, by: 'dora', amount: 150 }],
    [4, 'released', { obligation: 1, by: 'dora', amount: null }],
    ended(4, 'released', 'MND-4'),
  ]),
};

function found({ record, evidence }: Repair): string {
  const [read, beside] = [readRecord(canonicalBytes(record)), readEvidence(canonicalBytes(evidence))];
  if ('fault' in read) throw new Error(read.fault);
  if ('fault' in beside) throw new Error(beside.fault);
  return recompute(read, beside)
    .map((one) => `${one.document} ${one.pointer} ${one.sentence}`)
    .join('\n');
}

describe('a repair plan', () => {
  it.each(Object.entries(repairs))('REC-1 %s is computed again', (_, one) => {
    expect(found(one)).toBe('');
    expect(recompute(one.record, null)).toEqual([]);
  });

  it('AUT-2 out of a room says in its record neither who nor what, and hides its room from who is not in it', () => {
    const { record, evidence } = repairs['MND-2 AUT-2 kept in its room']!;
    expect(JSON.stringify(record)).not.toMatch(/carl|dora|gus|fence/);
    expect(record).toMatchObject({ title: null, instalments: { confirmed: 1, unconfirmed: 1 } });
    expect(found({ record, evidence: { ...evidence, room: null, salt: null } })).toBe('');
    expect(
      found({ record, evidence: { ...evidence, timeline: evidence.room!, room: null, salt: null } }),
    ).toContain('evidence /timeline tells what stayed in its room (AUT-2)');
  });

  it('MND-1 comes after the record of what it repairs, which has ended so', () => {
    const { record } = repairs['MND-2 kept']!;
    const settled = (outcome: string) =>
      ({
        kind: 'conflict',
        id: 'the-conflict',
        outcome,
        links: [],
        charter: { hash: '' },
      }) as unknown as ConflictRecord;
    const after = (outcome: string) => {
      const succession = openSuccession();
      succession(0, settled(outcome));
      return succession(1, record);
    };
    expect(after('settled')).toBeUndefined();
    expect(after('arbitrated')).toBeUndefined();
    expect(after('withdrawn')).toContain(
      'has no conflict of that id that ended settled or arbitrated (MND-1)',
    );
    expect(openSuccession()(0, record)).toContain('(MND-1)');
  });

  const timelineOf = ({ evidence }: Repair) => evidence.timeline;
  it.each<[string, string, (one: Repair) => void, string]>([
    [
      'a choice by who is not affected',
      'MND-1 chosen in a circle',
      (one) => void (timelineOf(one)[2]!.facts.by = 'carl'),
      'evidence /timeline/2 could not be done then: not-permitted (MND-1)',
    ],
    [
      'a receiver whom half of the affected chose',
      'MND-1 chosen in a circle',
      (one) => void timelineOf(one).splice(4, 1),
      'evidence /timeline/4 could not be done then: wrong-stage',
    ],
    [
      'a choice at the instant at which the first is due',
      'MND-1 chosen by too few in a circle',
      (one) => void (timelineOf(one)[3]!.at = later(start, 240)),
      'evidence /timeline/3 was said',
    ],
    [
      'words of who owes it',
      'MND-1 chosen in a circle',
      (one) => void (timelineOf(one)[1]!.facts.by = 'carl'),
      'evidence /timeline/1 could not be done then: not-permitted (MND-1)',
    ],
    [
      'a circle in which somebody owes it',
      'MND-1 chosen in a circle',
      (one) => void (timelineOf(one)[0]!.facts.affected = ['carl', 'emil', 'kim', 'nora']),
      'evidence /timeline/0/facts/affected name somebody who owes it (MND-1)',
    ],
    [
      'a circle that closes later than the first is due',
      'MND-1 chosen in a circle',
      (one) => void (timelineOf(one)[0]!.facts.closes = later(start, 241)),
      'evidence /timeline/0/facts/closes',
    ],
    [
      'another who is owed it than was chosen',
      'MND-1 chosen in a circle',
      (one) => {
        if ('hash' in one.record.matter) return;
        one.record.matter.obligations[0]!.to = 'emil';
      },
      'record /matter/obligations/0/to',
    ],
    [
      'a confirmation by another than the receiver',
      'MND-2 kept',
      (one) => void (timelineOf(one)[4]!.facts.by = 'gus'),
      'evidence /timeline/4 could not be done then: not-permitted',
    ],
    [
      'a confirmation at the end of its time',
      'MND-2 kept',
      (one) => void (timelineOf(one)[4]!.at = later(start, 75)),
      'evidence /timeline/4 was said',
    ],
    [
      'a claim of another instalment',
      'MND-2 kept',
      (one) => void (timelineOf(one)[5]!.facts.instalments = [1]),
      'evidence /timeline/5/facts/instalments',
    ],
    [
      'a verifier who was silent an hour too short',
      'MND-2 kept',
      (one) => {
        timelineOf(one)[7]!.at = later(start, 148);
        timelineOf(one)[8]!.at = later(start, 148);
      },
      'evidence /timeline/7/at',
    ],
    [
      'a plan that one has not accepted',
      'MND-2 kept',
      (one) => void timelineOf(one).splice(2, 1),
      'evidence /timeline/2 could not be done then: not-permitted (MND-2)',
    ],
    [
      'an obligation to oneself',
      'MND-2 kept',
      (one) => void ((timelineOf(one)[0]!.facts.obligations as { to: string }[])[0]!.to = 'carl'),
      'evidence /timeline/0 could not be done then: to-oneself (MND-1)',
    ],
    [
      'instalments that do not add up',
      'MND-2 kept',
      (one) =>
        void ((timelineOf(one)[0]!.facts.obligations as { quantity: object }[])[0]!.quantity = {
          amount: 300,
          unit: 'EUR',
        }),
      'evidence /timeline/0/facts/obligations have instalments that do not fit',
    ],
    [
      'obligations that are none',
      'MND-2 kept',
      (one) => void (timelineOf(one)[0]!.facts.obligations = [null]),
      'evidence /timeline/0 has not the facts of opened',
    ],
    [
      'a missed instalment in its grace',
      'MND-3 broken',
      (one) => void (timelineOf(one)[3]!.at = later(start, 311)),
      'evidence /timeline/3/at',
    ],
    [
      'an ending that does not follow',
      'MND-3 broken',
      (one) => {
        one.record.outcome = 'fulfilled';
        one.record.ending.rule = 'MND-4';
        one.record.rationale = [one.record.rationale[0]!, { rule: 'MND-4', outcome: 'fulfilled' }];
        Object.assign(timelineOf(one)[5]!.facts, { outcome: 'fulfilled', rule: 'MND-4' });
      },
      'record /instalments do not agree with the outcome, fulfilled (MND-3, MND-4)',
    ],
    [
      'other figures',
      'MND-2 kept',
      ({ record }) => void (record.instalments.confirmed = 2),
      'record /instalments/confirmed is 2, but 1 follows',
    ],
    [
      'a release by who owes it',
      'MND-4 released',
      (one) => void (timelineOf(one)[3]!.facts.by = 'carl'),
      'evidence /timeline/3 could not be done then: not-permitted',
    ],
    [
      'a timeline without its ending',
      'MND-2 kept',
      (one) => void timelineOf(one).pop(),
      'evidence /timeline has no beginning, or no ending (PRO-9)',
    ],
  ])('REC-1 with %s is found out', (_, name, lie, sentence) => {
    const one = structuredClone(repairs[name]!);
    lie(one);
    expect(found({ ...one, record: mended(one.record, one.evidence) })).toContain(sentence);
  });
});

/** Restorative work, and a conflict that waits for it, computed again; and lies about them (RST-1 to RST-5, REC-1). */
import { describe, expect, it } from 'vitest';
import { canonicalBytes } from '../../ledger/bytes/canonical.ts';
import type { ConflictEvidence, ConflictRecord } from '../../ledger/conflict/schema.ts';
import { evidenceFormat } from '../../ledger/parts/evidence-entries.ts';
import { readEvidence, readRecord } from '../../ledger/parts/evidence.ts';
import { restorativeRulesOf } from '../../ledger/restorative/rules.ts';
import { recompute } from '../../ledger/recount/recomputation.ts';
import { composeRestorative } from '../../ledger/restorative/composition.ts';
import type { RestorativeEvidence, RestorativeRecord } from '../../ledger/restorative/schema.ts';
import type { RestorativeEntry } from '../../rules/restorative/entries.ts';
import { defaultCharter } from '../support/polls.ts';
import { conflict } from './conflict.ts';
import { mended } from './decision.ts';
import type { Told } from './emergency.ts';
import { rootsOf } from './roots.ts';
import { hour, later, start } from './script.ts';

type Work = Told<RestorativeRecord, RestorativeEvidence>;
type Entry = readonly [hours: number, kind: RestorativeEntry['kind'], facts: Record<string, unknown>];

const id = '0190a1b2-0000-7000-8000-00000000000d';
const at = (hours: number) => later(start, hours);
const week = 168;

const opened: Entry = [
  0,
  'opened',
  {
    by: 'dora',
    from: { kind: 'conflict', id: 'the-conflict' },
    case: 'the-conflict',
    harmed: ['dora'],
    responsible: ['carl'],
    what: 'The fence was moved.',
    closes: at(week),
  },
];
const names = (hours: number, by: string): Entry => [hours, 'facilitator-named', { by, member: 'gus' }];
const obligation = {
  kind: 'apology',
  what: 'He says that he is sorry.',
  by: 'carl',
  to: 'dora',
  quantity: null,
  instalments: [{ due: at(240), amount: null }],
  verifier: 'gus',
};
const prepared: readonly Entry[] = [
  opened,
  [1, 'referral-answered', { by: 'carl', accept: true }],
  names(2, 'dora'),
  names(2, 'carl'),
  [3, 'ready', { by: 'gus' }],
];
const agreed: readonly Entry[] = [
  ...prepared,
  [4, 'circle-held', { n: 1, by: 'gus', held: at(4), present: ['carl', 'dora'], another: false }],
  [5, 'plan-put', { n: 1, by: 'dora', obligations: [obligation], closes: at(4 + week) }],
  [6, 'plan-accepted', { n: 1, by: 'carl' }],
  [6, 'agreed', { id: 'plan' }],
];
const check = (n: number, hours: number): readonly Entry[] => [
  [hours, 'check-opened', { n, closes: at(hours + week) }],
  [hours + 1, 'check-answered', { n, by: 'dora', kept: 'kept', text: 'He did.' }],
  [hours + week, 'check-over', { n }],
];
const ended = (hours: number, outcome: string, rule: string, stage: string): Entry => [
  hours,
  'ended',
  { outcome, rule, stage },
];

function told(entries: readonly Entry[]): Work {
  const room = entries.map(([hours, kind, facts], place) => ({
    decision: id,
    number: place + 1,
    at: at(hours),
    kind,
    facts: structuredClone(facts),
  }));
  const evidence: RestorativeEvidence = {
    format: evidenceFormat,
    kind: 'restorative',
    room,
    salt: '7'.repeat(64),
    timeline: [],
  };
  const record = composeRestorative({
    id,
    createdAt: start,
    rules: restorativeRulesOf(defaultCharter())!,
    charter: { version: 1, hash: '0'.repeat(64), pace: 1 },
    timeline: [],
    room,
    salt: evidence.salt,
    evidence: rootsOf(evidence) as RestorativeRecord['evidence'],
  });
  return { record, evidence };
}

const last = 6 + 2160 + week;
const works: Readonly<Record<string, Work>> = {
  completed: told(
    [
      ...agreed,
      ...check(1, 6 + week),
      [200, 'plan-ended', { outcome: 'fulfilled' }],
      ...check(2, 6 + 720),
      ...check(3, 6 + 2160),
      ended(last, 'completed', 'RST-4', 'follow-up'),
    ].toSorted((one, other) => (one[0] as number) - (other[0] as number)) as Entry[],
  ),
  declined: told([opened, ended(week, 'declined', 'RST-1', 'referred')]),
  stopped: told([...prepared, [5, 'stopped', { by: 'carl' }], ended(5, 'returned', 'RST-3', 'circle')]),
};

function found({ record, evidence }: Told<object, object>): string {
  const [read, beside] = [readRecord(canonicalBytes(record)), readEvidence(canonicalBytes(evidence))];
  if ('fault' in read) throw new Error(read.fault);
  if ('fault' in beside) throw new Error(beside.fault);
  return recompute(read, beside)
    .map((one) => `${one.document} ${one.pointer} ${one.sentence}`)
    .join('\n');
}

describe('restorative work', () => {
  it.each(Object.entries(works))('REC-1 RST-4 that is %s is computed again', (_, one) => {
    expect(found(one)).toBe('');
    expect(recompute(one.record, null)).toEqual([]);
  });

  it('RST-5 AUT-2 says in its record neither who nor what nor whence, and hides its room', () => {
    const { record, evidence } = works.completed!;
    expect(JSON.stringify(record)).not.toMatch(/carl|dora|gus|fence|sorry|the-conflict|"plan"/);
    expect(found({ record, evidence: { ...evidence, room: null, salt: null } })).toBe('');
    expect(
      found({ record, evidence: { ...evidence, timeline: evidence.room!, room: null, salt: null } }),
    ).toContain('evidence /timeline tells what stayed in its room (AUT-2)');
    const other = told([
      [0, 'opened', { ...opened[2], what: 'Another thing.' }],
      ended(week, 'declined', 'RST-1', 'referred'),
    ]);
    expect(other.record.matter).not.toEqual(works.declined!.record.matter);
  });

  const entry = ({ evidence }: Work, kind: string, nth = 0) =>
    evidence.room!.filter((one) => one.kind === kind)[nth]!;
  it.each<[string, string, (one: Work) => void, string]>([
    [
      'an acceptance at the end of its week',
      'stopped',
      (one) => void (entry(one, 'referral-answered').at = at(week)),
      'was said',
    ],
    [
      'a facilitator who is one of them',
      'stopped',
      (one) => {
        for (const nth of [0, 1]) entry(one, 'facilitator-named', nth).facts.member = 'carl';
      },
      'could not be done then: own-case (RST-2)',
    ],
    [
      'a readiness that another says',
      'stopped',
      (one) => void (entry(one, 'ready').facts.by = 'dora'),
      'could not be done then: not-permitted (RST-2)',
    ],
    [
      'a circle without who was harmed',
      'completed',
      (one) => void (entry(one, 'circle-held').facts.present = ['carl', 'gus']),
      'could not be done then: incomplete (RST-3)',
    ],
    [
      'a plan that one has not accepted',
      'completed',
      (one) => void one.evidence.room!.splice(one.evidence.room!.indexOf(entry(one, 'plan-accepted')), 1),
      'is agreed on, but not all of them had accepted the same text (RST-3)',
    ],
    [
      'a text that closes later than its stage',
      'completed',
      (one) => void (entry(one, 'plan-put').facts.closes = at(239)),
      '/facts/closes',
    ],
    [
      'obligations that are none',
      'completed',
      (one) => void (entry(one, 'plan-put').facts.obligations = [null]),
      'has not the facts of plan-put',
    ],
    [
      'a check that was asked an hour early',
      'completed',
      (one) => void (entry(one, 'check-opened').at = at(5 + week)),
      '/at',
    ],
    [
      'a last word that it is kept in part',
      'completed',
      (one) => void (entry(one, 'check-answered', 2).facts.kept = 'partly'),
      'is "completed", but "returned" follows',
    ],
    [
      'a word of who facilitates',
      'completed',
      (one) => void (entry(one, 'check-answered', 2).facts.by = 'gus'),
      'could not be done then: not-permitted (RST-4)',
    ],
    [
      'another stage',
      'stopped',
      (one) => {
        one.record.ending.stage = 'agreement';
        one.record.rationale = [{ rule: 'RST-3', stage: 'agreement', outcome: 'returned' }];
        entry(one, 'ended').facts.stage = 'agreement';
      },
      '/facts/stage is "agreement", but "circle" follows',
    ],
    [
      'a completion in a stage in which there is none',
      'stopped',
      ({ record }) => {
        record.outcome = 'completed';
        record.ending.rule = 'RST-4';
        record.rationale = [{ rule: 'RST-4', stage: 'circle', outcome: 'completed' }];
      },
      'record /ending/stage is circle, in which nothing ends completed (RST-1, RST-4)',
    ],
    [
      'a room without its ending',
      'stopped',
      ({ evidence }) => void evidence.room!.pop(),
      'evidence /room has no beginning, or no ending (PRO-9)',
    ],
  ])('REC-1 with %s is found out', (_, name, lie, sentence) => {
    const one = structuredClone(works[name]!);
    lie(one);
    expect(found({ ...one, record: mended(one.record, one.evidence) })).toContain(sentence);
  });
});

describe('a conflict that waits', () => {
  type Conflict = Told<ConflictRecord, ConflictEvidence>;
  const woken = { ending: 'returned', stage: 'circle' };
  const terms = (hours: number) =>
    [hours, 'terms-put', { n: 1, by: 'ada', text: 'So.', replaces: null }] as const;
  const accepts = (by: string) => [103, 'terms-accepted', { n: 1, by }] as const;
  const waiting = (left = 18 * hour, puts = 101): Conflict =>
    conflict({
      room: [
        [6, 'referred', {}],
        [6, 'waits', { left }],
        ...(puts < 100 ? [terms(puts)] : []),
        [100, 'woken', woken],
        ...(puts < 100 ? [] : [terms(puts)]),
        accepts('bo'),
        accepts('cy'),
      ],
      settled: [1, 103],
    });

  it('RST-1 REC-1 is computed again, from its record alone too, with the window that it had left', () => {
    const one = waiting();
    expect(one.record.path).toMatchObject([
      {
        closes: at(118),
        waited: { since: at(6), until: at(100), returned: { ending: 'returned', stage: 'circle' } },
      },
    ]);
    expect(found(one)).toBe('');
    expect(recompute(one.record, null)).toEqual([]);
    expect(found({ ...one, evidence: { ...one.evidence, room: null, salt: null } })).toBe('');
  });

  it('RST-1 REC-1 that is given more time, or acts meanwhile, or is referred twice, is found out', () => {
    expect(found(waiting(19 * hour))).toContain(`/facts/left is ${19 * hour}, but ${18 * hour} follows`);
    expect(found(waiting(18 * hour, 50))).toContain('could not be done then: wrong-stage (RST-1)');
    const twice = conflict({
      room: [
        [6, 'referred', {}],
        [6, 'waits', { left: 18 * hour }],
        [100, 'woken', woken],
        [101, 'referred', {}],
        terms(101),
        accepts('bo'),
        accepts('cy'),
      ],
      settled: [1, 103],
    });
    expect(found(twice)).toContain('is referred a second time (RST-1)');
    const asleep = conflict({
      room: [
        terms(1),
        [1, 'terms-accepted', { n: 1, by: 'bo' }],
        [6, 'referred', {}],
        [6, 'waits', { left: 18 * hour }],
      ],
      settled: [1, 103],
    });
    expect(found(asleep)).toContain('ends while it waits (RST-1)');
    const late = conflict({
      room: [
        [6, 'referred', {}],
        [7, 'waits', { left: 17 * hour }],
        [100, 'woken', woken],
        terms(101),
        accepts('bo'),
        accepts('cy'),
      ],
      settled: [1, 103],
    });
    expect(found(late)).toContain('but it waits from');
  });
});

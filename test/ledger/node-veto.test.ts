/** Node vetoes computed again, the lot of each panel among it, and lies about them (NVP-1 to NVP-4, REC-1). */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { canonicalBytes } from '../../ledger/bytes/canonical.ts';
import { heldDifferences } from '../../ledger/node-veto/on-act.ts';
import { composeNodeVeto } from '../../ledger/node-veto/composition.ts';
import type { NodeVetoEvidence, NodeVetoRecord } from '../../ledger/node-veto/schema.ts';
import { evidenceFormat } from '../../ledger/parts/evidence-entries.ts';
import { readEvidence, readRecord } from '../../ledger/parts/evidence.ts';
import { nodeVetoRulesOf } from '../../ledger/node-veto/rules.ts';
import type { RecordDocument } from '../../ledger/parts/records.ts';
import { recompute } from '../../ledger/recount/recomputation.ts';
import { openSuccession } from '../../ledger/recount/succession.ts';
import type { NodeVetoEntry } from '../../rules/node-veto/entries.ts';
import { panelOf } from '../../rules/node-veto/lot.ts';
import { defaultCharter } from '../support/polls.ts';
import { mended } from './decision.ts';
import type { Told } from './emergency.ts';
import { rootsOf } from './roots.ts';
import { later, start } from './script.ts';

type NodeVeto = Told<NodeVetoRecord, NodeVetoEvidence>;
type Entry = readonly [hours: number, kind: NodeVetoEntry['kind'], facts: Record<string, unknown>];

const id = '0190a1b2-0000-7000-8000-00000000000c';
const act = '0190a1b2-0000-7000-8000-00000000000d';
const electors = ['ben', 'carl', 'emil', 'fay', 'gus', 'hal', 'ida'];
const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const drawn = (draw: number, silent: readonly string[] = []) =>
  panelOf(electors, silent, { act, draw, size: 3 }, hash);

const opened = (more: object = {}): Entry => [
  0,
  'opened',
  {
    of: { kind: 'proposal', id: act, title: 'Cut the old line' },
    act: hash('the act'),
    known: id,
    node: { member: 'dora' },
    by: 'dora',
    members: ['dora'],
    danger: 'The power is cut.',
    evidence: 'The plan.',
    remedy: 'A second line.',
    answerers: ['anna'],
    concerned: ['anna'],
    asks: true,
    recused: [],
    holds: true,
    holdEnds: null,
    withoutHold: null,
    closes: later(start, 24),
    ...more,
  },
];
const contested: Entry = [1, 'answered', { by: 'anna', removes: null, contest: 'There is none.' }];
const panel = (hours: number, draw: number, silent: readonly string[] = []): Entry => [
  hours,
  'panel-drawn',
  { draw, electors: electors.length, panel: [...drawn(draw, silent)], closes: later(start, hours + 48) },
];
const finds = (hours: number, by: string | undefined, uphold: boolean): Entry => [
  hours,
  'found',
  { by, uphold, reason: 'I have seen it.' },
];
const ended = (hours: number, outcome: string, more: object = {}): Entry => [
  hours,
  'ended',
  { outcome, rule: 'NVP-3', ...more },
];

function told(entries: readonly Entry[]): NodeVeto {
  const timeline = entries.map(([hours, kind, facts], place) => ({
    decision: id,
    number: place + 1,
    at: later(start, hours),
    kind,
    facts,
  }));
  const isDrawn = entries.some(([, kind]) => kind === 'panel-drawn');
  const evidence: NodeVetoEvidence = {
    format: evidenceFormat,
    kind: 'node-veto',
    salt: null,
    electorate: isDrawn ? electors.map((member) => ({ decision: id, member, offline: false })) : [],
    timeline,
  };
  const record = composeNodeVeto({
    id,
    rules: nodeVetoRulesOf(defaultCharter())!,
    charter: { version: 1, hash: '0'.repeat(64), pace: 1 },
    timeline,
    evidence: rootsOf(evidence) as NodeVetoRecord['evidence'],
  });
  return { record, evidence };
}

const [first, second] = drawn(1);
const upheld = [opened(), contested, panel(1, 1), finds(2, first, true), finds(3, second, true)];
const vetoes: Readonly<Record<string, () => NodeVeto>> = {
  'NVP-3 vetoed': () => told([...upheld, ended(27, 'vetoed')]),
  'NVP-3 overturned': () =>
    told([
      ...upheld,
      [4, 'asked', { by: 'anna', reason: 'Is it?', id: 'question' }],
      ended(150, 'overturned', { overturned: true }),
    ]),
  'NVP-3 silent twice': () =>
    told([
      opened(),
      panel(24, 1),
      [72, 'panel-silent', { draw: 1 }],
      panel(72, 2, drawn(1)),
      [120, 'panel-silent', { draw: 2 }],
      ended(144, 'denied'),
    ]),
  'NVP-3 settled': () =>
    told([
      opened(),
      [
        1,
        'joined',
        { node: { family: 'birch' }, by: 'gus', members: ['dora', 'gus'], danger: null, evidence: null },
      ],
      [2, 'answered', { by: 'anna', removes: 'A second line.', contest: null }],
      [3, 'agreed', { by: 'dora' }],
      [4, 'agreed', { by: 'gus' }],
      ended(4, 'settled'),
    ]),
  'NVP-4 withdrawn after its panel': () =>
    told([opened(), contested, panel(1, 1), [2, 'left', { by: 'dora' }], ended(2, 'denied')]),
};

function found({ record, evidence }: NodeVeto): string {
  const [read, beside] = [readRecord(canonicalBytes(record)), readEvidence(canonicalBytes(evidence))];
  if ('fault' in read) throw new Error(read.fault);
  if ('fault' in beside) throw new Error(beside.fault);
  return recompute(read, beside)
    .map((one) => `${one.document} ${one.pointer} ${one.sentence}`)
    .join('\n');
}

describe('a node veto', () => {
  it.each(Object.entries(vetoes))('REC-1 %s is computed again', (_, one) => {
    expect(found(one())).toBe('');
    expect(recompute(one().record, null)).toEqual([]);
  });

  const at = ({ evidence }: NodeVeto, place: number) => evidence.timeline[place]!;
  it.each<[string, string, (one: NodeVeto) => void, string]>([
    [
      'a panel that was not drawn by lot',
      'NVP-3 vetoed',
      (one) =>
        void (at(one, 2).facts.panel = electors.filter((member) => !drawn(1).includes(member)).slice(0, 3)),
      'evidence /timeline/2/facts/panel',
    ],
    [
      'an elector who was left out of the lot',
      'NVP-3 vetoed',
      (one) => void one.evidence.electorate.splice(electors.indexOf(first!), 1),
      'evidence /timeline/2/facts/panel',
    ],
    [
      'an author among those who are drawn from',
      'NVP-3 vetoed',
      (one) => void one.evidence.electorate.unshift({ decision: id, member: 'anna', offline: false }),
      'would judge their own case (GUA-2)',
    ],
    [
      'a finding by who is not on the panel',
      'NVP-3 vetoed',
      (one) => void (at(one, 4).facts.by = electors.find((member) => !drawn(1).includes(member))),
      'evidence /timeline/4 could not be done then: not-permitted (NVP-3)',
    ],
    [
      'one who finds twice',
      'NVP-3 vetoed',
      (one) => void (at(one, 4).facts.by = first),
      'evidence /timeline/4 could not be done then: already-done',
    ],
    [
      'a finding that was another',
      'NVP-3 vetoed',
      (one) => void (at(one, 3).facts.uphold = false),
      'is "vetoed", but "nothing" follows (NVP-3)',
    ],
    [
      'a panel that found an instant too late',
      'NVP-3 vetoed',
      (one) => {
        at(one, 4).at = later(start, 49);
        at(one, 5).at = later(start, 73);
      },
      'evidence /timeline/4 was said',
    ],
    [
      'an answer by another than who put the act',
      'NVP-3 vetoed',
      (one) => void (at(one, 1).facts.by = 'carl'),
      'evidence /timeline/1 could not be done then: not-permitted',
    ],
    [
      'a panel before anybody answered or was silent',
      'NVP-3 silent twice',
      (one) => void (at(one, 1).at = later(start, 23)),
      'is drawn, though it had not come to that (NVP-3)',
    ],
    [
      'a silence an hour too short',
      'NVP-3 silent twice',
      (one) => void (at(one, 2).at = later(start, 71)),
      'evidence /timeline/2/at',
    ],
    [
      'an ending before the time to ask was over',
      'NVP-3 silent twice',
      (one) => void (at(one, 5).at = later(start, 143)),
      'evidence /timeline/5/at',
    ],
    [
      'a council that is said to have overturned what nobody asked it about',
      'NVP-3 vetoed',
      (one) => {
        at(one, 5).facts.outcome = 'overturned';
        at(one, 5).facts.overturned = true;
      },
      'is told, but nobody asked the council (NVP-3)',
    ],
    [
      'a node that did not agree',
      'NVP-3 settled',
      (one) => void one.evidence.timeline.splice(4, 1),
      'is "settled", but "nothing" follows',
    ],
    [
      'one who speaks for another',
      'NVP-3 vetoed',
      (one) => void (at(one, 0).facts.by = 'carl'),
      'is carl, who speaks for another, member/dora (NVP-1)',
    ],
    [
      'a withdrawal that counts for nothing',
      'NVP-4 withdrawn after its panel',
      (one) => void (one.record.denied = []),
      'record /denied',
    ],
    [
      'a hold that nothing says was taken',
      'NVP-3 vetoed',
      (one) => void (at(one, 0).facts.holds = false),
      'nothing says why nothing was held',
    ],
  ])('REC-1 finds %s', (_, name, lie, sentence) => {
    const one = structuredClone<NodeVeto>(vetoes[name]!());
    lie(one);
    one.evidence.timeline.forEach((entry, place) => Object.assign(entry, { number: place + 1 }));
    expect(found({ evidence: one.evidence, record: mended(one.record, one.evidence) })).toContain(sentence);
  });

  const record = (more: Partial<NodeVetoRecord>): NodeVetoRecord => ({
    ...vetoes['NVP-3 silent twice']!().record,
    ...more,
  });
  /** What the log says of the last of them. */
  const after = (...records: readonly RecordDocument[]): string | undefined => {
    const succession = openSuccession();
    return records.map((one, index) => succession(index, one)).at(-1);
  };
  const days = (count: number) => later(start, 24 * count);

  it('NVP-4 holds nothing in a log after three denied, nor an act that has had its ladder', () => {
    const three = [1, 2, 3].map((n) => record({ id: `veto-${n}`, act: hash(`act ${n}`) }));
    const fourth = record({ id: 'veto-4', act: hash('act 4'), createdAt: days(30), endedAt: days(40) });
    expect(after(...three.slice(0, 2), fourth)).toBeUndefined();
    expect(after(...three, fourth)).toContain('though limit-reached (NVP-4) let it hold nothing');
    const without = { hold: null, withoutHold: 'limit-reached' };
    expect(after(...three, record({ ...fourth, ...without }))).toBeUndefined();
    expect(after(...three.slice(0, 2), record({ ...fourth, ...without }))).toContain(
      'nothing that took the hold',
    );
    const again = record({ id: 'veto-5', createdAt: days(30), endedAt: days(40) });
    expect(after(record({ id: 'veto-1' }), again)).toContain('though same-matter (NVP-4)');
    const settled: Partial<NodeVetoRecord> = { outcome: 'settled', finding: null, denied: [] };
    const withdrawn: Partial<NodeVetoRecord> = { ...settled, outcome: 'withdrawn' };
    expect(after(record({ id: 'veto-1', ...withdrawn }), again), 'of the same node').toContain('same-matter');
    const carls = { nodes: [{ node: { member: 'carl' }, by: 'carl', at: start, left: null }] };
    // It was held for 120 hours, as long as a ladder may hold it that nobody judges.
    const shortly = {
      hold: { since: start, ends: null, ended: later(start, 23) },
      endedAt: later(start, 23),
    };
    const goesOn = (more: object) =>
      after(
        record({ id: 'veto-1', ...withdrawn, ...shortly }),
        record({ id: 'veto-2', ...settled, ...shortly, ...carls, hold: null, withoutHold: 'limit-reached' }),
        record({ ...again, ...carls, ...more }),
      );
    const hours23 = 23 * 3_600_000;
    expect(goesOn({ heldBefore: hours23 })).toBeUndefined();
    expect(goesOn({ heldBefore: 0 })).toContain(`by the log that was ${hours23} ms (NVP-4)`);
    expect(goesOn({ heldBefore: 2 * hours23 })).toContain('(NVP-4)');
    const whole = record({ id: 'veto-1', ...withdrawn });
    expect(after(whole, record({ ...again, ...carls, heldBefore: 120 * 3_600_000 }))).toContain(
      'though same-matter (NVP-4)',
    );
  });

  it('NVP-3 an act says what the record of its node veto says', () => {
    const on = {
      id: 'veto-1',
      by: 'dora',
      node: { member: 'dora' },
      at: start,
      hold: null,
      endedAt: start,
    } as const;
    const emergency = (outcome: 'denied' | 'vetoed') =>
      ({
        kind: 'emergency',
        id: act,
        retryOf: null,
        charter: { hash: '' },
        nodeVetoes: [{ ...on, outcome }],
      }) as unknown as RecordDocument;
    expect(after(record({ id: 'veto-1' }), emergency('denied'))).toBeUndefined();
    expect(after(record({ id: 'veto-1' }), emergency('vetoed'))).toContain('(NVP-3)');
  });

  it('NVP-2 NVP-4 nothing is executed while a node holds it, and one matter has one ladder at a time', () => {
    const on = {
      id: 'veto-1',
      by: 'dora',
      node: { member: 'dora' },
      at: start,
      outcome: null,
      endedAt: null,
    } as const;
    const held = (until: string | null, outcome = 'executed') =>
      [
        ...heldDifferences({
          outcome,
          endedAt: days(3),
          nodeVetoes: [{ ...on, hold: { ends: null, until } }],
        }),
      ].map(({ sentence }) => sentence);
    expect(held(days(3))).toEqual([]);
    expect(held(later(start, 73))).toEqual(['is executed, though veto-1 held it (NVP-2)']);
    expect(held(null)).toEqual(['is executed, though veto-1 held it (NVP-2)']);
    expect(held(null, 'vetoed')).toEqual([]);
    const two = [
      { ...on, hold: null, outcome: 'denied', endedAt: days(2) },
      { ...on, id: 'veto-2', hold: null, at: days(1) },
    ] as const;
    expect([...heldDifferences({ outcome: null, endedAt: days(3), nodeVetoes: [...two] })]).toHaveLength(1);
  });
});

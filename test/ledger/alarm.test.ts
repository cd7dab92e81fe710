/** Alarms computed again, and lies about them (ALM-2 to ALM-5, REC-1). */
import { describe, expect, it } from 'vitest';
import { composeAlarm } from '../../ledger/alarm/composition.ts';
import type { AlarmEvidence, AlarmRecord } from '../../ledger/alarm/schema.ts';
import { openAlarms } from '../../ledger/alarm/succession.ts';
import { canonicalBytes } from '../../ledger/bytes/canonical.ts';
import { evidenceFormat } from '../../ledger/parts/evidence-entries.ts';
import { readEvidence, readRecord } from '../../ledger/parts/evidence.ts';
import type { ProposalRecord } from '../../ledger/parts/schema/record.ts';
import { alarmRulesOf } from '../../ledger/alarm/rules.ts';
import { recompute } from '../../ledger/recount/recomputation.ts';
import type { AlarmEntry } from '../../rules/alarm/entries.ts';
import type { Source } from '../../rules/alarm/state.ts';
import { fire, minutes, sensorOf } from '../support/alarm.ts';
import { defaultCharter } from '../support/polls.ts';
import { mended } from './decision.ts';
import type { Told } from './emergency.ts';
import { rootsOf } from './roots.ts';
import { start } from './script.ts';

type Alarm = Told<AlarmRecord, AlarmEvidence>;
type Entry = readonly [minutes: number, kind: AlarmEntry['kind'], facts: Record<string, unknown>];

const id = '0190a1b2-0000-7000-8000-00000000000c';
const at = (count: number): string => minutes(start, count);
const [barn, well] = [sensorOf('barn'), sensorOf('well')];

const seen = (sensor: typeof barn, owner: string, by: string, when: number): Source => {
  const observation = {
    id: `of-${sensor.id}`,
    sensor: sensor.id,
    kind: 'smoke',
    signed: sensor.observe(at(when)),
    key: sensor.key,
  };
  return { by, byOwner: by, owner, at: at(when), observation };
};
const word = (by: string, when: number): Source => ({
  by,
  byOwner: by,
  owner: by,
  at: at(when),
  observation: null,
});
const put = (by: string, duty = false) => ({ by, owner: by, duty });
const raised = (more: object = {}): Entry => [
  0,
  'raised',
  {
    ...put('anna'),
    doubted: false,
    alert: { ...fire(start), expires: at(120) },
    sources: [seen(barn, 'carl', 'anna', -1)],
    told: 'duty',
    until: at(15),
    ends: at(15),
    ...more,
  },
];
const corroborated = (source: Source, when: number): Entry => [
  when,
  'corroborated',
  { ...put(source.by), text: 'It burns.', sources: [source] },
];
const told = (when: number, n: number, to: string, ends: number | null): Entry => [
  when,
  'told',
  { n, to, because: 'unacknowledged', ends: ends === null ? null : at(ends) },
];
const ended = (when: number, outcome: string, rule: string): Entry => [when, 'ended', { outcome, rule }];

function composed(entries: readonly Entry[]): Alarm {
  const timeline = entries.map(([when, kind, facts], place) => ({
    decision: id,
    number: place + 1,
    at: at(when),
    kind,
    facts,
  }));
  const evidence: AlarmEvidence = { format: evidenceFormat, kind: 'alarm', salt: null, timeline };
  const record = composeAlarm({
    id,
    createdAt: start,
    rules: alarmRulesOf(defaultCharter())!,
    charter: { version: 1, hash: '0'.repeat(64), pace: 1 },
    timeline,
    evidence: rootsOf(evidence) as AlarmRecord['evidence'],
  });
  return { record, evidence };
}

const extreme = { alert: { ...fire(start), severity: 'Extreme', expires: at(120) } };
const alarms: Readonly<Record<string, Alarm>> = {
  'ALM-4 cleared': composed([
    raised(),
    corroborated(seen(well, 'dora', 'ben', 2), 3),
    told(15, 2, 'leadership', 30),
    [20, 'acknowledged', { by: 'ben', until: at(80) }],
    [30, 'updated', { by: 'ben', text: 'I am there.', severity: null, until: at(90) }],
    [40, 'cleared', { by: 'emil' }],
    ended(40, 'cleared', 'ALM-4'),
  ]),
  'ALM-4 expired': composed([
    raised(extreme),
    [15, 'unrefuted', {}],
    told(15, 2, 'leadership', 30),
    told(30, 3, 'council', 60),
    told(60, 4, 'nobody', null),
    ended(120, 'expired', 'ALM-4'),
  ]),
  'ALM-3 lapsed': composed([raised(), ended(15, 'lapsed', 'ALM-3')]),
  'ALM-5 refuted': composed([
    raised({ sources: [word('anna', 0)] }),
    corroborated(word('ben', 2), 2),
    [4, 'refuted', { ...put('dora'), reason: 'Steam.', sensors: [] }],
    [5, 'refuted', { ...put('gus'), reason: 'So it is.', sensors: [] }],
    ended(5, 'refuted', 'ALM-5'),
  ]),
};

function found({ record, evidence }: Alarm): string {
  const [read, beside] = [readRecord(canonicalBytes(record)), readEvidence(canonicalBytes(evidence))];
  if ('fault' in read) throw new Error(read.fault);
  if ('fault' in beside) throw new Error(beside.fault);
  return recompute(read, beside)
    .map((one) => `${one.document} ${one.pointer} ${one.sentence}`)
    .join('\n');
}

const entriesOf = ({ evidence }: Alarm) =>
  evidence.timeline as unknown as { at: string; kind: string; facts: Record<string, never> }[];
const sourceIn = (one: Alarm, place: number) =>
  (entriesOf(one)[place]!.facts['sources'] as unknown as Source[])[0] as unknown as {
    at: string;
    owner: string;
    observation: { kind: string; signed: { payload: string }; key: object };
  };
const factsOf = (one: Alarm, place: number) => entriesOf(one)[place]!.facts as Record<string, unknown>;

describe('the record of an alarm', () => {
  it.each(Object.keys(alarms))('REC-1 %s proves itself', (name) => {
    const { record, evidence } = alarms[name]!;
    expect(found({ record, evidence })).toBe('');
    expect(recompute(record, null)).toEqual([]);
  });

  it.each<[what: string, name: string, lie: (one: Alarm) => void, sentence: string]>([
    [
      'an observation that says another thing',
      'ALM-4 cleared',
      (one) => {
        sourceIn(one, 0).observation.signed.payload = barn.observe(at(-1)).payload;
      },
      'evidence /timeline/0/facts/sources have an observation, of-barn, that its key has not signed (ALM-2)',
    ],
    [
      'an observation under another key',
      'ALM-4 cleared',
      (one) => {
        sourceIn(one, 1).observation.key = barn.key;
      },
      'evidence /timeline/1/facts/sources have an observation, of-well, that its key has not signed (ALM-2)',
    ],
    [
      'an observation that is dated anew',
      'ALM-4 cleared',
      (one) => {
        sourceIn(one, 0).at = at(0);
      },
      'that its key has not signed (ALM-2)',
    ],
    [
      'a word that is somebody else’s',
      'ALM-5 refuted',
      (one) => {
        sourceIn(one, 1).owner = 'carl';
      },
      'evidence /timeline/1/facts/sources have a word that is not of who gives it, or of another instant (ALM-3)',
    ],
    [
      'an alarm without a source',
      'ALM-3 lapsed',
      (one) => void (factsOf(one, 0)['sources'] = []),
      'evidence /timeline/0/facts/sources are none (ALM-3)',
    ],
    [
      'a step that was told early',
      'ALM-4 expired',
      (one) => void (entriesOf(one)[3]!.at = at(29)),
      'evidence /timeline/3/at',
    ],
    [
      'a step that was left out',
      'ALM-4 expired',
      (one) => void entriesOf(one).splice(3, 1),
      'evidence /timeline/3/facts/n is 4, but 3 follows',
    ],
    [
      'a step told while somebody saw to it',
      'ALM-4 cleared',
      (one) => {
        factsOf(one, 2)['because'] = 'no-update';
      },
      'evidence /timeline/2/facts/because is "no-update", but "unacknowledged" follows',
    ],
    [
      'an acknowledgement that holds longer',
      'ALM-4 cleared',
      (one) => void (factsOf(one, 3)['until'] = at(200)),
      'evidence /timeline/3/facts/until',
    ],
    [
      'a lapse of what was confirmed',
      'ALM-4 cleared',
      (one) => {
        Object.assign(factsOf(one, 6), { outcome: 'lapsed', rule: 'ALM-3' });
        one.record.outcome = 'lapsed';
      },
      'record /confirmed does not agree with the outcome, lapsed (ALM-3)',
    ],
    [
      'one refutation too few',
      'ALM-5 refuted',
      (one) => void entriesOf(one).splice(3, 1),
      'evidence /timeline/3/facts/outcome is "refuted", but',
    ],
    [
      'refutations of one owner',
      'ALM-5 refuted',
      (one) => void (factsOf(one, 3)['owner'] = 'dora'),
      'evidence /timeline/3 could not be done then: already-done (ALM-5)',
    ],
    [
      'a confirmation by one owner',
      'ALM-4 cleared',
      ({ record }) => {
        for (const source of record.sources) source.owner = 'carl';
      },
      'record /sources are not enough of different owners, near enough to one another (ALM-3)',
    ],
    [
      'another severity',
      'ALM-4 cleared',
      ({ record }) => void (record.alert.severity = 'Minor'),
      'record /alert/severity is "Minor", but "Severe" follows',
    ],
    [
      'sources that are none',
      'ALM-4 cleared',
      (one) => void (factsOf(one, 0)['sources'] = [null]),
      'evidence /timeline/0 has not the facts of raised',
    ],
  ])('REC-1 with %s is found out', (_, name, lie, sentence) => {
    const one = structuredClone(alarms[name]!);
    lie(one);
    expect(found({ ...one, record: mended(one.record, one.evidence) })).toContain(sentence);
  });
});

describe('a log with alarms', () => {
  const registered = (sensor: string, owner: string) =>
    ({
      outcome: 'executed',
      ending: { facts: { told: { action: 'sensor.register', result: { sensor, owner } } } },
    }) as unknown as ProposalRecord;

  it('ALM-1 has a decision before each sensor that it names', () => {
    const { record } = alarms['ALM-4 cleared']!;
    const log = openAlarms();
    log.noteExecuted(registered('barn', 'carl'));
    expect(log.fault(record)).toContain('the sensor well, which no decision before it registered (ALM-1)');
    log.noteExecuted(registered('well', 'dora'));
    expect(log.fault(record)).toBeUndefined();
  });

  it('ALM-5 doubts who was refuted three times', () => {
    const { record } = alarms['ALM-5 refuted']!;
    const log = openAlarms();
    const next = { ...record, createdAt: at(60), outcome: 'lapsed' } as const;
    for (let time = 0; time < 3; time += 1) {
      expect(log.fault(next)).toBeUndefined();
      expect(log.fault(record)).toBeUndefined();
    }
    expect(log.fault(next)).toContain('doubts nobody, but anna was refuted 3 times before it (ALM-5)');
    expect(log.fault({ ...next, doubted: true })).toBeUndefined();
    expect(log.fault({ ...next, createdAt: at(30 * 24 * 60 + 6) })).toBeUndefined();
  });
});

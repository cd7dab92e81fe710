/** Each kind of process as it describes itself: what pages, operators and agents are told of it (AUT-1, GUA-1, REC-1). */
import { describe, expect, it } from 'vitest';
import { begunFamily } from '../../rules/family/state.ts';
import { type KindName, kindNames, kindOf, kinds, type Process } from '../../rules/kinds.ts';
import { begunLookback } from '../../rules/lookback/state.ts';
import { appealState, conflictState, emergencyState, proposalState } from '../support/states.ts';
import { raisedAlarm } from './alarms.ts';
import { raised } from './node-vetoes.ts';
import { money, put, sorry } from './repairs.ts';
import { accepted, prepared } from './restoring.ts';

const sentence = /^[A-Z].*\.$/;
const ruleId = /^[A-Z]{3}-\d+$/;

describe.each(kindNames)('a process of the kind %s', (name) => {
  const kind = kinds[name];

  it('AUT-1 says its name, what it is, and of each stage and each ending a sentence of its own', () => {
    expect(kind.name).toBe(name);
    expect(kind.about).toMatch(/^[A-Z].* .*[a-z?]$/);
    expect(Object.keys(kind.stageWords).toSorted()).toEqual(kind.stages.toSorted());
    expect(Object.keys(kind.outcomeWords).toSorted()).toEqual(kind.outcomes.toSorted());
    expect(kind.stages.at(-1)).toBe('ended');
    const words = [...Object.values(kind.stageWords), ...Object.values(kind.outcomeWords)];
    for (const word of words) expect(word).toMatch(sentence);
    expect(new Set(words).size).toBe(words.length);
  });

  it('AUT-1 PRO-10 says of each act by which rule, in which of its stages and in a sentence who may', () => {
    for (const { rule, by, stages } of Object.values(kind.permissions)) {
      expect(rule).toMatch(ruleId);
      expect(by).toMatch(sentence);
      expect(stages.length).toBeGreaterThan(0);
      for (const stage of stages) expect(kind.stages).toContain(stage);
    }
  });

  it('AUT-1 says who opens one, or which act in which other kind does', () => {
    const { opening } = kind;
    if ('act' in opening) {
      for (const of of opening.of)
        expect(kinds[of as keyof typeof kinds].permissions).toHaveProperty(opening.act);
      // What opens by itself is opened by no act of a member.
      if (opening.of.length === 0) expect([name, opening.act]).toEqual(['lookback', 'execution']);
    } else {
      expect(opening.by).toMatch(sentence);
      expect(opening.rule).toMatch(ruleId);
    }
  });
});

const begun = { id: 'one', charter: { version: 1, hash: '', pace: 1 }, createdAt: '', continuationOf: null };

/** One of each kind, that goes on nowhere. */
const alone = (): readonly Process[] => [
  { kind: 'proposal', state: proposalState({ electorate: null }) },
  { kind: 'emergency', state: emergencyState() },
  { kind: 'conflict', state: conflictState() },
  { kind: 'appeal', state: appealState() },
  {
    kind: 'lookback',
    state: begunLookback({
      ...begun,
      of: { id: 'decision', title: 'Sundays', executedAt: '', days: 7 },
      window: 1,
    }),
  },
  {
    kind: 'family',
    state: begunFamily({ ...begun, family: { id: 'oak', name: 'Oak' }, founders: ['dora', 'emil'] }),
  },
  { kind: 'repair', state: put([sorry]) },
  { kind: 'node-veto', state: raised() },
  { kind: 'alarm', state: raisedAlarm() },
  { kind: 'restorative', state: accepted() },
];

describe('what is known of a process by its kind alone', () => {
  /** One of each kind, whose matter goes on in another of it. */
  const all = (): readonly Process[] => {
    const told: { readonly [Name in KindName]?: object } = {
      proposal: {
        electorate: { size: 5, quorum: 4 },
        originator: 'gus',
        accused: 'emil',
        recused: ['fay'],
        links: [
          { relation: 'appealed-by', id: 'appeal-1' },
          { relation: 'continued-by', id: 'proposal-2' },
        ],
      },
      emergency: { retriedBy: 'emergency-2' },
      conflict: { electorate: { size: 9, quorum: 7, council: 12 }, dropped: ['dora'] },
    };
    return alone().map(
      ({ kind, state }) =>
        ({ kind, state: { ...state, continuedBy: `${kind}-2`, ...told[kind] } }) as Process,
    );
  };

  it.each([
    ['proposal', 'proposals', 'operations', null, 5],
    ['emergency', 'emergencies', 'emergency', 'The pump is off.', 0],
    ['conflict', 'conflicts', 'conflict of 2 parties', 'The noise.', 9],
    ['appeal', 'appeals', 'appeal for exit', 'Nobody heard me.', 0],
    ['lookback', 'lookbacks', 'looking back', 'Sundays', 0],
    ['family', 'families', 'family of 2 founders', 'Oak', 0],
    ['repair', 'repairs', 'repair, in its room', 'The fence is paid for.', 0],
    ['node-veto', 'node-vetoes', 'node veto of proposal', 'An act', 0],
    ['alarm', 'alarms', 'alarm', 'Smoke in the barn', 0],
    ['restorative', 'restorative', 'restorative work, in its room', 'The fence was moved.', 0],
  ] as const)(
    'PRO-9 AUT-2 of a %s its path, what operators see, what it is about, where it goes on, and its electorate',
    (name, plural, title, matter, electors) => {
      const { kind, state } = all().find((one) => one.kind === name)!;
      const described = kindOf({ kind });
      expect({
        plural: described.plural,
        title: described.title(state),
        matter: described.matter(state),
        continuedBy: described.continuedBy(state),
        electors: described.electors(state),
      }).toEqual({ plural, title, matter, continuedBy: `${name}-2`, electors });
    },
  );

  it('PRO-9 that goes on nowhere, and of a proposal that has no electorate yet', () => {
    for (const process of alone()) {
      expect(kindOf(process).continuedBy(process.state)).toBeNull();
      expect(kindOf(process).electors(process.state)).toBe(0);
    }
  });

  it('MND-1 AUT-2 of a repair the first thing that is owed: of what holds, else of the terms, else of the circle', () => {
    const state = put([sorry]);
    const holds = { ...money([5]), n: 1, what: 'It is mended.', instalments: [], claims: [] };
    expect(kinds.repair.matter({ ...state, obligations: [holds] })).toBe('It is mended.');
    const circle = { by: 'dora', affected: [], closes: '', spoken: [], choices: [] };
    const asked = { ...state, terms: null, circle: { ...circle, obligations: [{ ...sorry, to: null }] } };
    expect(kinds.repair.matter(asked)).toBe('The fence is paid for.');
    expect(kinds.repair.matter({ ...asked, circle: null })).toBeNull();
    expect(kinds.repair.title({ ...state, room: false })).toBe('repair');
  });

  it('ALM-3 of an alarm nothing before it is raised', () => {
    expect(kinds.alarm.matter({ ...raisedAlarm(), alert: null })).toBeNull();
  });

  it('GUA-1 GUA-2 whose own case it is: of a conflict who departed too, but not who is no party', () => {
    const ended = { party: false, because: 'uncontested', at: '2026-03-03T09:00:00.000Z' } as const;
    const word = { at: ended.at, until: ended.at, due: ended.at, contests: [], guardian: null, asked: null };
    const concerned = (process: Process) => kindOf(process).concerned(process.state);
    expect(Object.fromEntries(all().map((process) => [process.kind, concerned(process)]))).toEqual({
      proposal: ['carl', 'gus', 'emil', 'fay'],
      emergency: ['opus'],
      conflict: ['carl', 'dora', 'emil'],
      appeal: ['dora'],
      lookback: [],
      family: ['dora', 'emil'],
      repair: ['carl', 'dora', 'gus'],
      'node-veto': ['anna', 'dora'],
      alarm: [],
      restorative: ['dora', 'carl'],
    });
    expect(concerned({ kind: 'restorative', state: prepared() })).toEqual(['dora', 'carl', 'gus']);
    const noParty = [{ ...word, member: 'dora', ended }];
    expect(concerned({ kind: 'conflict', state: conflictState({ noParty }) })).toEqual(['carl', 'emil']);
  });

  it('EMG-5 EMG-6 of an emergency the larger of the two electorates that its polls have', () => {
    const poll = { calledBy: null, reason: null, opens: '', closes: '', closedAt: null, tally: null };
    const asked = (size: number) => ({ ...poll, electorate: { size, quorum: 1 } });
    const electors = (state: Parameters<typeof emergencyState>[0]) =>
      kinds.emergency.electors(emergencyState(state));
    expect(electors({ polls: { override: asked(8), ratification: asked(9) } })).toBe(9);
    expect(electors({ polls: { override: asked(8) } })).toBe(8);
    expect(electors({ polls: { override: { ...poll, electorate: null }, ratification: asked(2) } })).toBe(2);
    expect(electors({ polls: { ratification: { ...poll, electorate: null } } })).toBe(0);
  });

  it('AUT-2 only the talks of a conflict stay in a room, a repair that came out of one, and restorative work', () => {
    const rooms: { readonly [Name in KindName]?: readonly string[] } = {
      conflict: ['negotiation', 'mediation'],
      repair: kinds.repair.stages,
      restorative: kinds.restorative.stages,
    };
    for (const process of all()) {
      const described = kindOf(process);
      for (const stage of described.stages)
        expect(described.inRoom({ ...process.state, stage })).toBe(
          rooms[process.kind]?.includes(stage) === true,
        );
    }
    expect(kinds.repair.inRoom({ ...put([sorry]), room: false })).toBe(false);
  });

  it('REC-1 which parts its evidence has, in the order of canonical JSON', () => {
    for (const name of kindNames) expect(kinds[name].evidence).toEqual(kinds[name].evidence.toSorted());
    expect(kinds.emergency.evidence).toEqual(['ballots', 'departures', 'electorate', 'timeline']);
    expect(kinds.conflict.evidence).toEqual([
      ...['ballots', 'declarations', 'departures', 'electorate', 'preferences', 'room', 'timeline'],
    ]);
    for (const name of ['appeal', 'lookback', 'family', 'alarm'] as const)
      expect(kinds[name].evidence).toEqual(['timeline']);
    for (const name of ['repair', 'restorative'] as const)
      expect(kinds[name].evidence).toEqual(['room', 'timeline']);
    expect(kinds['node-veto'].evidence).toEqual(['electorate', 'timeline']);
    expect(kinds.proposal.evidence).toEqual([
      ...[
        'ballots',
        'declarations',
        'delegatedVotes',
        'delegations',
        'departures',
        'electorate',
        'positions',
      ],
      ...['preferenceMaps', 'preferences', 'statements', 'timeline', 'versions'],
    ]);
  });
});

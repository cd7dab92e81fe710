/** Each kind of process as it describes itself: what pages, operators and agents are told of it (AUT-1, GUA-1, REC-1). */
import { describe, expect, it } from 'vitest';
import { kindNames, kindOf, kinds, type Process } from '../../rules/kinds.ts';
import { appealState, conflictState, emergencyState, proposalState } from '../support/states.ts';

const sentence = /^[A-Z].*\.$/;
const ruleId = /^[A-Z]{3}-\d+$/;

describe.each(kindNames)('a process of the kind %s', (name) => {
  const kind = kinds[name];

  it('AUT-1 says its name, and of each stage and each ending a sentence of its own', () => {
    expect(kind.name).toBe(name);
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
      // What opens by itself is opened by no act of a member.
      for (const of of opening.of)
        expect(kinds[of as keyof typeof kinds].permissions).toHaveProperty(opening.act);
      expect(opening.of.length > 0).toBe(name !== 'lookback');
    } else {
      expect(opening.by).toMatch(sentence);
      expect(opening.rule).toMatch(ruleId);
    }
  });
});

describe('what is known of a process by its kind alone', () => {
  const all: readonly Process[] = [
    {
      kind: 'proposal',
      state: proposalState({
        originator: 'gus',
        accused: 'emil',
        recused: ['fay'],
        links: [
          { relation: 'appealed-by', id: 'appeal-1' },
          { relation: 'continued-by', id: 'proposal-2' },
        ],
      }),
    },
    { kind: 'emergency', state: emergencyState({ retriedBy: 'emergency-2' }) },
    {
      kind: 'conflict',
      state: conflictState({
        continuedBy: 'conflict-2',
        electorate: { size: 9, quorum: 7, council: 12 },
        dropped: ['dora'],
      }),
    },
    { kind: 'appeal', state: appealState({ continuedBy: 'appeal-2' }) },
  ];

  it.each([
    ['proposal', 'proposals', 'operations', null, 'proposal-2', 5],
    ['emergency', 'emergencies', 'emergency', 'The pump is off.', 'emergency-2', 0],
    ['conflict', 'conflicts', 'conflict of 2 parties', 'The noise.', 'conflict-2', 9],
    ['appeal', 'appeals', 'appeal for exit', 'Nobody heard me.', 'appeal-2', 0],
  ] as const)(
    'PRO-9 AUT-2 of a %s its path, what operators see, what it is about, where it goes on, and its electorate',
    (name, plural, title, matter, continuedBy, electors) => {
      const { kind, state } = all.find((one) => one.kind === name)!;
      const described = kindOf({ kind });
      expect({
        plural: described.plural,
        title: described.title(state),
        matter: described.matter(state),
        continuedBy: described.continuedBy(state),
        electors: described.electors(state),
      }).toEqual({ plural, title, matter, continuedBy, electors });
    },
  );

  it('PRO-9 that goes on nowhere, and of a proposal that has no electorate yet', () => {
    const alone: readonly Process[] = [
      { kind: 'proposal', state: proposalState({ electorate: null }) },
      { kind: 'emergency', state: emergencyState() },
      { kind: 'conflict', state: conflictState() },
      { kind: 'appeal', state: appealState() },
    ];
    for (const process of alone) {
      expect(kindOf(process).continuedBy(process.state)).toBeNull();
      expect(kindOf(process).electors(process.state)).toBe(0);
    }
  });

  it('GUA-1 GUA-2 whose own case it is: of a conflict who departed too, but not who is no party', () => {
    const ended = { party: false, because: 'uncontested', at: '2026-03-03T09:00:00.000Z' } as const;
    const word = { at: ended.at, until: ended.at, due: ended.at, contests: [], guardian: null, asked: null };
    const concerned = (process: Process) => kindOf(process).concerned(process.state);
    expect(all.map(concerned)).toEqual([
      ['carl', 'gus', 'emil', 'fay'],
      ['opus'],
      ['carl', 'dora', 'emil'],
      ['dora'],
    ]);
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

  it('AUT-2 only the talks of a conflict stay in a room', () => {
    for (const process of all) {
      const described = kindOf(process);
      const talks = process.kind === 'conflict' ? ['negotiation', 'mediation'] : [];
      for (const stage of described.stages)
        expect(described.inRoom({ ...process.state, stage })).toBe(talks.includes(stage));
    }
  });

  it('REC-1 which parts its evidence has, in the order of canonical JSON', () => {
    for (const name of kindNames) expect(kinds[name].evidence).toEqual(kinds[name].evidence.toSorted());
    expect(kinds.emergency.evidence).toEqual(['ballots', 'departures', 'electorate', 'timeline']);
    expect(kinds.conflict.evidence).toEqual([
      ...['ballots', 'declarations', 'departures', 'electorate', 'preferences', 'room', 'timeline'],
    ]);
    expect(kinds.appeal.evidence).toEqual(['timeline']);
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

/** What lies ahead in a conflict: what falls due next, which stages follow, who owes what and who is told (CNF-1 to CNF-5, APP-1). */
import { describe, expect, it } from 'vitest';
import type { OwedAct } from '../../rules/audience.ts';
import type { ConflictEntry } from '../../rules/conflict/entries.ts';
import { conflictNotices } from '../../rules/conflict/notices.ts';
import { conflictOwed, owingConflict } from '../../rules/conflict/owing.ts';
import { conflictOutcomes, type ConflictState, type Passage } from '../../rules/conflict/state.ts';
import { endingRules, isOver, next, pathAhead } from '../../rules/conflict/step.ts';
import { charter, threeQuarters, twoThirds } from './charter.ts';
import { at, hour, negotiating, quarrel, word } from './conflicts.ts';

describe('what falls due next', () => {
  const contests = [
    { by: 'carl', at: at(3) },
    { by: 'emil', at: at(4) },
  ];

  it('CNF-5 is the deadline, or nothing', () => {
    expect(next(quarrel())).toEqual({ at: at(24), what: 'deadline' });
    expect(next(quarrel({ deadline: null }))).toBeUndefined();
  });

  it('CNF-1 GUA-1 is a contest before all, until the guardian was asked about it', () => {
    const contested = word('dora', { contests });
    expect(next(quarrel({ noParty: [word('emil'), contested] }))).toEqual({ at: at(3), what: 'contest' });
    const asked = word('dora', { contests, asked: at(3), due: at(30) });
    expect(next(quarrel({ noParty: [asked] }))).toEqual({ at: at(24), what: 'deadline' });
    const ended = { party: true, because: 'guardian', at: at(5) } as const;
    expect(next(quarrel({ noParty: [{ ...contested, ended }] }))).toEqual({ at: at(24), what: 'deadline' });
    expect(next(quarrel({ noParty: [contested], dropped: ['dora'] }))).toEqual({
      at: at(24),
      what: 'deadline',
    });
  });

  it('CNF-1 is the word that is due first, and before the stage with which it falls due', () => {
    const [first, second] = [word('emil', { due: at(20) }), word('dora', { due: at(22) })];
    for (const noParty of [
      [first, second],
      [second, first],
    ])
      expect(next(quarrel({ noParty }))).toEqual({ at: at(20), what: 'word', word: first });
    const [given, after] = [word('emil', { due: at(20) }), word('dora', { due: at(20) })];
    expect(next(quarrel({ noParty: [given, after] })), 'of two, the one that was given first').toMatchObject({
      word: { member: 'emil' },
    });
    const same = word('dora', { due: at(24) });
    expect(next(quarrel({ noParty: [same] }))).toEqual({ at: at(24), what: 'word', word: same });
    const later = word('dora', { due: at(25) });
    expect(next(quarrel({ noParty: [later] }))).toEqual({ at: at(24), what: 'deadline' });
    expect(next(quarrel({ noParty: [later], deadline: null }))).toEqual({
      at: at(25),
      what: 'word',
      word: later,
    });
  });

  it('CNF-1 CNF-3 talks are over once settled or given up; those that are held, once the last word has ended', () => {
    const impasse = ['carl', 'dora', 'emil'];
    const terms = [{ n: 1, by: 'carl', at: at(1), acceptedBy: impasse, replacedBy: null }];
    const over = (more: Partial<ConflictState>) => isOver(quarrel(more));
    expect([over({}), over({ impasse }), over({ terms })]).toEqual([false, true, true]);
    const held = { heldSince: at(24), noParty: [word('dora')] };
    expect([over(held), over({ ...held, impasse }), over({ ...held, terms })]).toEqual([false, false, true]);
    expect(over({ heldSince: at(24) })).toBe(true);
  });

  it('CNF-1 CNF-2 CNF-4 APP-2 PRO-9 it ends by the rule of its outcome', () => {
    expect(conflictOutcomes.map((outcome) => `${outcome} ${endingRules[outcome]}`)).toEqual([
      ...['settled CNF-2', 'withdrawn CNF-1', 'arbitrated CNF-4', 'unresolved CNF-4', 'overturned APP-2'],
      ...['remanded APP-2', 'dropped CNF-1', 'interrupted PRO-9'],
    ]);
  });
});

describe('the way ahead', () => {
  const arbitration = { ranking: 3 * hour, voting: 4 * hour, threshold: twoThirds, quorum: threeQuarters };
  const conflicts = {
    terms: 10,
    contest: hour,
    ruling: hour,
    again: hour,
    negotiation: hour,
    mediation: 2 * hour,
    arbitration,
  };
  const rules = charter({ conflicts, appeals: { window: 5 * hour } });
  const outlook = { mediators: true, remedies: true, enough: true, tally: null };
  const leg = (stage: Passage['stage'], step: Passage['step'], opens: number, closes: number) => ({
    stage,
    step,
    opens: at(opens),
    closes: at(closes),
  });

  it('CNF-3 CNF-4 CNF-5 has the length of each window', () => {
    expect(pathAhead(quarrel(), outlook, rules)).toEqual([
      leg('mediation', null, 24, 26),
      leg('arbitration', 'ranking', 26, 29),
      leg('arbitration', 'voting', 29, 33),
      leg('appeal', null, 33, 38),
    ]);
    const voting = quarrel({ stage: 'arbitration', step: 'voting' });
    const guardian = 7 * 24;
    const tied = { ...outlook, tally: { verdict: 'deadlock' } } as const;
    expect(pathAhead(voting, tied, rules)).toEqual([
      leg('guardian-resolution', null, 24, 24 + guardian),
      leg('appeal', null, 24 + guardian, 29 + guardian),
    ]);
  });

  it('CNF-4 APP-1 is over where there is no guardian, no appeal, or no charter of conflicts', () => {
    const voting = quarrel({ stage: 'arbitration', step: 'voting' });
    const tied = { ...outlook, tally: { verdict: 'rejected' } } as const;
    expect(pathAhead(voting, tied, { ...rules, appeals: null }).map(({ stage }) => stage)).toEqual([
      'guardian-resolution',
    ]);
    expect(pathAhead(voting, outlook, { ...rules, appeals: null })).toEqual([]);
    expect(pathAhead(voting, tied, { ...rules, guardian: null })).toEqual([]);
    expect(pathAhead(quarrel(), outlook, { ...rules, conflicts: null })).toEqual([]);
    expect(pathAhead(quarrel({ deadline: null }), outlook, rules)).toEqual([]);
    for (const stage of ['appeal', 'ended'] as const)
      expect(pathAhead(quarrel({ stage }), outlook, rules)).toEqual([]);
    expect(pathAhead(voting, { ...outlook, tally: { verdict: 'adopted' } }, rules)).toHaveLength(1);
  });
});

describe('what is owed in a conflict', () => {
  const owed = (more: Partial<ConflictState>) => conflictOwed(negotiating(more)).map(({ act }) => act);

  it('CNF-5 is what its stage asks, in its window', () => {
    expect(conflictOwed(negotiating())).toEqual([{ act: 'acceptance', opens: at(0), due: at(24) }]);
    const acts: readonly (readonly [Partial<ConflictState>, OwedAct])[] = [
      [{ stage: 'mediation' }, 'acceptance'],
      [{ stage: 'arbitration', step: 'ranking' }, 'preferences'],
      [{ stage: 'arbitration', step: 'voting' }, 'ballot'],
      [{ stage: 'guardian-resolution' }, 'resolution'],
    ];
    for (const [stage, act] of acts) expect(owed(stage)).toEqual([act]);
    for (const stage of ['appeal', 'ended'] as const) expect(owed({ stage })).toEqual([]);
    expect([owed({ deadline: null }), owed({ path: [] })]).toEqual([[], []]);
  });

  it('CNF-5 GUA-1 is the guardian’s word on who is a party, since they were asked', () => {
    const asked = word('dora', { guardian: 'anna', asked: at(3), due: at(30) });
    const noParty = [asked, word('emil'), word('ada', { asked: at(3) }), word('bo', { guardian: 'gus' })];
    expect(conflictOwed(negotiating({ noParty }))).toEqual([
      { act: 'acceptance', opens: at(0), due: at(24) },
      { act: 'no-party/ruling', opens: at(3), due: at(30) },
    ]);
    expect(owingConflict(quarrel({ noParty }), 'no-party/ruling')).toEqual([{ members: ['anna', 'gus'] }]);
    expect(owingConflict(quarrel({ stage: 'appeal' }), 'resolution')).toEqual([]);
  });
});

describe('who is told in a conflict', () => {
  const parties = { members: ['carl', 'dora', 'emil'] };
  const state = quarrel({ guardian: 'anna', noParty: [word('emil', { guardian: 'anna', asked: at(3) })] });
  const mediators = { electorate: `${state.id}/mediation` };
  const told = (kind: ConflictEntry['kind'], facts: object = {}) =>
    conflictNotices(state, { at: at(5), kind, facts } as ConflictEntry).map(({ to, owes, due, but }) =>
      owes === null ? (but === null ? [to] : [to, `but ${but}`]) : [to, owes, due],
    );

  it('CNF-1 of a message all in the room, and a guardian who is asked who is a party', () => {
    expect(told('message', { by: 'carl' })).toEqual([
      [parties, 'but carl'],
      [mediators, 'but carl'],
      [{ members: ['anna'] }, 'but carl'],
    ]);
  });

  it.each(['terms-accepted', 'impasse', 'no-party', 'no-party-contested'] as const)(
    'CNF-1 CNF-3 of %s all in the room but who did it',
    (kind) => {
      expect(told(kind, { by: 'dora' })).toEqual([
        [parties, 'but dora'],
        [mediators, 'but dora'],
      ]);
    },
  );

  it('CNF-1 GUA-1 of a word who is asked and was asked before, and of its end who gave it too', () => {
    expect(told('no-party-asked', { guardian: 'anna', from: 'gus', due: at(30) })).toEqual([
      [{ members: ['anna'] }, 'no-party/ruling', at(30)],
      [{ members: ['gus'] }],
    ]);
    expect(told('no-party-asked', { guardian: null, due: at(30) })).toEqual([]);
    expect(told('no-party-ended', { member: 'fay' })).toEqual([
      [parties],
      [mediators],
      [{ members: ['fay'] }],
    ]);
  });

  it.each([
    'talks-held',
    'mediation-passed-over',
    'guardian-resolved',
    'appeal-ended',
    'remanded-to',
  ] as const)('CNF-5 of %s the parties', (kind) => {
    expect(told(kind)).toEqual([[parties]]);
  });

  it('APP-1 AUT-1 of an appeal the other parties, and of another guardian who held the office', () => {
    expect(told('appealed', { by: 'dora' })).toEqual([[parties, 'but dora']]);
    expect(told('guardian-changed', { from: 'gus', to: 'anna' })).toEqual([
      [{ members: ['anna'] }, 'resolution', at(24)],
      [{ members: ['gus'] }],
    ]);
  });

  it.each([
    ...(['continuation-of', 'withdrawn', 'remand-of', 'remedies-closed', 'vote-closed'] as const),
    'continued-by',
  ] as const)('CNF-5 of %s nobody by itself', (kind) => {
    expect(told(kind)).toEqual([]);
  });
});

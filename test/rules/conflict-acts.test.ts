/** Every act in a conflict in every stage, and what a refusal says (CNF-1 to CNF-4, APP-1, AUT-1, PRO-10). */
import { describe, expect, it } from 'vitest';
import { actsAllowed } from '../../rules/conflict/can.ts';
import { contestFault, contestWord, partyRulingFault } from '../../rules/conflict/parties.ts';
import {
  type ConflictAct,
  conflictActs,
  type ConflictActor,
  mayAct,
  permissions,
  termsFault,
} from '../../rules/conflict/permissions.ts';
import { type ConflictState, conflictStages, type NoParty, type Terms } from '../../rules/conflict/state.ts';
import { conflictState } from '../support/states.ts';

const at = '2026-03-02T10:00:00.000Z';
const closes = '2026-03-03T09:00:00.000Z';

const who = (id: string, more: Partial<ConflictActor> = {}): ConflictActor => ({
  id,
  status: 'active',
  mediator: false,
  elector: false,
  guardian: false,
  ...more,
});
const ben = who('ben', { elector: true });
const actors: Partial<Record<ConflictAct, ConflictActor>> = {
  'no-party/ruling': who('anna'),
  withdrawal: who('carl'),
  remedies: ben,
  preferences: ben,
  ballot: ben,
  resolution: who('anna'),
};
const by = (act: ConflictAct): ConflictActor => actors[act] ?? who('dora');

const word = (member: string, more: Partial<NoParty> = {}): NoParty => ({
  member,
  at,
  until: closes,
  contests: [],
  guardian: null,
  asked: null,
  due: closes,
  ended: null,
  ...more,
});
const terms = (n: number, author: string, ...accepted: readonly string[]): Terms => ({
  n,
  by: author,
  at,
  acceptedBy: [author, ...accepted],
  replacedBy: null,
});

/** Carl against dora and emil, before the council and the guardian as the act needs it. */
const quarrel = (more: Partial<ConflictState> = {}): ConflictState =>
  conflictState({ parties: [['carl'], ['dora', 'emil']], deadline: closes, ...more });
const before = (act: ConflictAct, stage: ConflictState['stage']): ConflictState =>
  quarrel({
    stage,
    step: act === 'ballot' ? 'voting' : 'ranking',
    noParty: act === 'no-party/ruling' ? [word('emil', { guardian: 'anna', asked: at })] : [],
    guardian: 'anna',
  });
const refused = (act: ConflictAct, state: ConflictState, actor = by(act)) => mayAct(act, state, actor, at);

const talks = ['negotiation', 'mediation'];
const inside = ['parties', 'mediators', 'guardian'];
type Row = readonly [
  ConflictAct,
  rule: string,
  stages: readonly string[],
  allowed: string | readonly string[],
];
const table: readonly Row[] = [
  ['terms', 'CNF-2', talks, ['parties', 'mediators']],
  ['acceptance', 'CNF-2', talks, 'parties'],
  ['impasse', 'CNF-3', talks, 'parties'],
  ['messages', 'CNF-1', talks, inside],
  ['no-party', 'CNF-1', ['negotiation'], 'named parties'],
  ['no-party/contest', 'CNF-1', talks, 'parties'],
  ['no-party/ruling', 'CNF-1', talks, 'guardian'],
  ['withdrawal', 'CNF-1', talks, 'opener'],
  ['remedies', 'CNF-4', ['arbitration'], ['electors', 'parties']],
  ['preferences', 'CNF-4', ['arbitration'], 'elector'],
  ['ballot', 'CNF-4', ['arbitration'], 'elector'],
  ['resolution', 'CNF-4', ['guardian-resolution'], 'guardian'],
  ['appeal', 'APP-1', ['appeal'], 'parties'],
];

describe('an act in a conflict', () => {
  it.each(table)(
    'PRO-10 %s is for its own stages, and refused in each other by %s',
    (act, rule, allowedIn) => {
      for (const stage of conflictStages) {
        const refusal = refused(act, before(act, stage));
        if (allowedIn.includes(stage)) expect(refusal, stage).toBeUndefined();
        else expect(refusal).toEqual({ code: 'wrong-stage', rule, facts: { stage, allowedIn } });
      }
    },
  );

  it('AUT-1 stands in one table, in the order of the process', () => {
    expect(table.map(([act]) => act)).toEqual(conflictActs);
  });

  it.each(table)(
    'AUT-1 %s of somebody else is refused by %s, and says whose it is',
    (act, rule, _, allowed) => {
      const [stage] = permissions[act].stages;
      const asked = act === 'no-party/ruling' ? 'GUA-1' : rule;
      expect(refused(act, before(act, stage!), who('zoe'))).toEqual(
        allowed === 'elector'
          ? { code: 'not-an-elector', rule, facts: { member: 'zoe' } }
          : { code: 'not-permitted', rule: asked, facts: { allowed } },
      );
    },
  );

  it.each(table)('PRO-10 %s comes late at the deadline, unless it has an instant of its own', (act) => {
    const [stage] = permissions[act].stages;
    const late = { ...before(act, stage!), deadline: at };
    if (act === 'no-party/contest' || act === 'no-party/ruling') expect(refused(act, late)).toBeUndefined();
    else expect(refused(act, late)).toMatchObject({ code: 'window-closed', facts: { deadline: at } });
  });

  it.each([
    ['remedies', 'ranking'],
    ['preferences', 'ranking'],
    ['ballot', 'voting'],
  ] as const)('CNF-4 %s is for its step of the arbitration, the %s', (act, step) => {
    const other = step === 'ranking' ? 'voting' : 'ranking';
    expect(refused(act, quarrel({ stage: 'arbitration', step: other }))).toEqual({
      code: 'wrong-stage',
      rule: 'CNF-4',
      facts: { stage: 'arbitration', step: other, allowedIn: [step] },
    });
  });

  it('CNF-1 CNF-4 messages are of who is in the room, and remedies of parties too', () => {
    for (const actor of [who('carl'), who('fay', { mediator: true }), who('gus', { guardian: true })])
      expect(refused('messages', quarrel(), actor)).toBeUndefined();
    expect(refused('remedies', before('remedies', 'arbitration'), who('emil'))).toBeUndefined();
  });
});

describe('a refusal', () => {
  const settled = quarrel({ terms: [terms(1, 'carl', 'dora', 'emil')] });

  it.each(['terms', 'acceptance', 'impasse', 'no-party'] as const)(
    'PRO-10 of %s says that the conflict moves on already',
    (act) => {
      const facts = { act, stage: 'negotiation' };
      expect(refused(act, settled)).toEqual({ code: 'already-done', rule: 'PRO-10', facts });
    },
  );

  it('PRO-10 CNF-1 of a withdrawal says so once it is settled', () => {
    const facts = { act: 'withdrawal', stage: 'negotiation' };
    expect(refused('withdrawal', settled)).toEqual({ code: 'already-done', rule: 'PRO-10', facts });
  });

  it('CNF-1 CNF-3 CNF-4 APP-1 says what was done before', () => {
    const done = (rule: string, facts: object) => ({ code: 'already-done', rule, facts });
    expect(refused('impasse', quarrel({ impasse: ['dora'] }))).toEqual(
      done('CNF-3', { stage: 'negotiation' }),
    );
    expect(refused('impasse', quarrel({ impasse: ['emil'] }))).toBeUndefined();
    expect(refused('no-party', quarrel({ noParty: [word('dora')] }))).toEqual(
      done('CNF-1', { member: 'dora' }),
    );
    expect(refused('no-party', quarrel({ noParty: [word('emil')] }))).toBeUndefined();
    const resolution = { remedy: 'remedy-1', reason: 'So.', at };
    expect(refused('resolution', { ...before('resolution', 'guardian-resolution'), resolution })).toEqual(
      done('CNF-4', { at }),
    );
    const appeal = { id: 'appeal-1', outcome: null };
    expect(refused('appeal', quarrel({ stage: 'appeal', appeal }))).toEqual(
      done('APP-1', { appeal: 'appeal-1' }),
    );
  });

  it('CNF-1 of a word: who contested another’s spoke as a party', () => {
    const contested = contestWord(quarrel({ noParty: [word('emil')] }), 'emil', 'dora', at);
    expect(refused('no-party', contested)).toEqual({
      code: 'not-permitted',
      rule: 'CNF-1',
      facts: { allowed: 'named parties who have contested nobody’s word' },
    });
    const other = contestWord(quarrel({ noParty: [word('emil')] }), 'emil', 'carl', at);
    expect(refused('no-party', other)).toBeUndefined();
    expect(other.noParty).toEqual([word('emil', { contests: [{ by: 'carl', at }] })]);
    expect(contestWord(quarrel({ noParty: [word('emil')] }), 'dora', 'carl', at).noParty).toEqual([
      word('emil'),
    ]);
  });

  it('CNF-2 counts each one’s own terms, and of others’ those that they accepted', () => {
    const many = (author: string, count: number, ...accepted: readonly string[]) =>
      Array.from({ length: count }, (_, place) => terms(place + 1, author, ...accepted));
    const most = (count: number) => ({ code: 'limit-reached', rule: 'CNF-2', facts: { most: count } });
    expect(refused('terms', quarrel({ terms: many('emil', 10) }))).toBeUndefined();
    expect(refused('terms', quarrel({ terms: many('dora', 10) }))).toEqual(most(10));
    const parties = [['carl'], ['dora', ...Array.from({ length: 48 }, (_, n) => `m${n}`)]] as const;
    const crowd = (...put: readonly Terms[]) => refused('acceptance', quarrel({ parties, terms: put }));
    expect(crowd(...many('dora', 20))).toBeUndefined();
    expect(crowd(...many('m1', 20))).toBeUndefined();
    expect(crowd(...many('m1', 20, 'dora'))).toEqual(most(20));
  });

  it('CNF-1 of one contest more says how many each has', () => {
    const contests = [{ by: 'dora', at }];
    const noParty = Array.from({ length: 10 }, (_, n) => word(`m${n}`, { contests }));
    const facts = { most: 10 };
    expect(refused('no-party/contest', quarrel({ noParty }))).toEqual({
      code: 'limit-reached',
      rule: 'CNF-1',
      facts,
    });
  });

  it('CNF-1 of one message more says how many each writes', () => {
    const facts = { most: 50 };
    expect(refused('messages', quarrel({ messages: [{ by: 'dora', count: 50 }] }))).toEqual({
      code: 'limit-reached',
      rule: 'CNF-1',
      facts,
    });
  });

  it('CNF-2 of terms says which there are, and which took their place', () => {
    const state = quarrel({ terms: [{ ...terms(1, 'carl'), replacedBy: 2 }, terms(2, 'carl', 'emil')] });
    const fault = (n: number, member = 'emil') => termsFault(state, n, member);
    expect(fault(3)).toEqual({ code: 'unknown-terms', rule: 'CNF-2', facts: { n: 3, put: 2 } });
    expect(fault(1)).toEqual({ code: 'replaced-terms', rule: 'CNF-2', facts: { n: 1, replacedBy: 2 } });
    expect(fault(2)).toEqual({ code: 'already-done', rule: 'CNF-2', facts: { n: 2 } });
    expect([fault(2, 'carl'), fault(2, 'dora')]).toEqual([undefined, undefined]);
  });
});

describe('about a word “I am no party”', () => {
  const one = quarrel({ noParty: [word('dora', { guardian: 'anna', asked: at, due: closes })] });
  const ended = (party: boolean) => ({ party, because: 'guardian', at }) as const;

  it('CNF-1 a contest is refused of no word, of who says so of themselves, and of what is decided', () => {
    const fault = (state: ConflictState, member: string, contester: string) =>
      contestFault(state, member, { by: contester, at });
    const facts = { member: 'dora' };
    expect(fault(one, 'emil', 'carl')).toEqual({
      code: 'unknown-word',
      rule: 'CNF-1',
      facts: { member: 'emil' },
    });
    const two = { ...one, noParty: [...one.noParty, word('emil')] };
    for (const contester of ['dora', 'emil'])
      expect(fault(two, 'dora', contester)).toEqual({
        code: 'not-permitted',
        rule: 'CNF-1',
        facts: { allowed: 'other parties' },
      });
    const out = { ...one, noParty: [...one.noParty, word('emil', { ended: ended(false) })] };
    expect(fault(out, 'dora', 'emil')).toMatchObject({ code: 'not-permitted' });
    const stays = { ...one, noParty: [...one.noParty, word('emil', { ended: ended(true) })] };
    expect(fault(stays, 'dora', 'emil')).toBeUndefined();
    const done = { code: 'already-done', rule: 'CNF-1', facts };
    expect(fault(quarrel({ noParty: [word('dora', { ended: ended(true) })] }), 'dora', 'carl')).toEqual(done);
    const contested = contestWord(one, 'dora', 'carl', at);
    expect(fault(contested, 'dora', 'carl')).toEqual(done);
    expect(fault(contested, 'dora', 'emil')).toBeUndefined();
  });

  it('CNF-1 GUA-1 a ruling is refused of what nobody asked, of what is decided, and to another guardian', () => {
    const fault = (state: ConflictState, member = 'dora', guardian = 'anna') =>
      partyRulingFault(state, member, { by: guardian, at });
    const facts = { member: 'dora' };
    expect(fault(one)).toBeUndefined();
    expect(refused('no-party/ruling', { ...one, noParty: [word('emil'), ...one.noParty] })).toBeUndefined();
    expect(fault(quarrel({ noParty: [word('dora')] }))).toEqual({
      code: 'unknown-word',
      rule: 'CNF-1',
      facts,
    });
    expect(fault(one, 'emil')).toMatchObject({ code: 'unknown-word', facts: { member: 'emil' } });
    const over = { ...one, noParty: one.noParty.map((asked) => ({ ...asked, ended: ended(true) })) };
    expect(fault(over)).toEqual({ code: 'already-done', rule: 'CNF-1', facts });
    expect(fault(one, 'dora', 'gus')).toEqual({
      code: 'not-permitted',
      rule: 'GUA-1',
      facts: { allowed: 'guardian' },
    });
  });

  it('AUT-1 contest and ruling are offered to whom there is a word for', () => {
    const offered = (state: ConflictState, actor: ConflictActor) =>
      actsAllowed(state, actor, at).filter((act) => act.startsWith('no-party/'));
    expect(offered(one, who('emil'))).toEqual(['no-party/contest']);
    expect(offered(one, who('dora'))).toEqual([]);
    expect(offered(one, who('anna'))).toEqual(['no-party/ruling']);
    expect(offered(quarrel(), who('emil'))).toEqual([]);
    const over = { ...one, noParty: [word('dora', { guardian: 'anna', asked: at, ended: ended(true) })] };
    expect(offered(over, who('anna'))).toEqual([]);
    const other = { ...over, noParty: [...over.noParty, word('emil')] };
    expect(offered(other, who('anna')), 'nobody asked about his').toEqual([]);
    const departed = { ...one, dropped: ['dora'] };
    expect([offered(departed, who('emil')), offered(departed, who('anna'))]).toEqual([[], []]);
  });
});

it('AUT-1 CNF-2 acceptance is offered where some terms of others are left to accept', () => {
  const offered = (...put: readonly Terms[]) =>
    actsAllowed(quarrel({ terms: put }), who('dora'), at).includes('acceptance');
  expect(offered(terms(1, 'dora'), terms(2, 'emil'))).toBe(true);
  expect(offered(terms(1, 'emil', 'dora'))).toBe(false);
  expect(offered(terms(1, 'emil', 'dora'), terms(2, 'carl'))).toBe(true);
});

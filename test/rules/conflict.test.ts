/** Conflicts as rules: terms, sides, the way ahead, and who may do what until which millisecond (CNF-1 to CNF-5, PRO-10). */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import {
  type ConflictState,
  drop,
  emptySide,
  enterPassage,
  firstRemedy,
  isPrivate,
  leavePassage,
  partiesOf,
} from '../../rules/conflict/state.ts';
import { acceptTerms, endsEarly, putTerms, settledTerms } from '../../rules/conflict/terms.ts';
import {
  type ConflictAct,
  type ConflictActor,
  mayAct,
  termsFault,
} from '../../rules/conflict/permissions.ts';
import { actsAllowed } from '../../rules/conflict/can.ts';
import { pathAhead } from '../../rules/conflict/step.ts';
import { remedyFault } from '../../rules/conflict/limits.ts';
import { conflictState } from '../support/states.ts';
import { charter as charterOf, threeQuarters, twoThirds } from './charter.ts';

const opened = '2026-11-22T09:00:00.000Z';
const deadline = '2026-11-23T09:00:00.000Z';
const justBefore = '2026-11-23T08:59:59.999Z';

const conflict = (more: Partial<ConflictState> = {}): ConflictState => ({
  ...conflictState({ parties: [['carl'], ['dora', 'emil']], createdAt: opened, deadline }),
  ...more,
});

const who = (id: string, more: Partial<ConflictActor> = {}): ConflictActor => ({
  id,
  status: 'active',
  mediator: false,
  elector: false,
  guardian: false,
  ...more,
});

const may = (act: ConflictAct, state: ConflictState, actor: ConflictActor, at = opened) =>
  mayAct(act, state, actor, at)?.code;

describe('terms', () => {
  it('CNF-2 settle when every party has accepted the same, and only then', () => {
    const put = putTerms(conflict(), 'carl', opened);
    expect(put.terms).toMatchObject([{ n: 1, acceptedBy: ['carl'], replacedBy: null }]);
    const almost = acceptTerms(put, 1, 'dora');
    expect(settledTerms(almost)).toBeUndefined();
    expect(settledTerms(acceptTerms(almost, 1, 'emil'))).toBe(1);
  });

  it('CNF-2 do not settle by acceptances of different texts', () => {
    let state = putTerms(putTerms(conflict(), 'carl', opened), 'dora', opened);
    state = acceptTerms(acceptTerms(state, 1, 'dora'), 2, 'emil');
    expect(settledTerms(state)).toBeUndefined();
  });

  it('CNF-2 that were replaced settle nothing, and the others stand', () => {
    const state = putTerms(putTerms(conflict(), 'dora', opened), 'dora', opened);
    expect(state.terms).toMatchObject([
      { n: 1, replacedBy: 2 },
      { n: 2, replacedBy: null },
    ]);
    expect(settledTerms(acceptTerms(acceptTerms(state, 1, 'carl'), 1, 'emil'))).toBeUndefined();
    expect(termsFault(state, 1, 'carl')).toMatchObject({
      code: 'replaced-terms',
      facts: { n: 1, replacedBy: 2 },
    });
    expect(termsFault(state, 2, 'carl')).toBeUndefined();
    expect(termsFault(state, 2, 'dora'), 'one’s own again').toBeUndefined();
    expect(termsFault(state, 3, 'carl')).toMatchObject({ code: 'unknown-terms' });
    expect(termsFault(acceptTerms(state, 2, 'carl'), 2, 'carl')).toMatchObject({ code: 'already-done' });
  });

  it('CNF-2 newer terms take the place of the same party’s last ones, and of nobody else’s', () => {
    const state = ['dora', 'carl', 'dora', 'dora'].reduce(
      (held, by) => putTerms(held, by, opened),
      conflict(),
    );
    expect(state.terms.map(({ replacedBy }) => replacedBy)).toEqual([3, null, 4, null]);
  });

  it('CNF-3 of a mediator are accepted by nobody yet', () => {
    expect(putTerms(conflict({ stage: 'mediation' }), 'fay', opened).terms[0]?.acceptedBy).toEqual([]);
  });

  it('CNF-1 a departure may leave those who have all accepted', () => {
    const state = acceptTerms(putTerms(conflict(), 'carl', opened), 1, 'dora');
    expect(endsEarly(state)).toBe(false);
    expect(endsEarly(drop(state, 'emil'))).toBe(true);
  });

  it('CNF-2 can be put ten times by each, so that nobody uses up another’s, and accepted however often they were replaced', () => {
    let state = conflict({ parties: [['carl'], ['dora', 'zoe']] });
    for (let n = 1; n <= 10; n += 1) {
      expect(may('terms', state, who('dora'))).toBeUndefined();
      state = putTerms(state, 'dora', opened);
      expect(may('acceptance', state, who('carl'))).toBeUndefined();
      state = acceptTerms(state, n, 'carl');
    }
    expect(mayAct('terms', state, who('dora'), opened)).toMatchObject({
      code: 'limit-reached',
      rule: 'CNF-2',
      facts: { most: 10 },
    });
    for (const other of ['carl', 'zoe']) expect(may('terms', state, who(other))).toBeUndefined();
    state = putTerms(state, 'zoe', opened);
    expect(may('acceptance', state, who('carl'))).toBeUndefined();
  });
});

describe('sides', () => {
  it('CNF-1 who departs is dropped, and a side with nobody left is known', () => {
    const one = drop(conflict(), 'dora');
    expect(partiesOf(one)).toEqual(['carl', 'emil']);
    expect(emptySide(one)).toBeUndefined();
    expect(emptySide(drop(one, 'emil'))).toBe(2);
    expect(emptySide(drop(one, 'carl'))).toBe(1);
  });

  it('CNF-3 an impasse takes every party, and a departure may complete it', () => {
    expect(endsEarly(conflict({ impasse: ['carl', 'dora'] }))).toBe(false);
    expect(endsEarly(drop(conflict({ impasse: ['carl', 'dora'] }), 'emil'))).toBe(true);
    expect(endsEarly(conflict({ impasse: ['carl', 'dora', 'emil'], stage: 'arbitration' }))).toBe(false);
  });

  it('AUT-2 what ended in its room stays there; what came to the council does not', () => {
    const path = enterPassage([], { stage: 'negotiation', step: null, opens: opened, closes: deadline });
    expect(isPrivate(conflict())).toBe(true);
    expect(isPrivate(conflict({ stage: 'ended', path }))).toBe(true);
    const arbitration = { stage: 'arbitration', step: 'ranking', opens: deadline, closes: deadline } as const;
    expect(isPrivate(conflict({ stage: 'ended', path: enterPassage(path, arbitration) }))).toBe(false);
  });

  it('AUT-2 APP-2 what was remanded is before the council from the beginning', () => {
    expect(isPrivate(conflict({ remandOf: 'c0', stage: 'arbitration', path: [] }))).toBe(false);
  });
});

describe('what members may do', () => {
  it('PRO-10 CNF-2 VOT-6 until the last millisecond, and not at the deadline', () => {
    const state = putTerms(conflict(), 'dora', opened);
    for (const act of ['terms', 'acceptance', 'impasse'] as const) {
      expect(may(act, state, who('carl'), justBefore)).toBeUndefined();
      expect(mayAct(act, state, who('carl'), deadline)).toMatchObject({
        code: 'window-closed',
        facts: { deadline, lateByMs: 0 },
      });
    }
  });

  it('CNF-2 CNF-3 mediators put terms in mediation only, and accept nothing', () => {
    const fay = who('fay', { mediator: true });
    expect(may('terms', conflict(), fay)).toBe('not-permitted');
    expect(may('terms', conflict({ stage: 'mediation' }), fay)).toBeUndefined();
    expect(may('acceptance', conflict({ stage: 'mediation' }), fay)).toBe('not-permitted');
  });

  it('PRO-10 once it is settled or given up nothing comes before what follows', () => {
    const settled = acceptTerms(acceptTerms(putTerms(conflict(), 'carl', opened), 1, 'dora'), 1, 'emil');
    for (const act of ['terms', 'impasse'] as const)
      expect(may(act, settled, who('dora'))).toBe('already-done');
  });

  it('MEM-2 CNF-1 who has departed, or was dropped, does nothing', () => {
    expect(may('impasse', conflict(), who('carl', { status: 'departed' }))).toBe('not-permitted');
    expect(may('impasse', drop(conflict(), 'emil'), who('emil'))).toBe('not-permitted');
  });

  it('GUA-2 CNF-4 no party is an elector, and each step has its own act', () => {
    const ranking = conflict({ stage: 'arbitration', step: 'ranking' });
    const voting = conflict({ stage: 'arbitration', step: 'voting' });
    const ben = who('ben', { elector: true });
    expect(mayAct('ballot', voting, who('carl'), opened)).toMatchObject({
      code: 'not-an-elector',
      rule: 'GUA-2',
    });
    expect(mayAct('ballot', voting, who('gus'), opened)).toMatchObject({
      code: 'not-an-elector',
      rule: 'CNF-4',
    });
    expect([may('preferences', ranking, ben), may('ballot', ranking, ben)]).toEqual([
      undefined,
      'wrong-stage',
    ]);
    expect([may('remedies', voting, ben), may('ballot', voting, ben)]).toEqual(['wrong-stage', undefined]);
    expect([may('remedies', ranking, who('carl')), may('remedies', ranking, who('gus'))]).toEqual([
      undefined,
      'not-permitted',
    ]);
  });

  it('CNF-4 a member puts five remedies, a conflict has fifty', () => {
    expect(remedyFault({ own: 4, all: 49 })).toBeUndefined();
    const full = (most: number) => ({ code: 'limit-reached', rule: 'CNF-4', facts: { most } });
    expect(remedyFault({ own: 5, all: 5 })).toEqual(full(5));
    expect(remedyFault({ own: 0, all: 50 })).toEqual(full(50));
  });

  it('APP-1 a party appeals once; the guardian alone resolves, once', () => {
    const appeal = conflict({ stage: 'appeal' });
    expect(may('appeal', appeal, who('dora'))).toBeUndefined();
    expect(may('appeal', appeal, who('ben', { elector: true }))).toBe('not-permitted');
    expect(
      may('appeal', conflict({ stage: 'appeal', appeal: { id: 'a', outcome: null } }), who('dora')),
    ).toBe('already-done');
    const asked = conflict({ stage: 'guardian-resolution', guardian: 'anna' });
    expect([may('resolution', asked, who('anna')), may('resolution', asked, who('ben'))]).toEqual([
      undefined,
      'not-permitted',
    ]);
    const answered = { ...asked, resolution: { remedy: 'remedy-1', reason: 'So.', at: opened } };
    expect(may('resolution', answered, who('anna'))).toBe('already-done');
  });

  it('AUT-1 acceptance is offered where there are terms of others', () => {
    const state = putTerms(conflict(), 'dora', opened);
    expect(actsAllowed(state, who('carl'), opened)).toEqual([
      ...['terms', 'acceptance', 'impasse', 'messages', 'withdrawal'],
    ]);
    expect(actsAllowed(state, who('dora'), opened)).toEqual([
      ...['terms', 'impasse', 'messages', 'no-party'],
    ]);
    expect(actsAllowed(state, who('ben'), opened)).toEqual([]);
  });
});

describe('the way', () => {
  const hour = 3_600_000;
  const charter = charterOf({
    appeals: { window: 72 * hour },
    conflicts: {
      terms: 10,
      contest: 24 * hour,
      ruling: 24 * hour,
      again: 720 * hour,
      negotiation: 24 * hour,
      mediation: 48 * hour,
      arbitration: { ranking: 72 * hour, voting: 96 * hour, threshold: twoThirds, quorum: threeQuarters },
    },
  });
  const nobody = { mediators: false, remedies: false, enough: true, tally: null };
  const legs = (state: ConflictState, outlook = {}, changed = {}) =>
    pathAhead(state, { ...nobody, ...outlook }, { ...charter, ...changed }).map(({ stage, step }) =>
      step === null ? stage : `${stage}/${step}`,
    );

  it('CNF-5 each passage opens where the one before closes', () => {
    const ahead = pathAhead(conflict(), { ...nobody, mediators: true }, charter);
    expect(ahead[0]?.opens).toBe(deadline);
    ahead.slice(1).forEach(({ opens }, before) => expect(opens).toBe(ahead[before]?.closes));
  });

  it('CNF-3 CNF-4 says what follows if nobody does anything more', () => {
    expect(legs(conflict(), { mediators: true })).toEqual(['mediation', 'arbitration/ranking', 'appeal']);
    expect(legs(conflict())).toEqual(['arbitration/ranking', 'appeal']);
    const ranking = conflict({ stage: 'arbitration', step: 'ranking' });
    expect(legs(ranking)).toEqual(['appeal']);
    expect(legs(ranking, { remedies: true })).toEqual(['arbitration/voting', 'appeal']);
    const voting = conflict({ stage: 'arbitration', step: 'voting' });
    expect(legs(voting, { remedies: true, tally: { verdict: 'deadlock' } })).toEqual([
      'guardian-resolution',
      'appeal',
    ]);
    expect(legs(voting, { remedies: true, tally: { verdict: 'inquorate' } })).toEqual(['appeal']);
    const few = { remedies: true, enough: false };
    expect(legs(ranking, few), 'GUA-2').toEqual(['guardian-resolution', 'appeal']);
    expect(legs(voting, { ...few, tally: { verdict: 'adopted' } })).toEqual([
      'guardian-resolution',
      'appeal',
    ]);
    expect(legs(voting, { tally: { verdict: 'rejected' } }, { guardian: null })).toEqual([]);
    expect(legs(conflict({ stage: 'appeal', deadline: null }))).toEqual([]);
  });

  it('CNF-4 of those tied first the one put first is voted on, and none where there is none', () => {
    expect(firstRemedy([['remedy-2', 'remedy-3'], ['remedy-1']])).toBe('remedy-2');
    expect(firstRemedy([])).toBeUndefined();
  });

  it('CNF-5 a passage is left once', () => {
    const path = enterPassage([], { stage: 'negotiation', step: null, opens: opened, closes: deadline });
    expect(leavePassage(leavePassage(path, justBefore), deadline)).toMatchObject([{ ended: justBefore }]);
  });
});

const party = fc.constantFrom('carl', 'dora', 'emil');
const step = fc.oneof(
  fc.record({ put: party }),
  fc.record({ accept: party, n: fc.integer({ min: 1, max: 6 }) }),
  fc.record({ depart: fc.constantFrom('dora', 'emil') }),
);

it.prop([fc.array(step, { maxLength: 25 })])(
  'CNF-2 settled means that everybody who is left has accepted one text that nobody has replaced',
  (steps) => {
    let state = conflict();
    for (const one of steps) {
      if (settledTerms(state) !== undefined) break;
      if ('put' in one && partiesOf(state).includes(one.put)) state = putTerms(state, one.put, opened);
      if ('accept' in one && termsFault(state, one.n, one.accept) === undefined)
        state = acceptTerms(state, one.n, one.accept);
      if ('depart' in one && !state.dropped.includes(one.depart) && partiesOf(state).length > 2)
        state = drop(state, one.depart);
    }
    const n = settledTerms(state);
    const complete = state.terms.filter(
      ({ acceptedBy, replacedBy }) =>
        replacedBy === null && partiesOf(state).filter((id) => !acceptedBy.includes(id)).length === 0,
    );
    expect(n).toBe(complete[0]?.n);
    for (const by of ['carl', 'dora', 'emil'])
      expect(state.terms.filter((terms) => terms.by === by && terms.replacedBy === null).length).toBeLessThan(
        2,
      );
  },
);

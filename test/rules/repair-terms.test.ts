/** The terms of a repair plan: what they must be, who accepts them until when, and out of what they are put (MND-1, MND-4). */
import { describe, expect, it } from 'vitest';
import {
  againFault,
  firstDue,
  instalmentsFault,
  obligationsFault,
  openingFault,
} from '../../rules/repair/obligations.ts';
import type { Obligation, RepairState } from '../../rules/repair/state.ts';
import { saidFault } from '../../rules/repair/said.ts';
import { endingOf, next } from '../../rules/repair/step.ts';
import { agreed, at, may, money, put, sorry, followedBy } from './repairs.ts';

describe('the terms of a plan', () => {
  it('MND-1 hold once everybody in it has accepted them, before the first of it is due', () => {
    const one = put([money([100, 200])]);
    expect(next(one)).toEqual({ at: at(240), what: 'declined' });
    expect(may('acceptance', one, 'carl', at(240, -1))).toBeUndefined();
    expect(may('acceptance', one, 'carl', at(240))).toBe('window-closed');
    expect(may('acceptance', one, 'dora', at(1))).toBe('already-done');
    expect(may('acceptance', one, 'emil', at(1))).toBe('not-permitted');
    const two = followedBy(one, 1, 'terms-answered', { n: 1, by: 'carl', accept: true });
    expect(two).toMatchObject({ stage: 'proposed', agreedAt: null });
    expect(followedBy(two, 2, 'terms-answered', { n: 1, by: 'gus', accept: true })).toMatchObject({
      stage: 'open',
      terms: null,
      agreedAt: at(2),
      deadline: at(312),
    });
    expect(endingOf(followedBy(two, 2, 'terms-answered', { n: 1, by: 'gus', accept: false }))).toBe(
      'declined',
    );
  });

  it('MND-4 are named by who accepts them once they took the place of others', () => {
    const one = put([sorry]);
    expect(saidFault('acceptance', one, { id: 'carl', at: at(1) }, {})).toBeUndefined();
    const two = followedBy(one, 1, 'terms-put', {
      n: 2,
      by: 'carl',
      obligations: [money([300])],
      closes: at(240),
    });
    const code = (terms?: number) => saidFault('acceptance', two, { id: 'dora', at: at(2) }, { terms })?.code;
    expect(code()).toBe('replaced-terms');
    expect(code(1)).toBe('replaced-terms');
    expect(code(2)).toBeUndefined();
    expect(code(3)).toBe('unknown-terms');
  });

  it('MND-4 are put ten times by one member, and declined without an end of what holds', () => {
    let state = agreed([sorry]);
    expect(may('acceptance', state, 'carl', at(2))).toBe('unknown-terms');
    for (let n = 2; n <= 11; n += 1) {
      expect(may('terms', state, 'gus', at(2))).toBeUndefined();
      state = followedBy(state, 2, 'terms-put', { n, by: 'gus', obligations: [sorry], closes: at(240) });
    }
    expect(may('terms', state, 'gus', at(2))).toBe('limit-reached');
    expect(may('terms', state, 'carl', at(2))).toBeUndefined();
    const declined = followedBy(state, 3, 'terms-answered', { n: 11, by: 'dora', accept: false });
    expect(declined).toMatchObject({ stage: 'open', terms: null, obligations: state.obligations });
  });

  it('MND-1 are between parties, verified by none of them, and lie ahead', () => {
    const code = (more: object) => obligationsFault([{ ...sorry, ...more }], ['carl', 'dora'], at(1))?.code;
    expect(code({})).toBeUndefined();
    expect(code({ by: 'emil' })).toBe('not-permitted');
    expect(code({ to: 'emil' })).toBe('not-permitted');
    expect(code({ to: 'carl' })).toBe('to-oneself');
    expect(code({ verifier: 'dora' })).toBe('own-case');
    expect(code({ instalments: [{ due: at(1), amount: null }] })).toBe('past-instant');
    expect(code({ instalments: [{ due: at(1, 1), amount: null }] })).toBeUndefined();
    const each = (count: number) =>
      Array.from({ length: count }, (_, place) => ({ due: at(2 + place), amount: null }));
    expect(code({ instalments: each(100) })).toBeUndefined();
    expect(code({ instalments: each(101) })).toBe('limit-reached');
  });

  it('MND-1 are told why they cannot be put', () => {
    const refusal = (...obligations: readonly Obligation[]) =>
      obligationsFault(obligations, ['carl', 'dora'], at(1));
    const refused = (code: string, facts: object) => ({ code, rule: 'MND-1', facts });
    expect(refusal({ ...sorry, by: 'emil', to: 'kim' }, { ...sorry, by: 'emil' })).toEqual(
      refused('not-permitted', { allowed: 'parties', members: ['emil', 'kim'] }),
    );
    expect(refusal(sorry, { ...sorry, to: 'carl' })).toEqual(refused('to-oneself', { member: 'carl' }));
    expect(refusal(sorry, { ...sorry, verifier: 'dora' })).toEqual(refused('own-case', { member: 'dora' }));
    const each = (count: number) =>
      Array.from({ length: count }, (_, place) => ({ due: at(2 + place), amount: null }));
    expect(refusal({ ...sorry, instalments: each(60) }, { ...sorry, instalments: each(40) })).toBeUndefined();
    expect(refusal({ ...sorry, instalments: each(60) }, { ...sorry, instalments: each(41) })).toEqual(
      refused('limit-reached', { most: 100 }),
    );
    expect(refusal(sorry, { ...sorry, instalments: [{ due: at(1), amount: null }] })).toEqual(
      refused('past-instant', { path: '/obligations', instant: at(1), at: at(1) }),
    );
  });

  it('MND-1 have instalments in their order that add up', () => {
    const sum = money([100, 200]);
    expect(instalmentsFault(sum)).toBeUndefined();
    expect(instalmentsFault({ ...sum, instalments: sum.instalments.toReversed() })).toMatch(
      /^come one after/,
    );
    expect(instalmentsFault({ ...sum, quantity: { amount: 301, unit: 'EUR' } })).toMatch(/^add up to 300/);
    expect(instalmentsFault({ ...sum, quantity: null })).toMatch(/no quantity$/);
    expect(instalmentsFault(sorry)).toBeUndefined();
    expect(instalmentsFault({ ...sorry, quantity: { amount: 1, unit: 'EUR' } })).toMatch(/^add up to 0/);
    expect(instalmentsFault({ ...sum, quantity: { amount: 301, unit: 'EUR' } })).toBe(
      'add up to 300, but the quantity is 301',
    );
    expect(instalmentsFault({ ...sorry, quantity: { amount: 0, unit: 'EUR' } })).toMatch(/^add up to 0/);
    const [first, second] = sum.instalments;
    const some = { ...sum, quantity: null, instalments: [{ ...first!, amount: null }, second!] };
    expect(instalmentsFault(some)).toBe('have amounts, but there is no quantity');
    expect(instalmentsFault({ ...sum, instalments: [first!, { ...second!, due: first!.due }] })).toBe(
      'come one after another: each is due later than the one before',
    );
    expect(firstDue([sorry, { ...sorry, instalments: [{ due: at(9), amount: null }] }])).toBe(at(9));
    expect([firstDue([]), firstDue([{ instalments: [] }])]).toEqual(['', '']);
  });

  it('MND-1 MND-4 are put out of what has ended so, once at a time, and no more once it is repaired', () => {
    const source = {
      from: { kind: 'conflict', id: 'c' },
      stage: 'ended',
      outcome: 'settled',
      parties: ['carl', 'dora'],
    } as const;
    const plan = {
      ...agreed([sorry]),
      id: 'p',
      stage: 'ended',
      outcome: 'broken',
      putBy: ['carl'],
    } as const;
    const opening = (from: Parameters<typeof openingFault>[0], before: readonly RepairState[], by: string) =>
      openingFault(from, before, by, [sorry]);
    expect(opening(source, [], 'carl')).toBeUndefined();
    const refused = (code: string, rule: string, facts: object) => ({ code, rule, facts });
    expect(opening(source, [], 'emil')).toEqual(refused('not-permitted', 'MND-1', { allowed: 'parties' }));
    expect(opening({ ...source, outcome: 'arbitrated' }, [], 'carl')).toBeUndefined();
    const decision = { ...source, from: { kind: 'proposal', id: 'd' }, outcome: 'executed' } as const;
    expect(opening(decision, [], 'carl')).toBeUndefined();
    expect(opening({ ...decision, outcome: 'settled' }, [], 'carl')).toEqual(
      refused('wrong-stage', 'MND-1', { stage: 'ended', outcome: 'settled', allowedIn: ['executed'] }),
    );
    expect(opening(source, [plan, { ...plan, id: 'q', stage: 'open', outcome: null }], 'carl')).toEqual(
      refused('already-done', 'MND-1', { repair: 'q' }),
    );
    expect(opening(source, [plan, { ...plan, id: 'q', outcome: 'released' }], 'carl')).toEqual(
      refused('already-done', 'MND-4', { repair: 'q' }),
    );
    const byOther = { ...plan, putBy: ['dora', 'carl'] };
    expect(opening(source, [plan, plan, byOther], 'carl')).toBeUndefined();
    expect(opening(source, [plan, plan, plan], 'carl')).toEqual(
      refused('limit-reached', 'MND-1', { most: 3 }),
    );
    expect(opening({ ...source, stage: 'mediation', outcome: null }, [], 'carl')).toMatchObject({
      code: 'wrong-stage',
    });
    expect(opening({ ...source, outcome: 'withdrawn' }, [], 'carl')).toMatchObject({
      code: 'wrong-stage',
    });
    expect(opening(source, [{ ...plan, stage: 'open', outcome: null }], 'carl')).toMatchObject({
      code: 'already-done',
      rule: 'MND-1',
    });
    for (const outcome of ['fulfilled', 'released'] as const)
      expect(opening(source, [{ ...plan, outcome }], 'carl')).toMatchObject({
        code: 'already-done',
        rule: 'MND-4',
      });
    expect(opening(source, [plan, plan], 'carl')).toBeUndefined();
    expect(opening(source, [plan, plan, plan], 'carl')).toMatchObject({ code: 'limit-reached' });
    expect(opening(source, [plan, plan, plan], 'dora')).toBeUndefined();
  });

  it('MND-1 MND-4 shut out nobody else who was harmed: only between the same two is one open, or repaired', () => {
    const plan = { ...agreed([sorry]), id: 'p', putBy: ['carl'] };
    const emils = { by: 'carl', to: 'emil' };
    const again = (one: RepairState, ...put: Parameters<typeof againFault>[2]) =>
      againFault([one], 'emil', put)?.rule;
    for (const [one, rule] of [
      [plan, 'MND-1'],
      [{ ...plan, stage: 'ended', outcome: 'released' }, 'MND-4'],
    ] as const) {
      expect(again(one, emils)).toBeUndefined();
      expect(again(one, { by: 'dora', to: 'carl' }), 'the other way round').toBeUndefined();
      expect(again(one, emils, sorry)).toBe(rule);
      expect(again(one, { by: 'carl', to: null }), 'a circle speaks for all').toBe(rule);
      const circle = { by: 'carl', affected: [], obligations: [], closes: at(1), spoken: [], choices: [] };
      expect(again({ ...one, obligations: [], circle }, emils)).toBe(rule);
    }
    expect(again(put([sorry]), sorry), 'terms that wait for their word').toBe('MND-1');
  });
});

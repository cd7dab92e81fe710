/** A harm to many: the affected speak in a circle, and more than half of them say whom each thing is owed to (MND-1). */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import {
  choiceFault,
  chosenIn,
  circleFault,
  circleOf,
  mostAffected,
  settledIn,
  undecidedIn,
} from '../../rules/repair/circle.ts';
import { peopleOf } from '../../rules/repair/people.ts';
import type { Asked, Circle, RepairState } from '../../rules/repair/state.ts';
import { endingOf, next } from '../../rules/repair/step.ts';
import { asked, at, fault, followedBy, may, money, sorry, start } from './repairs.ts';

const affected = ['dora', 'emil', 'kim', 'nora'];
/** Of these the money is whose they choose. */
const put: readonly Asked[] = [{ ...money([100, 200]), to: null }, sorry];
const between = ['carl', 'dora'];
const circle = (obligations = put): RepairState => asked(obligations, affected);
const chose = (state: RepairState, by: string, to: string, obligation = 1): RepairState =>
  followedBy(state, 1, 'chosen', { obligation, by, to });
const chosenBy = (choices: readonly (readonly [string, string])[]): RepairState =>
  choices.reduce((state, [by, to]) => chose(state, by, to), circle());

describe('a circle', () => {
  it('MND-1 is who is affected, who speak and choose; nobody else does either', () => {
    const state = circle();
    expect(peopleOf(state).toSorted()).toEqual(['carl', 'dora', 'emil', 'gus', 'kim', 'nora']);
    for (const member of affected)
      expect([may('words', state, member, at(1)), may('choice', state, member, at(1))]).toEqual([
        undefined,
        undefined,
      ]);
    for (const member of ['carl', 'gus', 'ben']) {
      expect(may('words', state, member, at(1))).toBe('not-permitted');
      expect(may('choice', state, member, at(1))).toBe('not-permitted');
    }
    for (const act of ['terms', 'acceptance'] as const)
      expect(may(act, state, 'dora', at(1))).toBe('wrong-stage');
  });

  it('MND-1 has spoken ten times of each', () => {
    const spoken = (times: number) =>
      Array.from({ length: times }).reduce<RepairState>(
        (state) => followedBy(state, 1, 'spoken', { by: 'emil', text: 'I heard it too.' }),
        circle(),
      );
    expect(may('words', spoken(9), 'emil', at(2))).toBeUndefined();
    expect(may('words', spoken(10), 'emil', at(2))).toBe('limit-reached');
    expect(may('words', spoken(10), 'kim', at(2))).toBeUndefined();
  });

  it('MND-1 chooses by more than half of all who are affected, not of those who spoke', () => {
    expect(
      chosenBy([
        ['emil', 'nora'],
        ['kim', 'nora'],
      ]),
    ).toMatchObject({ stage: 'circle', terms: null });
    const state = chosenBy([
      ['emil', 'nora'],
      ['kim', 'nora'],
      ['nora', 'nora'],
    ]);
    expect(state).toMatchObject({
      stage: 'proposed',
      parties: ['carl', 'dora', 'nora'],
      terms: { n: 1, by: 'dora', acceptedBy: ['dora'], obligations: [{ to: 'nora' }, { to: 'dora' }] },
      deadline: at(240),
    });
    expect(peopleOf(state).toSorted()).toEqual(['carl', 'dora', 'gus', 'nora']);
    expect(may('acceptance', state, 'nora', at(2))).toBeUndefined();
    expect(may('acceptance', state, 'emil', at(2))).toBe('not-permitted');
  });

  it('MND-1 MND-4 is owed what it chose unless whom it chose takes other terms too', () => {
    const chosen = chosenBy([
      ['emil', 'nora'],
      ['kim', 'nora'],
      ['nora', 'nora'],
    ]);
    // Carl would rather owe all of it to dora, who would not mind.
    const other = followedBy(chosen, 2, 'terms-put', {
      n: 2,
      by: 'carl',
      obligations: [money([100, 200]), sorry],
      closes: at(240),
    });
    const taken = (...ids: readonly string[]) =>
      ids.reduce((one, by) => followedBy(one, 3, 'terms-answered', { n: 2, by, accept: true }), other);
    expect(may('acceptance', taken('dora', 'gus'), 'nora', at(4))).toBeUndefined();
    expect(taken('dora', 'gus')).toMatchObject({ stage: 'proposed', obligations: [] });
    const held = taken('dora', 'gus', 'nora');
    expect(held).toMatchObject({ stage: 'open', obligations: [{ to: 'dora' }, { to: 'dora' }] });
    expect(peopleOf(held), 'nothing is nora’s any more').toEqual(['carl', 'dora', 'gus']);
    expect(followedBy(other, 3, 'terms-answered', { n: 2, by: 'nora', accept: false }).declinedBy).toBe(
      'nora',
    );
  });

  it('MND-1 counts the last word of each', () => {
    const turned = chosenBy([
      ['emil', 'nora'],
      ['kim', 'nora'],
      ['emil', 'dora'],
      ['nora', 'nora'],
    ]);
    expect(turned.stage).toBe('circle');
    expect(undecidedIn(turned.circle!)).toEqual(['dora']);
    expect(chose(turned, 'dora', 'nora')).toMatchObject({ stage: 'proposed' });
  });

  it('MND-1 chooses one thing after another, and what is chosen stays', () => {
    const both = [put[0]!, { ...sorry, to: null }];
    const first = ['emil', 'kim', 'nora'].reduce((state, by) => chose(state, by, 'nora'), circle(both));
    expect(first).toMatchObject({ stage: 'circle' });
    expect(chosenIn(first.circle!, 1)).toBe('nora');
    expect(fault('choice', first, 'dora', { n: 1, to: 'dora' })).toBe('already-done');
    expect(fault('choice', first, 'dora', { n: 2, to: 'dora' })).toBeUndefined();
    const all = ['emil', 'kim', 'dora'].reduce((state, by) => chose(state, by, 'emil', 2), first);
    expect(all.terms?.obligations.map(({ to }) => to)).toEqual(['nora', 'emil']);
  });

  it('MND-1 owes nothing to who owes it or verifies any of it, and knows what it asks', () => {
    const state = circle();
    expect(fault('choice', state, 'emil', { n: 1, to: 'carl' })).toBe('to-oneself');
    expect(fault('choice', state, 'emil', { n: 1, to: 'gus' })).toBe('own-case');
    expect(fault('choice', state, 'emil', { n: 2, to: 'emil' })).toBe('unknown-obligation');
    expect(fault('choice', state, 'emil', { n: 3, to: 'emil' })).toBe('unknown-obligation');
    expect(fault('choice', state, 'emil', { n: 1, to: 'emil' })).toBeUndefined();
    expect(fault('choice', chose(state, 'emil', 'emil'), 'emil', { n: 1, to: 'emil' })).toBe('already-done');
    const often = Array.from({ length: 10 }, (_, n) => (n % 2 === 0 ? 'dora' : 'emil'));
    const turning = often.reduce((one, to) => chose(one, 'emil', to), state);
    expect(fault('choice', turning, 'emil', { n: 1, to: 'dora' })).toBe('limit-reached');
  });

  it('MND-1 ends where nobody is chosen before the first of it is due: what comes at the instant is late', () => {
    const state = chosenBy([
      ['emil', 'nora'],
      ['kim', 'nora'],
    ]);
    expect(next(state)).toEqual({ at: at(240), what: 'declined' });
    expect(endingOf(state)).toBeUndefined();
    expect(may('choice', state, 'nora', at(240, -1))).toBeUndefined();
    expect(may('choice', state, 'nora', at(240))).toBe('window-closed');
    expect(may('words', state, 'nora', at(240))).toBe('window-closed');
  });
});

describe('who is in it', () => {
  it('MND-1 is whom what came before names as affected, without who owes; of everyone, without who verifies too', () => {
    const members = ['nora', 'emil', 'carl', 'gus', 'emil'];
    expect(circleOf({ members, everyone: false }, put)).toEqual(['emil', 'gus', 'nora']);
    expect(circleOf({ members, everyone: true }, put)).toEqual(['emil', 'nora']);
  });

  it('MND-1 is asked of what parties owe, verified by nobody who is affected, and still ahead', () => {
    const of = (obligations: readonly Asked[], who = affected) =>
      circleFault(obligations, { parties: between, affected: who }, start)?.code;
    expect(of(put)).toBeUndefined();
    expect(of(put, [])).toBe('empty-electorate');
    const many = (count: number) => Array.from({ length: count }, (_, n) => `member-${n}`);
    expect(of([put[0]!], many(mostAffected))).toBeUndefined();
    expect(of([put[0]!], many(mostAffected + 1))).toBe('limit-reached');
    expect(of([{ ...put[0]!, by: 'ben' }])).toBe('not-permitted');
    expect(of([{ ...put[0]!, to: 'ben' }])).toBe('not-permitted');
    expect(of([{ ...put[0]!, to: 'emil' }])).toBeUndefined();
    expect(of([{ ...put[0]!, to: 'carl' }])).toBe('to-oneself');
    expect(of([{ ...put[0]!, verifier: 'kim' }])).toBe('own-case');
    expect(of([{ ...put[0]!, instalments: [{ due: start, amount: 300 }] }])).toBe('past-instant');
    const inDays = (days: number, more = 0) =>
      new Date(Date.parse(start) + days * 86_400_000 + more).toISOString();
    expect(of([{ ...put[0]!, instalments: [{ due: inDays(365), amount: 300 }] }])).toBeUndefined();
    expect(of([{ ...put[0]!, instalments: [{ due: inDays(365, 1), amount: 300 }] }])).toBe('too-far-ahead');
    expect(of([{ ...put[0]!, instalments: [{ due: at(0, 1), amount: 300 }] }])).toBeUndefined();
    const each = (count: number) =>
      Array.from({ length: count }, (_, place) => ({ due: at(2 + place), amount: null }));
    expect(
      of([
        { ...sorry, instalments: each(60) },
        { ...sorry, instalments: each(40) },
      ]),
    ).toBeUndefined();
    expect(
      of([
        { ...sorry, instalments: each(60) },
        { ...sorry, instalments: each(41) },
      ]),
    ).toBe('limit-reached');
  });

  it('MND-1 is told why it cannot be put to them', () => {
    const refusal = (obligations: readonly Asked[], who = affected) =>
      circleFault(obligations, { parties: between, affected: who }, start);
    const refused = (code: string, facts: object) => ({ code, rule: 'MND-1', facts });
    const [owed] = [put[0]!];
    expect(refusal(put, [])).toEqual(refused('empty-electorate', { affected: 0 }));
    const many = Array.from({ length: 101 }, (_, n) => `member-${n}`);
    expect(refusal([owed], many)).toEqual(refused('limit-reached', { most: 100 }));
    expect(
      refusal([
        { ...owed, by: 'ben' },
        { ...owed, by: 'ben', to: 'zoe' },
      ]),
    ).toEqual(refused('not-permitted', { allowed: 'parties', members: ['ben', 'zoe'] }));
    // Who is affected is owed something, and owes nothing.
    expect(refusal([{ ...owed, by: 'emil' }])).toMatchObject({ facts: { members: ['emil'] } });
    expect(refusal([{ ...owed, to: 'carl' }])).toEqual(refused('to-oneself', { member: 'carl' }));
    for (const verifier of ['kim', 'carl'])
      expect(refusal([{ ...owed, verifier }])).toEqual(refused('own-case', { member: verifier }));
    const each = Array.from({ length: 101 }, (_, place) => ({ due: at(2 + place), amount: null }));
    expect(refusal([{ ...sorry, instalments: each }])).toEqual(refused('limit-reached', { most: 100 }));
    expect(refusal([owed, { ...sorry, instalments: [{ due: start, amount: null }] }])).toEqual(
      refused('past-instant', { path: '/obligations', instant: start, at: start }),
    );
  });

  it('MND-1 is told why they cannot choose so', () => {
    const refusal = (state: RepairState, n: number | undefined, to: string) =>
      choiceFault(state.circle, { by: 'emil', n, to });
    const refused = (code: string, facts: object) => ({ code, rule: 'MND-1', facts });
    for (const n of [0, 2, 3])
      expect(refusal(circle(), n, 'emil')).toEqual(refused('unknown-obligation', { n, obligations: 2 }));
    expect(refusal(circle(), undefined, 'emil')).toEqual(
      refused('unknown-obligation', { n: 0, obligations: 2 }),
    );
    expect(choiceFault(null, { by: 'emil', n: 1, to: 'emil' })).toEqual(
      refused('unknown-obligation', { n: 1, obligations: 0 }),
    );
    expect(refusal(circle(), 1, 'carl')).toEqual(refused('to-oneself', { member: 'carl' }));
    expect(refusal(circle(), 1, 'gus')).toEqual(refused('own-case', { member: 'gus' }));
    expect(refusal(chose(circle(), 'emil', 'emil'), 1, 'emil')).toEqual(
      refused('already-done', { act: 'choice', n: 1, to: 'emil' }),
    );
    expect(refusal(chose(circle(), 'kim', 'emil'), 1, 'emil')).toBeUndefined();
    const both = [put[0]!, { ...sorry, to: null }];
    expect(refusal(chose(circle(both), 'emil', 'nora', 2), 1, 'nora')).toBeUndefined();
    const settled = ['emil', 'kim', 'nora'].reduce((state, by) => chose(state, by, 'nora'), circle(both));
    expect(refusal(settled, 1, 'dora')).toEqual(refused('already-done', { act: 'choice', n: 1 }));
    const turned = (times: number) =>
      Array.from({ length: times }, (_, n) => (n % 2 === 0 ? 'dora' : 'emil')).reduce(
        (one, to) => chose(one, 'emil', to),
        circle(),
      );
    expect(refusal(turned(9), 1, 'emil')).toBeUndefined();
    expect(refusal(turned(10), 1, 'dora')).toEqual(refused('limit-reached', { most: 10 }));
  });

  it('MND-1 still owes a choice who is silent about a thing that is open, whatever they said of another', () => {
    const both = [put[0]!, { ...sorry, to: null }];
    const once = chose(chose(circle(both), 'emil', 'nora'), 'emil', 'dora', 2);
    expect(undecidedIn(once.circle!)).toEqual(['dora', 'kim', 'nora']);
    expect(undecidedIn(chose(circle(both), 'emil', 'nora').circle!)).toEqual(affected);
    expect(undecidedIn(circle().circle!)).toEqual(affected);
  });
});

describe('whatever they choose', () => {
  const choice = fc.record({
    obligation: fc.constantFrom(1, 2),
    by: fc.constantFrom(...affected),
    to: fc.constantFrom('dora', 'nora', 'ben'),
  });

  it.prop([fc.array(choice, { maxLength: 40 })])(
    'MND-1 at most one is chosen for each thing, by more than half, and all is settled or somebody is still asked',
    (choices) => {
      const obligations = [put[0]!, { ...sorry, to: null }];
      const whole: Circle = { by: 'dora', affected, obligations, closes: at(240), spoken: [], choices };
      for (const n of [1, 2]) {
        const last = affected.flatMap(
          (by) => choices.findLast((one) => one.by === by && one.obligation === n) ?? [],
        );
        const most = ['dora', 'nora', 'ben'].filter(
          (to) => 2 * last.filter((one) => one.to === to).length > affected.length,
        );
        expect(most.length).toBeLessThan(2);
        expect(chosenIn(whole, n)).toBe(most[0] ?? null);
      }
      const isSettled = [1, 2].every((n) => chosenIn(whole, n) !== null);
      expect(settledIn(whole) !== undefined).toBe(isSettled);
      if (isSettled) expect(undecidedIn(whole)).toEqual([]);
    },
  );
});

/** The ladder of a node veto, its lot, and what it holds for whom (NVP-1 to NVP-4). */
import { createHash } from 'node:crypto';
import { fc, it as property } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { heldBefore, withoutHold } from '../../../rules/node-veto/holding.ts';
import { lotOf, panelOf } from '../../../rules/node-veto/lot.ts';
import { actsAllowed, mayAct } from '../../../rules/node-veto/permissions.ts';
import { answerLeft, deniedTo, type NodeVetoState, spendsFor } from '../../../rules/node-veto/state.ts';
import { endingOf, isToBeDrawn, next, outcomeOf } from '../../../rules/node-veto/step.ts';
import {
  at,
  contested,
  drawn,
  finds,
  followedBy,
  joined,
  judged,
  nodeVetoes,
  raised,
} from '../node-vetoes.ts';

const can = (state: NodeVetoState, id: string, hours: number, council = true) =>
  actsAllowed(state, { id, status: 'active', council }, at(hours));

describe('the ladder', () => {
  it('NVP-3 the author answers until 24 hours are over, to the millisecond; silence goes on', () => {
    const state = raised();
    expect(next(state)).toEqual({ at: at(24), what: 'unanswered' });
    const anna = { id: 'anna', status: 'active', council: true } as const;
    expect(mayAct('answer', state, anna, at(24, -1))).toBeUndefined();
    expect(mayAct('answer', state, anna, at(24))).toMatchObject({ code: 'window-closed' });
    expect(can(state, 'anna', 1)).toEqual(['answer']);
    expect(can(state, 'dora', 1)).toEqual(['joining', 'withdrawal']);
    expect(can(state, 'emil', 1)).toEqual(['joining']);
    expect(isToBeDrawn(contested(state))).toBe(true);
    expect(can(contested(state), 'emil', 2)).toEqual([]);
  });

  it('NVP-3 is settled once every node agrees to what was answered last', () => {
    const removes = { by: 'anna', removes: 'A second line.', contest: null };
    const answered = followedBy(joined(raised(), 1, 'emil'), 2, 'answered', removes);
    const one = followedBy(answered, 3, 'agreed', { by: 'dora' });
    expect(endingOf(one)).toBeUndefined();
    expect(endingOf(followedBy(one, 4, 'agreed', { by: 'emil' }))).toBe('settled');
    const anew = followedBy(one, 4, 'answered', { ...removes, removes: 'Less.' });
    expect(endingOf(followedBy(anew, 5, 'agreed', { by: 'emil' })), 'dora agreed to more').toBeUndefined();
    expect(endingOf(followedBy(one, 4, 'left', { by: 'emil' })), 'who has left is not asked').toBe('settled');
  });

  it('NVP-3 more than half of the panel find: two of three, both of two, and one alone', () => {
    const one = finds(judged(), 2, 'ben', true);
    expect(one.finding).toBeNull();
    expect(finds(one, 3, 'carl', false).finding).toBeNull();
    expect(finds(one, 3, 'carl', true)).toMatchObject({
      stage: 'upheld',
      deadline: at(27),
      hold: { ended: null },
    });
    expect(finds(finds(one, 3, 'carl', false), 4, 'emil', false)).toMatchObject({
      stage: 'denied',
      deadline: at(28),
      hold: { ended: at(4) },
    });
    const two = drawn(contested(raised()), 1, ['ben', 'carl']);
    expect(finds(two, 2, 'ben', true).finding).toBeNull();
    expect(finds(finds(two, 2, 'ben', true), 3, 'carl', false).finding).toBeNull();
    expect(finds(drawn(contested(raised()), 1, ['ben']), 2, 'ben', false).finding).toBe('denied');
  });

  it('NVP-3 nobody to judge is as upheld; silent twice, or no others, is denied', () => {
    expect(drawn(contested(raised()), 1, [])).toMatchObject({ stage: 'upheld', deadline: at(25) });
    expect(next(judged())).toEqual({ at: at(49), what: 'silence' });
    const silent = followedBy(judged(), 49, 'panel-silent', { draw: 1 });
    expect(isToBeDrawn(silent)).toBe(true);
    expect(silent.silent).toEqual(['ben', 'carl', 'emil']);
    expect(drawn(silent, 49, [])).toMatchObject({ stage: 'denied' });
    const again = followedBy(drawn(silent, 49, ['fay']), 97, 'panel-silent', { draw: 2 });
    expect(again).toMatchObject({ stage: 'denied', finding: 'denied', hold: { ended: at(97) } });
    expect(next(again)).toEqual({ at: at(121), what: 'unasked' });
  });

  it('NVP-3 any elector asks about what was upheld, the node about what was denied; two thirds overturn it', () => {
    const upheld = finds(finds(judged(), 2, 'ben', true), 3, 'carl', true);
    expect(can(upheld, 'anna', 4)).toEqual(['question']);
    expect(can(upheld, 'kim', 4, false)).toEqual([]);
    const denied = finds(finds(judged(), 2, 'ben', false), 3, 'carl', false);
    expect(can(denied, 'anna', 4)).toEqual([]);
    expect(can(denied, 'dora', 4)).toEqual(['question', 'withdrawal']);
    expect(can({ ...denied, asks: false }, 'dora', 4), 'the charter has no question').toEqual(['withdrawal']);
    expect([outcomeOf('upheld', false), outcomeOf('upheld', true)]).toEqual(['vetoed', 'overturned']);
    expect([outcomeOf('denied', false), outcomeOf('denied', true)]).toEqual(['denied', 'vetoed']);
  });

  it('NVP-4 is withdrawn before a panel, denied after, and goes on while one node stays', () => {
    expect(endingOf(followedBy(raised(), 1, 'left', { by: 'dora' }))).toBe('withdrawn');
    const two = joined(raised(), 1, 'fay');
    expect(endingOf(followedBy(two, 2, 'left', { by: 'dora' }))).toBeUndefined();
    const after = followedBy(judged(), 2, 'left', { by: 'dora' });
    expect(endingOf(after)).toBe('denied');
    expect(deniedTo({ ...after, outcome: 'denied' })).toEqual(['member/dora']);
  });
});

describe('the lot', () => {
  const hash = (text: string) => createHash('sha256').update(text).digest('hex');

  it('NVP-3 is ascending SHA-256 of act, draw and member, joined by newlines', () => {
    expect(lotOf('act', 1, 'dora')).toBe('act\n1\ndora');
    const electors = ['anna', 'ben', 'carl', 'dora'];
    const byHand = electors.toSorted((one, other) =>
      hash(`act\n2\n${one}`) < hash(`act\n2\n${other}`) ? -1 : 1,
    );
    expect(panelOf(electors, [], { act: 'act', draw: 2, size: 3 }, hash)).toEqual(byHand.slice(0, 3));
    expect(panelOf(electors, byHand.slice(0, 3), { act: 'act', draw: 2, size: 3 }, hash)).toEqual(
      byHand.slice(3),
    );
    expect(panelOf([], [], { act: 'act', draw: 1, size: 3 }, hash)).toEqual([]);
  });

  property.prop([
    fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 12 }),
    fc.uuid(),
    fc.integer({ min: 1, max: 3 }),
  ])(
    'NVP-3 draws the same whatever the order of the electors, and others for another act',
    (electors, act, draw) => {
      const of = (members: readonly string[]) => panelOf(members, [], { act, draw, size: 3 }, hash);
      expect(of(electors.toReversed())).toEqual(of(electors));
      expect(of(electors)).toHaveLength(Math.min(3, electors.length));
      // Who leaves that was not drawn changes nothing.
      const [last] = electors.filter((member) => !of(electors).includes(member));
      expect(of(electors.filter((member) => member !== last))).toEqual(of(electors));
    },
  );
});

describe('for whom an act is held again', () => {
  const node = { member: 'dora' };
  const comes = { of: { kind: 'proposal', id: 'act' }, node, by: 'dora', at: at(24 * 100) } as const;
  const former = (outcome: string, more: object = {}) =>
    ({ ...raised(), id: 'before', outcome, finding: null, endedAt: at(1), ...more }) as NodeVetoState & {
      endedAt: string;
    };

  it('NVP-3 NVP-4 what was judged and denied for nobody; what was given up not for who did; what was vetoed, or promised, for all', () => {
    const heard = (...before: NodeVetoState[]) => withoutHold(comes, before, [], nodeVetoes);
    expect(heard()).toBeUndefined();
    expect(heard(former('denied', { finding: 'denied' }))).toMatchObject({
      code: 'same-matter',
      facts: { nodeVeto: 'before' },
    });
    expect(heard(former('overturned', { finding: 'upheld' }))).toMatchObject({ code: 'same-matter' });
    expect(heard(former('vetoed', { finding: 'upheld' }))).toBeUndefined();
    for (const outcome of ['withdrawn', 'denied'])
      expect(heard(former(outcome)), outcome).toMatchObject({ code: 'same-matter' });
    expect(heard(former('settled')), 'what was promised may not be done').toBeUndefined();
    const others = former('denied', {
      nodes: [{ ...raised().nodes[0]!, node: { member: 'emil' }, by: 'emil' }],
    });
    expect(heard(others), 'a decoy takes nothing from others').toBeUndefined();
    for (const outcome of ['lapsed', 'interrupted'])
      expect(spendsFor({ outcome: outcome as 'lapsed', finding: null })).toBe('none');
    const elsewhere = former('denied', {
      finding: 'denied',
      of: { kind: 'proposal', id: 'another', title: '' },
    });
    expect(heard({ ...elsewhere, endedAt: at(24 * 10) }), '90 days ago').toBeUndefined();
    expect(heard({ ...elsewhere, endedAt: at(24 * 10, 1) })).toMatchObject({ code: 'same-matter' });
  });

  it('NVP-4 as much time as one ladder takes, to the millisecond, whoever comes one after the other', () => {
    const held = (outcome: string, hours: number, milliseconds = 0, more: object = {}) =>
      former(outcome, {
        nodes: [{ ...raised().nodes[0]!, node: { member: 'emil' }, by: 'emil' }],
        hold: { since: at(0), ends: null, ended: at(hours, milliseconds) },
        ...more,
      });
    const taken = (...before: NodeVetoState[]) => heldBefore(comes, before, nodeVetoes);
    expect(taken(held('withdrawn', 5), held('settled', 6), held('denied', 7))).toBe(18 * 3_600_000);
    for (const outcome of ['vetoed', 'lapsed', 'interrupted', 'overturned'])
      expect(taken(held(outcome, 5)), outcome).toBe(0);
    expect(taken(held('denied', 5, 0, { finding: 'denied' })), 'judged').toBe(0);
    expect(taken(held('withdrawn', 5, 0, { hold: null })), 'heard without a hold').toBe(0);
    // 24 hours to answer and twice 48 to find.
    const heard = (...before: NodeVetoState[]) => withoutHold(comes, before, [], nodeVetoes);
    expect(heard(held('withdrawn', 60), held('denied', 60, -1))).toBeUndefined();
    expect(heard(held('withdrawn', 60), held('denied', 60))).toMatchObject({ code: 'same-matter' });
    const emergency = { ...comes, of: { kind: 'emergency', id: 'act' } } as const;
    expect(withoutHold(emergency, [held('withdrawn', 6, -1)], [], nodeVetoes)).toBeUndefined();
    expect(withoutHold(emergency, [held('withdrawn', 6)], [], nodeVetoes)).toMatchObject({
      code: 'same-matter',
    });
    expect(answerLeft(nodeVetoes, 3_600_000)).toBe(23 * 3_600_000);
    expect(answerLeft(nodeVetoes, 25 * 3_600_000)).toBe(0);
  });

  it('NVP-4 three denied in 90 days, to the millisecond, of the node or of who speaks for it', () => {
    const counted = (...denied: string[][]) => withoutHold(comes, [], denied, nodeVetoes);
    expect(counted([at(24 * 11), at(24 * 12)])).toBeUndefined();
    expect(counted([at(24 * 11), at(24 * 12), at(24 * 13)])).toMatchObject({
      code: 'limit-reached',
      facts: { counted: 3 },
    });
    expect(counted([at(24 * 10), at(24 * 12), at(24 * 13)])).toBeUndefined();
    expect(counted([at(24 * 10, 1), at(24 * 12), at(24 * 13)])).toMatchObject({ code: 'limit-reached' });
    expect(counted([at(24 * 11), at(24 * 12)], [at(24 * 11), at(24 * 12), at(24 * 13)])).toMatchObject({
      code: 'limit-reached',
    });
    expect(counted([at(24 * 11), at(24 * 12)], [at(24 * 13)]), 'they are not added up').toBeUndefined();
  });
});

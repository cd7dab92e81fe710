/** Who is left to judge, however many are named (GUA-2). */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { enoughJudge, namedFault, recusedVictims, type Word } from '../../rules/polls/recusal.ts';

const half = { num: 1, den: 2 };
const recusal = { least: half };

describe('the members who are named', () => {
  it('GUA-2 JUS-1 are as many as leave half of the council to judge, and not one more', () => {
    expect(namedFault({ council: 8, always: 1, more: 3 }, { recusal })).toBeUndefined();
    expect(namedFault({ council: 8, always: 1, more: 4 }, { recusal })).toEqual({
      code: 'too-many-named',
      rule: 'GUA-2',
      facts: { council: 8, named: 5, most: 4, least: half },
    });
    expect(namedFault({ council: 7, always: 1, more: 2 }, { recusal })).toBeUndefined();
    expect(namedFault({ council: 7, always: 1, more: 3 }, { recusal })).toMatchObject({ facts: { most: 3 } });
  });

  it('GUA-2 CNF-1 can always be the one accused, or who opens a conflict and one other party', () => {
    expect(namedFault({ council: 1, always: 1, more: 0 }, { recusal })).toBeUndefined();
    expect(namedFault({ council: 3, always: 2, more: 0 }, { recusal })).toBeUndefined();
    expect(namedFault({ council: 3, always: 2, more: 1 }, { recusal })).toMatchObject({ facts: { most: 2 } });
  });

  it('GUA-2 are as many as the charter’s share leaves', () => {
    const strict = { recusal: { least: { num: 3, den: 4 } } };
    expect(namedFault({ council: 8, always: 1, more: 1 }, strict)).toBeUndefined();
    expect(namedFault({ council: 8, always: 1, more: 2 }, strict)).toMatchObject({ facts: { most: 2 } });
  });
});

describe('a council that judges', () => {
  it('GUA-2 has enough left with its share, and not with one fewer', () => {
    expect(enoughJudge(4, 8, { recusal })).toBe(true);
    expect(enoughJudge(3, 8, { recusal })).toBe(false);
  });
});

const word = (member: string, more: Partial<Word> = {}): Word => ({ member, none: false, at: '1', ...more });
const council = (judges: number, size: number, ...electors: string[]) => ({
  council: size,
  judges,
  electors: new Set(electors),
});

describe('the victims who speak', () => {
  it('JUS-1 GUA-2 are recused where they say that they are one, and not where they say that they are none', () => {
    const words = [word('fay'), word('gus', { none: true })];
    expect(recusedVictims(words, council(6, 7, 'fay', 'gus', 'hal'), half)).toEqual(['fay']);
    expect(recusedVictims([], council(6, 7, 'fay', 'gus'), half)).toEqual([]);
  });

  it('GUA-2 are recused in the order of their words while half are left; a further word is a hearing', () => {
    const words = [word('fay', { at: '3' }), word('gus', { at: '1' }), word('hal', { at: '2' })];
    expect(recusedVictims(words, council(6, 7, 'fay', 'gus', 'hal'), half)).toEqual(['gus', 'hal']);
    expect(recusedVictims(words, council(5, 7, 'fay', 'gus', 'hal'), half)).toEqual(['gus']);
    expect(recusedVictims(words, council(4, 7, 'fay', 'gus', 'hal'), half)).toEqual([]);
    expect(recusedVictims(words, council(7, 7, 'fay', 'gus', 'hal'), half)).toEqual(['gus', 'hal', 'fay']);
  });

  it('GUA-2 at one instant are in the order of their ids', () => {
    const words = [word('hal'), word('fay'), word('gus')];
    expect(recusedVictims(words, council(5, 7, 'fay', 'gus', 'hal'), half)).toEqual(['fay']);
    expect(recusedVictims(words.toReversed(), council(5, 7, 'fay', 'gus', 'hal'), half)).toEqual(['fay']);
  });

  it('GUA-2 who is no elector takes nobody’s place', () => {
    const words = [word('kim', { at: '1' }), word('gus', { at: '2' })];
    expect(recusedVictims(words, council(5, 7, 'gus'), half)).toEqual(['kim', 'gus']);
  });

  it.prop([
    fc.uniqueArray(fc.stringMatching(/^[a-z]{1,3}$/), { minLength: 1, maxLength: 20 }),
    fc.nat({ max: 20 }),
    fc.integer({ min: 1, max: 7 }),
  ])('GUA-2 never leave fewer than the share, where there was that many before', (ids, others, num) => {
    const least = { num, den: 7 };
    const judges = ids.length + others;
    const { length } = recusedVictims(
      ids.map((id) => word(id)),
      council(judges, judges + 1, ...ids),
      least,
    );
    if (length > 0) expect((judges - length) * 7).toBeGreaterThanOrEqual(num * (judges + 1));
    const oneMore = (judges - length - 1) * 7 >= num * (judges + 1);
    expect(length === ids.length || !oneMore).toBe(true);
  });
});

/** Disclosures that stand for a category, said once for all its decisions (DEL-5). */
import { describe, expect, it } from 'vitest';
import { standingDisclosureFault } from '../../rules/delegation/standing.ts';
import { category, charter } from './charter.ts';

const categories = {
  operations: category({ name: 'operations' }),
  'family.backup': category({ name: 'family.backup', tier: 2 }),
  'personal.time': category({ name: 'personal.time', tier: 1, threshold: null }),
};
const fault = (name: string, rules: Parameters<typeof charter>[0] = {}) =>
  standingDisclosureFault(name, charter({ categories, ...rules }));

describe('a disclosure that stands', () => {
  it('DEL-5 is for a category in which there are votes, the council’s or a family’s', () => {
    expect(fault('operations')).toBeUndefined();
    expect(fault('family.backup')).toBeUndefined();
    expect(fault('personal.time')).toEqual({
      code: 'category-not-permitted',
      rule: 'DEL-5',
      facts: { category: 'personal.time', permits: ['operations', 'family.backup'] },
    });
    for (const name of ['weather', 'constructor'])
      expect(fault(name)).toEqual({ code: 'unknown-category', rule: 'DEL-5', facts: { category: name } });
  });

  it('DEL-5 is refused where nobody delegates', () => {
    expect(fault('operations', { delegation: null })).toEqual({
      code: 'switched-off',
      rule: 'DEL-5',
      facts: { section: 'delegation' },
    });
  });

  it('DEL-5 AUT-1 is refused where each act is signed in its own decision; where ballots alone are, it stands', () => {
    expect(fault('operations', { signatures: 'all' })).toEqual({
      code: 'switched-off',
      rule: 'DEL-5',
      facts: { section: 'standing disclosures' },
    });
    expect(fault('operations', { signatures: 'ballots' })).toBeUndefined();
  });
});

/** What a charter may ask of endorsers (CHA-2, PRO-2). */
import { expect, it } from 'vitest';
import { amended, faultsOf, loaded } from './documents.ts';

const operations = '/categories/operations/endorsers';
const five = { count: 5, window: '30 days' };

it.each<[string, Record<string, unknown>, string[]]>([
  ['no endorser', { [operations]: { ...five, count: 0 } }, [`${operations}/count: is too low`]],
  ['101 endorsers', { [operations]: { ...five, count: 101 } }, [`${operations}/count: is too high`]],
  [
    'endorsers for no time that is said',
    { [operations]: { count: 5 } },
    [`${operations}/window: is missing`],
  ],
  [
    'endorsers who have less than an hour',
    { [operations]: { ...five, window: '59m' } },
    [`${operations}/window: is shorter than an hour`],
  ],
  [
    'endorsers of what its author decides alone',
    { '/categories/personal.time/endorsers': five },
    ['/categories/personal.time/endorsers: has no place in tier 1'],
  ],
  [
    'endorsers of the question of a veto',
    { '/categories/veto-question/endorsers': five },
    ['/categories/veto-question/endorsers: is of what opens by itself, and no member submits'],
  ],
  [
    'more endorsers than seats',
    { [operations]: five, '/tiers/council/seats': 4 },
    [`${operations}/count: is more than there are seats`],
  ],
])('CHA-2 PRO-2 refuses a charter for %s', (_what, changes, faults) => {
  expect(faultsOf(amended(changes))).toEqual(faults);
});

it.each<[string, Record<string, unknown>]>([
  ['one, within an hour', { [operations]: { count: 1, window: '1h' } }],
  ['a hundred', { [operations]: { ...five, count: 100 } }],
  ['as many as there are seats', { [operations]: five, '/tiers/council/seats': 5 }],
  ['some of a family', { '/categories/family.development/endorsers': { count: 1, window: '24h' } }],
])('CHA-2 PRO-2 a charter may ask for %s', (_what, changes) => {
  expect(faultsOf(amended(changes))).toEqual([]);
});

it('PRO-2 a category that does not say asks for none', () => {
  const { charter } = loaded(amended({ [operations]: five }));
  expect(charter.categories['operations']?.endorsers).toEqual({ count: 5, window: 30 * 24 * 3_600_000 });
  expect(charter.categories['infrastructure']).not.toHaveProperty('endorsers');
});

/** Quorums and thresholds by numbers and by seats, and where a charter contradicts itself in them (CHA-2, TIE-4, VOT-1). */
import { expect, it } from 'vitest';
import { amended, faultsOf, loaded } from './documents.ts';

type Row = [what: string, changes: Record<string, unknown>, faults: string[]];

const seven = { '/tiers/council/seats': 7 };
const half = { num: 1, den: 2 };

it.each<Row>([
  [
    'a quorum of more than no votes',
    { '/tiers/council/quorum': { num: 0, den: 1, strict: true } },
    ['/tiers/council/quorum: is a quorum of more than no votes: {num: 0, den: 1, least: 1} says so'],
  ],
  [
    'a quorum of more than all',
    { '/categories/operations/quorum': { num: 2, den: 2, strict: true } },
    ['/categories/operations/quorum: is a quorum of more than all, never reached'],
  ],
  [
    'a quorum of at least nobody',
    { '/tiers/council/quorum': { ...half, least: 0 } },
    ['/tiers/council/quorum/least: is too low'],
  ],
  [
    'a quorum of votes against',
    { '/tiers/council/quorum': { ...half, of: 'against' } },
    ['/tiers/council/quorum/of: is none of what it may be'],
  ],
  [
    'votes against of less than none',
    { '/tiers/council/threshold': { num: 2, den: 3, most: -1 } },
    ['/tiers/council/threshold/most: is too low'],
  ],
  [
    'more votes than there are seats',
    {
      ...seven,
      '/tiers/council/quorum': { ...half, least: 8 },
      '/categories/operations/threshold': { num: 2, den: 3, least: 9 },
    },
    [
      '/tiers/council/quorum/least: is more than there are seats',
      '/categories/operations/threshold/least: is more than there are seats',
    ],
  ],
  [
    'seats that are nowhere said',
    {
      '/tiers/council/threshold': { num: 2, den: 3, of: 'seats' },
      '/tiers/family/threshold': { num: 2, den: 3, of: 'seats' },
      '/categories/existential-risk/threshold': { num: 4, den: 5, of: 'seats' },
    },
    ['tiers/council', 'tiers/family', 'categories/existential-risk'].map(
      (at) => `/${at}/threshold/of: is seats, and the tier does not say how many there are`,
    ),
  ],
  [
    'seats of families, and of nobody but the author',
    { '/tiers/family/seats': 3, '/tiers/personal/seats': 1 },
    ['/tiers/personal/seats: has no place in tier 1', '/tiers/family/seats: has no place in tier 2'],
  ],
  [
    'seats where no tier is asked',
    { ...seven, '/emergency/override/threshold': { num: 3, den: 4, of: 'seats' } },
    ['/emergency/override/threshold/of: is seats, which only a tier has'],
  ],
  [
    'half of the seats, which as many against can stand beside',
    { ...seven, '/categories/operations/threshold': { ...half, of: 'seats' } },
    ['/categories/operations/threshold: is not more than half'],
  ],
])('CHA-2 refuses a charter for %s, and for nothing else', (_what, changes, faults) => {
  expect(faultsOf(amended(changes)).toSorted()).toEqual(faults.toSorted());
});

it('VOT-1, TIE-4 what a charter says of seats and numbers is what its categories are judged by', () => {
  const { charter } = loaded(
    amended({
      ...seven,
      '/tiers/council/quorum': { ...half, strict: true, of: 'for', least: 7 },
      '/tiers/council/threshold': { num: 3, den: 4, of: 'seats' },
      '/categories/operations/threshold': { ...half, strict: true, least: 7, most: 0 },
      '/categories/external-relations/threshold': { num: 2, den: 3, of: 'decisive', least: 3 },
    }),
  );
  const { infrastructure, operations, 'external-relations': relations } = charter.categories;
  const seats = { of: 'seats', seats: 7, unanimous: false };
  expect(infrastructure).toMatchObject({
    threshold: { num: 3, den: 4, strict: false, ...seats },
    quorum: { num: 1, den: 2, strict: true, of: 'for', least: 7 },
  });
  expect(operations?.threshold).toEqual({ ...half, strict: true, least: 7, most: 0, ...seats });
  expect(relations?.threshold).toEqual({
    num: 2,
    den: 3,
    strict: false,
    unanimous: false,
    of: 'decisive',
    least: 3,
  });
});

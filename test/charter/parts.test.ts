/** Majorities of parts of the electorate, and where a charter contradicts itself in them (CHA-2, VOT-1). */
import { expect, it } from 'vitest';
import { amended, faultsOf, loaded } from './documents.ts';

const more = { num: 1, den: 2, strict: true };
const asks = (parts: object, of: object = {}) => ({ num: 1, den: 2, strict: true, ...of, parts });
const council = '/tiers/council/threshold';
const operations = '/categories/operations/threshold';

it.each<[string, Record<string, unknown>, string[]]>([
  [
    'neither each part nor most of them',
    { [operations]: asks({ by: 'family' }) },
    [
      `${operations}/parts: must say one of two: each, what it takes in every part, or most, in how many parts more than half`,
    ],
  ],
  [
    'each part and most of them',
    { [operations]: asks({ by: 'family', each: more, most: more }) },
    [
      `${operations}/parts: must say one of two: each, what it takes in every part, or most, in how many parts more than half`,
    ],
  ],
  [
    'parts by age',
    { [operations]: asks({ by: 'age', each: more }) },
    [`${operations}/parts/by: is none of what it may be`],
  ],
  [
    'a share that nobody is enough for, and one that is never reached',
    {
      [operations]: asks({ by: 'kind', each: { num: 0, den: 2 } }),
      [council]: asks({ by: 'kind', most: { num: 3, den: 3, strict: true } }),
    },
    [
      `${council}/parts/most: is more than all, never reached`,
      `${operations}/parts/each: is a share of 0, which nobody is enough for`,
    ],
  ],
  [
    'families where one family decides',
    {
      '/tiers/family/threshold': asks({ by: 'family', most: more }),
      '/categories/family.pooling/threshold': asks({ by: 'family', each: more }),
    },
    [
      '/tiers/family/threshold/parts/by: is family, and one family decides',
      '/categories/family.pooling/threshold/parts/by: is family, and one family decides',
    ],
  ],
  [
    'parts of seats',
    {
      '/tiers/council/seats': 7,
      [council]: asks({ by: 'family', each: more }, { of: 'seats' }),
      [operations]: asks({ by: 'role', most: more }),
    },
    [
      `${council}/parts: are of seats, and nobody says whose the vacant ones are`,
      `${operations}/parts: are of seats, and nobody says whose the vacant ones are`,
    ],
  ],
  [
    'parts outside of tiers and categories',
    {
      '/conflicts/arbitration/threshold': asks({ by: 'family', most: more }),
      '/emergency/override/threshold': asks({ by: 'kind', each: more }),
    },
    [
      '/emergency/override/threshold/parts: are asked for, which only tiers and categories have',
      '/conflicts/arbitration/threshold/parts: are asked for, which only tiers and categories have',
    ],
  ],
  [
    'silence that passes families over',
    { [operations]: asks({ by: 'family', most: more }), '/categories/operations/adopts': 'consent' },
    [
      '/categories/operations/adopts: is not vote, and its threshold asks for majorities of parts, which silence would pass over',
    ],
  ],
  [
    'silence that passes families of the tier over',
    {
      [council]: asks({ by: 'family', most: more }),
      [operations]: undefined,
      '/categories/operations/adopts': 'lazy',
      '/lazy': { window: '72h' },
    },
    [
      '/categories/operations/adopts: is not vote, and its threshold asks for majorities of parts, which silence would pass over',
    ],
  ],
])('CHA-2 VOT-1 refuses %s', (_what, changes, faults) => {
  expect(faultsOf(amended(changes))).toEqual(expect.arrayContaining(faults));
});

const loadedCharter = (changes: Record<string, unknown>) => loaded(amended(changes)).charter;

it('CHA-2 VOT-1 takes a majority of the whole and of most families, and of each kind in a family', () => {
  const { tiers, categories } = loadedCharter({
    [operations]: asks({ by: 'family', most: more }),
    '/tiers/family/threshold': { num: 2, den: 3, parts: { by: 'kind', each: { num: 1, den: 3 } } },
  });
  expect(categories.operations?.threshold).toEqual({
    ...asks({ by: 'family', most: more }),
    unanimous: false,
    of: 'decisive',
  });
  expect(tiers.family?.threshold?.parts).toEqual({ by: 'kind', each: { num: 1, den: 3 } });
});

it('VOT-1 a category’s own threshold asks for parts only where it says so itself', () => {
  const { categories } = loadedCharter({
    [council]: asks({ by: 'family', most: more }),
    [operations]: { num: 3, den: 4 },
  });
  expect(categories.operations?.threshold?.parts).toBeUndefined();
  expect(Object.values(categories).some(({ threshold }) => threshold?.parts !== undefined)).toBe(true);
});

/** Thresholds that a minority would reach, or that one ballot box reaches and rejects at once (CHA-2, DEA-1). */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import type { Threshold } from '../../charter/thresholds.ts';
import { verdict } from '../../rules/polls/deadlock.ts';
import { reached } from '../../rules/polls/threshold.ts';
import { amended, faultsOf, loaded } from './documents.ts';

type Row = [what: string, changes: Record<string, unknown>, faults: string[]];

const share = (num: number, den: number, more = {}) => ({ num, den, ...more });
const minority = 'is not more than half';
const rejecting = '/deadlock/rejectWhenAgainst: rejects what reaches a threshold at once';

/** No other threshold of votes than that of operations, which has none of its own either. */
const allUnanimous = {
  '/tiers/council/threshold': 'unanimous',
  '/tiers/family/threshold': 'unanimous',
  '/categories/operations/threshold': undefined,
  '/categories/existential-risk/threshold': undefined,
  '/categories/emergency-removal/threshold': undefined,
  '/categories/constitutional/threshold': undefined,
};

const thresholds: Row[] = [
  [
    'one vote in a million',
    { '/categories/operations/threshold': share(1, 1_000_000) },
    [`/categories/operations/threshold: ${minority}`, rejecting],
  ],
  [
    'a third, beside what rejects',
    { '/categories/operations/threshold': share(1, 3) },
    [`/categories/operations/threshold: ${minority}`, rejecting],
  ],
  [
    'exactly half of those who take part',
    { '/categories/resources/threshold': share(1, 2, { of: 'participating' }) },
    [`/categories/resources/threshold: ${minority}`],
  ],
  [
    'exactly half of the electorate, which as many against can stand beside',
    { '/tiers/council/threshold': share(1, 2, { of: 'electorate' }) },
    [`/tiers/council/threshold: ${minority}`],
  ],
  ['half of a family', { '/tiers/family/threshold': share(1, 2) }, [`/tiers/family/threshold: ${minority}`]],
  [
    'polls that a minority decides',
    {
      '/vetoes/lift': share(1, 2),
      '/emergency/override/threshold': share(1, 4),
      '/emergency/ratification/threshold': share(0, 1, { strict: true }),
      '/conflicts/arbitration/threshold': share(1, 2),
    },
    [
      `/vetoes/lift: ${minority}`,
      `/emergency/override/threshold: ${minority}`,
      `/emergency/ratification/threshold: ${minority}`,
      `/conflicts/arbitration/threshold: ${minority}`,
    ],
  ],
  [
    'one against in three, which two thirds for leave room for',
    { '/deadlock/rejectWhenAgainst': share(1, 3) },
    [rejecting],
  ],
  ['any vote against', { '/deadlock/rejectWhenAgainst': share(0, 1, { strict: true }) }, [rejecting]],
];

it.each(thresholds)('CHA-2 refuses a charter for %s, and for nothing else', (_what, changes, faults) => {
  expect(faultsOf(amended(changes)).toSorted()).toEqual(faults.toSorted());
});

it.each<[string, Record<string, unknown>]>([
  [
    'more than a third against, which two thirds for leave no room for',
    {
      '/deadlock/rejectWhenAgainst': share(1, 3, { strict: true }),
      '/categories/operations/threshold': share(2, 3),
    },
  ],
  [
    'any share that rejects, where all must adopt',
    { ...allUnanimous, '/deadlock/rejectWhenAgainst': share(1, 100) },
  ],
  [
    'more than half of the electorate',
    { '/tiers/council/threshold': share(1, 2, { strict: true, of: 'electorate' }) },
  ],
])('CHA-2 does not refuse a charter for %s', (_what, changes) => {
  expect(faultsOf(amended(changes))).toEqual([]);
});

it('CHA-2 VET-2 the question of a veto has the threshold of /vetoes/lift, and the quorum of its tier', () => {
  const changes = {
    '/vetoes/lift': share(4, 5),
    '/tiers/council/threshold': share(3, 5, { of: 'participating' }),
  };
  expect(loaded(amended(changes)).charter.categories['veto-question']).toMatchObject({
    threshold: { num: 4, den: 5, strict: false, unanimous: false, of: 'participating' },
    quorum: { num: 3, den: 4 },
  });
});

describe('any threshold', () => {
  const threshold = fc
    .record({ den: fc.integer({ min: 1, max: 12 }), strict: fc.boolean() })
    .chain(({ den, strict }) => fc.integer({ min: 0, max: den }).map((num) => ({ num, den, strict })))
    .filter(({ num, den, strict }) => num < den || !strict);
  const bases = fc.constantFrom<Threshold['of'][]>('decisive', 'participating', 'electorate');

  /** Every ballot box of so many electors who all vote, for or against. */
  const boxes = (electorate: number) =>
    Array.from({ length: electorate + 1 }, (_, yes) => ({
      for: yes,
      against: electorate - yes,
      abstain: 0,
      electorate,
      participating: electorate,
    }));

  it.prop([threshold, bases], { numRuns: 300 })(
    'CHA-2 VOT-1 is refused where, and only where, it adopts with no more for than against',
    (one, of) => {
      const rule: Threshold = { ...one, of, unanimous: false };
      const adopts = boxes(2 * one.den).some((box) => box.for <= box.against && reached(rule, null, box));
      const faults = faultsOf(amended({ '/categories/resources/threshold': { ...one, of } }));
      expect(faults.includes(`/categories/resources/threshold: ${minority}`)).toBe(adopts);
    },
  );

  it.prop([threshold, threshold.filter(({ num, strict }) => num > 0 || strict), bases], { numRuns: 300 })(
    'CHA-2 DEA-1 is refused with a share that rejects where, and only where, one ballot box does both',
    (one, rejectWhenAgainst, of) => {
      const rule: Threshold = { ...one, of, unanimous: false };
      const never: Threshold = { num: 1, den: 1, strict: true, unanimous: false, of };
      const deadlock = { rejectWhenAgainst, extraRounds: 1, deferral: 1, guardianNeeds: { num: 1, den: 2 } };
      // So many that each share is a whole number of them, and one lies between any two.
      const both = boxes(2 * one.den * rejectWhenAgainst.den).some(
        (box) =>
          reached(rule, null, box) &&
          verdict(box, { threshold: never, quorum: null }, deadlock) === 'rejected',
      );
      const faults = faultsOf(
        amended({
          ...allUnanimous,
          '/categories/operations/threshold': { ...one, of },
          '/deadlock/rejectWhenAgainst': rejectWhenAgainst,
        }),
      );
      expect(faults.includes(rejecting)).toBe(both);
    },
  );
});

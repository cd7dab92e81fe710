/** Which categories may adopt by consent or lazily, and in what (CHA-2, CON-3). */
import { expect, it } from 'vitest';
import { amended, faultsOf, loaded } from './documents.ts';

const operations = '/categories/operations';
const lazy = { [`${operations}/adopts`]: 'lazy', '/lazy': { window: '72h' } };
const consent = { [`${operations}/adopts`]: 'consent' };
const beside = 'is not vote, and has no place beside what others than the electors decide';
const greater = 'is not vote, and its actions are not all lesser ones';

it.each<[string, Record<string, unknown>, string[]]>([
  [
    'silence that adopts what takes everybody',
    { ...lazy, [`${operations}/threshold`]: 'unanimous' },
    [`${operations}/adopts: is lazy, and its threshold is unanimous`],
  ],
  [
    'silence that adopts what takes everybody of the tier',
    {
      ...lazy,
      [`${operations}/threshold`]: undefined,
      '/tiers/council/threshold': 'unanimous',
    },
    [`${operations}/adopts: is lazy, and its threshold is unanimous`],
  ],
  [
    'silence for no time that is said',
    { ...lazy, '/lazy': undefined },
    [`${operations}/adopts: is lazy, and the charter has no /lazy to say how long`],
  ],
  [
    'a window that no category has',
    { '/lazy': { window: '72h' } },
    ['/lazy: is for categories that adopt lazily, and there is none'],
  ],
  [
    'less time to block than to review',
    { ...lazy, '/lazy': { window: '71h' } },
    ['/lazy/window: is shorter than the review that it stands for'],
  ],
  [
    'consent without a round',
    { ...consent, '/discussion/rounds': 0 },
    [`${operations}/adopts: is consent, and the charter has no rounds to find it in`],
  ],
  [
    'consent beside an approval',
    { ...consent, [`${operations}/approval`]: true },
    [`${operations}/adopts: ${beside}`],
  ],
  [
    'silence beside an appeal',
    { ...lazy, [`${operations}/appeal`]: true },
    [`${operations}/adopts: ${beside}`],
  ],
  [
    'silence beside a gate',
    { ...lazy, [`${operations}/gates`]: ['resources'] },
    [`${operations}/adopts: ${beside}`],
  ],
  [
    'judgement by consent',
    { '/categories/justice/adopts': 'consent' },
    [`/categories/justice/adopts: ${beside}`, `/categories/justice/adopts: ${greater}`],
  ],
  [
    'permanent allocations in silence',
    { ...lazy, '/categories/resources/adopts': 'lazy' },
    [`/categories/resources/adopts: ${greater}`],
  ],
  [
    'an author who consents',
    { '/categories/personal.time/adopts': 'consent' },
    ['/categories/personal.time/adopts: has no place in tier 1'],
  ],
  [
    'the question of a veto by consent',
    { '/categories/veto-question/adopts': 'consent' },
    ['/categories/veto-question/adopts: is not vote, and the question of a veto is voted on'],
  ],
  [
    'adoption by lot',
    { [`${operations}/adopts`]: 'lot' },
    [`${operations}/adopts: is none of what it may be`],
  ],
])('CHA-2 CON-3 refuses a charter for %s, and for nothing else', (_what, changes, faults) => {
  expect(faultsOf(amended(changes))).toEqual(faults);
});

it.each<[string, Record<string, unknown>]>([
  ['lazily, in a window as long as the review', lazy],
  ['lazily, in an hour, where there is no review', { ...lazy, '/lazy': { window: '1h' }, '/review': null }],
  ['by consent, for what takes everybody', { ...consent, [`${operations}/threshold`]: 'unanimous' }],
  ['by votes, whatever they do', { '/categories/justice/adopts': 'vote' }],
])('CON-3 a category may adopt %s', (_what, changes) => {
  expect(faultsOf(amended(changes))).toEqual([]);
});

it('CON-3 what adopts by votes says so by silence, in a record as in a charter', () => {
  const { charter } = loaded(amended({ ...lazy, '/categories/infrastructure/adopts': 'vote' }));
  expect(charter.categories.operations).toMatchObject({ adopts: 'lazy' });
  expect(charter.categories.infrastructure).not.toHaveProperty('adopts');
  expect(charter.lazy).toEqual({ window: 72 * 3_600_000 });
});

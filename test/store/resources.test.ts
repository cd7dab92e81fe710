/** What is free of a resource, and when the first of what is given ends (ALC-4). */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { holdersOf, listAllocations } from '../../store/council/holdings.ts';
import { importMembers } from '../../store/council/member-import.ts';
import { listResources } from '../../store/council/resources.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { five } from '../support/people.ts';

const start = '2026-03-02T09:00:00.000Z';
const beforeEnd = '2026-03-05T08:59:59.999Z';
const end = '2026-03-05T09:00:00.000Z';
const later = '2026-03-09T09:00:00.000Z';

let database: TestDatabase;
beforeEach(async () => {
  database = await createDatabase();
});
afterEach(() => database.drop());

it('ALC-4 what ends is free at its end and not a millisecond before; what nothing bounds has nothing free', async () => {
  const { db } = database;
  const resources = [
    { id: 'light', unit: 'hour', total: null, held: [] },
    { id: 'water', unit: 'litre', total: 10, held: [] },
  ];
  await importMembers(db, { families: [], members: five, resources, by: null, at: start });
  const given = { resource: 'water', starts: start, permanent: false };
  for (const [to_member, amount, until] of [
    ['anna', 3, end],
    ['ben', 4, later],
  ] as const)
    await db
      .insertInto('allocations')
      .values({ ...given, to_member, amount, until, decision: null, to_family: null, source: null })
      .execute();
  const water = async (at: string) => (await listResources(db, { at, after: 'light', limit: 9 }))[0];
  expect(await water(beforeEnd)).toMatchObject({ allocated: 7, free: 3, nextEnd: end, definedAt: start });
  expect(await water(end)).toMatchObject({ allocated: 4, free: 6, nextEnd: later });
  expect(await water(later)).toMatchObject({ allocated: 0, free: 10, nextEnd: null });
  expect((await listResources(db, { at: start, limit: 9 }))[0]).toMatchObject({
    id: 'light',
    total: null,
    free: null,
  });
  const holders = async (at: string, isInForce: boolean) =>
    (await listAllocations(db, { at, resource: 'water', isInForce, limit: 9 })).map(({ to }) => to);
  expect(await holders(beforeEnd, true)).toEqual(['ben', 'anna']);
  expect(await holders(end, true)).toEqual(['ben']);
  expect(await holders(end, false)).toEqual(['anna']);
  // Who is next to lose what they hold comes first, page by page; what is over is in none of these.
  const ends = async (at: string, endsAfter?: { until: string; place: number }) =>
    listAllocations(db, { at, order: 'ends', endsAfter, limit: 1 });
  const [first] = await ends(beforeEnd);
  expect(first).toMatchObject({ to: 'anna', until: end });
  const last = await ends(beforeEnd, { until: end, place: first?.place ?? 0 });
  expect(last).toMatchObject([{ to: 'ben', until: later }]);
  expect(await ends(beforeEnd, { until: later, place: last[0]?.place ?? 0 })).toEqual([]);
  expect(await ends(end)).toMatchObject([{ to: 'ben' }]);
  const sums = async (at: string) => holdersOf(db, { resource: 'water', at, limit: 9 });
  expect(await sums(beforeEnd)).toEqual([
    { to: 'anna', amount: 3, passedOn: 0, nextEnd: end },
    { to: 'ben', amount: 4, passedOn: 0, nextEnd: later },
  ]);
  expect(await sums(end)).toEqual([{ to: 'ben', amount: 4, passedOn: 0, nextEnd: later }]);
  expect(await sums(later)).toEqual([]);
});

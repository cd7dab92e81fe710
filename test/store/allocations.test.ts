/** Two that are done at once on what somebody holds: nobody holds what is free, and nothing outlives what it came from (ALC-1, ALC-2, MEM-2). */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { performAllocation } from '../../activities/actions/allocations.ts';
import { endAllocation, grantedThrough } from '../../store/council/allocation-ends.ts';
import { grantAllocation, partsOf } from '../../store/council/allocations.ts';
import { databaseClock } from '../../store/postgres/clock.ts';
import type { Trx } from '../../store/postgres/database.ts';
import { importMembers } from '../../store/council/member-import.ts';
import { resourceAt, lockResource } from '../../store/council/resources.ts';
import { setStatus } from '../../store/council/status.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { person } from '../support/people.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
  const members = ['wren', 'finn', 'mira', 'opal'].map((id) =>
    person(id, { family: id === 'opal' ? 'ash' : null }),
  );
  const resources = ['water', 'land', 'salt'].map((id) => ({ id, unit: 'unit', total: 10, held: [] }));
  const families = [{ id: 'ash', name: 'Ash' }];
  const at = await databaseClock(database.db);
  await importMembers(database.db, { families, members, resources, by: null, at });
});
afterAll(() => database.drop());

const departs = (id: string) => setStatus(database.db, databaseClock, { id, by: id, status: 'departed' });
const allocated = async (resource: string) =>
  (await resourceAt(database.db, resource, await databaseClock(database.db))).allocated;
const given = (trx: Trx, resource: string, to: string | { readonly family: string }) =>
  performAllocation(
    trx,
    databaseClock,
    { type: 'allocation.grant', resource, amount: 4, to, permanent: true },
    { ...by(randomUUID()), reversal: false },
  );
const by = (decision: string) => ({ decision, first: decision });

/** Answers once somebody waits for a row that another transaction holds. */
const waiting = () =>
  vi.waitUntil(async () => {
    const { rows } =
      await sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
        database.db,
      );
    return rows.length > 0;
  });

describe('what is given to who departs at the same moment', () => {
  it.each([
    { resource: 'water', who: 'wren', to: 'wren' },
    { resource: 'land', who: 'opal', to: { family: 'ash' } },
  ])('ALC-2 MEM-2 is free again: $resource', async ({ resource, who, to }) => {
    let departing: Promise<unknown> = Promise.resolve();
    await database.db.transaction().execute(async (trx) => {
      await given(trx, resource, to);
      departing = departs(who);
      await waiting();
    });
    await departing;
    expect(await allocated(resource)).toBe(0);
    const again = database.db.transaction().execute((trx) => given(trx, resource, to));
    await expect(again).rejects.toThrow('is none any more');
  });
});

describe('what is passed on while that which it comes from ends', () => {
  it('ALC-2 ALC-3 EMG-2 ends with it, and its timer is among those that are told', async () => {
    const [decision, passing] = [randomUUID(), randomUUID()];
    const { db } = database;
    const starts = await databaseClock(db);
    const until = new Date(Date.parse(starts) + 86_400_000).toISOString();
    const grant = { resource: 'salt', amount: 4, starts, until, reversal: false };
    await db.transaction().execute((trx) => grantAllocation(trx, { ...grant, decision, to: 'finn' }, null));
    let ending: Promise<unknown> = Promise.resolve();
    await db.transaction().execute(async (trx) => {
      await lockResource(trx, 'salt');
      const found = await partsOf(trx, grant, 'finn', starts);
      if ('refusal' in found) throw new Error('finn holds it');
      await grantAllocation(trx, { ...grant, decision: passing, to: 'mira' }, found.parts);
      ending = databaseClock(db).then((at) =>
        db.transaction().execute((other) => endAllocation(other, decision, at)),
      );
      await waiting();
    });
    await ending;
    const told = await grantedThrough(db, decision);
    expect(told.map(({ decision: of }) => of).toSorted()).toEqual([decision, passing].toSorted());
    const { rows } = await sql`select from allocations where resource = 'salt' and until >= ${until}`.execute(
      db,
    );
    expect(rows).toHaveLength(0);
  });
});

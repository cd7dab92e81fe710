/** What a dissolved family leaves: no more than it held, and no longer than who gave it lets it last; and what comes at the same moment (MEM-7, ALC-1, ALC-2, EMG-2). */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { performAllocation } from '../../activities/actions/allocations.ts';
import { familyFault } from '../../rules/council/families.ts';
import { endAllocation, grantedThrough } from '../../store/council/allocation-ends.ts';
import { grantAllocation, lockHolders, partsOf } from '../../store/council/allocations.ts';
import { dissolve, familyStanding, lockDissolution } from '../../store/families/family-actions.ts';
import { listAllocations } from '../../store/council/holdings.ts';
import { importMembers } from '../../store/council/member-import.ts';
import { leaveByWord } from '../../store/families/leaving.ts';
import { lockMembers } from '../../store/council/member-actions.ts';
import { addResource, resourceAt } from '../../store/council/resources.ts';
import { changeStatus, lockStatus, setStatus } from '../../store/council/status.ts';
import { databaseClock } from '../../store/postgres/clock.ts';
import { found } from '../../store/families/foundings.ts';
import type { Holder, Share } from '../../rules/model.ts';
import { charter } from '../rules/charter.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { person } from '../support/people.ts';

const families = ['ash', 'birch', 'cedar'];
let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
  const members = families.flatMap((family) =>
    [1, 2].map((place) => person(`${family}-${place}`, { family })),
  );
  const resources = ['water', 'salt'].map((id) => ({ id, unit: 'unit', total: 10, held: [] }));
  const at = await databaseClock(database.db);
  await importMembers(database.db, {
    families: families.map((id) => ({ id, name: id })),
    members,
    resources,
    by: null,
    at,
  });
});
afterAll(() => database.drop());

/** Answers once somebody waits for a row that another transaction holds. */
const waiting = () =>
  vi.waitUntil(async () => {
    const { rows } =
      await sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
        database.db,
      );
    return rows.length > 0;
  });
const days = (from: string, more: number) => new Date(Date.parse(from) + more * 86_400_000).toISOString();
/** Given by the council, or out of what a family holds; answers the decision. */
const given = async (
  resource: string,
  amount: number,
  to: Holder,
  { by = null, until = null }: { readonly by?: Holder | null; readonly until?: string | null } = {},
): Promise<string> => {
  const decision = randomUUID();
  await database.db.transaction().execute(async (trx) => {
    const starts = await databaseClock(trx);
    const found =
      by === null ? null : await partsOf(trx, { resource, amount, until: until ?? undefined }, by, starts);
    if (found !== null && 'refusal' in found) throw new Error(found.refusal.code);
    const grant = { decision, resource, amount, to, starts, until, reversal: false };
    await grantAllocation(trx, grant, found?.parts ?? null);
  });
  return decision;
};
const dissolved = (family: string, shares: readonly Share[]) =>
  database.db.transaction().execute(async (trx) => {
    await lockDissolution(trx, family, shares);
    const at = await databaseClock(trx);
    return dissolve(trx, { type: 'family.dissolve', family, shares }, { at, decision: randomUUID() });
  });
const allocated = async (resource: string) =>
  (await resourceAt(database.db, resource, await databaseClock(database.db))).allocated;
const heldOf = async (resource: string) => {
  const at = await databaseClock(database.db);
  const shown = await listAllocations(database.db, { at, resource, isInForce: true, limit: 20 });
  return shown.map(({ to, amount, until }) => ({ to, amount, until })).toReversed();
};

describe('what a dissolved family leaves', () => {
  it('MEM-7 ALC-1 counts to the total also where the family had passed it on to itself', async () => {
    await given('water', 10, { family: 'ash' });
    await given('water', 6, { family: 'ash' }, { by: { family: 'ash' } });
    await given('water', 4, { family: 'ash' }, { by: { family: 'ash' } });
    await dissolved('ash', [
      { resource: 'water', amount: 7, to: 'ash-1' },
      { resource: 'water', amount: 3, to: { family: 'birch' } },
    ]);
    expect(await heldOf('water')).toEqual([
      { to: 'ash-1', amount: 7, until: null },
      { to: { family: 'birch' }, amount: 3, until: null },
    ]);
    expect(await allocated('water')).toBe(10);
  });

  it('EMG-2 MEM-7 ALC-3 ends with the act of the emergency that had given it, through however many families it went', async () => {
    const until = days(await databaseClock(database.db), 300);
    const act = await given('salt', 4, { family: 'birch' }, { until });
    await given('salt', 2, { family: 'birch' }, { until });
    await dissolved('birch', [
      { resource: 'salt', amount: 6, to: { family: 'cedar' } },
      { resource: 'water', amount: 3, to: 'birch-1' },
    ]);
    await dissolved('cedar', [
      { resource: 'salt', amount: 5, to: 'cedar-1' },
      { resource: 'salt', amount: 1, to: 'cedar-2' },
    ]);
    expect(await allocated('salt')).toBe(6);
    const at = await databaseClock(database.db);
    await database.db.transaction().execute((trx) => endAllocation(trx, act, at));
    expect(await allocated('salt')).toBe(2);
    // Their timers are told: of the act, of birch's share, and of cedar's first.
    expect(new Set((await grantedThrough(database.db, act)).map(({ decision }) => decision)).size).toBe(3);
    expect(await allocated('water')).toBe(10);
  });
});

/** Of who is in no family, and of families of two that hold nothing. */
const crowd = async (round: string) => {
  const { db } = database;
  const at = await databaseClock(db);
  const ids = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `${round}-${name}`);
  const family = `${round}-oak`;
  const members = ids.map((id, place) => person(id, { family: place < 3 ? family : null }));
  await importMembers(db, { families: [{ id: family, name: family }], members, resources: [], by: null, at });
  return { ids, family };
};
const departs = (id: string) => setStatus(database.db, databaseClock, { id, by: id, status: 'departed' });
const founds = async (family: string, founders: readonly string[]) =>
  database.db.transaction().execute(async (trx) => {
    const at = await databaseClock(trx);
    return found(trx, { family: { id: family, name: family }, founders }, { founding: randomUUID(), at });
  });
const rowsOf = async (ids: readonly string[]) =>
  database.db.selectFrom('members').select(['id', 'family', 'status']).where('id', 'in', ids).execute();

it('MEM-7 MEM-2 nobody is put into a family who departs at the same moment', async () => {
  const { ids } = await crowd('fir');
  const founders = ids.slice(3, 5);
  let founding: Promise<unknown> = Promise.resolve();
  await database.db.transaction().execute(async (trx) => {
    const at = await databaseClock(trx);
    const before = await lockStatus(trx, founders[1]!);
    await changeStatus(trx, { id: founders[1]!, by: founders[1]!, at }, { before, after: 'departed' }, {});
    founding = expect(founds('fir', founders)).rejects.toThrow('has departed');
    await waiting();
  });
  await founding;
  // Tried again, it finds who is gone.
  expect(await founds('fir', founders)).toMatchObject({ code: 'unknown-member' });
  for (const { family } of await rowsOf(founders)) expect(family).toBeNull();
});

it('MEM-7 ALC-1 ALC-2 PRO-9 all at once nobody waits for ever, nobody is in two families, and no total is exceeded', async () => {
  const { db } = database;
  for (let round = 0; round < 10; round += 1) {
    const { ids, family } = await crowd(`elm${round}`);
    const [a, b, c, d, e, f] = ids as [string, string, string, string, string, string];
    const resource = `sand-${round}`;
    const at = await databaseClock(db);
    const sand = { id: resource, unit: 'unit', total: 10 };
    await db.transaction().execute((trx) => addResource(trx, sand, { decision: null, at }));
    await given(resource, 4, { family });
    const grant = (to: Holder) =>
      db
        .transaction()
        .execute((trx) =>
          performAllocation(
            trx,
            databaseClock,
            { type: 'allocation.grant', resource, amount: 3, to, permanent: true },
            { decision: randomUUID(), first: randomUUID(), reversal: false },
          ),
        );
    const dissolves = () =>
      db.transaction().execute(async (trx) => {
        await lockMembers(trx);
        const present = await lockHolders(trx, [d, c]);
        if (![d, c].every((to) => present.includes(to))) return;
        await lockDissolution(trx, family, [{ resource, amount: 4, to: d }]);
        const now = await databaseClock(trx);
        const action = {
          type: 'family.dissolve',
          family,
          shares: [
            { resource, amount: 3, to: d },
            { resource, amount: 1, to: c },
          ],
        } as const;
        const standing = await familyStanding(trx, action, charter(), now);
        if (familyFault(action, standing, { execution: true }) !== undefined) return;
        await dissolve(trx, action, { at: now, decision: randomUUID() });
      });
    const leaves = (member: string) =>
      leaveByWord(
        db,
        databaseClock,
        { member, family, by: member, withdraw: false, again: false },
        charter(),
      );
    const attempts = [
      () => founds(`elm${round}-new`, [f, e, d]),
      () => founds(`elm${round}-other`, [d, f]),
      dissolves,
      dissolves,
      () => grant({ family }),
      () => grant(d),
      () => grant(a),
      () => leaves(b),
      () => leaves(a),
      () => departs(c),
      () => departs(e),
    ];
    const order = attempts.map(
      (_, place) => attempts[(place * ((round % 10) + 1) + round) % attempts.length]!,
    );
    const ends = await Promise.allSettled(order.map((attempt) => attempt()));
    for (const end of ends)
      if (end.status === 'rejected')
        expect(String(end.reason)).toMatch(/is none any more|has departed|over-total|ALC-1/);
    expect(await allocated(resource)).toBeLessThanOrEqual(10);
    const rows = await rowsOf(ids);
    const gone = rows.filter(({ status }) => status === 'departed').map(({ id }) => id);
    expect(gone.toSorted()).toEqual([c, e].toSorted());
    const now = await databaseClock(db);
    const held = await listAllocations(db, { at: now, resource, isInForce: true, limit: 50 });
    for (const { to } of held) expect(gone).not.toContain(to);
    // Who founded came in together.
    const together = rows.filter((row) =>
      [`elm${round}-new`, `elm${round}-other`].includes(row.family ?? ''),
    );
    expect(together.length).not.toBe(1);
  }
});

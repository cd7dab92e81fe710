/** What a dissolved family leaves: no more than it held, and no longer than who gave it lets it last; and what comes at the same moment (MEM-7, ALC-1, ALC-2, EMG-2). */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endAllocation, grantedThrough } from '../../store/council/allocation-ends.ts';
import { grantAllocation, partsOf } from '../../store/council/allocations.ts';
import { dissolve, lockDissolution } from '../../store/council/family-actions.ts';
import { listAllocations } from '../../store/council/holdings.ts';
import { importMembers } from '../../store/council/member-import.ts';
import { resourceAt } from '../../store/council/resources.ts';
import { databaseClock } from '../../store/postgres/clock.ts';
import type { Holder, Share } from '../../rules/model.ts';
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

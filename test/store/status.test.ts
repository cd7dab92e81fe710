/** Whose word changes a status, and when it counts beside a poll that is closing (MEM-4, VOT-5). */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { sql } from 'kysely';
import { holdAbsences } from '../../store/council/absences.ts';
import { databaseClock } from '../../store/postgres/clock.ts';
import { importMembers } from '../../store/council/member-import.ts';
import { comeBack, setStatus } from '../../store/council/status.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { person } from '../support/people.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

describe('a word that comes while a poll is being closed', () => {
  const [offline, wake] = [{ notice: 0 }, 86_400_000];
  const words = {
    'the registrar’s active': (id: string) =>
      setStatus(database.db, databaseClock, { id, by: 'registrar', status: 'active' }),
    'a departure': (id: string) => setStatus(database.db, databaseClock, { id, by: id, status: 'departed' }),
    'an act': (id: string) => comeBack(database.db, databaseClock, id),
  } as const;

  it.each(Object.entries(words))(
    'MEM-4 VOT-5 %s is of an instant after the close, for which it waits',
    async (name, say) => {
      const id = name.replaceAll(/[^a-z]/g, '-');
      const opens = await databaseClock(database.db);
      await setUp(id, opens);
      let said: Promise<unknown> = Promise.resolve();
      const closedAt = await database.db.transaction().execute(async (trx) => {
        await holdAbsences(trx, id);
        said = say(id);
        await waiting();
        return databaseClock(trx);
      });
      await said;
      const { lifted_at: lifted } = await database.db
        .selectFrom('absences')
        .select('lifted_at')
        .where('member', '=', id)
        .executeTakeFirstOrThrow();
      expect(lifted! >= closedAt).toBe(true);
    },
  );

  /** An elector who is offline. */
  async function setUp(id: string, at: string): Promise<void> {
    await importMembers(database.db, { families: [], members: [person(id)], by: null, at });
    await setStatus(database.db, databaseClock, { id, by: 'registrar', status: 'offline', offline, wake });
    await database.db
      .insertInto('electors')
      .values({ electorate: id, member: id, offline: true, kind: 'person' })
      .execute();
  }

  /** Answers once somebody waits for a row that another transaction holds. */
  async function waiting(): Promise<void> {
    await vi.waitUntil(async () => {
      const { rows } =
        await sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
          database.db,
        );
      return rows.length > 0;
    });
  }
});

describe('a member who is set offline again and again', () => {
  const wake = 86_400_000;
  const start = Date.parse('2026-03-03T09:00:00.000Z');
  const says = (id: string, by: string, minutes: number) =>
    setStatus(database.db, () => Promise.resolve(new Date(start + minutes * 60_000).toISOString()), {
      id,
      by,
      status: 'offline',
      offline: { notice: 0 },
      wake,
    });
  const acts = (id: string, minutes: number) =>
    comeBack(database.db, () => Promise.resolve(new Date(start + minutes * 60_000).toISOString()), id);

  it('MEM-4 PRO-10 is so ten times in a wake by their own word, and as often by the registrar’s', async () => {
    const id = 'restless';
    await importMembers(database.db, {
      families: [],
      members: [person(id)],
      by: null,
      at: new Date(start).toISOString(),
    });
    for (let time = 0; time < 10; time += 1) {
      expect(await says(id, id, 2 * time)).toEqual({ before: 'active' });
      await acts(id, 2 * time + 1);
    }
    const refused = { refusal: { code: 'limit-reached', rule: 'MEM-4', facts: { most: 10 } } };
    expect(await says(id, id, 20)).toMatchObject(refused);
    expect(await says(id, 'registrar', 21)).toEqual({ before: 'active' });
    await acts(id, 22);
    // The first was said a whole wake ago.
    expect(await says(id, id, 24 * 60 - 1)).toMatchObject(refused);
    expect(await says(id, id, 24 * 60)).toEqual({ before: 'active' });
  });
});

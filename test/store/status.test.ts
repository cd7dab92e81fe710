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
  const offline = { notice: 0 };
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
    await setStatus(database.db, databaseClock, { id, by: 'registrar', status: 'offline', offline });
    await database.db.insertInto('electors').values({ electorate: id, member: id, offline: true }).execute();
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

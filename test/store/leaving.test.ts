/** Whoever asks and leaves: their statement ends in the server, and its connection serves the next one (AUT-2). */
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Db, openDatabase } from '../../store/postgres/database.ts';
import { forAll, forOne } from '../../store/postgres/leaving.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
/** One connection, so that whoever comes next has the one that somebody left. */
let db: Db;
beforeEach(async () => {
  database = await createDatabase();
  db = openDatabase({ url: database.url, purpose: 'reads', connections: 1, onError: () => undefined });
  return async () => {
    await db.destroy();
    await database.drop();
  };
});

const held = (on: Db, seconds: number) => sql`select pg_sleep(${seconds})`.execute(on);
const processOf = async (on: Db): Promise<number | undefined> =>
  (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(on)).rows[0]?.pid;

describe('who leaves', () => {
  it('ends the statement, whose connection serves the next one at once', async () => {
    const before = await processOf(db);
    const left = new AbortController();
    const asked = held(forOne(db, left.signal), 8);
    const refused = expect(asked).rejects.toMatchObject({ code: '57014' });
    await sleep(100);
    const from = performance.now();
    left.abort();
    expect(await processOf(db)).toBe(before);
    expect(performance.now() - from).toBeLessThan(2_000);
    await refused;
  });

  it('ends no statement of who has the connection after them', async () => {
    for (let time = 0; time < 200; time += 1) {
      const left = new AbortController();
      const asked = held(forOne(db, left.signal), 0.001).catch(() => undefined);
      setTimeout(() => left.abort(), time % 4);
      await expect(held(db, 0.003)).resolves.toBeDefined();
      await asked;
    }
  });

  it('ends a transaction, of which nothing more is done', async () => {
    const left = new AbortController();
    const asked = forOne(db, left.signal)
      .transaction()
      .execute(async (trx) => {
        await sql`create table kept ()`.execute(trx);
        left.abort();
        await sql`create table more ()`.execute(trx);
      });
    await expect(asked).rejects.toThrow('whoever asked has left');
    const { rows } = await sql`select from pg_class where relname in ('kept', 'more')`.execute(db);
    expect(rows).toEqual([]);
  });

  it('has nothing more begun for them, and others everything', async () => {
    const theirs = forOne(db, AbortSignal.abort());
    await expect(processOf(theirs)).rejects.toThrow('whoever asked has left');
    await expect(processOf(forAll(theirs))).resolves.toEqual(expect.any(Number));
  });
});

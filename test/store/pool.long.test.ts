/** Connections that break, go silent or are all taken: every wait ends, and what comes after finds a connection that works. */
import { sql } from 'kysely';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { type Db, migrate, openDatabase } from '../../store/postgres/database.ts';
import type { Bounds, Purpose } from '../../store/postgres/purposes.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { startProxy } from '../support/proxy.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await createDatabase();
  return () => database.drop();
});

const broken: string[] = [];
function open(url: string, purpose: Purpose, otherwise: Partial<Bounds> = {}): Db {
  broken.length = 0;
  const db = openDatabase({ url, purpose, ...otherwise, onError: ({ message }) => broken.push(message) });
  onTestFinished(() => db.destroy());
  return db;
}

const one = (db: Db) => sql<{ one: number }>`select 1 as one`.execute(db).then(({ rows }) => rows[0]?.one);
const held = (db: Db, milliseconds: number) => sql`select pg_sleep(${milliseconds / 1000})`.execute(db);
const pidOf = async (db: Db): Promise<number> =>
  (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)).rows[0]!.pid;
const took = async (act: Promise<unknown>): Promise<number> => {
  const from = Date.now();
  await act.catch(() => undefined);
  return Date.now() - from;
};

describe('a connection that is lost in silence', () => {
  it('is given up a second after the statement had to end, and never handed out again', async () => {
    const proxy = await startProxy(database.url);
    onTestFinished(() => proxy.close());
    const db = open(proxy.url, 'reads', { connections: 1, statement: 500 });
    expect(await one(db)).toBe(1);
    proxy.silence();
    await expect(one(db)).rejects.toMatchObject({ code: 'ETIMEDOUT' });
    expect(broken).toEqual(['the database has not answered within 1500 ms']);
    expect(await one(db)).toBe(1);
  });

  it('ends its transaction at once, without waiting for the answer to a rollback', async () => {
    const proxy = await startProxy(database.url);
    onTestFinished(() => proxy.close());
    const db = open(proxy.url, 'writes', { connections: 1, statement: 1_000 });
    const lost = db.transaction().execute(async (trx) => {
      await one(trx);
      proxy.silence();
      await one(trx);
    });
    expect(await took(lost)).toBeLessThan(3_500);
    expect(await one(db)).toBe(1);
  });

  it('is found within seconds where its statement may take minutes, and one that takes long is left alone', async () => {
    const proxy = await startProxy(database.url);
    onTestFinished(() => proxy.close());
    const [lossy, sound] = [open(proxy.url, 'work', { connections: 1 }), open(database.url, 'work')];
    await Promise.all([one(lossy), one(sound)]);
    const slow = held(sound, 12_000);
    proxy.silence();
    const from = Date.now();
    await expect(one(lossy)).rejects.toMatchObject({ code: 'ETIMEDOUT' });
    expect(Date.now() - from).toBeLessThan(10_000);
    expect(broken).toEqual(['the database has not answered a query that it is not at']);
    expect(await one(lossy)).toBe(1);
    await expect(slow).resolves.toBeDefined();
  });

  it('takes those beside it along: after a loss, nobody is given a connection from before it', async () => {
    const proxy = await startProxy(database.url);
    onTestFinished(() => proxy.close());
    const db = open(proxy.url, 'writes', { connections: 5, statement: 500 });
    await Promise.all(Array.from({ length: 5 }, () => held(db, 100)));
    proxy.silence();
    await expect(one(db)).rejects.toMatchObject({ code: 'ETIMEDOUT' });
    expect(await Promise.all(Array.from({ length: 5 }, () => one(db)))).toEqual([1, 1, 1, 1, 1]);
  });

  it('is found as well where the server has answered, and the answer was lost on the way', async () => {
    const proxy = await startProxy(database.url);
    onTestFinished(() => proxy.close());
    const db = open(proxy.url, 'work', { connections: 1 });
    await one(db);
    const lost = held(db, 1_000);
    await new Promise((resolve) => setTimeout(resolve, 300));
    proxy.silence();
    await expect(lost).rejects.toMatchObject({ code: 'ETIMEDOUT' });
    expect(await one(db)).toBe(1);
  });

  it('keeps no lock: the server ends a transaction whose client says nothing more', async () => {
    const proxy = await startProxy(database.url);
    onTestFinished(() => proxy.close());
    const [silent, other] = [open(proxy.url, 'writes', { idle: 500 }), open(database.url, 'writes')];
    let release = (): void => undefined;
    const waits = new Promise<void>((resolve) => (release = resolve));
    const locked = new Promise<void>((resolve, reject) => {
      silent
        .transaction()
        .execute(async (trx) => {
          await sql`select pg_advisory_xact_lock(7)`.execute(trx);
          proxy.silence();
          resolve();
          await waits;
        })
        .catch(reject);
    });
    await locked;
    const second = other.transaction().execute((trx) => sql`select pg_advisory_xact_lock(7)`.execute(trx));
    // Else the wait for the lock would end by itself, in an error.
    await expect(second).resolves.toBeDefined();
    release();
  });

  it('while nothing can be reached, opening another ends in time too', async () => {
    const proxy = await startProxy(database.url);
    onTestFinished(() => proxy.close());
    proxy.silence({ all: true });
    const db = open(proxy.url, 'reads', { connection: 300 });
    expect(await took(one(db))).toBeLessThan(1_500);
    await expect(one(db)).rejects.toThrow('connection timeout');
    proxy.pass();
    expect(await one(db)).toBe(1);
  });
});

describe('a connection that breaks', () => {
  it('in the middle of a transaction fails that, and neither the process nor what comes after it', async () => {
    const db = open(database.url, 'writes', { connections: 1 });
    const cut = db.transaction().execute(async (trx) => {
      const pid = await pidOf(trx);
      await sql`select pg_terminate_backend(${pid}, 5000)`.execute(database.db);
      await one(trx);
    });
    await expect(cut).rejects.toThrow();
    await expect.poll(() => broken).toContainEqual(expect.stringContaining('terminating connection'));
    expect(await one(db)).toBe(1);
  });

  it('ends its statement in the server, whose locks are free again', async () => {
    const proxy = await startProxy(database.url);
    const db = open(proxy.url, 'work');
    const sleeping = held(db, 60_000);
    const busy = async () => {
      const { rows } =
        await sql`select from pg_stat_activity where query like '%pg_sleep($1)%' and state = 'active'
        and datname = current_database() and pid <> pg_backend_pid()`.execute(database.db);
      return rows.length;
    };
    await expect.poll(busy).toBe(1);
    await proxy.close();
    await expect(sleeping).rejects.toThrow();
    await expect.poll(busy, { timeout: 5_000 }).toBe(0);
  });
});

describe('what takes too long', () => {
  it('is ended by the server: a statement after its time, the wait for a lock after its own', async () => {
    const db = open(database.url, 'writes', { statement: 400, lock: 100 });
    await expect(held(db, 5_000)).rejects.toMatchObject({ code: '57014' });
    await database.db.transaction().execute(async (trx) => {
      await sql`select pg_advisory_xact_lock(8)`.execute(trx);
      await expect(sql`select pg_advisory_xact_lock(8)`.execute(db)).rejects.toMatchObject({ code: '55P03' });
    });
    expect(await one(db)).toBe(1);
  });

  it('may take longer where it was opened for it: migrations and imports are not cut', async () => {
    const limits = async (purpose: Purpose) =>
      (
        await sql<{ name: string }>`select setting::int / 1000 as seconds from pg_settings
          where name in ('idle_in_transaction_session_timeout', 'lock_timeout', 'statement_timeout')
          order by name`.execute(open(database.url, purpose))
      ).rows.map((row) => (row as unknown as { seconds: number }).seconds);
    expect(await limits('reads')).toEqual([5, 2, 10]);
    expect(await limits('writes')).toEqual([5, 2, 5]);
    expect(await limits('work')).toEqual([30, 30, 300]);
    expect(await limits('setup')).toEqual([60, 3_600, 3_600]);
  });
});

describe('a pool that is full', () => {
  it('turns away at once who would be one too many in its queue, and the others after their time', async () => {
    const db = open(database.url, 'writes', { connections: 1, waiting: 2, connection: 500 });
    await one(db);
    const first = held(db, 1_200);
    const queue = [one(db), one(db)].map((wait) => ({ wait, took: took(wait) }));
    expect(await took(one(db))).toBeLessThan(200);
    await expect(one(db)).rejects.toMatchObject({ code: 'busy' });
    for (const { wait, took: waited } of queue) {
      await expect(wait).rejects.toMatchObject({ code: 'busy' });
      expect(await waited).toBeLessThan(1_100);
    }
    await first;
    expect(await one(db)).toBe(1);
  });
});

describe('a PostgreSQL that is too old', () => {
  it('is refused in words before anything is migrated', async () => {
    const { rows } = await sql<{ name: string }>`select current_setting('server_version') as name`.execute(
      database.db,
    );
    await expect(migrate(database.db, 99)).rejects.toMatchObject({
      name: 'StartError',
      message: `PostgreSQL 99 or newer is needed, this is ${rows[0]!.name}.`,
    });
    await expect(migrate(database.db, Number.parseInt(rows[0]!.name, 10))).resolves.toBeUndefined();
  });
});

/** The API when its database makes it wait: who is not concerned is answered at once, and who is, in time and in words. */
import { sql } from 'kysely';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { lockDecision } from '../../store/postgres/decision-lock.ts';
import { loadFirstCharter } from '../../store/council/charters.ts';
import { databaseClock } from '../../store/postgres/clock.ts';
import { type Db, openDatabase, type Trx } from '../../store/postgres/database.ts';
import type { Purpose } from '../../store/postgres/purposes.ts';
import { standardCharter } from '../support/charter.ts';
import { person } from '../support/people.ts';
import { withOpenPolls } from '../support/polls.ts';
import { type Proxy, startProxy } from '../support/proxy.ts';
import { type Served, serve, start } from './serve.ts';

const members = Array.from({ length: 30 }, (_, number) => person(`member-${number}`));
const closes = new Date(Date.parse(start) + 3_600_000).toISOString();

let proxy: Proxy;
let api: Served;
/** Two decisions in voting. */
let [one, another] = ['', ''];
beforeEach(async () => {
  const pools: Db[] = [];
  api = await serve({
    council: false,
    // As api/server.ts has them, through the proxy.
    databases: async (url) => {
      proxy = await startProxy(url);
      const open = (purpose: Purpose): Db => {
        const opened = openDatabase({ url: proxy.url, purpose, onError: () => undefined });
        pools.push(opened);
        return opened;
      };
      const health = open('health');
      return {
        db: open('reads'),
        writes: open('writes'),
        health: { database: () => databaseClock(health) },
      };
    },
  });
  await loadFirstCharter(api.db, { ...standardCharter(), at: start });
  const window = { kinds: ['votes'], opens: start, closes } as const;
  one = await withOpenPolls(api.db, { members, ...window });
  another = await withOpenPolls(api.db, { members: [], ...window });
  return async () => {
    await Promise.all(pools.map((pool) => pool.destroy()));
    await api.close();
    await proxy.close();
  };
});

/** Runs `act` while a transaction of somebody else holds what `take` took. */
async function during(take: (trx: Trx) => Promise<unknown>, act: () => Promise<void>): Promise<void> {
  await api.db.transaction().execute(async (trx) => {
    await take(trx);
    await act();
  });
}

const vote = async (number: number, decision: string) =>
  (await api.as(`member-${number}`)).put(`/v1/proposals/${decision}/ballot`, { choice: 'for' });
const everyone = members.map((_, number) => number);

async function answersAtOnce(paths: readonly string[], within = 1_900): Promise<void> {
  const from = Date.now();
  const answers = await Promise.all(paths.map((path) => api.anyone.get(path)));
  expect(answers.map(({ status }) => status)).toEqual(paths.map(() => 200));
  expect(Date.now() - from).toBeLessThan(within);
}

describe('a decision that is held', () => {
  it('VOT-6 answers its ballots 503 with Retry-After, and keeps nothing else waiting', async () => {
    await answersAtOnce(['/health/live', '/health/ready'], 5_000);
    await during(
      (trx) => lockDecision(trx, one, 'alone'),
      async () => {
        const waiting = Promise.all(everyone.map((number) => vote(number, one)));
        await answersAtOnce(['/v1/charter', '/health/live', '/health/ready']);
        const from = Date.now();
        expect((await vote(0, another)).status).toBe(200);
        expect(Date.now() - from).toBeLessThan(1_900);
        for (const { status, headers, body } of await waiting) {
          expect([status, headers.get('retry-after')]).toEqual([503, '2']);
          expect(body).toMatchObject({
            type: '/problems/unavailable',
            facts: { part: 'the database', reason: 'is held up by another change' },
          });
        }
      },
    );
    for (const { status } of await Promise.all(everyone.map((number) => vote(number, one))))
      expect(status).toBe(200);
  });
});

describe('reads that wait', () => {
  it('AUT-2 are answered 503 in time, and keep nobody from voting or from asking after the health', async () => {
    await during(
      (trx) => sql`lock table charters in access exclusive mode`.execute(trx),
      async () => {
        const waiting = Promise.all(everyone.map(() => api.anyone.get('/v1/charter')));
        const from = Date.now();
        expect((await vote(1, one)).status).toBe(200);
        expect(Date.now() - from).toBeLessThan(1_900);
        await answersAtOnce(['/health/live', '/health/ready']);
        for (const { status, headers, body } of await waiting) {
          expect([status, headers.get('retry-after'), body.facts.part]).toEqual([503, '2', 'the database']);
          expect(['is held up by another change', 'has no connection free']).toContain(body.facts.reason);
        }
      },
    );
    await answersAtOnce(['/v1/charter']);
  });
});

describe('reads whose clients leave', () => {
  it('AUT-2 end in the database with them, and leave its connections to who stays', async () => {
    const waiting = async (): Promise<number> => {
      const { rows } = await sql`select from pg_stat_activity where datname = current_database()
        and application_name = 'folkmoot reads' and wait_event_type = 'Lock'`.execute(api.db);
      return rows.length;
    };
    await during(
      (trx) => sql`lock table charters in access exclusive mode`.execute(trx),
      async () => {
        const leaving = new AbortController();
        const { signal } = leaving;
        // Three times as many as there are connections.
        const left = everyone.map(() => api.raw('/v1/charter', { signal }).catch(() => undefined));
        await vi.waitUntil(async () => (await waiting()) === 10, { timeout: 1_500, interval: 10 });
        leaving.abort();
        await Promise.all(left);
        // Well within the two seconds after which the wait for a lock would end by itself.
        await vi.waitUntil(async () => (await waiting()) === 0, { timeout: 1_000, interval: 10 });
        const member = await api.as('member-1');
        expect((await member.get('/v1/members')).status).toBe(200);
      },
    );
    await answersAtOnce(['/v1/charter']);
  });
});

describe('a database that is lost in silence', () => {
  it('AUT-2 is found again within seconds, and never asked on a connection that was lost', async () => {
    for (const number of everyone.slice(0, 4)) expect((await vote(number, one)).status).toBe(200);
    await answersAtOnce(everyone.map(() => '/v1/charter'));
    expect(proxy.connections()).toBeGreaterThan(2);
    proxy.silence();
    const lost = Date.now();
    const [read, ballot] = await Promise.all([api.anyone.get('/v1/charter'), vote(5, one)]);
    for (const { status, headers, body } of [read, ballot]) {
      expect([status, headers.get('retry-after')]).toEqual([503, '2']);
      expect(body.detail).toContain('the database does not answer');
    }
    expect(Date.now() - lost).toBeLessThan(10_000);
    expect((await vote(5, one)).status).toBe(200);
    await answersAtOnce(everyone.map(() => '/v1/charter'));
  });
});

describe('a database that cannot write', () => {
  const states: readonly (readonly [string, string, string])[] = [
    ['53100', 'has no space left on its disk', '30'],
    ['53200', 'is out of memory', '10'],
    ['53300', 'has no connection free', '2'],
    ['25006', 'takes no changes now: it is read only', '10'],
    ['40P01', 'is held up by another change', '2'],
    ['57014', 'took too long', '5'],
    ['57P03', 'is starting or stopping', '2'],
    ['58030', 'cannot read or write its files', '30'],
  ];
  it.each(states)('PRO-10 with %s says that it %s', async (state, reason, seconds) => {
    await sql`create function fail() returns trigger language plpgsql as ${sql.lit(
      `begin raise exception 'as it would be' using errcode = '${state}'; end`,
    )}`.execute(api.db);
    await sql`create trigger fail before insert on answers execute function fail()`.execute(api.db);
    const { status, headers, body } = await vote(0, one);
    expect([status, headers.get('retry-after')]).toEqual([503, seconds]);
    expect(body.facts).toEqual({ part: 'the database', reason });
    expect(body.detail).toBe(`the database ${reason}. With the same Idempotency-Key, nothing is done twice.`);
    await sql`drop trigger fail on answers`.execute(api.db);
    expect((await vote(0, one)).status).toBe(200);
  });

  it('PRO-10 with an error of our own making says nothing, but 500', async () => {
    await sql`alter table answers add constraint never check (number < 0)`.execute(api.db);
    expect((await vote(0, one)).body).toMatchObject({ type: '/problems/internal', status: 500 });
  });
});

describe('an acknowledgement that was lost', () => {
  it('VOT-6 is given again for the same ballot after the close, and to another it is late', async () => {
    const caller = await api.as('member-3');
    const path = `/v1/proposals/${one}/ballot`;
    const first = await caller.put(path, { choice: 'for', reason: 'It is time.' });
    api.at(closes);
    const again = await caller.put(path, { choice: 'for', reason: 'It is time.' });
    expect([again.status, again.body]).toEqual([200, first.body]);
    expect(await caller.put(path, { choice: 'against' })).toMatchObject({
      status: 409,
      body: { type: '/problems/window-closed' },
    });
  });
});

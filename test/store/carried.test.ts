/** Whose vote would be carried is not reminded of it, but told that they may still cast it (DEL-2, CNF-5). */
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { listInbox } from '../../store/inbox/notices.ts';
import { remind } from '../../store/inbox/reminders.ts';
import { openPoll, pollByNumber } from '../../store/ballots/polls.ts';
import type { Clock } from '../../store/postgres/clock.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { clockAt } from '../support/polls.ts';
import { closes, delegated, disclose, open, opens, people, vote } from './delegating.ts';

const half = '2026-03-03T21:00:00.000Z';
const beforeHalf = '2026-03-03T20:59:59.999Z';
const nineTenths = '2026-03-05T01:48:00.000Z';

let database: TestDatabase;
beforeEach(async () => {
  database = await createDatabase();
});
afterEach(() => database.drop());

const members = people(8);
const [representative, , ...others] = members as [(typeof members)[0], ...typeof members];

const reminding = (process: string, mark: string) =>
  ({ kind: 'proposal', process, act: 'ballot', opens, due: closes, mark }) as const;

/** What each is told, the newest last. */
async function told(): Promise<Record<string, string[]>> {
  const inboxes = await Promise.all(
    members.map(
      async ({ id }) => [id, await listInbox(database.db, id, { unread: false, limit: 20 })] as const,
    ),
  );
  return Object.fromEntries(
    inboxes.map(([id, notices]) => [
      id,
      notices
        .map(({ kind }) => kind)
        .filter((kind) => kind !== 'delegated')
        .toReversed(),
    ]),
  );
}

it('DEL-2 CNF-5 at the mark, not a millisecond before; who revokes or votes before it is no longer among them', async () => {
  const { db } = database;
  const id = await open(db, members, { cap: null });
  for (const from of others.slice(0, 3)) await delegated(db, from, representative);
  await disclose(db, id, representative);
  await vote(db, id, representative, 'for');
  await vote(db, id, others[0]!, 'against');
  expect(await remind(db, clockAt(beforeHalf).clock, reminding(id, half))).toBe('early');
  expect((await told()).m03).toEqual([]);
  expect(await remind(db, clockAt(half).clock, reminding(id, half))).toBe('done');
  expect(await told()).toEqual({
    m00: [],
    m01: ['due-soon'],
    m02: [],
    m03: ['vote-carried'],
    m04: ['vote-carried'],
    m05: ['due-soon'],
    m06: ['due-soon'],
    m07: ['due-soon'],
  });
});

it('DEL-2 CNF-5 goes on where a worker died between two pieces: everybody is told one of the two, once', async () => {
  const { db } = database;
  const id = await open(db, members, { cap: null });
  for (const from of others.slice(0, 3)) await delegated(db, from, representative);
  await disclose(db, id, representative);
  await vote(db, id, representative, 'for');
  const dying = (lives: number): Clock => {
    let asked = 0;
    return async () => {
      asked += 1;
      if (asked > lives) throw new Error('the worker died');
      return half;
    };
  };
  for (const lives of [1, 0, 2])
    await expect(remind(db, dying(lives), reminding(id, half), 2)).rejects.toThrow('the worker died');
  expect(await remind(db, dying(9), reminding(id, half), 2)).toBe('done');
  const all = await told();
  expect(all.m00).toEqual([]);
  for (const carried of ['m02', 'm03', 'm04']) expect(all[carried]).toEqual(['vote-carried']);
  for (const missing of ['m01', 'm05', 'm06', 'm07']) expect(all[missing]).toEqual(['due-soon']);
});

it('VET-2 DEL-2 in a question with several matters who is not carried in one of them is reminded', async () => {
  const { db } = database;
  const id = await open(db, members, { cap: null });
  await delegated(db, others[0]!, representative);
  await disclose(db, id, representative);
  await vote(db, id, representative, 'for');
  const first = await pollByNumber(db, id, 'votes', 1);
  const { kind, round, version, rules } = first;
  const like = { decision: id, kind, round, version, electorate: id, opens, closes, rules };
  await db.transaction().execute((trx) => openPoll(trx, { ...like, number: 2 }));
  await remind(db, clockAt(half).clock, reminding(id, half));
  expect((await told()).m02).toEqual(['due-soon']);
  // The representative answers in the other matter too.
  const second = await pollByNumber(db, id, 'votes', 2);
  await sql`insert into answers
    select (jsonb_populate_record(a, jsonb_build_object('poll', ${second.id}::bigint))).*
    from answers a where poll = ${first.id} and elector = ${representative.id}`.execute(db);
  await remind(db, clockAt(nineTenths).clock, reminding(id, nineTenths));
  expect((await told()).m02).toEqual(['due-soon', 'vote-carried']);
});

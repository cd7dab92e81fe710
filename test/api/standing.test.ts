/** How an open vote stands, counted for each who asks or shared, on a real PostgreSQL (VOT-8, VOT-5). */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { standingOf } from '../../api/polls/standing.ts';
import { type Poll, pollByNumber } from '../../store/ballots/polls.ts';
import type { Db } from '../../store/postgres/database.ts';
import { forOne } from '../../store/postgres/leaving.ts';
import { type Four, open, people, vote } from '../store/delegating.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let db: Db;
let poll: Poll;
const members = people(4) as Four;
beforeAll(async () => {
  database = await createDatabase();
  ({ db } = database);
  const id = await open(db, members);
  poll = await pollByNumber(db, id, 'votes', 1);
});
afterAll(() => database.drop());

const standingAt = async (at: string, electors: number, from = db) => {
  const standing = await standingOf({ db: from, clock: () => Promise.resolve(at) }, poll, electors);
  return [standing.counted.figures.for, standing.at];
};

const [noon, within, later, muchLater] = ['12:00:00.000', '12:00:00.999', '12:00:01.000', '12:00:06.000'].map(
  (time) => `2026-03-02T${time}Z`,
) as [string, string, string, string];

describe('A vote as it stands', () => {
  it('VOT-8 of 10,000 electors is counted at most once a second, and says as of when', async () => {
    const [anna, ben, carl] = members;
    await vote(db, poll.decision, anna, 'for');
    expect(await Promise.all([standingAt(noon, 10_000), standingAt(noon, 10_000)])).toEqual([
      [1, noon],
      [1, noon],
    ]);
    await vote(db, poll.decision, ben, 'for');
    expect(await standingAt(within, 10_000)).toEqual([1, noon]);
    // Whoever asks first after that has it counted anew, and need not wait for it.
    expect(await standingAt(later, 10_000)).toEqual([1, noon]);
    await expect.poll(() => standingAt(later, 10_000)).toEqual([2, later]);
    await vote(db, poll.decision, carl, 'for');
    expect(await standingAt(muchLater, 10_000)).toEqual([3, muchLater]);
  });

  it('VOT-8 is counted for the others who wait, where whoever asked first leaves', async () => {
    const left = new AbortController();
    const evening = '2026-03-02T18:00:00.000Z';
    const counting = async () => {
      const { rows } = await sql`select from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`.execute(db);
      return rows.length > 0;
    };
    const [first, second] = await db.transaction().execute(async (trx) => {
      await sql`lock table answers in access exclusive mode`.execute(trx);
      const asked = [
        standingAt(evening, 10_000, forOne(db, left.signal)),
        standingAt(evening, 10_000),
      ] as const;
      await vi.waitUntil(counting, { interval: 10 });
      left.abort();
      return asked;
    });
    expect(await second).toEqual([3, evening]);
    expect(await first).toEqual([3, evening]);
  });

  it('VOT-8 of fewer is counted for each who asks', async () => {
    expect(await standingAt(noon, 9_999)).toEqual([3, noon]);
    await vote(db, poll.decision, members[3], 'for');
    expect(await standingAt(noon, 9_999)).toEqual([4, noon]);
  });
});

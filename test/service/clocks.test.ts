/** A service whose database's clock is 40 s behind Temporal's: it says so, opens no window, and goes on as soon as the clock is set (VOT-6). */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { defaultCharterFile } from '../../charter/load.ts';
import type { Db } from '../../store/postgres/database.ts';
import { five } from '../support/people.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { content } from '../support/story.ts';

/** A day takes 1 s: review 3 s; a round of discussion lasts 30 s, so that it is still open when the clock was set. */
const pace = 86_400;
async function longRounds(folder: string): Promise<URL> {
  const file = pathToFileURL(join(folder, 'charter.yaml'));
  const text = await readFile(defaultCharterFile, 'utf8');
  await writeFile(file, text.replace('round: 24h', 'round: 30 days'));
  return file;
}

/** PostgreSQL's own clock for every session from now on: its function is found after one that adds what stands in a table. */
async function movableClock(db: Db): Promise<void> {
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(db);
  await sql`create schema moved`.execute(db);
  await sql`create table moved.clock (ahead interval not null)`.execute(db);
  await sql`insert into moved.clock values ('-40 seconds')`.execute(db);
  await sql`
    create function moved.clock_timestamp() returns timestamptz language sql volatile
    return pg_catalog.clock_timestamp() + (select ahead from moved.clock)`.execute(db);
  await sql`alter database ${sql.id(rows[0]!.name)} set search_path = public, moved, pg_catalog`.execute(db);
}

let stack: Stack;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(inject('runFolder'), 'clocks-'));
  const charter = await longRounds(folder);
  stack = await startStack({ charter, members: five, pace, prepare: movableClock });
});
afterAll(async () => {
  await stack.close();
  await rm(folder, { recursive: true });
});

describe('a database 40 s behind Temporal', () => {
  it('VOT-6 PRO-4 opens no window until its clock is set, and then at once', async () => {
    const anna = await stack.as('anna');
    const readiness = () => anna.get('/health/ready');
    await vi.waitUntil(async () => (await readiness()).status === 503, { timeout: 10_000, interval: 50 });
    const { body: problem } = await readiness();
    expect(problem).toMatchObject({
      type: '/problems/clocks-differ',
      facts: { part: ['clocks'], behind: 'the database', of: 'Temporal' },
    });
    expect(problem.facts.seconds).toBeCloseTo(40, 0);

    const { body } = await anna.post('/v1/proposals', content);
    const path = `/v1/proposals/${body.id}`;
    const stage = async () => (await anna.get(path)).body.stage as string;
    await vi.waitUntil(async () => (await stage()) === 'review', { timeout: 10_000, interval: 50 });
    // The review ends 3 s later by Temporal's clock; the round after it cannot open.
    await pause(5_000);
    expect(await stage()).toBe('review');
    expect(await stack.db.selectFrom('polls').select('id').execute()).toEqual([]);

    await sql`update moved.clock set ahead = '0'`.execute(stack.db);
    await vi.waitUntil(async () => (await stage()) === 'discussion', { timeout: 20_000, interval: 50 });
    const { body: position } = await anna.put(`${path}/position`, { position: 'agree' });
    expect(position.acknowledgement).toBeDefined();
    await vi.waitUntil(async () => (await readiness()).status === 200, { timeout: 10_000, interval: 50 });
    const { clocks } = (await readiness()).body;
    for (const clock of [clocks.database, clocks.temporal]) {
      expect(clock.error).toBeLessThanOrEqual(0.25);
      expect(Math.abs(clock.ahead)).toBeLessThanOrEqual(Number(clock.error) + 0.005);
    }
  }, 90_000);
});

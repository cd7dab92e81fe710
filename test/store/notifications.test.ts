/** Words between the processes of a council: heard by all of them, by one alone while the database is away, and by all again afterwards. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { eventsWord, type Notifications, openNotifications } from '../../store/postgres/notifications.ts';
import { appendEvent } from '../../store/processes/timeline.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
const opened: Notifications[] = [];
beforeEach(async () => {
  database = await createDatabase();
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
  await database.drop();
});

function open() {
  const heard: string[] = [];
  const errors: Error[] = [];
  const one = openNotifications(database.url, (error) => errors.push(error));
  one.hear((word) => heard.push(word));
  opened.push(one);
  return { ...one, heard, errors };
}

const until = (condition: () => boolean) => vi.waitUntil(condition, { timeout: 10_000, interval: 20 });

/** Tells until it is heard: a connection is opened in its own time. */
async function tellUntil(one: Notifications, word: string, condition: () => boolean): Promise<void> {
  await vi.waitUntil(
    () => {
      one.tell(word);
      return condition();
    },
    { timeout: 10_000, interval: 50 },
  );
}

it('REC-4 a word is heard by every process, its own too', async () => {
  const [one, other] = [open(), open()];
  await tellUntil(one, 'hello', () => other.heard.includes('hello'));
  expect(one.heard).toContain('hello');
  one.tell('a word with spaces');
  await until(() => other.heard.includes('a word with spaces'));
});

it('REC-4 a word is heard by its own process while the connection is broken, and by all once it is back', async () => {
  const [one, other] = [open(), open()];
  await tellUntil(one, 'hello', () => other.heard.includes('hello'));
  await sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'folkmoot notifications'`.execute(database.db);
  await until(() => one.errors.length === 1 && other.errors.length === 1);
  one.tell('alone');
  expect(one.heard.at(-1)).toBe('alone');
  await tellUntil(one, 'back', () => other.heard.includes('back'));
  expect(other.heard).not.toContain('alone');
});

it('REC-4 events are told of as their transaction is committed, once for all of it', async () => {
  const [one, other] = [open(), open()];
  // Its own words it hears before it is connected: that it is, another one tells.
  await tellUntil(other, 'hello', () => one.heard.includes('hello'));
  const told = (): number => one.heard.filter((word) => word === eventsWord).length;
  const entry = { at: '2026-01-01T00:00:00.000Z', kind: 'submitted', facts: {} };
  await database.db.transaction().execute(async (trx) => {
    await appendEvent(trx, randomUUID(), entry, null);
    await appendEvent(trx, randomUUID(), entry, null);
    one.tell('before the commit');
    await until(() => one.heard.includes('before the commit'));
    expect(told()).toBe(0);
  });
  await until(() => told() === 1);
  one.tell('after it');
  await until(() => one.heard.includes('after it'));
  expect(told()).toBe(1);
});

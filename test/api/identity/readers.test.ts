/** Who they are that read is known for a moment; who has left reads no longer as a member than that, and acts no more at once (MEM-2, AUT-1). */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openReaders } from '../../../api/identity/readers.ts';
import type { Db } from '../../../store/postgres/database.ts';
import {
  type Notifications,
  openNotifications,
  ownNotifications,
} from '../../../store/postgres/notifications.ts';
import { createDatabase } from '../../support/database.ts';
import { serve } from '../serve.ts';

const soon = { timeout: 10_000, interval: 20 };
const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close();
});

const depart = (db: Db, id: string) =>
  db.updateTable('members').set({ status: 'departed' }).where('id', '=', id).execute();

async function council() {
  const { db, url, drop } = await createDatabase();
  opened.push(drop);
  const at = '2026-01-01T00:00:00.000Z';
  const member = {
    kind: 'person' as const,
    steward: null,
    family: null,
    born_at: at,
    status: 'active' as const,
    status_at: at,
    roles: [] as string[],
    milestones: [] as string[],
    added_at: at,
  };
  for (const id of ['carl', 'dora'])
    await db
      .insertInto('members')
      .values({ ...member, id, name: id })
      .execute();
  return { db, url };
}

describe('a member who reads', () => {
  it('MEM-2 is known until any process is told of a change, and then as they are', async () => {
    const { db, url } = await council();
    const [notifications, others] = [1, 2].map(() => openNotifications(url, () => undefined)) as [
      Notifications,
      Notifications,
    ];
    opened.push(notifications.close, others.close);
    let isHeard = false;
    notifications.hear(() => (isHeard = true));
    await vi.waitUntil(() => {
      others.tell('hello');
      return isHeard;
    }, soon);
    // Its clock stands: only a word can end what is believed.
    const readers = openReaders(notifications, () => 0);
    const carl = await readers.memberOf(db, 'carl');
    expect(await readers.memberOf(db, 'carl')).toBe(carl);
    await depart(db, 'carl');
    await vi.waitUntil(async () => (await readers.memberOf(db, 'carl'))?.status === 'departed', soon);
    expect((await readers.memberOf(db, 'dora'))?.status).toBe('active');
  });

  it('MEM-2 is looked up again after two seconds, where a word was lost', async () => {
    const { db } = await council();
    let now = 0;
    const readers = openReaders(ownNotifications(), () => now);
    await readers.memberOf(db, 'carl');
    await depart(db, 'carl');
    now = 1_999;
    expect((await readers.memberOf(db, 'carl'))?.status).toBe('active');
    now = 2_000;
    expect((await readers.memberOf(db, 'carl'))?.status).toBe('departed');
  });

  it('MEM-2 whose word came while they were looked up is not believed to be as they were', async () => {
    const { db } = await council();
    const notifications = ownNotifications();
    const readers = openReaders(notifications, () => 0);
    const looking = readers.memberOf(db, 'carl');
    notifications.tell('members');
    await looking;
    await depart(db, 'carl');
    expect((await readers.memberOf(db, 'carl'))?.status).toBe('departed');
  });

  it('MEM-4 reads after an act of their own who they are since', async () => {
    const { db } = await council();
    const readers = openReaders(ownNotifications(), () => 0);
    await readers.memberOf(db, 'carl');
    await db.updateTable('members').set({ status: 'offline' }).where('id', '=', 'carl').execute();
    readers.forget('carl');
    expect((await readers.memberOf(db, 'carl'))?.status).toBe('offline');
  });

  it('AUT-1 is looked for each time where the process hears nothing of the others; who is nobody always', async () => {
    const { db } = await council();
    const readers = openReaders(undefined);
    await readers.memberOf(db, 'carl');
    await depart(db, 'carl');
    expect((await readers.memberOf(db, 'carl'))?.status).toBe('departed');
    const hearing = openReaders(ownNotifications(), () => 0);
    expect(await hearing.memberOf(db, 'erik')).toBeUndefined();
    await db.updateTable('members').set({ name: 'Erik' }).where('id', '=', 'dora').execute();
    expect(await hearing.memberOf(db, 'erik')).toBeUndefined();
  });
});

it('MEM-2 AUT-1 who was removed acts no more from that instant, though they may still be known as they read', async () => {
  // No word reaches it: as if it were lost.
  const api = await serve({ notifications: ownNotifications() });
  opened.push(api.close);
  const carl = await api.as('carl');
  expect((await carl.get('/v1/proposals')).status).toBe(200);
  await depart(api.db, 'carl');
  const draft = { draft: true, category: 'operations', title: 'A matter' };
  const { status, body } = await carl.post('/v1/proposals', draft);
  expect([status, body]).toMatchObject([403, { facts: { status: 'departed' } }]);
});

/** How a guardian stood at an instant, whatever they have done since (MEM-4, AMD-2). */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { guardianActivities } from '../../activities/processes/guardian.ts';
import type { Db } from '../../store/postgres/database.ts';
import { importMembers } from '../../store/council/member-import.ts';
import { setStatus, type StatusWord } from '../../store/council/status.ts';
import { createDatabase } from '../support/database.ts';
import { person } from '../support/people.ts';

let db: Db;
let drop: () => Promise<void>;
beforeAll(async () => {
  ({ db, drop } = await createDatabase());
  await importMembers(db, {
    families: [],
    members: [person('anna')],
    by: null,
    at: '2026-01-01T00:00:00.000Z',
  });
});
afterAll(() => drop());

const says = (at: string, word: StatusWord) => setStatus(db, () => Promise.resolve(at), word);
const stood = async (at: string) => guardianActivities({ db }).guardianAt({ guardian: 'anna', at });

it('MEM-4 AMD-2 is offline from the instant at which the notice is over to the one before the act that lifts it, and then departed', async () => {
  const from = '2026-01-05T09:00:00.000Z';
  const offlineRules = { notice: 72 * 3_600_000 };
  await says('2026-01-02T09:00:00.000Z', {
    id: 'anna',
    by: 'ben',
    status: 'offline',
    offline: offlineRules,
    wake: 86_400_000,
  });
  const offline = { status: 'offline', offlineFrom: from };
  const active = { status: 'active', offlineFrom: null };
  expect(await stood('2026-01-05T08:59:59.999Z')).toEqual(active);
  expect(await stood(from)).toEqual(offline);
  await says('2026-01-09T09:00:00.000Z', { id: 'anna', by: 'anna', status: 'active' });
  expect(await stood('2026-01-09T08:59:59.999Z')).toEqual(offline);
  expect(await stood('2026-01-09T09:00:00.000Z')).toEqual(active);
  await says('2026-01-12T09:00:00.000Z', { id: 'anna', by: 'anna', status: 'departed' });
  expect(await stood('2026-01-12T08:59:59.999Z')).toEqual(active);
  expect(await stood('2026-01-12T09:00:00.000Z')).toEqual({ status: 'departed', offlineFrom: null });
});

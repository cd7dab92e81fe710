/** Beginning an emergency, asked again when its answer was lost (EMG-1, EMG-2). */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { emergencyActivities } from '../../activities/processes/kinds/emergencies.ts';
import { loadFirstCharter } from '../../store/council/charters.ts';
import { importMembers } from '../../store/council/member-import.ts';
import { entryIn } from '../support/entries.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { five, person } from '../support/people.ts';
import { emergencyState } from '../support/states.ts';
import { charterWith } from './delegating.ts';

const at = '2026-01-01T00:00:00.000Z';

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
  const members = [...five, person('lena', { roles: ['leadership'] })];
  await loadFirstCharter(database.db, { ...charterWith(), at });
  await importMembers(database.db, { families: [], members, by: null, at });
});
afterAll(() => database.drop());

it('EMG-1 that has begun stays begun, though its actor leads no more as it is asked again', async () => {
  const { db } = database;
  const activities = emergencyActivities({ db, onConflictingWrite: () => undefined });
  const beginning = (id: string) => {
    const state = emergencyState({ id, actor: 'lena', what: `The pump of ${id}` });
    const entries = [entryIn('emergency', 'acted', { at: state.createdAt })];
    const write = {
      kind: 'emergency',
      sequence: 1,
      entries,
      parties: ['lena'],
      confidential: false,
    } as const;
    return { change: { ...write, state }, repeat: 0 };
  };
  const begun = randomUUID();
  expect(await activities.beginEmergency(beginning(begun))).toBeNull();
  await db.updateTable('members').set({ roles: [] }).where('id', '=', 'lena').execute();
  expect(await activities.beginEmergency(beginning(begun))).toBeNull();
  expect(await db.selectFrom('timeline').select('kind').where('decision', '=', begun).execute()).toHaveLength(
    1,
  );
  expect(await activities.beginEmergency(beginning(randomUUID()))).toMatchObject({
    code: 'not-permitted',
    rule: 'EMG-1',
  });
});

/** Members and families as they are listed, on a real PostgreSQL (MEM-1). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importMembers } from '../../store/council/member-import.ts';
import { listFamilies, mostNamed } from '../../store/council/members.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { person } from '../support/people.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
  const of = (family: string, many: number) =>
    Array.from({ length: many }, (_, place) =>
      person(`${family}-${String(place).padStart(3, '0')}`, { family }),
    );
  const left = person('ash-left', { family: 'ash', status: 'departed' });
  await importMembers(database.db, {
    families: ['ash', 'birch', 'cedar'].map((id) => ({ id, name: id })),
    members: [...of('ash', 2), left, ...of('birch', mostNamed + 1)],
    by: null,
    at: '2026-03-01T00:00:00.000Z',
  });
});
afterAll(() => database.drop());

describe('families', () => {
  it('MEM-1 are listed by their ids, so many after another', async () => {
    const ids = async (after: string | undefined) =>
      (await listFamilies(database.db, { after, limit: 2 })).map(({ id }) => id);
    expect(await ids(undefined)).toEqual(['ash', 'birch']);
    expect(await ids('ash')).toEqual(['birch', 'cedar']);
    expect(await ids('cedar')).toEqual([]);
  });

  it('MEM-1 name those who have not departed, the first hundred by their ids', async () => {
    const [ash, birch, cedar] = await listFamilies(database.db, { limit: 10 });
    expect(ash?.members).toEqual(['ash-000', 'ash-001']);
    expect(cedar?.members).toEqual([]);
    expect(birch?.members).toHaveLength(mostNamed);
    expect([birch?.members[0], birch?.members.at(-1)]).toEqual(['birch-000', 'birch-099']);
  });
});

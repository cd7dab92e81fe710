/** A members file too long to be read whole, from which an empty council is filled: all of it or nothing. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest';
import { loadCouncil, readCouncilFiles } from '../../api/council/first-start.ts';
import { longestYaml } from '../../charter/members-file.ts';
import { defaultCharterFile } from '../../charter/load.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';

const at = '2026-01-01T00:00:00.000Z';
const many = 30_000;
const tables = ['members', 'member_changes', 'families', 'identities', 'absences', 'allocations'] as const;
const born = { kind: 'person', bornAt: '1980-01-01' };
const person = (place: number): object => ({
  ...born,
  id: `member-${String(place).padStart(7, '0')}`,
  name: `Member ${place} ${'of the long list '.repeat(5)}`,
  family: `family-${place % 100}`,
});

/** Everything that names a member stands before the members, whose families come last. */
const text = (last: object): string =>
  JSON.stringify({
    resources: [{ id: 'water', unit: 'litre', held: [{ to: 'member-0000001', amount: 5 }] }],
    identities: [{ member: 'member-0000002', issuer: 'https://id.example', subject: 'two' }],
    members: [
      { ...person(0), status: 'offline' },
      ...Array.from({ length: many - 2 }, (_, place) => person(place + 1)),
      last,
    ],
    families: Array.from({ length: 100 }, (_, place) => ({ id: `family-${place}`, name: `Family ${place}` })),
  });

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
  return () => database.drop();
});
const counts = async (): Promise<Record<string, number>> => {
  const counted = tables.map(async (table) => {
    const rows = await database.db
      .selectFrom(table)
      .select((eb) => eb.lit(1).as('row'))
      .execute();
    return [table, rows.length] as const;
  });
  return Object.fromEntries(await Promise.all(counted));
};

let membersFile = '';
beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'folkmoot-long-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  membersFile = join(folder, 'members.json');
});
async function load(content: string) {
  await writeFile(membersFile, content);
  const files = await readCouncilFiles({ charterFile: fileURLToPath(defaultCharterFile), membersFile });
  return loadCouncil(database.db, files, { clock: async () => at, pace: 1 });
}

it('MEM-6 is refused by the number of its faulty entry, and nothing of it is kept', async () => {
  const misshapen = text({ ...person(many - 1), bornAt: 'long ago' });
  expect(misshapen.length).toBeGreaterThan(longestYaml);
  await expect(load(misshapen)).rejects.toThrow(
    new RegExp(`members\\.json is refused:\n/members/${many - 1}/bornAt .*MEM-6[^\n]*$`),
  );
  await expect(load(text(person(7)))).rejects.toThrow(`/members/${many - 1}/id is there already`);
  await expect(load(text({ ...person(many - 1), family: 'elm' }))).rejects.toThrow(
    `/members/${many - 1}/family is no family of the file`,
  );
  await expect(load(text(person(many - 1)).slice(0, -1))).rejects.toThrow('the document is no JSON');
  expect(await counts()).toEqual(Object.fromEntries(tables.map((table) => [table, 0])));
});

it('MEM-6 AUT-1 ALC-1 is imported whole, and read no more at later starts', async () => {
  const council = await load(text(person(many - 1)));
  expect(council).toMatchObject({ more: true, ignored: [] });
  const all = {
    members: many,
    member_changes: many,
    families: 100,
    identities: 1,
    absences: 1,
    allocations: 1,
  };
  expect(await counts()).toEqual(all);
  const other = await load(text({ ...person(many - 1), family: 'elm' }).replace('Member 3 ', 'Somebody '));
  expect(other.ignored).toEqual([expect.stringContaining('otherwise than this council of member-0000003,')]);
  expect(await counts()).toEqual(all);
});

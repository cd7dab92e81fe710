/** An empty council is filled from files, once; a council that has a charter keeps it. */
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { defaultCharterFile, exampleMembersFile } from '../../charter/load.ts';
import { loadCouncil, readCouncilFiles } from '../../api/council/first-start.ts';
import { charterInForce } from '../../store/council/charters.ts';
import { listMembers } from '../../store/council/members.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { freshFolder } from '../embedded/support/folders.ts';

const examples = {
  charterFile: fileURLToPath(defaultCharterFile),
  membersFile: fileURLToPath(exampleMembersFile),
};
const php = fileURLToPath(new URL('../../charter/examples/php-rfc.yaml', import.meta.url));
const clock = async (): Promise<string> => '2026-11-22T12:00:00.000Z';

async function fileWith(text: string): Promise<string> {
  const file = join(await freshFolder(), 'file.yaml');
  await writeFile(file, text);
  return file;
}

const standard = readFileSync(defaultCharterFile, 'utf8');
const own = [
  'members:',
  '  - { id: anna, name: Anna, kind: person, bornAt: 1980-05-17 }',
  '  - { id: ben, name: Ben, kind: person, bornAt: 1985-02-03, roles: [registrar] }',
  '',
].join('\n');

describe('the files of a council', () => {
  it('CHA-2 are refused with every fault and its path', async () => {
    const charterFile = await fileWith('name: Nothing\nwake: -1\n');
    await expect(readCouncilFiles({ ...examples, charterFile })).rejects.toThrow(
      new RegExp(`^${charterFile} is refused:\n[^]*/wake[^]*CHA-2`),
    );
  });

  it('MEM-6 are refused where members contradict each other', async () => {
    const member = '{ id: a, name: A, kind: person, bornAt: 1980-01-01 }';
    const membersFile = await fileWith(`members: [${member}, ${member}]`);
    await expect(readCouncilFiles({ ...examples, membersFile })).rejects.toThrow(
      '/members/1/id is there already',
    );
  });

  it('that are not there are refused by the variable that names them', async () => {
    const membersFile = join(await freshFolder(), 'nobody.yaml');
    await expect(readCouncilFiles({ ...examples, membersFile })).rejects.toThrow(
      /nobody\.yaml cannot be read \(ENOENT.*FOLKMOOT_MEMBERS names the file/,
    );
  });
});

describe('an empty council', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase();
    return () => database.drop();
  });
  const load = async (files = examples, pace = 1) =>
    loadCouncil(database.db, await readCouncilFiles(files), { clock, pace });
  const empty = async (): Promise<void> => {
    for (const table of ['charters', 'member_changes', 'absences', 'members', 'families'] as const)
      await database.db.deleteFrom(table).execute();
  };
  beforeEach(empty);

  it('CHA-3 takes the default charter and the example members', async () => {
    const { charter, members, more } = await load();
    expect(charter).toEqual({ name: 'Protocol 6', version: 1 });
    expect(members).toHaveLength(12);
    expect(more).toBe(false);
    expect(members.find(({ id }) => id === 'ct')?.roles).toEqual(['guardian']);
  });

  it('CHA-3 keeps what it has at every later start, whatever the files say', async () => {
    await load();
    const before = await charterInForce(database.db);
    const again = await load({ ...examples, charterFile: php });
    expect(again.charter).toEqual({ name: 'Protocol 6', version: 1 });
    expect(await charterInForce(database.db)).toEqual(before);
    expect(await listMembers(database.db, { limit: 100 })).toHaveLength(12);
  });

  it('CHA-3 MEM-6 says nothing of files that it was filled from', async () => {
    const [charterFile, membersFile] = [await fileWith(standard), await fileWith(own)];
    expect((await load()).ignored).toEqual([]);
    expect((await load({ ...examples, charterFile })).ignored).toEqual([]);
    await empty();
    expect((await load({ charterFile, membersFile })).ignored).toEqual([]);
    expect((await load({ charterFile, membersFile })).ignored).toEqual([]);
  });

  it('CHA-3 says that a charter file which says otherwise was not read, and how it comes into force', async () => {
    await load();
    const charterFile = await fileWith(standard.replace('review: 72h', 'review: 73h'));
    const [sentence, ...others] = (await load({ ...examples, charterFile })).ignored;
    expect(sentence).toContain(`The charter in ${charterFile} is not this council’s, and was not read`);
    expect(sentence).toMatch(/decision of the category constitutional.*new council, with a data folder/);
    expect(others).toEqual([]);
    // A council with a charter of its own is not told of the default one.
    await empty();
    await load({ ...examples, charterFile: php });
    expect((await load()).ignored).toEqual([]);
  });

  it('MEM-6 names the members of whom a file says otherwise than the council', async () => {
    await load({ ...examples, membersFile: await fileWith(own) });
    const changed = own.replace('roles: [registrar]', 'roles: []');
    const added = `${own}  - { id: zoe, name: Zoe, kind: agent, bornAt: 2012-01-01 }\n`;
    const status = own.replace('id: anna', 'status: offline, id: anna');
    const said = async (text: string) =>
      (await load({ ...examples, membersFile: await fileWith(text) })).ignored;
    expect(await said(changed)).toEqual([expect.stringContaining('otherwise than this council of ben, and')]);
    expect(await said(added)).toEqual([expect.stringContaining('otherwise than this council of zoe, and')]);
    expect(await said(status)).toEqual([]);
  });

  it('is filled up by the next start where one was killed between charter and members', async () => {
    await load();
    await database.db.deleteFrom('member_changes').execute();
    await database.db.deleteFrom('absences').execute();
    await database.db.deleteFrom('members').execute();
    expect((await load()).members).toHaveLength(12);
  });

  it('refuses a pace that would make a window shorter than a second, and says the most', async () => {
    await load(examples, 86_400);
    await expect(load(examples, 86_401)).rejects.toThrow(
      /FOLKMOOT_PACE=86401 .*\/wake \(86400 s\).*The most for this charter is 86400\./,
    );
  });
});

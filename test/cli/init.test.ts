/** `folkmoot init` writes a charter and members that a start takes as they are, and overwrites nothing. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readCouncilFiles } from '../../api/council/first-start.ts';
import { run } from '../../cli/program.ts';
import type { Member } from '../../rules/model.ts';
import { isMature } from '../../rules/polls/electorate.ts';

async function freshFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'folkmoot-init-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

async function init(folder: string): Promise<{ code: number; said: string }> {
  let said = '';
  const hear = (text: string): void => void (said += text);
  return { code: await run(['init', folder], { out: hear, problem: hear }), said };
}

it('CHA-2 MEM-6 a council can start with what is written: with electors, a registrar and one guardian', async () => {
  const folder = join(await freshFolder(), 'own');
  const { code, said } = await init(folder);
  const [charterFile, membersFile] = [join(folder, 'charter.yaml'), join(folder, 'members.yaml')];
  expect(code).toBe(0);
  expect(said).toContain(`FOLKMOOT_CHARTER=${charterFile} FOLKMOOT_MEMBERS=${membersFile} npm start`);
  const { charter, members } = await readCouncilFiles({ charterFile, membersFile });
  const at = '2026-01-01T00:00:00.000Z';
  const people: Member[] = [];
  for await (const part of members!.parts()) people.push(...part.members);
  const electors = people.filter((member) => isMature(member, 'council', charter.read.charter, at));
  expect(electors.map(({ id }) => id)).toEqual(['anna', 'ben', 'chen', 'dora', 'emil']);
  for (const role of ['registrar', 'guardian', 'leadership', 'operator', 'resource-steward'] as const)
    expect(people.filter(({ roles }) => roles.includes(role))).toHaveLength(1);
});

it.each(['charter.yaml', 'members.yaml'])('overwrites no %s, and then writes nothing', async (name) => {
  const folder = await freshFolder();
  await writeFile(join(folder, name), 'mine');
  expect(await init(folder)).toMatchObject({ code: 1, said: expect.stringContaining('is there already') });
  expect(await readdir(folder)).toEqual([name]);
  expect(await readFile(join(folder, name), 'utf8')).toBe('mine');
});

it('says why it cannot write', async () => {
  const file = join(await freshFolder(), 'a-file');
  await writeFile(file, '');
  expect(await init(join(file, 'own'))).toMatchObject({ code: 1, said: expect.stringContaining('ENOTDIR') });
});

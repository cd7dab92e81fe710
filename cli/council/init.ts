/** `folkmoot init`: a charter and a members file for a council of one's own, to be edited before its first start. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultCharterFile, firstMembersFile } from '../../charter/load.ts';
import { cliError } from '../error.ts';
import type { Report } from '../report.ts';

/** Writes the default charter and members to replace; a file that is there is never overwritten, and then neither is written. */
export async function initCouncil(folder: string): Promise<Report> {
  const [charter, members] = [join(folder, 'charter.yaml'), join(folder, 'members.yaml')];
  try {
    await mkdir(folder, { recursive: true });
    for (const file of [charter, members]) await refuseThere(file);
    await writeFile(charter, await readFile(defaultCharterFile), { flag: 'wx' });
    await writeFile(members, await readFile(firstMembersFile), { flag: 'wx' });
  } catch (error) {
    const { code, path, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    if (code === 'EEXIST') throw cliError(`${path ?? folder} is there already, and nothing was written.`);
    throw cliError(`The files cannot be made in ${folder} (${message}).`);
  }
  return {
    checks: [],
    notes: [
      `${charter} is the default charter, ${members} has members to replace. Edit both, then start a council that is empty so far:`,
      `FOLKMOOT_DATA=.folkmoot-own FOLKMOOT_CHARTER=${charter} FOLKMOOT_MEMBERS=${members} npm start`,
      'A council reads both once. Afterwards only its decisions change charter and members (CHA-3, MEM-6).',
    ],
    figures: { charter, members },
  };
}

async function refuseThere(file: string): Promise<void> {
  const isThere = await readFile(file).then(
    () => true,
    (error: unknown) => (error as NodeJS.ErrnoException).code !== 'ENOENT',
  );
  if (isThere) throw Object.assign(new Error(file), { code: 'EEXIST', path: file });
}

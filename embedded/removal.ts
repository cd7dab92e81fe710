/** Takes one machine's council off its data folder, and leaves what a start did not put there. */
import { readdirSync } from 'node:fs';
import { rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { folderFault } from './folders.ts';
import { SERVER as postgres } from './programs/postgres.ts';
import { claim, holderOf } from './record.ts';
import { stopOrphan } from './programs/service.ts';
import { startError } from '../store/postgres/start-error.ts';
import { SERVER as temporal } from './programs/temporal.ts';

/** What a start makes in its data folder; what it was writing when it was killed bears the same name with an addition. */
const made = [
  'postgres',
  'postgres-password',
  'temporal',
  'logs',
  'log.key',
  'history.key',
  'token-key.json',
  'call-secret',
];

const isMade = (entry: string): boolean =>
  made.some((name) => entry === name || entry.startsWith(`${name}.`) || entry.startsWith(`${name}-`));

/**
 * What a removal would remove from the folder: the council's parts by name.
 * @throws a start error where a council runs on it, or where there is none
 */
export function councilIn(data: string): readonly string[] {
  const entries = entriesOf(data);
  const holder = holderOf(data);
  if (holder !== null)
    throw startError(
      `A council runs on ${data}, as process ${holder.pid}; nothing was removed. Stop it first: Ctrl-C where it runs, or kill ${holder.pid}.`,
    );
  if (!entries.includes('postgres')) throw startError(`There is no council in ${data}: nothing was removed.`);
  return entries.filter(isMade);
}

/**
 * Removes the council with its keys; what a killed start left running on it is stopped first. Programs that were fetched into the folder, and
 * whatever else lies there, stay; the folder goes when nothing is left in it.
 * @throws a start error as {@link councilIn}, or where this user may not
 */
export async function removeCouncil(data: string, progress: (line: string) => void): Promise<void> {
  councilIn(data);
  const giveBack = await claim(data);
  for (const server of [temporal, postgres]) await stopOrphan(data, server, progress);
  try {
    for (const entry of entriesOf(data).filter(isMade))
      await rm(join(data, entry), { recursive: true, force: true });
  } catch (error) {
    throw folderFault(data, error);
  } finally {
    await giveBack();
  }
  if (entriesOf(data).length === 0) await rmdir(data);
}

function entriesOf(data: string): readonly string[] {
  try {
    return readdirSync(data);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw folderFault(data, error);
  }
}

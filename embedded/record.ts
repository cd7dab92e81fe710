/** The note of who runs on a data folder, kept in files beside the data, so that the next start can tell an orphan from a neighbour. */
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { link, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { folderFault, openDataFolder } from './folders.ts';
import { isRunning, ownIdentity, type ProcessIdentity } from './processes.ts';
import { startError } from '../store/postgres/start-error.ts';

/** A service's process and the process that started it, which alone may stop it while it runs. */
export interface ServiceRecord {
  readonly process: ProcessIdentity;
  readonly owner: ProcessIdentity;
}

/** What the last start noted of this service; null where there is no readable note. */
export function readRecord(data: string, name: string): ServiceRecord | null {
  const { process, owner } = readJson(recordFile(data, name)) ?? {};
  return isIdentity(process) && isIdentity(owner) ? { process, owner } : null;
}

/** Synchronous, so that nothing runs between the birth of a process and its note. */
export function writeRecord(data: string, name: string, process: ProcessIdentity): void {
  writeFileSync(recordFile(data, name), JSON.stringify({ process, owner: ownIdentity() }));
}

export function removeRecord(data: string, name: string): void {
  rmSync(recordFile(data, name), { force: true });
}

/**
 * The process that runs Folkmoot on this data folder now; null when there is none.
 * @throws a start error where this user may not enter the folder
 */
export function holderOf(data: string): ProcessIdentity | null {
  const holder = readHolder(data);
  return isIdentity(holder) && isRunning(holder) ? holder : null;
}

/**
 * Takes the data folder for this process; it is made where there is none.
 * @returns gives the folder back
 * @throws a start error when a running process holds it, or when the folder cannot be used
 */
export async function claim(data: string): Promise<() => Promise<void>> {
  const file = join(data, HOLDER);
  try {
    openDataFolder(data);
    await take(file, data);
  } catch (error) {
    throw folderFault(data, error);
  }
  return () => rm(file, { force: true });
}

function readHolder(data: string): Record<string, unknown> | null {
  try {
    return readJson(join(data, HOLDER));
  } catch (error) {
    throw folderFault(data, error);
  }
}

/** @throws a start error when a running process holds the data folder, or as {@link holderOf} */
export function refuseHeld(data: string): void {
  const holder = holderOf(data);
  if (holder !== null) throw held(data, holder);
}

const HOLDER = 'folkmoot.process.json';

function held(data: string, holder: ProcessIdentity): Error {
  return startError(
    `Folkmoot already runs on ${data}, as process ${holder.pid}; nothing was started. ` +
      `Stop it first (Ctrl-C where it runs, or: kill ${holder.pid}), or start another council beside it: ` +
      'FOLKMOOT_DATA=.folkmoot-2 PORT=7401 npm start',
  );
}

/**
 * Puts this process's note at `file`, where no running process has its own. A hard link is made by one process only, whatever others do
 * at the same time. The note of an ended process is replaced by whoever has the turn after that very note; a turn is taken in the
 * same way, and having it, one looks again whether the note is still the same.
 */
async function take(file: string, data: string): Promise<void> {
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, JSON.stringify(ownIdentity()));
  try {
    while (!(await tryLink(draft, file))) {
      const ended = readText(file);
      if (ended === null) continue;
      const holder = parse(ended);
      if (isIdentity(holder) && isRunning(holder)) throw held(data, holder);
      const turn = `${file}.after-${createHash('sha256').update(ended).digest('hex').slice(0, 16)}`;
      await take(turn, data);
      try {
        if (readText(file) === ended) {
          await rename(draft, file);
          return;
        }
      } finally {
        await rm(turn, { force: true });
      }
    }
  } finally {
    await rm(draft, { force: true });
  }
}

async function tryLink(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function recordFile(data: string, name: string): string {
  return join(data, `${name}.process.json`);
}

function readJson(file: string): Record<string, unknown> | null {
  const text = readText(file);
  return text === null ? null : parse(text);
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** A note that was cut off by a crash is no note. */
function parse(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function isIdentity(value: unknown): value is ProcessIdentity {
  if (typeof value !== 'object' || value === null) return false;
  const { pid, started } = value as Record<string, unknown>;
  return typeof pid === 'number' && typeof started === 'string';
}

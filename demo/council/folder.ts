/** The folder of one demo: in the system's place for what is thrown away, and thrown away with its end. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeCouncil } from '../../embedded/removal.ts';
import { isStartError } from '../../store/postgres/start-error.ts';

const prefix = 'folkmoot-demo-';

/** @returns its absolute path; mode 0700, as mkdtemp makes it */
export const freshFolder = (): Promise<string> => mkdtemp(join(tmpdir(), prefix));

export const throwAway = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });

/** Removes what demos that were killed have left: their servers, which still run, and their folders. That of a demo that runs stays. */
export async function sweep(): Promise<void> {
  const names = await readdir(tmpdir());
  for (const name of names.filter((one) => one.startsWith(prefix))) {
    const folder = join(tmpdir(), name);
    try {
      await removeCouncil(folder, () => undefined);
      await throwAway(folder);
    } catch (error) {
      // It runs, begins or ends just now, or is another user's.
      if (!isStartError(error) && !isForeign(error)) throw error;
    }
  }
}

const isForeign = (error: unknown): boolean =>
  ['EACCES', 'EPERM', 'ENOENT', 'ENOTEMPTY'].includes((error as NodeJS.ErrnoException).code ?? '');

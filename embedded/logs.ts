/** Log files of one run under the data folder; those of the run before are kept beside them. */
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { openOwnFolder } from './folders.ts';

/** The path for this run's `<name>.log`, free to be opened; what was there becomes `<name>.previous.log`. */
export function freshLog(data: string, name: string): string {
  const folder = join(data, 'logs');
  openOwnFolder(folder);
  const file = join(folder, `${name}.log`);
  try {
    renameSync(file, join(folder, `${name}.previous.log`));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return file;
}

/** Writes files whole or not at all. */
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { cliError } from './error.ts';

/** Writes a file beside its place and puts it there: who reads it meanwhile sees the old one, and a link in its place is not followed. */
export async function writeWhole(file: string, bytes: Uint8Array): Promise<void> {
  const draft = `${file}.new`;
  try {
    await mkdir(dirname(file), { recursive: true });
    await rm(draft, { force: true });
    await writeFile(draft, bytes, { flag: 'wx' });
    await rename(draft, file);
  } catch (error) {
    throw cliError(`${file} cannot be written (${(error as Error).message}).`);
  }
}

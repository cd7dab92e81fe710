/** Folders for one test each, gone after it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { inject, onTestFinished } from 'vitest';

/** An empty folder of mode 0700, as mkdtemp makes it. */
export async function freshFolder(): Promise<string> {
  const folder = await mkdtemp(join(inject('runFolder'), 'embedded-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

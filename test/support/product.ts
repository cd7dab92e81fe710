/** The product as it runs in service, compiled by the first test of a run that starts its processes: from sources each start takes seconds. */
import { access, copyFile, mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { inject } from 'vitest';

/** The folder in which `worker/main.js` and `api/server.js` lie; test files of other processes may wait for the same. */
export async function product(): Promise<string> {
  const folder = join(inject('runFolder'), 'product');
  if (await isFirst(`${folder}.begun`)) {
    // The compiler is a large module, which the others need not load.
    const { bundleOf, compileProduct } = await import('../faults/product.ts');
    await copyFile(inject('workflowBundle'), bundleOf(await compileProduct(`${folder}.new`)));
    await rename(`${folder}.new`, folder);
  }
  while (!(await exists(folder))) await pause(50);
  return join(folder, 'dist');
}

/** Whether a folder was not there yet, and is now. */
const isFirst = (folder: string): Promise<boolean> =>
  mkdir(folder).then(
    () => true,
    () => false,
  );

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

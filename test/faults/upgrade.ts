/** `npm run test:upgrade`: decisions that the build of an earlier commit opened go on and end under the build of this tree. */
import { execFile } from 'node:child_process';
import { mkdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildProduct, root } from './product.ts';
import type { Fault } from './weather.ts';

const run = promisify(execFile);

/** Milliseconds after the beginning: by then every decision has begun, and few have ended. */
const begins = 7_000;

/** One part after the other is stopped and started again at once, workers before APIs (docs/operations.md, upgrades). */
export const upgradeAt = (dist: string): readonly Fault[] => [{ how: 'upgrade', to: dist, begins, lasts: 0 }];

/**
 * Builds the product of the commit that test/upgrade/COMMIT names.
 * @throws where this clone does not have that commit
 */
export async function buildBefore(folder: string, progress: (line: string) => void): Promise<string> {
  const commit = (await readFile(join(root, 'test/upgrade/COMMIT'), 'utf8')).trim();
  const source = join(folder, 'before');
  const archive = join(folder, 'before.tar');
  await mkdir(source, { recursive: true });
  progress(`builds ${commit.slice(0, 7)}, which opens the decisions`);
  try {
    await run('git', ['-C', root, 'archive', '--output', archive, commit]);
  } catch (error) {
    throw new Error(`commit ${commit} is not in this clone: git fetch --unshallow brings it`, {
      cause: error,
    });
  }
  await run('tar', ['-xf', archive, '-C', source]);
  await packages(source, progress);
  return buildProduct(join(folder, 'product-before'), [], source);
}

/** Those of this tree where its lock is the same; else its own are installed. */
async function packages(source: string, progress: (line: string) => void): Promise<void> {
  const [before, today] = await Promise.all(
    [source, root].map((tree) => readFile(join(tree, 'package-lock.json'), 'utf8')),
  );
  if (before === today) await symlink(join(root, 'node_modules'), join(source, 'node_modules'));
  else {
    progress("installs its packages, which are others than today's");
    await run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: source });
  }
}

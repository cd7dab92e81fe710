/** Installs what ballots are compared with, outside the project's own packages: two hundred megabytes that nothing else needs. */
import { execFile } from 'node:child_process';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const here = fileURLToPath(new URL('.', import.meta.url));
/** Kept from one run to the next; nothing of it is in the repository. */
const folder = fileURLToPath(new URL('../../.folkmoot-peers/', import.meta.url));

export interface Peers {
  /** Loads a package of `bench/peers/package.json`. */
  readonly load: (name: string) => unknown;
  /** Reads a file of one. */
  readonly read: (path: string) => Promise<string>;
}

/**
 * The packages of `bench/peers/package-lock.json`, installed where they are missing or others.
 * @throws where no registry is reached
 */
export async function installPeers(): Promise<Peers> {
  const lock = await readFile(join(here, 'package-lock.json'), 'utf8');
  const installed = await readFile(join(folder, 'installed'), 'utf8').catch(() => '');
  if (installed !== lock) {
    console.error('Installing what ballots are compared with: OpenZeppelin’s contracts, a compiler, an EVM');
    await mkdir(folder, { recursive: true });
    for (const file of ['package.json', 'package-lock.json'])
      await copyFile(join(here, file), join(folder, file));
    await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder });
    await writeFile(join(folder, 'installed'), lock);
  }
  return {
    load: createRequire(join(folder, 'package.json')),
    read: (path) => readFile(join(folder, 'node_modules', path), 'utf8'),
  };
}

/** Builds what production runs: JavaScript of the rooms, one workflow bundle, and the charters, all below dist/. */
import { spawnSync } from 'node:child_process';
import { cp, rm, writeFile } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflows } from './worker/create.ts';

const root = dirname(fileURLToPath(import.meta.url));
const dist = join(root, 'dist');

/** TypeScript's own emit (version 7; programs that take it as a library still ask for 6): imports written with `.ts` become `.js`. Ends the build when a type does not fit. */
function emit(): void {
  const compiler = join(root, 'node_modules', 'typescript-7', 'bin', 'tsc');
  const { status } = spawnSync(process.execPath, [compiler, '--project', join(root, 'tsconfig.build.json')], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}

/** The workflows bundled once, so that a worker in production starts without webpack. */
async function bundle(): Promise<void> {
  const { code } = await bundleWorkflows();
  await writeFile(join(dist, 'workflow-bundle.js'), code);
}

/** What Temporal's SDK loads by its path. */
async function copyFailureConverter(): Promise<void> {
  await cp(join(root, 'codec', 'failures.cjs'), join(dist, 'codec', 'failures.cjs'));
}

/** The charters as people write them, beside the code that reads them. */
async function copyCharters(): Promise<void> {
  await cp(join(root, 'charter'), join(dist, 'charter'), {
    recursive: true,
    filter: (source) => extname(source) === '' || extname(source) === '.yaml',
  });
}

await rm(dist, { recursive: true, force: true });
emit();
await copyFailureConverter();
await copyCharters();
await bundle();
console.log(`built ${dist}`);

/** `folkmoot demo`: starts the demo, which lies above this command and runs from a checkout only. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { exampleOf } from './command.ts';
import { cliError } from './error.ts';

/** The checkout that this command is of: it runs from the sources, or from what was built beside them in `dist/`. */
const root = ['..', '../..']
  .map((way) => fileURLToPath(new URL(way, import.meta.url)))
  .find((folder) => existsSync(join(folder, 'demo/main.ts')));

export function addDemo(program: Command, serving: (run: () => Promise<number>) => Promise<void>): void {
  program
    .command('demo')
    .summary('five AI agents and you decide one proposal, in less than two minutes')
    .description(
      'Runs a council of its own on this machine, beside any other, and throws it away at the end. `folkmoot demo --help` tells its options.',
    )
    .argument('[options...]', 'of the demo')
    .allowUnknownOption()
    .helpOption(false)
    .addHelpText('after', exampleOf('folkmoot demo', 'folkmoot demo --people 0'))
    .action((options: readonly string[]) => serving(() => runDemo(options)));
}

/** @returns its exit code */
async function runDemo(options: readonly string[]): Promise<number> {
  if (root === undefined)
    throw cliError(
      'The demo needs a checkout, in which it runs as `npm run demo`: an image of the service has no database of its own.',
    );
  const child = spawn(process.execPath, ['--import', 'tsx', 'demo/main.ts', ...options], {
    cwd: root,
    stdio: 'inherit',
  });
  // A terminal gives Ctrl-C to both; the demo cleans up, and this waits for it.
  const wait = (): void => undefined;
  const pass = (signal: NodeJS.Signals): void => void child.kill(signal);
  process.on('SIGINT', wait).on('SIGTERM', pass).on('SIGHUP', pass);
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code) => resolve(code ?? 1));
    });
  } finally {
    process.off('SIGINT', wait).off('SIGTERM', pass).off('SIGHUP', pass);
  }
}

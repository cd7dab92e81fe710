/** `npm run reset`: removes the council of this machine, so that the next start makes a new one. */
import { createInterface } from 'node:readline/promises';
import { readConfiguration } from './configuration.ts';
import { isStartError, startError } from '../store/postgres/start-error.ts';

async function reset(): Promise<void> {
  const { data, databaseUrl, foreignTemporal } = readConfiguration(process.env, process.cwd());
  if (databaseUrl !== null || foreignTemporal !== null)
    throw startError(
      'DATABASE_URL and TEMPORAL_ADDRESS name servers that you run, and `npm run reset` removes nothing there. Unset them to remove the council of this machine.',
    );
  const asks = !process.argv.includes('--yes');
  if (asks && !process.stdin.isTTY)
    throw startError('Nobody can be asked here: `npm run reset -- --yes` removes without asking.');
  // Temporal's packages take a second to load.
  const { councilIn, removeCouncil } = await import('./removal.ts');
  const parts = councilIn(data);
  if (asks && !(await isMeant(data, parts))) {
    console.log('Nothing was removed.');
    return;
  }
  await removeCouncil(data, console.log);
  console.log(`The council in ${data} is removed. \`npm start\` makes a new one.`);
}

async function isMeant(data: string, parts: readonly string[]): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const answer = await terminal.question(
      `Remove the council in ${data} for good, with its records and keys (${parts.join(', ')})? Type yes: `,
    );
    return answer.trim() === 'yes';
  } finally {
    terminal.close();
  }
}

try {
  await reset();
} catch (error) {
  if (!isStartError(error)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

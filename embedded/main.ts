/** `npm start`: a whole council on this machine, until Ctrl-C. */
import { pino } from 'pino';
import { openClosing, type Part } from './closing.ts';
import { type Configuration, readConfiguration } from './configuration.ts';
import { readCouncilFiles } from '../api/council/first-start.ts';
import { openEnding } from './ending.ts';
import { folderFault } from './folders.ts';
import { greeting } from './greeting.ts';
import { freshLog } from './logs.ts';
import { requireFreePort } from './ports.ts';
import { claim, refuseHeld } from './record.ts';
import { isStartError } from '../store/postgres/start-error.ts';

/** Milliseconds that each part has for stopping. */
const PATIENCE = 25_000;
/**
 * Milliseconds for a part of this process once one that it stands on has died: what it has under way cannot be finished, and what was
 * acknowledged is kept. The servers have their time all the same.
 */
const HURRY = 1_000;
const hurried: readonly Part[] = ['api', 'worker', 'connections'];

const ending = openEnding('Folkmoot', described, {
  throughNpm: process.env['npm_lifecycle_event'] !== undefined,
});
const closing = openClosing(
  (part) => (ending.ended()?.died === true && hurried.includes(part) ? HURRY : PATIENCE),
  (part, error) => {
    console.error(`${part} did not stop in good order: ${(error as Error).message}`);
  },
);
async function start(): Promise<void> {
  const configuration = readConfiguration(process.env, process.cwd());
  try {
    await startIn(configuration);
  } catch (error) {
    throw folderFault(configuration.data, error);
  }
}

async function startIn(configuration: Configuration): Promise<void> {
  const { data, port } = configuration;
  // Whatever is made from here on, by this process or by one that it starts, is its owner's alone (AUT-2).
  process.umask(0o077);
  refuseHeld(data);
  await requireFreePort(port);
  const files = await readCouncilFiles(configuration);
  closing.add('folder', await claim(data));
  const log = pino(
    { level: configuration.logLevel, name: 'folkmoot' },
    pino.destination({ dest: freshLog(data, 'folkmoot'), sync: true }),
  );
  // Loaded only now: what refuses a start is said before Temporal's and the API's packages take a second to load.
  const { startEverything } = await import('./start.ts');
  const started = await startEverything({
    configuration,
    files,
    env: process.env,
    closing,
    log,
    died: (sentence) => ending.end(1, sentence, true),
    signal: ending.signal,
  });
  console.log(greeting({ ...started, ...started.council, data, pace: configuration.pace }));
}

function described(error: unknown): string {
  if (isStartError(error)) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

try {
  await start();
  if (!ending.signal.aborted)
    await new Promise((resolve) => ending.signal.addEventListener('abort', resolve, { once: true }));
} catch (error) {
  ending.end(1, described(error));
}
if (!closing.isEmpty()) {
  console.log('\nStopping …');
  await closing.close();
  console.log('Stopped.');
}
process.exit(ending.ended()?.code ?? 1);

/** `npm start`: a whole council on this machine, until Ctrl-C. */
import { pino } from 'pino';
import { openClosing, type Part } from './closing.ts';
import { type Configuration, readConfiguration } from './configuration.ts';
import { readCouncilFiles } from '../api/council/first-start.ts';
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
/** Ctrl-C reaches this process from the terminal and again through npm: what follows within a second is the same one. */
const SAME_SIGNAL = 1_000;
/** Milliseconds between looks at whether the parent still runs. */
const PARENT_LOOK = 500;

const closing = openClosing(
  (part) => (ending?.died === true && hurried.includes(part) ? HURRY : PATIENCE),
  (part, error) => {
    console.error(`${part} did not stop in good order: ${(error as Error).message}`);
  },
);
const broken = new AbortController();
let ending: { readonly code: number; readonly died: boolean } | undefined;

/** The first reason to end decides the exit code. */
function end(code: number, reason?: string, died = false): void {
  if (ending !== undefined) return;
  ending = { code, died };
  if (reason !== undefined) console.error(`\n${reason}`);
  broken.abort();
}

function endOnSignals(): void {
  let forces = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      if (forces) process.exit(1);
      if (ending !== undefined) return;
      end(0);
      setTimeout(() => (forces = true), SAME_SIGNAL).unref();
    });
  const unexpected = (error: unknown): void => end(1, `Folkmoot stops: ${described(error)}`);
  process.on('uncaughtException', unexpected);
  process.on('unhandledRejection', unexpected);
  // A terminal that was closed takes no more output; what stops must not fail by it.
  for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined);
}

/**
 * npm passes a SIGTERM on to the shell between it and this process, and not every shell passes it further: where npm started this
 * process, it ends with its parent.
 */
function endWithParent(): void {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) end(0);
  }, PARENT_LOOK).unref();
}

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
    died: (sentence) => end(1, sentence, true),
    signal: broken.signal,
  });
  console.log(greeting({ ...started, ...started.council, data, pace: configuration.pace }));
}

function described(error: unknown): string {
  if (isStartError(error)) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

endOnSignals();
endWithParent();
try {
  await start();
  if (!broken.signal.aborted)
    await new Promise((resolve) => broken.signal.addEventListener('abort', resolve, { once: true }));
} catch (error) {
  end(1, described(error));
}
if (!closing.isEmpty()) {
  console.log('\nStopping …');
  await closing.close();
  console.log('Stopped.');
}
process.exit(ending?.code ?? 1);

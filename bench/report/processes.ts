/** Processes of a bench beside it: started from its own sources, watched, asked, and ended with it. */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Running } from './run.ts';

export interface Helper {
  readonly pid: number;
  /** Sends a message, and answers the next one that comes back. */
  readonly ask: <Answer>(message: unknown) => Promise<Answer>;
  readonly stop: () => Promise<void>;
}

/** Ends the bench where the process ends before it is stopped; answers what stops it. */
function watched({ later, dies }: Running, name: string, child: ChildProcess): () => Promise<void> {
  let stopping = false;
  const gone = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(`${name} ended with ${signal ?? code ?? 0}`));
  });
  dies(gone.then((sentence) => (stopping ? new Promise(() => undefined) : sentence)));
  const stop = async (): Promise<void> => {
    stopping = true;
    child.kill('SIGTERM');
    await Promise.race([gone, sleep(20_000, undefined, { ref: false })]);
    child.kill('SIGKILL');
    await gone;
  };
  later(stop);
  return stop;
}

/** A process that is told and answers by messages; it says `ready` first. */
export async function startHelper(
  running: Running,
  file: URL,
  args: readonly string[] = [],
): Promise<Helper> {
  const child = fork(file, args, { execArgv: ['--import', 'tsx'], serialization: 'advanced' });
  const stop = watched(running, file.pathname.split('/').at(-1) ?? '', child);
  await once(child, 'message');
  return {
    pid: child.pid ?? 0,
    ask: async <Answer>(message: unknown): Promise<Answer> => {
      const answered = once(child, 'message') as Promise<[Answer]>;
      child.send(message as object);
      const [answer] = await answered;
      return answer;
    },
    stop,
  };
}

export interface RunningApi {
  readonly pid: number;
  readonly port: number;
  /** Seconds of a processor that it has taken so far. */
  readonly processorTime: () => Promise<number>;
  readonly stop: () => Promise<void>;
}

/** A second's clock ticks, as Linux counts them for processes (proc_pid_stat(5)). */
const ticks = 100;

/** An API process as in service: `api/server.ts` with everything it is told by variables. Answers once it is alive. */
export async function startApiProcess(
  running: Running,
  port: number,
  environment: Readonly<Record<string, string>>,
): Promise<RunningApi> {
  const server = new URL('../../api/server.ts', import.meta.url).pathname;
  const folder = process.env['BENCH_PROFILE'];
  const profile = folder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${folder}`];
  const child = spawn(process.execPath, ['--max-semi-space-size=32', ...profile, '--import', 'tsx', server], {
    env: { ...process.env, ...environment, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const stop = watched(running, 'the API', child);
  while (!(await alive(port))) await sleep(20);
  return {
    pid: child.pid ?? 0,
    port,
    processorTime: async () => {
      const stat = await readFile(`/proc/${String(child.pid)}/stat`, 'utf8');
      const [user, system] = stat.slice(stat.lastIndexOf(')')).split(' ').slice(12, 14);
      return (Number(user) + Number(system)) / ticks;
    },
    stop,
  };
}

async function alive(port: number): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/health/live`).catch(() => undefined);
  return answer?.ok === true;
}

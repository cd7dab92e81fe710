/** API processes for a benchmark, as they run in service: `api/server.ts` with everything it is told by variables. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** A second's clock ticks, as Linux counts them for processes (proc_pid_stat(5)). */
const ticks = 100;

const server = fileURLToPath(new URL('../../api/server.ts', import.meta.url));

export interface RunningApi {
  readonly port: number;
  /** Seconds of a processor that it has taken so far. */
  readonly processorTime: () => Promise<number>;
  readonly stop: () => Promise<void>;
}

/** Starts one, and answers once it is alive. */
export async function startApiProcess(
  port: number,
  environment: Readonly<Record<string, string>>,
): Promise<RunningApi> {
  const profile =
    process.env['BENCH_PROFILE'] === undefined
      ? []
      : ['--cpu-prof', `--cpu-prof-dir=${process.env['BENCH_PROFILE']}`];
  const child = spawn(process.execPath, ['--max-semi-space-size=32', ...profile, '--import', 'tsx', server], {
    env: { ...process.env, ...environment, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await alive(port, child);
  return {
    port,
    processorTime: async () => {
      const stat = await readFile(`/proc/${String(child.pid)}/stat`, 'utf8');
      const [user, system] = stat.slice(stat.lastIndexOf(')')).split(' ').slice(12, 14);
      return (Number(user) + Number(system)) / ticks;
    },
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function alive(port: number, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (child.exitCode !== null) throw new Error(`the API ended with ${child.exitCode}`);
    const answer = await fetch(`http://127.0.0.1:${port}/health/live`).catch(() => undefined);
    if (answer?.ok === true) return;
    await sleep(100);
  }
  throw new Error('the API does not come alive');
}

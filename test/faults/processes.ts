/** The processes under faults: each can be killed, halted and started again, with whatever it has started itself. Linux only. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { identify, isRunning, type ProcessIdentity, sendSignal } from '../../embedded/processes.ts';

/** A part of the service. */
export interface Part {
  readonly name: string;
  /** SIGKILL; answers once it is gone. */
  readonly kill: () => Promise<void>;
  /** Answers once it is ready. */
  readonly start: () => Promise<void>;
  /** SIGSTOP and SIGCONT. */
  readonly halt: () => Promise<void>;
  readonly resume: () => Promise<void>;
}

/** A process with everything below it, the process itself first. */
async function family(pid: number): Promise<readonly number[]> {
  const parents = new Map<number, number>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    const parent = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const found = [pid];
  for (const one of found)
    for (const [child, parent] of parents) if (parent === one && !found.includes(child)) found.push(child);
  return found;
}

async function signalAll(pid: number, signal: NodeJS.Signals): Promise<readonly ProcessIdentity[]> {
  const all = (await family(pid)).flatMap((one) => identify(one) ?? []);
  for (const one of all) sendSignal(one.pid, signal);
  return all;
}

/** Kills a process and all that it has started; answers once none is left. */
export async function killAll(pid: number): Promise<void> {
  // Halted first, so that none of them starts another while they are killed one after the other.
  const halted = await signalAll(pid, 'SIGSTOP');
  for (const one of halted) if (isRunning(one)) sendSignal(one.pid, 'SIGKILL');
  while (halted.some(isRunning)) await sleep(10);
}

export const haltAll = (pid: number): Promise<unknown> => signalAll(pid, 'SIGSTOP');
export const resumeAll = (pid: number): Promise<unknown> => signalAll(pid, 'SIGCONT');

export interface Program {
  readonly name: string;
  /** The file it starts from, asked for at each start. */
  readonly entry: () => string;
  readonly env: NodeJS.ProcessEnv;
  /** What it logs when it is ready. */
  readonly ready: string;
  readonly log: string;
}

/** Milliseconds within which a program is ready once what it needs is there. */
const patience = 90_000;

/** Started again by itself whenever it ends without having been killed, as an operator's supervisor would. */
export function supervised({ name, entry, env, ready, log }: Program): Part {
  const output = createWriteStream(log, { flags: 'a' });
  let child: ChildProcess | undefined;
  process.once('exit', () => child?.kill('SIGKILL'));
  let wanted = false;
  let told = (): void => undefined;

  const launch = (): void => {
    const started = spawn(process.execPath, ['--enable-source-maps', entry()], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    started.stderr.on('data', (chunk: Buffer) => output.write(chunk));
    createInterface(started.stdout).on('line', (line) => {
      output.write(`${line}\n`);
      if (line.includes(ready)) told();
    });
    started.once('exit', (code, signal) => {
      output.write(`${new Date().toISOString()} ended with ${signal ?? code}\n`);
      if (!wanted || started !== child) return;
      setTimeout(() => {
        if (wanted && started === child) launch();
      }, 500);
    });
  };

  return {
    name,
    start: async () => {
      wanted = true;
      const up = new Promise<void>((resolve) => {
        told = resolve;
      });
      launch();
      const late = sleep(patience, 'late' as const, { ref: false });
      if ((await Promise.race([up, late])) === 'late')
        throw new Error(`${name} is not ready after ${patience / 1000} s. Its log: ${log}`);
    },
    kill: async () => {
      wanted = false;
      if (child?.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
    halt: async () => {
      child?.kill('SIGSTOP');
    },
    resume: async () => {
      child?.kill('SIGCONT');
    },
  };
}

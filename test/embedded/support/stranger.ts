/** Processes beside the test: strangers that must be left alone, and owners that are killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { identify, type ProcessIdentity } from '../../../embedded/processes.ts';

export interface Stranger {
  readonly identity: ProcessIdentity;
  readonly child: ChildProcess;
}

/** A process that has nothing to do with Folkmoot, ended after the test. */
export function startStranger(
  command: readonly [string, ...string[]] = ['sleep', '120'],
  user: { readonly uid?: number; readonly gid?: number } = {},
): Stranger {
  const child = spawn(command[0], command.slice(1), { stdio: 'ignore', ...user });
  onTestFinished(() => void child.kill('SIGKILL'));
  return { identity: identify(child.pid!)!, child };
}

/** Ends a process as a power cut would, and waits until it is gone. */
export async function killHard(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

export interface Owner {
  readonly child: ChildProcess;
  /** What the started service said of itself: a URL or an address. */
  readonly said: string;
}

/** Another process that starts a service on the data folder, as `npm start` does, and keeps it running. */
export async function startOwner(service: 'postgres' | 'temporal', ...args: string[]): Promise<Owner> {
  const script = fileURLToPath(new URL('owner.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, service, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  for await (const line of createInterface({ input: child.stdout })) return { child, said: line };
  throw new Error(`the owner of ${service} ended before it was ready`);
}

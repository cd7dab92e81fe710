/** Which process is which: a process id with its start time, so that a recycled id never passes for ours. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** One process for as long as the machine runs: a process id alone comes back after a while, with another program behind it. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, as the kernel counts: opaque, only ever compared for equality. */
  readonly started: string;
}

/** A signal and how long to wait for the process to end after it, in milliseconds. */
export interface Pressure {
  readonly signal: NodeJS.Signals;
  readonly patience: number;
}

/** The identity of the process that has this id now; null when there is none (a process that ended unreaped counts as none). */
export function identify(pid: number): ProcessIdentity | null {
  const started = process.platform === 'linux' ? startedOnLinux(pid) : startedElsewhere(pid);
  return started === null ? null : { pid, started };
}

/** The identity of this very process. */
export function ownIdentity(): ProcessIdentity {
  const own = identify(process.pid);
  if (own === null) throw new Error(`process ${process.pid} cannot find itself in the process table`);
  return own;
}

/** True while exactly this process runs; false once it ended, even when its id belongs to another process by now. */
export function isRunning(identity: ProcessIdentity): boolean {
  return identify(identity.pid)?.started === identity.started;
}

/**
 * Ends exactly this process: each signal in turn, until it is gone. Before every signal the identity is checked again, so that a
 * recycled process id is never hit.
 * @returns true when the process is gone, false when it outlived every signal
 */
export async function endProcess(
  identity: ProcessIdentity,
  pressures: readonly Pressure[],
): Promise<boolean> {
  for (const { signal, patience } of pressures) {
    if (!isRunning(identity)) return true;
    sendSignal(identity.pid, signal);
    for (let waited = 0; waited < patience; waited += POLL) {
      await sleep(POLL);
      if (!isRunning(identity)) return true;
    }
  }
  return !isRunning(identity);
}

/** Sends a signal to a process of ours; one that ended in between is no error. */
export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

const POLL = 25;

/**
 * From /proc/<pid>/stat (man 5 proc): field 3 is the state, field 22 the start in clock ticks since boot. The name in field 2 may hold
 * spaces and parentheses, so fields are counted from the last ')'. Ticks begin anew with every boot: the boot's id belongs to it.
 */
function startedOnLinux(pid: number): string | null {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return null;
  }
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const state = fields[0];
  const ticks = fields[19];
  if (ticks === undefined || state === 'Z' || state === 'X') return null;
  return `${bootId()}:${ticks}`;
}

function bootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}

/** Where there is no /proc, `ps` knows the start to the second. */
function startedElsewhere(pid: number): string | null {
  try {
    const line = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return line === '' || line.startsWith('Z') ? null : line.replace(/^\S+\s+/, '');
  } catch {
    return null;
  }
}

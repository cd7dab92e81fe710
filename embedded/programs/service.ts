/** Runs one server program beside this process: detached, noted, watched, and stopped in its own way. */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { freshLog } from '../logs.ts';
import {
  endProcess,
  identify,
  isRunning,
  type Pressure,
  type ProcessIdentity,
  sendSignal,
} from '../processes.ts';
import { readRecord, removeRecord, writeRecord } from '../record.ts';
import { startError } from '../../store/postgres/start-error.ts';

/** What to run, and how it wants to be stopped. */
export interface ServiceProgram {
  /** In file names: `postgres`. */
  readonly name: string;
  /** In sentences: `PostgreSQL`. */
  readonly title: string;
  readonly executable: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Another user to run it as; only root can give one. */
  readonly user?: { readonly uid: number; readonly gid: number } | undefined;
  /** The signals that stop it, gentlest first. */
  readonly stopping: readonly Pressure[];
}

/** A running server program. */
export interface Service {
  /** Resolves with a sentence when it ends without having been asked to; never otherwise. */
  readonly died: Promise<string>;
  /** True from its end on, however it came. */
  readonly ended: () => boolean;
  /** The last lines of its log. */
  readonly lastWords: () => string;
  /** Ends it; resolves when the process is gone. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts the program in a process group of its own, so that Ctrl-C in the terminal reaches this process only and the order of stopping
 * is ours. Its output goes to `<data>/logs/<name>.log`, that of the run before to `.previous.log`.
 */
export function startService(data: string, program: ServiceProgram): Service {
  const log = freshLog(data, program.name);
  const output = openSync(log, 'a', 0o600);
  const child = spawn(program.executable, [...program.args], {
    cwd: data,
    detached: true,
    env: { ...program.env },
    stdio: ['ignore', output, output],
    ...program.user,
  });
  closeSync(output);
  const identity = child.pid === undefined ? null : identify(child.pid);
  if (identity !== null) writeRecord(data, program.name, identity);
  child.unref();

  let stopping = false;
  let gone = false;
  const abandon = (): void => {
    if (!gone && identity !== null) sendSignal(identity.pid, program.stopping[0]?.signal ?? 'SIGTERM');
  };
  process.once('exit', abandon);
  const ending = endOf(child).then((how) => {
    gone = true;
    process.off('exit', abandon);
    return how;
  });
  return {
    died: new Promise((resolve) => {
      void ending.then((how) => {
        if (!stopping) resolve(`${program.title} ended by itself (${how}). Its log: ${log}`);
      });
    }),
    ended: () => gone,
    lastWords: () => tail(log),
    stop: async () => {
      stopping = true;
      child.ref();
      if (identity !== null && !(await endProcess(identity, program.stopping)))
        throw new Error(`${program.title} (process ${identity.pid}) does not end`);
      await ending;
      removeRecord(data, program.name);
    },
  };
}

/**
 * Waits until the service answers.
 * @param answers throws as long as it does not
 * @param limit milliseconds
 * @throws an error with the service's last words when it ended or the time is over; it is stopped then
 */
export async function awaitService(
  title: string,
  service: Service,
  answers: () => Promise<unknown>,
  limit: number,
): Promise<void> {
  const over = AbortSignal.timeout(limit);
  let reason: unknown;
  while (!over.aborted && !service.ended()) {
    try {
      await answers();
      return;
    } catch (error) {
      reason = error;
    }
    await sleep(50);
  }
  const late = `does not answer after ${limit / 1000} s (${reason instanceof Error ? reason.message : 'no answer'})`;
  const how = service.ended() ? 'ended while starting' : late;
  await service.stop();
  throw startError(`${title} ${how}. Its last words:\n${service.lastWords()}`, reason);
}

/**
 * Stops what a killed start left running on this data folder. Only a proven orphan is touched: the process that was noted, by id and
 * start time, whose owner has ended.
 * @throws a start error when the owner still runs
 */
export async function stopOrphan(
  data: string,
  { name, title, stopping }: Pick<ServiceProgram, 'name' | 'title' | 'stopping'>,
  progress: (line: string) => void,
): Promise<ProcessIdentity | null> {
  const record = readRecord(data, name);
  if (record === null) return null;
  if (isRunning(record.process)) {
    if (isRunning(record.owner))
      throw startError(
        `${title} already runs on ${data}, for process ${record.owner.pid}; nothing was started. ` +
          `Stop that one first (kill ${record.owner.pid}) or choose another FOLKMOOT_DATA.`,
      );
    progress(`Stopping ${title} (process ${record.process.pid}), left behind by a start that was killed`);
    if (!(await endProcess(record.process, stopping)))
      throw startError(
        `${title} (process ${record.process.pid}), left behind on ${data}, does not end. Stop it by hand.`,
      );
  }
  return record.process;
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal === null ? `exit code ${code ?? 0}` : signal));
  });
}

function tail(file: string): string {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  return lines
    .slice(-8)
    .map((line) => line.slice(0, 300))
    .join('\n');
}

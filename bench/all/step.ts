/** Runs one bench as a process of its own within its time, and leaves nothing of it, however it ends. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { SERVER as postgres } from '../../embedded/programs/postgres.ts';
import { stopOrphan } from '../../embedded/programs/service.ts';
import { SERVER as temporal } from '../../embedded/programs/temporal.ts';
import type { Result } from '../report/figures.ts';

export type Ended = { readonly result: Result } | { readonly failed: string };

/** Milliseconds that a bench has for stopping what it started. */
const patience = 60_000;

/**
 * @param limit seconds
 * @param interrupted ends it at once
 */
export async function runStep(
  bench: string,
  args: readonly string[],
  {
    limit,
    interrupted,
    say,
  }: {
    readonly limit: number;
    readonly interrupted: AbortSignal;
    readonly say: (line: string) => void;
  },
): Promise<Ended> {
  const folder = await mkdtemp(join(tmpdir(), 'folkmoot-benches-'));
  const json = join(folder, 'result.json');
  try {
    const file = fileURLToPath(new URL(`../${bench}.ts`, import.meta.url));
    const child = spawn(process.execPath, ['--import', 'tsx', file, ...args, '--json', json], {
      // A group of its own, so that Ctrl-C reaches it through this process alone, and what it started ends with it.
      detached: true,
      env: { ...process.env, TMPDIR: folder },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const failed = await ending(child, { limit, interrupted, say });
    if (failed !== undefined) return { failed };
    return { result: JSON.parse(await readFile(json, 'utf8')) as Result };
  } finally {
    await removeLeftOvers(folder, say);
  }
}

/** Why it failed; undefined where it did not. */
async function ending(
  child: ChildProcess,
  { limit, interrupted, say }: Parameters<typeof runStep>[2],
): Promise<string | undefined> {
  let last = '';
  for (const output of [child.stdout, child.stderr])
    if (output !== null)
      createInterface(output).on('line', (line) => {
        last = line.trim() === '' ? last : line;
        say(line);
      });
  const gone = new Promise<string | undefined>((resolve) => {
    child.once('close', (code, signal) =>
      resolve(code === 0 ? undefined : `ended with ${code ?? signal ?? ''}: ${last}`),
    );
  });
  const over = AbortSignal.any([interrupted, AbortSignal.timeout(limit * 1_000)]);
  const ended = new Promise<string>((resolve) => {
    const stop = (): void => resolve(interrupted.aborted ? 'interrupted' : `not done within ${limit} s`);
    if (over.aborted) stop();
    else over.addEventListener('abort', stop, { once: true });
  });
  const reason = await Promise.race([gone.then((failed) => failed ?? null), ended]);
  const runs = (): boolean => child.exitCode === null && child.signalCode === null;
  if (!runs()) return reason ?? undefined;
  child.kill('SIGTERM');
  await Promise.race([gone, sleep(patience, undefined, { ref: false })]);
  if (child.pid !== undefined && runs()) process.kill(-child.pid, 'SIGKILL');
  await gone;
  return reason ?? undefined;
}

/** Of a bench that was killed: its servers, which it noted, and its data. */
async function removeLeftOvers(folder: string, say: (line: string) => void): Promise<void> {
  for (const name of (await readdir(folder)).filter((one) => one.startsWith('folkmoot-bench-')))
    for (const server of [postgres, temporal])
      await stopOrphan(join(folder, name), server, say).catch((error: unknown) => say(String(error)));
  await rm(folder, { recursive: true, force: true });
}

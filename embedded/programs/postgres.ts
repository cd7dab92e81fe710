/** The embedded PostgreSQL: a cluster under the data folder that survives Ctrl-C and kill -9. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { openDataFolder } from '../folders.ts';
import { freePort, LOOPBACK } from '../ports.ts';
import {
  databaseUser,
  findPostgres,
  makePassable,
  makeReadable,
  type PostgresPrograms,
  type SystemUser,
} from './postgres-programs.ts';
import { isRunning, type ProcessIdentity } from '../processes.ts';
import { writeSecret } from '../secrets.ts';
import { awaitService, type ServiceProgram, startService, stopOrphan } from './service.ts';
import { startError } from '../../store/postgres/start-error.ts';

const run = promisify(execFile);

export interface PostgresOptions {
  /** The data folder (FOLKMOOT_DATA); the cluster lies in `postgres` under it. */
  readonly data: string;
  /** Default: any free port. */
  readonly port?: number | undefined;
  /** Told in a sentence when something takes longer. */
  readonly progress: (line: string) => void;
}

export interface Postgres {
  /** Of the database `folkmoot`, with its password. */
  readonly url: string;
  /** Resolves with a sentence when the server ends without having been asked to. */
  readonly died: Promise<string>;
  readonly stop: () => Promise<void>;
}

/**
 * Starts PostgreSQL on the loopback address with fsync on, UTF-8, locale C and time zone UTC, and makes the cluster and the database
 * `folkmoot` where they are missing. What a killed start left running on the same folder is stopped first.
 * @throws a start error when another running process uses the folder, or with PostgreSQL's own last words
 */
export async function startPostgres({ data: folder, port, progress }: PostgresOptions): Promise<Postgres> {
  const data = resolve(folder);
  openDataFolder(data);
  const cluster = join(data, 'postgres');
  const programs = await findPostgres();
  const user = await databaseUser(cluster, currentUser());
  const orphan = await stopOrphan(data, SERVER, progress);
  if (user !== null) {
    await makePassable(cluster, user, progress);
    await makePassable(programs.postgres, user, progress);
    await makeReadable(programs);
  }
  const password = await initialize(data, programs, user, progress);
  if (orphan !== null) await removeStaleLock(cluster, orphan);
  for (let attempt = 1; ; attempt++) {
    try {
      return await launch(data, programs.postgres, user, password, port);
    } catch (error) {
      if (attempt === ATTEMPTS || !(error instanceof Error) || !passes(error.message, port)) throw error;
      await sleep(250);
    }
  }
}

const ROLE = 'folkmoot';
const DATABASE = 'folkmoot';

/**
 * SIGINT is PostgreSQL's fast shutdown, SIGQUIT its immediate one, after which the next start recovers (PostgreSQL documentation,
 * "Shutting Down the Server").
 */
export const SERVER: Pick<ServiceProgram, 'name' | 'title' | 'stopping'> = {
  name: 'postgres',
  title: 'PostgreSQL',
  stopping: [
    { signal: 'SIGINT', patience: 20_000 },
    { signal: 'SIGQUIT', patience: 5_000 },
    { signal: 'SIGKILL', patience: 5_000 },
  ],
};

/** Nothing of the caller's: PGDATA, PGPORT and a locale would change what runs. */
const ENVIRONMENT = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/** What passes by itself: backends of a killed server that still end, and a free port that was taken since it was picked. */
function passes(message: string, wanted: number | undefined): boolean {
  if (message.includes('pre-existing shared memory block')) return true;
  return wanted === undefined && message.includes('Address already in use');
}

const ATTEMPTS = 20;

/** No Unix socket: its path is too long in deep folders, and /tmp is everybody's. 200 connections: API, worker and tests together. */
function settings(port: number): readonly string[] {
  return [
    `listen_addresses=${LOOPBACK}`,
    `port=${port}`,
    'unix_socket_directories=',
    'max_connections=200',
    'timezone=UTC',
    'log_timezone=UTC',
  ].flatMap((setting) => ['-c', setting]);
}

async function launch(
  data: string,
  executable: string,
  user: SystemUser | null,
  password: string,
  wanted: number | undefined,
): Promise<Postgres> {
  const port = wanted ?? (await freePort());
  const server = `postgres://${ROLE}:${password}@${LOOPBACK}:${port}`;
  const service = startService(data, {
    ...SERVER,
    executable,
    args: ['-D', join(data, 'postgres'), ...settings(port)],
    env: ENVIRONMENT,
    user: user ?? undefined,
  });
  await awaitService(SERVER.title, service, () => makeDatabase(`${server}/postgres`), 60_000);
  return { url: `${server}/${DATABASE}`, died: service.died, stop: service.stop };
}

/** Makes the database where it is missing; throws as long as the server does not answer. */
async function makeDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(DATABASE)}`);
  } finally {
    await client.end();
  }
}

/**
 * Makes the cluster where there is none, under another name until it is whole: an initdb that was killed leaves nothing to stumble over.
 * @returns the password of the cluster's only role, made once and kept readable for its owner only
 */
async function initialize(
  data: string,
  { initdb }: PostgresPrograms,
  user: SystemUser | null,
  progress: (line: string) => void,
): Promise<string> {
  const cluster = join(data, 'postgres');
  const kept = join(data, 'postgres-password');
  if (await exists(cluster)) {
    if (await exists(kept)) return (await readFile(kept, 'utf8')).trim();
    throw startError(`${kept} is gone, and with it the way into ${cluster}: put it back, or set both aside.`);
  }
  progress('Creating the PostgreSQL cluster');
  const password = randomBytes(24).toString('hex');
  await writeSecret(kept, password, null);
  const fresh = `${cluster}.new`;
  const handed = `${fresh}-password`;
  try {
    await rm(fresh, { recursive: true, force: true });
    await mkdir(fresh, { mode: 0o700 });
    if (user !== null) await chown(fresh, user.uid, user.gid);
    await writeSecret(handed, password, user);
    const how = ['--encoding=UTF8', '--locale=C', '--auth=scram-sha-256', `--username=${ROLE}`];
    await run(initdb, ['-D', fresh, `--pwfile=${handed}`, ...how], { cwd: data, env: ENVIRONMENT, ...user });
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    throw startError(`The PostgreSQL cluster could not be created: ${stderr ?? message}`.trim(), error);
  } finally {
    await rm(handed, { force: true });
  }
  await rename(fresh, cluster);
  return password;
}

/**
 * PostgreSQL will not start while the process id in its lock file is in use, be it by a stranger that got the id later, or by the killed
 * server itself where nobody reaps it. The file goes only when it names the very server that we noted, that one has ended, and no
 * backend of it lives on, which PostgreSQL would tell by the shared memory segment that the same file names (line 7: key, id).
 */
async function removeStaleLock(cluster: string, ended: ProcessIdentity): Promise<void> {
  const lock = join(cluster, 'postmaster.pid');
  if (!(await exists(lock)) || !(await exists(SEGMENTS))) return;
  const lines = (await readFile(lock, 'utf8')).split('\n');
  const segment = lines[6]?.trim().split(/\s+/)[1];
  if (Number(lines[0]) !== ended.pid || isRunning(ended)) return;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    if (segment === undefined || !(await isAttached(segment))) return rm(lock);
    await sleep(250);
  }
}

/** Linux: the System V shared memory segments, a line each; the second column is the id, the seventh how many processes are attached. */
const SEGMENTS = '/proc/sysvipc/shm';

async function isAttached(segment: string): Promise<boolean> {
  const rows = (await readFile(SEGMENTS, 'utf8')).split('\n').map((line) => line.trim().split(/\s+/));
  return rows.some(([, id, , , , , attached]) => id === segment && attached !== '0');
}

function currentUser(): SystemUser | null {
  const uid = process.getuid?.();
  const gid = process.getgid?.();
  return uid === undefined || gid === undefined ? null : { uid, gid };
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

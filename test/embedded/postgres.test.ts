/** The embedded PostgreSQL keeps what was committed, whatever ends it, and touches no process but its own. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { freePort } from '../../embedded/ports.ts';
import { type Postgres, startPostgres } from '../../embedded/programs/postgres.ts';
import { isRunning, type ProcessIdentity } from '../../embedded/processes.ts';
import { readRecord } from '../../embedded/record.ts';
import { freshFolder } from './support/folders.ts';
import { killHard, startOwner, startStranger } from './support/stranger.ts';

const run = promisify(execFile);
const quiet = (): void => undefined;

async function start(data: string, progress: (line: string) => void = quiet): Promise<Postgres> {
  const postgres = await startPostgres({ data, progress });
  onTestFinished(postgres.stop);
  return postgres;
}

/** A folder with an empty cluster in it, as a start that ended well leaves it. */
async function usedFolder(): Promise<string> {
  const data = join(await freshFolder(), 'data');
  await run('cp', ['-a', template, data]);
  return data;
}

let template: string;
beforeAll(async () => {
  const folder = await mkdtemp(join(inject('runFolder'), 'embedded-'));
  template = join(folder, 'data');
  await (await startPostgres({ data: template, progress: quiet })).stop();
  return () => rm(folder, { recursive: true, force: true });
});

async function query<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

const remember = (url: string): Promise<unknown> =>
  query(
    url,
    'create table if not exists acts (id int generated always as identity); insert into acts default values',
  );
const remembered = async (url: string): Promise<number> =>
  (await query<{ count: number }>(url, 'select count(*)::int from acts'))[0]!.count;

const server = (data: string): ProcessIdentity => readRecord(data, 'postgres')!.process;

describe('the embedded PostgreSQL', () => {
  it('writes through to the disk, speaks UTF-8 and UTC, and listens on the loopback address only', async () => {
    const data = await freshFolder();
    const told: string[] = [];
    const { url } = await start(data, (line) => told.push(line));
    expect(told).toContain('Creating the PostgreSQL cluster');
    const [settings] = await query(
      url,
      `select current_setting('fsync') as fsync, current_setting('TimeZone') as zone, current_setting('listen_addresses') as address,
         current_setting('unix_socket_directories') as sockets, pg_encoding_to_char(encoding) as encoding, datcollate as locale, datname as name
       from pg_database where datname = current_database()`,
    );
    expect(settings).toEqual({
      fsync: 'on',
      zone: 'UTC',
      address: '127.0.0.1',
      sockets: '',
      encoding: 'UTF8',
      locale: 'C',
      name: 'folkmoot',
    });
    expect((await stat(join(data, 'postgres-password'))).mode & 0o777).toBe(0o600);
    expect((await stat(join(data, 'postgres'))).mode & 0o777).toBe(0o700);
    const stranger = new URL(url);
    stranger.password = 'another';
    await expect(query(stranger.href, 'select 1')).rejects.toThrow('password authentication failed');
  });

  it('AUT-1 lets nobody in by any way without its password', async () => {
    const data = await usedFolder();
    const { url } = await start(data);
    const ways = (await readFile(join(data, 'postgres', 'pg_hba.conf'), 'utf8'))
      .split('\n')
      .filter((line) => /^[^#\s]/.test(line))
      .map((line) => line.trim().split(/\s+/).at(-1));
    expect(ways.length).toBeGreaterThan(0);
    expect(new Set(ways)).toEqual(new Set(['scram-sha-256']));
    for (const [role, password] of [
      ['folkmoot', 'folkmoot'],
      ['postgres', 'postgres'],
      ['nobody', ''],
    ] as const)
      for (const database of ['folkmoot', 'postgres', 'template1']) {
        const stranger = new URL(url);
        Object.assign(stranger, { username: role, password, pathname: `/${database}` });
        await expect(query(stranger.href, 'select 1'), `${role} ${database}`).rejects.toThrow(
          /password authentication failed|must be a string|must be a non-empty string/,
        );
      }
  });

  it.runIf(process.getuid?.() === 0)('AUT-1 keeps its password and its files from another user', async () => {
    const data = await usedFolder();
    await start(data);
    for (const [command, path] of [
      ['cat', 'postgres-password'],
      ['cat', 'postgres/PG_VERSION'],
      ['ls', 'postgres'],
      ['ls', 'logs'],
      ['ls', '.'],
    ] as const) {
      const looking = run(command, [join(data, path)], { uid: 65_534, gid: 65_534 });
      await expect(looking, path).rejects.toThrow('Permission denied');
    }
  });

  it('keeps its rows and its password from one start to the next', async () => {
    const data = await usedFolder();
    const first = await startPostgres({ data, progress: quiet });
    await remember(first.url);
    await first.stop();
    expect(readRecord(data, 'postgres')).toBeNull();
    const told: string[] = [];
    const second = await start(data, (line) => told.push(line));
    expect(await remembered(second.url)).toBe(1);
    expect(new URL(second.url).password).toBe(new URL(first.url).password);
    expect(told).toEqual([]);
  });

  it('refuses a second start while the first one runs, which goes on', async () => {
    const data = await usedFolder();
    const { url } = await start(data);
    const before = server(data);
    await expect(startPostgres({ data, progress: quiet })).rejects.toThrow(
      `PostgreSQL already runs on ${data}, for process ${process.pid}; nothing was started.`,
    );
    expect(server(data)).toEqual(before);
    await remember(url);
  });

  it('stops the orphan of a killed start and goes on with its rows', async () => {
    const data = await usedFolder();
    const owner = await startOwner('postgres', data);
    await remember(owner.said);
    const orphan = server(data);
    await killHard(owner.child);
    expect(isRunning(orphan)).toBe(true);
    const told: string[] = [];
    const { url } = await start(data, (line) => told.push(line));
    expect(told).toContain(
      `Stopping PostgreSQL (process ${orphan.pid}), left behind by a start that was killed`,
    );
    expect(isRunning(orphan)).toBe(false);
    expect(await remembered(url)).toBe(1);
  });

  it('recovers after a kill of everything', async () => {
    const data = await usedFolder();
    const owner = await startOwner('postgres', data);
    await remember(owner.said);
    const orphan = server(data);
    await killHard(owner.child);
    process.kill(orphan.pid, 'SIGKILL');
    const { url } = await start(data);
    expect(await remembered(url)).toBe(1);
  });

  it('leaves a stranger alone that got the process id of a server that ended', async () => {
    const data = await usedFolder();
    const { uid, gid } = await stat(join(data, 'postgres'));
    const { identity } = startStranger(['sleep', '120'], process.getuid!() === 0 ? { uid, gid } : {});
    const ended = { pid: identity.pid, started: 'before' };
    await writeFile(join(data, 'postgres.process.json'), JSON.stringify({ process: ended, owner: ended }));
    const lock = [identity.pid, join(data, 'postgres'), 1, 5432, '', '127.0.0.1', '', 'ready'].join('\n');
    await writeFile(join(data, 'postgres', 'postmaster.pid'), lock);
    await start(data);
    expect(isRunning(identity)).toBe(true);
  });

  it('tells when the server ends by itself', async () => {
    const data = await usedFolder();
    const { died } = await start(data);
    process.kill(server(data).pid, 'SIGKILL');
    expect(await died).toBe(
      `PostgreSQL ended by itself (SIGKILL). Its log: ${join(data, 'logs', 'postgres.log')}`,
    );
  });

  it('begins anew where the making of the cluster was killed', async () => {
    const data = await freshFolder();
    await mkdir(join(data, 'postgres.new', 'base'), { recursive: true });
    await writeFile(join(data, 'postgres-password'), 'of the start that was killed\n');
    const { url } = await start(data);
    await remember(url);
  });

  it('says so when its password is lost', async () => {
    const data = await usedFolder();
    await rm(join(data, 'postgres-password'));
    await expect(start(data)).rejects.toThrow(`${join(data, 'postgres-password')} is gone`);
  });

  it('ends with its own last words when it cannot start', async () => {
    const data = await usedFolder();
    const port = await freePort();
    const other = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
    onTestFinished(() => void other.close());
    const starting = startPostgres({ data, port, progress: quiet });
    await expect(starting).rejects.toThrow(/^PostgreSQL ended while starting[^]*Address already in use/);
    expect(readRecord(data, 'postgres')).toBeNull();
    expect(await readFile(join(data, 'logs', 'postgres.log'), 'utf8')).toContain('Address already in use');
  });
});

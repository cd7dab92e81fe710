/** The embedded Temporal keeps its workflows, whatever ends it. */
import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, readlink, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Connection, WorkflowClient } from '@temporalio/client';
import { describe, expect, inject, it, onTestFinished, vi } from 'vitest';
import { freePort } from '../../embedded/ports.ts';
import { readRecord } from '../../embedded/record.ts';
import { type Temporal, startTemporal } from '../../embedded/programs/temporal.ts';
import { freshFolder } from './support/folders.ts';
import { killHard, startOwner } from './support/stranger.ts';

const executable = inject('temporalProgram');
const quiet = (): void => undefined;

async function start(
  data: string,
  { namespace = 'default', pagePort }: { namespace?: string; pagePort?: number } = {},
): Promise<Temporal> {
  const temporal = await startTemporal({ data, executable, namespace, pagePort, progress: quiet });
  onTestFinished(temporal.stop);
  return temporal;
}

/** Linux: the TCP sockets of IPv4 and of IPv6, a line each; the second column is the own address, the fourth the state, the tenth the inode. */
const listening = '/proc/net/tcp';

/** Where a process listens. */
async function listenersOf(pid: number): Promise<{ address: string; port: number }[]> {
  const files = await readdir(`/proc/${pid}/fd`);
  const links = await Promise.all(files.map((file) => readlink(`/proc/${pid}/fd/${file}`).catch(() => '')));
  const own = new Set(links.map((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1]));
  const tables = await Promise.all([listening, `${listening}6`].map((file) => readFile(file, 'utf8')));
  return tables
    .flatMap((table) => table.trim().split('\n').slice(1))
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , , state, , , , , , inode]) => state === '0A' && own.has(inode))
    .map(([, local = '']) => {
      const [host = '', port = ''] = local.split(':');
      // Least significant byte first.
      const bytes = host.match(/../g)!.map((byte) => parseInt(byte, 16));
      return { address: bytes.reverse().join('.'), port: parseInt(port, 16) };
    });
}

async function withClient<T>(
  address: string,
  namespace: string,
  act: (client: WorkflowClient) => Promise<T>,
): Promise<T> {
  const connection = await Connection.connect({ address });
  try {
    return await act(new WorkflowClient({ connection, namespace }));
  } finally {
    await connection.close();
  }
}

/** Starts a workflow that no worker takes up; answers its run. */
const open = (address: string, namespace = 'default'): Promise<string> =>
  withClient(address, namespace, async (client) => {
    const handle = await client.start('proposal', { taskQueue: 'nobody', workflowId: 'p-1' });
    return handle.firstExecutionRunId;
  });

const found = (address: string, namespace = 'default'): Promise<string> =>
  withClient(address, namespace, async (client) => {
    const { runId, status } = await client.getHandle('p-1').describe();
    expect(status.name).toBe('RUNNING');
    return runId;
  });

describe('the embedded Temporal', () => {
  it('keeps open workflows from one start to the next, in the namespace it was asked for', async () => {
    const data = await freshFolder();
    const first = await startTemporal({ data, executable, namespace: 'moot', progress: quiet });
    const run = await open(first.address, 'moot');
    await expect(startTemporal({ data, executable, namespace: 'moot', progress: quiet })).rejects.toThrow(
      `Temporal already runs on ${data}, for process ${process.pid}; nothing was started.`,
    );
    await first.stop();
    expect(readRecord(data, 'temporal')).toBeNull();
    const second = await start(data, { namespace: 'moot' });
    expect(await found(second.address, 'moot')).toBe(run);
  });

  it('recovers after a kill of everything, and tells when the server ends by itself', async () => {
    const data = await freshFolder();
    const owner = await startOwner('temporal', data, executable);
    const run = await open(owner.said);
    process.kill(readRecord(data, 'temporal')!.process.pid, 'SIGKILL');
    await killHard(owner.child);
    const { address, died } = await start(data);
    expect(await found(address)).toBe(run);
    process.kill(readRecord(data, 'temporal')!.process.pid, 'SIGKILL');
    expect(await died).toContain('Temporal ended by itself (SIGKILL)');
  });

  const end = 'api/v1/namespaces/default/workflows/p-1/terminate';

  it('AUT-1 refuses every request to its HTTP interface, which cannot be switched off', async () => {
    const { address, ports } = await start(await freshFolder());
    await open(address);
    // It listens there a little later.
    const sent = await vi.waitFor(
      () => fetch(`http://127.0.0.1:${ports.http}/${end}`, { method: 'POST', body: '{}' }),
      { timeout: 20_000 },
    );
    expect([sent.status, await sent.text()]).toEqual([403, expect.stringContaining('Host not allowed')]);
    await found(address);
  });

  it('AUT-1 has a page where that is asked for alone, which takes no request of another page', async () => {
    const pagePort = await freePort();
    const { address, ports } = await start(await freshFolder(), { pagePort });
    await open(address);
    expect(ports.page).toBe(pagePort);
    const page = `http://127.0.0.1:${pagePort}`;
    await vi.waitFor(async () => expect((await fetch(page)).status).toBe(200), { timeout: 20_000 });
    const sent = await fetch(`${page}/${end}`, { method: 'POST', body: '{}' });
    expect([sent.status, await sent.text()]).toEqual([400, expect.stringContaining('missing csrf token')]);
    await found(address);
  });

  it.runIf(existsSync(listening))(
    'AUT-1 listens on the loopback address alone, at the ports that it is given and three more',
    async () => {
      const data = await freshFolder();
      const { ports } = await start(data);
      const { pid } = readRecord(data, 'temporal')!.process;
      const heard = await vi.waitFor(
        async () => {
          const sockets = await listenersOf(pid);
          expect(sockets.map(({ port }) => port)).toEqual(
            expect.arrayContaining([ports.grpc, ports.http, ports.metrics]),
          );
          return sockets;
        },
        { timeout: 20_000 },
      );
      expect(ports.page).toBeNull();
      expect(new Set(heard.map(({ address }) => address))).toEqual(new Set(['127.0.0.1']));
      // Those that it is told, and three of its parts among themselves.
      expect(heard).toHaveLength(6);
    },
  );

  it('AUT-2 keeps its state, and what it logs, where its owner alone can go, in folders of an older start too', async () => {
    const data = await freshFolder();
    for (const folder of ['temporal', 'logs']) {
      await mkdir(join(data, folder));
      await chmod(join(data, folder), 0o755);
    }
    await start(data);
    for (const folder of ['temporal', 'logs'])
      expect((await stat(join(data, folder))).mode & 0o777, folder).toBe(0o700);
    expect(await readdir(join(data, 'temporal'))).toContain('temporal.db');
    expect(await readdir(data)).not.toContain('temporal.db');
  });

  it('writes a commit once, into a log beside its file, and keeps what it answered when it is killed', async () => {
    const data = await freshFolder();
    const owner = await startOwner('temporal', data, executable);
    const run = await open(owner.said);
    expect((await readdir(join(data, 'temporal'))).toSorted()).toEqual([
      'temporal.db',
      'temporal.db-shm',
      'temporal.db-wal',
    ]);
    process.kill(readRecord(data, 'temporal')!.process.pid, 'SIGKILL');
    await killHard(owner.child);
    const { address } = await start(data);
    expect(await found(address)).toBe(run);
  });

  it('takes other ports where one was taken between the look and the use', async () => {
    const data = await freshFolder();
    const refusing = join(data, 'temporal-that-is-refused-once');
    const once = join(data, 'refused');
    await writeFile(
      refusing,
      `#!/bin/sh
[ -e '${once}' ] && exec '${executable}' "$@"
touch '${once}'; echo 'main.main()'; exit 2
`,
      { mode: 0o755 },
    );
    const temporal = await startTemporal({
      data,
      executable: refusing,
      namespace: 'default',
      progress: quiet,
    });
    onTestFinished(temporal.stop);
    await open(temporal.address);
  });

  it('that is no Temporal at all ends with its last words', async () => {
    const data = await freshFolder();
    const starting = startTemporal({ data, executable: '/bin/echo', namespace: 'default', progress: quiet });
    await expect(starting).rejects.toThrow(
      /^Temporal ended while starting[^]*server start-dev --ip 127\.0\.0\.1/,
    );
  });
});

/** The embedded Temporal keeps its workflows, whatever ends it. */
import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Connection, WorkflowClient } from '@temporalio/client';
import { describe, expect, inject, it, onTestFinished, vi } from 'vitest';
import { readRecord } from '../../embedded/record.ts';
import { type Temporal, startTemporal } from '../../embedded/programs/temporal.ts';
import { freshFolder } from './support/folders.ts';
import { killHard, startOwner } from './support/stranger.ts';

const executable = inject('temporalProgram');
const quiet = (): void => undefined;

async function start(
  data: string,
  { namespace = 'default', progress = quiet }: { namespace?: string; progress?: (line: string) => void } = {},
): Promise<Temporal> {
  const temporal = await startTemporal({ data, executable, namespace, progress });
  onTestFinished(temporal.stop);
  return temporal;
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
  it('keeps open workflows from one start to the next, in the namespace it was asked for, and shows its page', async () => {
    const data = await freshFolder();
    const first = await startTemporal({ data, executable, namespace: 'moot', progress: quiet });
    const run = await open(first.address, 'moot');
    expect((await fetch(first.uiUrl)).status).toBe(200);
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

  it('AUT-1 refuses every request to its HTTP interface, which cannot be switched off', async () => {
    const data = await freshFolder();
    const temporal = await start(data);
    await open(temporal.address);
    // It answers before it has said so.
    const port = await vi.waitFor(
      async () => {
        const log = await readFile(join(data, 'logs', 'temporal.log'), 'utf8');
        const [, found] = /Temporal HTTP: .*:(\d+)/.exec(log) ?? [];
        expect(found).toBeDefined();
        return found;
      },
      { timeout: 20_000 },
    );
    const end = 'api/v1/namespaces/default/workflows/p-1/terminate';
    const sent = await fetch(`http://127.0.0.1:${port}/${end}`, { method: 'POST', body: '{}' });
    expect([sent.status, await sent.text()]).toEqual([403, expect.stringContaining('Host not allowed')]);
    // Its page takes none that does not come from it.
    const onPage = await fetch(`${temporal.uiUrl}/${end}`, { method: 'POST', body: '{}' });
    expect([onPage.status, await onPage.text()]).toEqual([
      400,
      expect.stringContaining('missing csrf token'),
    ]);
    await found(temporal.address);
  });

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

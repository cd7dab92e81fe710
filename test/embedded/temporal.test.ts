/** The embedded Temporal keeps its workflows, whatever ends it. */
import { Connection, WorkflowClient } from '@temporalio/client';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { readRecord } from '../../embedded/record.ts';
import { type Temporal, startTemporal } from '../../embedded/temporal.ts';
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

  it('that is no Temporal at all ends with its last words', async () => {
    const data = await freshFolder();
    const starting = startTemporal({ data, executable: '/bin/echo', namespace: 'default', progress: quiet });
    await expect(starting).rejects.toThrow(
      /^Temporal ended while starting[^]*server start-dev --ip 127\.0\.0\.1/,
    );
  });
});

/** Recorded histories run through today's workflows: decisions that are open for weeks go on under new code. */
import { readdir, readFile } from 'node:fs/promises';
import { Worker } from '@temporalio/worker';
import { expect, inject, it } from 'vitest';

const folder = new URL('histories/', import.meta.url);

it('PRO-9 every recorded history replays to its end', async () => {
  const found = await readdir(folder, { recursive: true });
  const names = found.filter((name) => name.endsWith('.json'));
  expect(names.length).toBeGreaterThanOrEqual(72);
  const histories = await Promise.all(
    names.map(async (name) => ({
      workflowId: name,
      history: JSON.parse(await readFile(new URL(name, folder), 'utf8')) as object,
    })),
  );
  const replayed = Worker.runReplayHistories(
    { workflowBundle: { codePath: inject('workflowBundle') }, replayName: 'recorded' },
    histories,
  );
  for await (const { workflowId, error } of replayed) expect(error, workflowId).toBeUndefined();
});

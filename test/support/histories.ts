/**
 * Histories to be replayed for ever. `RECORD_HISTORIES=1 npx vitest run --project service test/replay` writes what is not there yet into
 * test/replay/histories/; none is replaced, for a decision that it stands for may be open. To take one back before it was ever released,
 * delete its file and record again.
 */
import { writeFile } from 'node:fs/promises';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import type { Council } from './council.ts';

const folder = new URL('../replay/histories/', import.meta.url);

/** Writes the history of a workflow under a name, where histories are recorded and there is none of that name. */
export async function keepHistory(council: Council, name: string, id: string): Promise<void> {
  if (process.env['RECORD_HISTORIES'] !== '1') return;
  const handle = council.environment.client.workflow.getHandle(id);
  // Readers see the ending some milliseconds before the workflow returns.
  await council.returned(id);
  const history = JSON.parse(historyToJSON(await handle.fetchHistory())) as object;
  // What it holds is sealed for this very workflow.
  const text = JSON.stringify({ workflowId: id, ...history }, null, 2);
  await writeFile(new URL(`${name}.json`, folder), text, { flag: 'wx' }).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  });
}

/** `npm run replay -- FILE`: a decision's history, saved from Temporal's page, run through the workflow code as it is now. */
import { readFileSync } from 'node:fs';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { parseHistoryKeys } from '../codec/keys.ts';
import { sealing } from '../codec/data-converter.ts';
import { isStartError, startError } from '../store/postgres/start-error.ts';
import { bundleWorkflows } from '../worker/create.ts';
import { historyIn, replay, workflowOf } from '../worker/replaying.ts';
import { readConfiguration } from './configuration.ts';

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw startError(`${file} cannot be read: ${(error as Error).message}.`, error);
  }
}

async function replayFile(file: string | undefined): Promise<void> {
  if (file === undefined) throw startError('Name the file of a history: npm run replay -- history.json');
  const { historyKey } = readConfiguration(process.env, process.cwd());
  const history = historyIn(read(file));
  if (history === undefined)
    throw startError(`${file} holds no history of Temporal’s: an object with events.`);
  const keys = parseHistoryKeys(read(historyKey));
  if ('fault' in keys) throw startError(`${historyKey} ${keys.fault}.`);
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  await replay(history, { workflowBundle: await bundleWorkflows(), dataConverter: sealing(keys) });
  console.log(`${workflowOf(history) ?? file}: ${history.events.length} events replay with today's code.`);
}

try {
  await replayFile(process.argv[2]);
} catch (error) {
  console.error(
    isStartError(error) || (error as Error).name === 'DeterminismViolationError'
      ? (error as Error).message
      : error,
  );
  process.exitCode = 1;
}

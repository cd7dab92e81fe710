/** Recorded histories run through today's workflows: decisions that are open for weeks go on under new code. */
import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { Worker } from '@temporalio/worker';
import { expect, inject, it } from 'vitest';
import { sealing } from '../../codec/data-converter.ts';
import { testKeyLine, testKeys } from '../support/payload-codec.ts';

interface Recorded {
  readonly workflowId?: string;
  readonly events: readonly {
    readonly workflowExecutionStartedEventAttributes?: { readonly workflowId?: string };
  }[];
}

/** As Temporal's own server notes it; the time-skipping one does not. */
const startedAs = ({ events }: Recorded): string =>
  events[0]?.workflowExecutionStartedEventAttributes?.workflowId ?? '';

/** A council's own, for an operator who has put histories of it beside these. */
const own = process.env['FOLKMOOT_HISTORY_KEY']
  ? [readFileSync(process.env['FOLKMOOT_HISTORY_KEY'], 'utf8')]
  : [];

const folder = new URL('histories/', import.meta.url);

it('PRO-9 every recorded history replays to its end', async () => {
  const found = await readdir(folder);
  const names = found.filter((name) => name.endsWith('.json'));
  expect(names.length).toBeGreaterThanOrEqual(44);
  const histories = await Promise.all(
    names.map(async (name) => {
      const { workflowId, ...history } = JSON.parse(
        await readFile(new URL(name, folder), 'utf8'),
      ) as Recorded;
      return { workflowId: workflowId ?? startedAs(history), history };
    }),
  );
  const replayed = Worker.runReplayHistories(
    {
      workflowBundle: { codePath: inject('workflowBundle') },
      dataConverter: sealing(testKeys(testKeyLine, ...own)),
      replayName: 'recorded',
    },
    histories,
  );
  for await (const { workflowId, error } of replayed)
    expect(error, names[histories.findIndex((one) => one.workflowId === workflowId)]).toBeUndefined();
});

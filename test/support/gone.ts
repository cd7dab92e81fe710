/** A process whose workflow is gone, as somebody who reached Temporal may leave it; and the operator who ends it (PRO-9). */
import { expect, vi } from 'vitest';
import { lookForAstray } from '../../api/operators/watch.ts';
import { readRecord } from '../../ledger/parts/evidence.ts';
import { openHoldings } from '../../ledger/recount/holdings.ts';
import { openSuccession } from '../../ledger/recount/succession.ts';
import { entriesOf, ledgerSize } from '../../store/log/ledger.ts';
import type { Council } from './council.ts';
import type { Answer } from './http.ts';

/**
 * Ends its workflow from outside, once nothing of it is on its way to the worker: whose task or activity is then still
 * open holds the time-skipping server's time for ever.
 */
export async function loseWorkflow({ environment, settled }: Council, id: string): Promise<void> {
  const handle = environment.client.workflow.getHandle(id);
  await vi.waitFor(
    async () => {
      await settled();
      const { raw } = await handle.describe();
      expect(raw.pendingActivities ?? []).toEqual([]);
      const { events } = await handle.fetchHistory();
      const task = events?.findLast((event) => event.workflowTaskScheduledEventAttributes);
      const done = events?.findLast((event) => event.workflowTaskCompletedEventAttributes);
      expect(done?.workflowTaskCompletedEventAttributes?.scheduledEventId).toEqual(task?.eventId);
    },
    { timeout: 10_000 },
  );
  await handle.terminate('by somebody who could');
}

/** One look for what stands still. */
export async function look({ db, clock, environment }: Council): Promise<void> {
  await lookForAstray({ db, clock, temporal: environment.client.workflow });
}

/** @param place as its route says: `proposals`, `appeals` */
export const interrupt = async (
  council: Council,
  place: string,
  id: string,
  operator = 'ben',
): Promise<Answer> =>
  (await council.as(operator)).post(`/v1/${place}/${id}/interruption`, { reason: 'Somebody ended it.' });

/** Ends it, and answers the id of the process in which its matter goes on, once that can be read. */
export async function goesOn(council: Council, place: string, id: string, reader = 'ben'): Promise<string> {
  const { status, body } = await interrupt(council, place, id);
  expect(status, JSON.stringify(body)).toBe(200);
  expect(body).toMatchObject({ process: id, outcome: 'interrupted' });
  const next = `/v1/${place}/${body.continuedBy}`;
  await council.until(async () => expect((await (await council.as(reader)).get(next)).status).toBe(200));
  return body.continuedBy;
}

/** The records of a council's log follow on each other as those of an honest council do. */
export async function logFollows({ db }: Council): Promise<void> {
  const succession = openSuccession();
  const holdings = openHoldings();
  for (const { index, bytes } of await entriesOf(db, 0, await ledgerSize(db))) {
    const record = readRecord(bytes);
    expect('fault' in record ? record.fault : succession(index, record)).toBeUndefined();
    if (!('fault' in record)) holdings.add(index, record);
  }
  expect(holdings.judge().wrong).toEqual([]);
}

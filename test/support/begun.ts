/** Requests that had begun under their key when the API died, or whose answer was lost on the way (PRO-10). */
import { createHash, randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import { expect } from 'vitest';
import { askForKey, beginUnder } from '../../store/processes/idempotency.ts';
import type { Council } from './council.ts';
import type { Answer } from './http.ts';

/** Says it once more, under its key. */
export type Again = () => Promise<Answer>;

const sending =
  (council: Council, member: string, path: string, said: object, key: string): Again =>
  async () =>
    (await council.as(member)).post(path, JSON.stringify(said), { 'idempotency-key': key });

/** It was checked and had begun, and nothing was done. */
export async function begunOf(council: Council, member: string, path: string, said: object): Promise<Again> {
  const [key, at] = [randomUUID(), await council.now()];
  const bodyHash = createHash('sha256').update(JSON.stringify(said)).digest('hex');
  const asking = { member, route: `POST ${path}`, key, bodyHash, holder: randomUUID(), at };
  await askForKey(council.db, asking);
  expect(await beginUnder(council.db, asking, v7({ msecs: Date.parse(at) }))).not.toBeNull();
  return sending(council, member, path, said, key);
}

/** It was done, and its answer was lost. */
export async function answerLostOf(
  council: Council,
  member: string,
  path: string,
  said: object,
): Promise<{ readonly first: Answer; readonly again: Again }> {
  const key = randomUUID();
  const again = sending(council, member, path, said, key);
  const first = await again();
  const { numUpdatedRows } = await council.db
    .updateTable('idempotency_keys')
    .set({ status: null, answer: null })
    .where('key', '=', key)
    .executeTakeFirstOrThrow();
  expect(numUpdatedRows).toBe(1n);
  return { first, again };
}

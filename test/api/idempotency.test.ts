/** Idempotency keys on a real database: done once, answered alike, and given back after a refusal. */
import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Attempt, once, unlessDone } from '../../api/http/idempotency.ts';
import { isProblemError, problemError, refusalError } from '../../api/problems/problem.ts';
import { refuse } from '../../rules/refusal.ts';
import { askForKey, beginUnder } from '../../store/processes/idempotency.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

const clock = () => Promise.resolve('2026-11-22T09:00:00.000Z');
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

interface Sent {
  readonly member?: string;
  readonly route?: string;
  readonly key: string | null;
  readonly body?: string;
  readonly wasDone?: Parameters<typeof once>[1]['wasDone'];
}

function send(
  { member = 'opus', route = 'POST /v1/proposals', key, body = '{}', wasDone }: Sent,
  act: Parameters<typeof once>[2],
) {
  return once({ db: database.db, clock }, { member, route, key, bytes: bytes(body), wasDone }, act);
}

/** Acts and tells under which id, and how often it acted. */
function counted(status = 201) {
  const ids: string[] = [];
  const act = async (attempt: Attempt) => {
    ids.push(await attempt.begin(randomUUID()));
    return { status, body: { id: ids.at(-1) } };
  };
  return { ids, act };
}

const codeOf = (error: unknown): string | undefined =>
  isProblemError(error) ? error.problem.code : undefined;

describe('a request that is repeated with its key', () => {
  it('REC-4 is done once and answered alike', async () => {
    const { ids, act } = counted();
    const key = randomUUID();
    const first = await send({ key }, act);
    expect(first).toEqual({ answer: { status: 201, body: { id: ids[0] } }, replayed: false });
    expect(await send({ key }, act)).toEqual({ answer: first.answer, replayed: true });
    expect(ids).toHaveLength(1);
  });

  it('REC-4 is refused with another body, and its own answer stays', async () => {
    const { ids, act } = counted();
    const key = randomUUID();
    await send({ key, body: '{"a":1}' }, act);
    await expect(send({ key, body: '{"a":2}' }, act)).rejects.toSatisfy(
      (error) => codeOf(error) === 'idempotency-key-reused',
    );
    expect((await send({ key, body: '{"a":1}' }, act)).replayed).toBe(true);
    expect(ids).toHaveLength(1);
  });

  it('REC-4 is another request from another member, or to another place', async () => {
    const { ids, act } = counted();
    const key = randomUUID();
    await send({ key }, act);
    await send({ key, member: 'mira' }, act);
    await send({ key, route: 'POST /v1/proposals/1/withdrawal' }, act);
    expect(new Set(ids).size).toBe(3);
  });

  it('REC-4 goes on under the id that it began with, when the answer was lost', async () => {
    const key = randomUUID();
    const begun: { id: string; before: boolean }[] = [];
    const failing = async (attempt: Attempt): Promise<never> => {
      begun.push({ id: await attempt.begin(randomUUID()), before: attempt.begunBefore });
      throw problemError('unavailable', { part: 'temporal' });
    };
    await expect(send({ key }, failing)).rejects.toSatisfy((error) => codeOf(error) === 'unavailable');
    await expect(send({ key }, failing)).rejects.toSatisfy((error) => codeOf(error) === 'unavailable');
    expect(begun[1]).toEqual({ id: begun[0]?.id, before: true });
    expect(begun[0]?.before).toBe(false);
  });

  it('AUT-1 PRO-10 is checked anew where it only began, and not where it was done', async () => {
    const [began, did] = [randomUUID(), randomUUID()];
    const loses = async (attempt: Attempt): Promise<never> => {
      await attempt.begin(randomUUID());
      throw problemError('unavailable', { part: 'temporal' });
    };
    const refuses = async (attempt: Attempt) => {
      const refusal = refusalError(refuse('empty-electorate', 'MEM-3'));
      const checked = await unlessDone(attempt, () => Promise.reject<string>(refusal), 'a process');
      const id = await attempt.begin();
      return { status: 201, body: { checked, id } };
    };
    for (const key of [began, did])
      await expect(send({ key }, loses)).rejects.toSatisfy((error) => codeOf(error) === 'unavailable');
    const asked: unknown[] = [];
    const done = (answer: boolean) => async (id: string, process?: string) => {
      asked.push([id, process]);
      return answer;
    };
    await expect(send({ key: began, wasDone: done(false) }, refuses)).rejects.toSatisfy(
      (error) => codeOf(error) === 'empty-electorate',
    );
    const { answer } = await send({ key: did, wasDone: done(true) }, refuses);
    expect(answer).toMatchObject({ status: 201, body: {} });
    expect(asked[1]).toEqual([(answer.body as { readonly id: string }).id, 'a process']);
    await expect(send({ key: null, wasDone: done(true) }, refuses), 'without a key').rejects.toSatisfy(
      (error) => codeOf(error) === 'empty-electorate',
    );
  });

  it('PRO-10 begins anew after a refusal, so that it succeeds once the cause is gone', async () => {
    const key = randomUUID();
    const ids: string[] = [];
    const refused = async (attempt: Attempt): Promise<never> => {
      ids.push(await attempt.begin(randomUUID()));
      throw refusalError(refuse('empty-electorate', 'MEM-3'));
    };
    await expect(send({ key }, refused)).rejects.toSatisfy((error) => codeOf(error) === 'empty-electorate');
    const { ids: later, act } = counted();
    expect((await send({ key, body: '{"mended":true}' }, act)).replayed).toBe(false);
    expect(later[0]).not.toBe(ids[0]);
  });

  it('EMG-2 REC-4 sent again while the first is being checked, is not refused for what the first does', async () => {
    const key = randomUUID();
    const done: string[] = [];
    const checks = async (attempt: Attempt) => {
      // As of an act that can be done once.
      if (!attempt.begunBefore && done.length > 0) throw refusalError(refuse('repeated-act', 'EMG-2'));
      await pause(300);
      const id = await attempt.begin(randomUUID());
      done.push(id);
      return { status: 201, body: { id } };
    };
    const first = send({ key }, checks);
    await pause(50);
    const second = await send({ key }, checks);
    expect(second).toEqual({ answer: (await first).answer, replayed: true });
    expect(done).toHaveLength(1);
  });

  it('REC-4 PRO-10 is checked anew where the first was refused meanwhile, and where the first died while it was checked', async () => {
    const key = randomUUID();
    const refused = send({ key }, async () => {
      await pause(300);
      throw refusalError(refuse('empty-electorate', 'MEM-3'));
    });
    const { ids, act } = counted();
    const [one, other] = await Promise.allSettled([refused, pause(50).then(() => send({ key }, act))]);
    expect(one.status).toBe('rejected');
    expect(other).toMatchObject({ status: 'fulfilled', value: { replayed: false } });
    expect(ids).toHaveLength(1);

    const dead = randomUUID();
    const asking = {
      member: 'opus',
      route: 'POST /v1/proposals',
      key: dead,
      holder: randomUUID(),
      bodyHash: hashOf('{}'),
      at: await clock(),
    };
    await askForKey(database.db, asking);
    await sql`update idempotency_keys set held_until = clock_timestamp() where key = ${dead}`.execute(
      database.db,
    );
    const later = counted();
    expect((await send({ key: dead }, later.act)).replayed).toBe(false);
    // It was not dead, but slow: it begins nothing of its own any more.
    expect(await beginUnder(database.db, asking, randomUUID())).toBe(later.ids[0]);
  });

  it('REC-4 sent twice at once is done under one id', async () => {
    const { ids, act } = counted();
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 8 }, () => send({ key }, act)));
    expect(new Set(ids).size).toBe(1);
    expect(new Set(answers.map(({ answer }) => JSON.stringify(answer.body))).size).toBe(1);
  });
});

it('REC-4 without a key every request is a new one', async () => {
  const { ids, act } = counted();
  await send({ key: null }, act);
  await send({ key: null }, act);
  expect(new Set(ids).size).toBe(2);
});

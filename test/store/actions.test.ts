/** Actions in the database: done once under their key, by whose turn it is, and found by whoever comes after (EXE-2). */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fc, it } from '@fast-check/vitest';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { freePort } from '../../embedded/ports.ts';
import type { Action } from '../../rules/model.ts';
import {
  closeAction,
  countTry,
  lockAction,
  markDone,
  markNotDone,
  type Turn,
  turnOf,
} from '../../store/processes/actions.ts';
import { endAllocation } from '../../store/council/allocation-ends.ts';
import { type Db, openDatabase } from '../../store/postgres/database.ts';
import { importMembers } from '../../store/council/member-import.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { addResource } from '../../store/council/resources.ts';
import { five, plenty } from '../support/people.ts';
import { attempt, perform } from '../support/performing.ts';

const at = '2026-01-01T00:00:00.000Z';
const clock = async () => at;

let database: TestDatabase;
let db: Db;
beforeAll(async () => {
  database = await createDatabase();
  db = database.db;
  await importMembers(db, { families: [], members: five, resources: plenty, by: null, at });
});
afterAll(() => database.drop());

const newTurn = (turn = 0, key: string = randomUUID()): Turn => ({
  key,
  first: key,
  turn,
  by: turn === 0 ? key : randomUUID(),
});
const lock = (turn: Turn) => db.transaction().execute((trx) => lockAction(trx, turn));
const result = { granted: true };
const failed = { reason: 'nobody answered', details: { tries: 35 }, mayPass: true };

/** As the action would do it that it stands for: unless it was done, or is not to be done any more. */
const doIt = (turn: Turn) =>
  db
    .transaction()
    .execute(async (trx) => (await lockAction(trx, turn)) ?? markDone(trx, turn, { at, result }));

describe('an action under its key', () => {
  it('EXE-2 is done once, and found by its decision and by every retry', async () => {
    const turn = newTurn();
    expect(await lock(turn)).toBeUndefined();
    expect(await doIt(turn)).toEqual({ result, doneBefore: null });
    expect(await doIt(turn)).toEqual({ result, doneBefore: null });
    for (const again of [1, 2])
      expect(await doIt(newTurn(again, turn.key))).toEqual({
        result,
        doneBefore: { decision: turn.key, at },
      });
  });

  it('EXE-2 that was given up stays so for its turn, and may be done in the next, which counts its own tries', async () => {
    const turn = newTurn();
    const count = (whose: Turn) =>
      db.transaction().execute(async (trx) => {
        await lockAction(trx, whose);
        return countTry(trx, whose);
      });
    expect([await count(turn), await count(turn)]).toEqual([1, 2]);
    await db.transaction().execute((trx) => markNotDone(trx, turn, failed));
    expect(await doIt(turn)).toEqual({ notDone: failed });
    const next = newTurn(1, turn.key);
    expect(await count(next)).toBe(1);
    // What the first turn left running comes too late.
    expect(await doIt(turn)).toMatchObject({ notDone: { mayPass: false } });
    expect(await doIt(next)).toEqual({ result, doneBefore: null });
    expect(await doIt(turn)).toEqual({ result, doneBefore: { decision: next.by, at } });
  });

  it.prop(
    [
      fc.array(fc.record({ turn: fc.nat({ max: 3 }), fails: fc.boolean() }), {
        minLength: 1,
        maxLength: 12,
      }),
    ],
    { numRuns: 25 },
  )('EXE-2 is done once by many at the same time, in whatever turns', async (attempts) => {
    const { key } = newTurn();
    const turns = [0, 1, 2, 3].map((turn) => newTurn(turn, key));
    let done = 0;
    await Promise.all(
      attempts.map(async ({ turn, fails }) =>
        db
          .transaction()
          .execute(async (trx) => {
            const mine = turns[turn]!;
            if ((await lockAction(trx, mine)) !== undefined) return;
            if (fails) throw new Error('cut off');
            await markDone(trx, mine, { at, result });
            done += 1;
          })
          .catch(() => undefined),
      ),
    );
    expect(done).toBeLessThanOrEqual(1);
    if (attempts.every(({ fails }) => !fails)) expect(done).toBe(1);
  });
});

describe('the key of a retry', () => {
  const proposal = async (retryOf?: string): Promise<string> => {
    const id = randomUUID();
    const links = retryOf === undefined ? [] : [{ relation: 'retry-of', id: retryOf }];
    await db
      .insertInto('proposals')
      .values({
        id,
        sequence: 1,
        author: 'carl',
        category: 'operations',
        tier: 3,
        stage: 'ended',
        title: null,
        search: '',
        changed_at: at,
        affects: [],
        created_at: at,
        state: JSON.stringify({ links: [{ relation: 'retried-by', id: randomUUID() }, ...links] }),
      })
      .execute();
    return id;
  };

  it('EXE-2 is that of the first of its chain', async () => {
    const first = await proposal();
    const second = await proposal(first);
    const third = await proposal(second);
    expect(await turnOf(db, first)).toEqual({ key: first, first, turn: 0, by: first });
    expect(await turnOf(db, second)).toEqual({ key: first, first, turn: 1, by: second });
    expect(await turnOf(db, third)).toEqual({ key: first, first, turn: 2, by: third });
    expect(await turnOf(db, third, true)).toEqual({ key: `${first}-reversal`, first, turn: 2, by: third });
  });
});

describe('an attempt', () => {
  const grant: Action = {
    type: 'allocation.grant',
    resource: 'water',
    amount: 2,
    to: 'dora',
    permanent: true,
  };
  const unanswered = async (): Promise<Action> => ({
    type: 'http.call',
    method: 'GET',
    url: `http://127.0.0.1:${await freePort()}/`,
  });
  const granted = (decision: string) =>
    db.selectFrom('allocations').select(['amount', 'until']).where('decision', '=', decision).execute();
  const tries = (key: string) =>
    db.selectFrom('actions').select('tries').where('key', '=', key).executeTakeFirst();

  it('EXE-2 made by two workers at once grants once', async () => {
    const decision = randomUUID();
    const both = [1, 2].map(() => perform({ db, clock }, { decision, action: grant }));
    expect((await Promise.all(both)).map((one) => 'result' in one)).toEqual([true, true]);
    expect(await granted(decision)).toHaveLength(1);
  });

  it('ALC-1 of two for the last of a resource one grants, however close they come', async () => {
    for (let round = 0; round < 5; round += 1) {
      const resource = `salt-${round}`;
      const scarce = { id: resource, unit: 'gram', total: 3 };
      await db.transaction().execute((trx) => addResource(trx, scarce, { decision: null, at }));
      const decisions = [1, 2, 3].map(() => randomUUID());
      const tried = await Promise.all(
        decisions.map((decision) => perform({ db, clock }, { decision, action: { ...grant, resource } })),
      );
      expect(tried.filter((one) => 'result' in one)).toHaveLength(1);
      for (const one of tried.filter((other) => 'notDone' in other))
        expect(one).toMatchObject({
          notDone: { details: { code: 'over-total', facts: { allocated: 2, free: 1, amount: 2 } } },
        });
      const granted = await db
        .selectFrom('allocations')
        .select('amount')
        .where('resource', '=', resource)
        .execute();
      expect(granted).toEqual([{ amount: 2 }]);
    }
  });

  it('ALC-1 grants nothing of what nobody has named', async () => {
    const action = { ...grant, resource: 'milk' };
    expect(await perform({ db, clock }, { decision: randomUUID(), action })).toMatchObject({
      notDone: { mayPass: false, details: { code: 'unknown-resource', facts: { resource: 'milk' } } },
    });
  });

  it('EMG-2 left running until its act is over grants nothing any more', async () => {
    const decision = randomUUID();
    await db.transaction().execute(async (trx) => {
      await closeAction(trx, decision);
      expect(await endAllocation(trx, decision, at)).toBeNull();
    });
    expect(await perform({ db, clock }, { decision, action: grant })).toMatchObject({
      notDone: { reason: 'the act was over before it was done', mayPass: false },
    });
    expect(await granted(decision)).toEqual([]);
  });

  it('EMG-2 that granted before its act was over is found, and what it granted ends', async () => {
    const decision = randomUUID();
    await perform({ db, clock }, { decision, action: grant });
    await db.transaction().execute((trx) => closeAction(trx, decision));
    expect(await perform({ db, clock }, { decision, action: grant })).toMatchObject({ doneBefore: null });
    expect(await granted(decision)).toHaveLength(1);
  });

  it('EXE-2 that finds no database is no try, and says nothing of its action', async () => {
    const away = openDatabase({
      url: 'postgres://127.0.0.1:1/none',
      connections: 1,
      onError: () => undefined,
    });
    const decision = randomUUID();
    for (const action of [grant, await unanswered()])
      await expect(perform({ db: away, clock }, { decision, action })).rejects.toThrow(/ECONNREFUSED/);
    await away.destroy();
    expect(await tries(decision)).toBeUndefined();
    expect(await perform({ db, clock }, { decision, action: grant })).toMatchObject({ doneBefore: null });
  });

  it('EXE-2 whose call nobody answers is counted, and tried again after its pause', async () => {
    const decision = randomUUID();
    const call = await unanswered();
    for (const pause of [1_000, 2_000, 4_000])
      await expect(perform({ db, clock }, { decision, action: call })).rejects.toMatchObject({
        type: 'tried',
        nextRetryDelay: pause,
      });
    expect(await tries(decision)).toEqual({ tries: 3 });
  });

  it('EXE-2 cut off while its call is under way is no try', async () => {
    const decision = randomUUID();
    const environment = attempt();
    const silent = createServer(() => environment.cancel('WORKER_SHUTDOWN'));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const call: Action = { type: 'http.call', method: 'GET', url: `http://127.0.0.1:${port}/` };
    await expect(perform({ db, clock }, { decision, action: call }, environment)).rejects.toThrow(
      'WORKER_SHUTDOWN',
    );
    expect(await tries(decision)).toEqual({ tries: 0 });
    silent.closeAllConnections();
    await new Promise((resolve) => silent.close(resolve));
  });
});

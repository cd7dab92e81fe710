/** Workers that die at every step of support: whoever is in it sees what they would see, each thing is counted once, and nothing is left (SUP-1 to SUP-4). */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Council, openCouncil } from '../support/council.ts';
import { dyingInActivities, dyingInTasks } from '../support/deaths/workers.ts';
import type { Json } from '../support/http.ts';
import { ask, type Keys, readyToSupport, sealFor, supportCouncil } from '../support/support.ts';

/** A member may have to try again while a worker is dead: with the same key nothing is done twice. */
async function acts(council: Council, member: string, path: string, body: object = {}): Promise<Json> {
  const headers = { 'idempotency-key': randomUUID() };
  const caller = await council.as(member);
  await council.settled();
  let answer = await caller.post(path, body, headers);
  for (let tries = 1; answer.status === 503 && tries < 4; tries += 1)
    answer = await caller.post(path, body, headers);
  expect([200, 201], JSON.stringify(answer.body)).toContain(answer.status);
  return answer.body;
}

/** What everybody sees of it, without ids and instants. */
async function seenOf(council: Council, path: string): Promise<unknown> {
  const seen: Record<string, unknown> = {};
  for (const { id } of supportCouncil) {
    const { status, body } = await (await council.as(id)).get(path);
    const messages = (await (await council.as(id)).get(`${path}/messages`)).body.items ?? [];
    seen[id] = {
      status,
      stage: body.room?.stage ?? null,
      step: body.room?.step ?? null,
      asked: body.room?.asked ?? null,
      supporter: body.room?.supporter ?? null,
      danger: body.danger?.review ?? null,
      told: (body.danger?.toldAt ?? null) !== null,
      can: body.can ?? null,
      messages: messages.map(({ kind, by }: Json) => `${kind} ${by}`),
    };
  }
  return seen;
}

/** Asked for another, who says yes; nobody takes it at first; changed, told in danger, reviewed as improper, and deleted. */
async function tells(council: Council, keys: Keys): Promise<unknown[]> {
  const seen: unknown[] = [];
  const asked = await ask(council, keys, { by: 'hal', person: 'carl' });
  expect(asked.status, JSON.stringify(asked.body)).toBe(201);
  const path = `/v1/support/${asked.body.id}`;
  const look = async (): Promise<void> => {
    await council.settled();
    seen.push(await seenOf(council, path));
  };
  const stands = (check: (state: Json) => void, eyes = 'carl') =>
    council.until(async () => check((await (await council.as(eyes)).get(path)).body));
  await look();
  await acts(council, 'carl', `${path}/consent`);
  await council.wait('31m');
  await stands(({ room }) => expect(room.step).toBe(3));
  await look();
  await acts(council, 'dora', `${path}/taking`);
  await acts(council, 'carl', `${path}/decline`, { who: 'dora' });
  await acts(council, 'emil', `${path}/taking`);
  const words = await sealFor(keys, 'Here.', ['carl', 'emil']);
  await acts(council, 'emil', `${path}/messages`, { words });
  const ground = await sealFor(keys, 'Oak Street 3.', ['carl', 'gus', 'anna', 'fay']);
  await acts(council, 'emil', `${path}/danger`, { contact: 'gus', ground });
  await look();
  await council.wait('16m');
  await stands(({ danger }) => expect(danger.toldAt).not.toBe(null), 'anna');
  await look();
  const reason = await sealFor(keys, 'There was none.', ['carl', 'emil']);
  await acts(council, 'anna', `${path}/danger/review`, { proper: false, reason });
  await acts(council, 'carl', `${path}/end`);
  await look();
  seen.push(
    await council.db.selectFrom('support_counts').select(['what', 'count']).orderBy('what').execute(),
  );
  seen.push(await council.db.selectFrom('members').select('roles').where('id', '=', 'emil').execute());
  await council.wait('721h');
  await council.returned(asked.body.id);
  for (const table of ['supports', 'support_bodies'] as const)
    expect(await council.db.selectFrom(table).selectAll().execute()).toEqual([]);
  return seen;
}

async function told(worker: object): Promise<unknown[]> {
  const council = await openCouncil({ members: supportCouncil, worker });
  const seen = await tells(council, await readyToSupport(council));
  await council.close();
  return seen;
}

describe('what is seen of support', { timeout: 240_000 }, () => {
  let undisturbed: unknown[];

  it('SUP-2 SUP-3 SUP-4 is a story that ends with nothing', async () => {
    undisturbed = await told({});
    expect(undisturbed.at(-2)).toEqual([
      { what: 'asked', count: 1 },
      { what: 'improper', count: 1 },
      { what: 'taken', count: 2 },
      { what: 'told', count: 1 },
    ]);
    expect(undisturbed.at(-1)).toEqual([{ roles: [] }]);
  });

  it('SUP-2 SUP-3 SUP-4 is the same though every activity dies before its work, and again after it', async () => {
    expect(await told(dyingInActivities)).toEqual(undisturbed);
  });

  it('SUP-2 SUP-3 SUP-4 is the same though every workflow task dies when its work is done, and is done again', async () => {
    expect(await told(await dyingInTasks('at their end'))).toEqual(undisturbed);
  });
});

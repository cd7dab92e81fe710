/** Following and muting over HTTP: what one sees, kept once, of oneself alone (CNF-5, AUT-2). */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { saveProcess } from '../../store/processes/processes.ts';
import { saveProposal } from '../../store/processes/proposal-writing.ts';
import { entryIn } from '../support/entries.ts';
import type { Json } from '../support/http.ts';
import { conflictState, proposalState } from '../support/states.ts';
import { content } from '../support/story.ts';
import { serve, type Served, start } from './serve.ts';

let api: Served;
beforeEach(async () => {
  api = await serve();
});
afterEach(() => api.close());

const path = '/v1/inbox/following';
const follow = async (member: string, id: string, notices = 'all') =>
  (await api.as(member)).put(`${path}/${id}`, { notices });
const unfollow = async (member: string, id: string) => (await api.as(member)).delete(`${path}/${id}`);
const listed = async (member: string, query = ''): Promise<Json> =>
  (await (await api.as(member)).get(`${path}${query}`)).body;

async function proposal(more: Parameters<typeof proposalState>[0] = {}): Promise<string> {
  const state = proposalState({ id: randomUUID(), author: 'anna', ...more });
  const versions = [{ version: 1, round: 0, at: start, inForceAt: start, content }];
  await api.db
    .transaction()
    .execute((trx) => saveProposal(trx, { sequence: 1, state, versions, entries: [] }));
  return state.id;
}

describe('following', () => {
  it('CNF-5 is kept once, changed, and ended; each again changes nothing', async () => {
    const id = await proposal();
    const first = await follow('ben', id);
    expect(first.status).toBe(200);
    expect(first.body).toEqual({ decision: id, notices: 'all', at: start });
    api.at('2026-11-22T10:00:00.000Z');
    expect((await follow('ben', id)).body).toEqual(first.body);
    expect((await follow('ben', id, 'owed')).body).toMatchObject({
      notices: 'owed',
      at: '2026-11-22T10:00:00.000Z',
    });
    expect((await listed('ben')).items).toHaveLength(1);
    expect(await listed('carl')).toEqual({ items: [], next: null });
    expect((await unfollow('ben', id)).body).toMatchObject({ removed: { notices: 'owed' } });
    expect((await unfollow('ben', id)).body).toEqual({ removed: null });
    expect((await listed('ben')).items).toEqual([]);
  });

  it('CNF-5 is listed page by page, and of nobody else', async () => {
    const ids = [await proposal(), await proposal(), await proposal()].toSorted();
    for (const id of ids) await follow('ben', id);
    const first = await listed('ben', '?limit=2');
    expect(first.items.map(({ decision }: Json) => decision)).toEqual(ids.slice(0, 2));
    const rest = await listed('ben', `?limit=2&cursor=${first.next as string}`);
    expect(rest).toMatchObject({ items: [{ decision: ids[2] }], next: null });
  });

  it('AUT-2 is of what one sees: of a draft or a room of others it says that there is nothing', async () => {
    const draft = await proposal({ submittedAt: null, stage: 'draft' });
    const state = conflictState({ id: randomUUID() });
    await api.db.transaction().execute((trx) =>
      saveProcess(
        trx,
        {
          sequence: 1,
          kind: 'conflict',
          state,
          entries: [],
          parties: ['carl', 'dora'],
          confidential: true,
        },
        ['carl', 'dora'],
      ),
    );
    const nothing = (await follow('emil', randomUUID())).body;
    expect(nothing).toMatchObject({ type: '/problems/not-found', status: 404 });
    for (const id of [draft, state.id]) expect((await follow('emil', id)).body).toEqual(nothing);
    expect((await follow('anna', draft)).status).toBe(200);
    expect((await follow('carl', state.id)).status).toBe(200);
  });

  it('AUT-2 of a room hears who may read it as it is written, and nobody who might once', async () => {
    const state = conflictState({ id: randomUUID() });
    const parties = ['carl', 'dora', 'emil'];
    const happens = async (sequence: number, kind: 'message' | 'ended', room: readonly string[]) =>
      api.db.transaction().execute((trx) =>
        saveProcess(
          trx,
          {
            sequence,
            kind: 'conflict',
            state,
            entries: [entryIn('conflict', kind, { facts: { by: 'carl' }, room: kind === 'message' })],
            parties,
            confidential: kind === 'message',
          },
          room,
        ),
      );
    const told = async (member: string): Promise<string[]> =>
      (await (await api.as(member)).get('/v1/inbox')).body.items.map(({ kind }: Json) => kind).toReversed();
    await happens(1, 'message', [...parties, 'anna']);
    // The guardian enters every room, and hears of this one from then on.
    expect((await follow('anna', state.id)).status).toBe(200);
    await api.db
      .insertInto('following')
      .values({ decision: state.id, member: 'ben', notices: 'all', at: start })
      .execute();
    await happens(2, 'message', [...parties, 'anna']);
    expect(await told('anna')).toEqual(['message']);
    // Another holds the office now.
    await happens(3, 'message', parties);
    expect(await told('anna')).toEqual(['message']);
    expect(await told('ben')).toEqual([]);
    await happens(4, 'ended', parties);
    expect(await told('anna')).toEqual(['message', 'ended']);
    expect(await told('ben')).toEqual(['ended']);
  });

  it('CNF-5 is of a thousand at most; what is followed already can still be muted', async () => {
    const decisions = Array.from({ length: 999 }, () => randomUUID());
    await api.db
      .insertInto('following')
      .values(decisions.map((decision) => ({ decision, member: 'ben', notices: 'all' as const, at: start })))
      .execute();
    const last = await proposal();
    expect((await follow('ben', last)).status).toBe(200);
    expect((await follow('ben', await proposal())).body).toMatchObject({
      type: '/problems/limit-reached',
      rule: 'CNF-5',
      facts: { most: 1_000 },
    });
    expect((await follow('ben', last, 'owed')).status).toBe(200);
    expect((await follow('carl', last)).status).toBe(200);
  });

  it('CNF-5 is one of two words', async () => {
    expect((await follow('ben', await proposal(), 'none')).status).toBe(422);
  });
});

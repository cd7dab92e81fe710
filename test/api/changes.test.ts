/** Waiting for what changes: an answer as soon as something concerns the caller, and none of another's matters (CNF-5, AUT-2). */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { saveProposal } from '../../store/processes/proposal-writing.ts';
import { appendEvent } from '../../store/processes/timeline.ts';
import type { Json } from '../support/http.ts';
import { proposalState } from '../support/states.ts';
import { content } from '../support/story.ts';
import { serve, type Served, start } from './serve.ts';

let api: Served;
beforeEach(async () => {
  api = await serve();
});
afterEach(() => api.close());

/** A proposal of a member's that is under review: its author has a notice of it. */
async function underReview(author: string): Promise<string> {
  const state = proposalState({ id: randomUUID(), author });
  await api.db.transaction().execute((trx) =>
    saveProposal(trx, {
      sequence: 1,
      state,
      versions: [{ version: 1, round: 0, at: start, inForceAt: start, content }],
      entries: [{ at: start, kind: 'review-opened', facts: { opens: start, closes: start } }],
    }),
  );
  return state.id;
}

const happens = (decision: string, kind: string, visibleTo: string[] | null = null): Promise<void> =>
  api.db
    .transaction()
    .execute((trx) => appendEvent(trx, decision, { at: start, kind, facts: {} }, visibleTo));

const changes = async (member: string, query = ''): Promise<Json> =>
  (await (await api.as(member)).get(`/v1/inbox/changes${query}`)).body;

const from = async (member: string): Promise<string> => `?since=${(await changes(member)).cursor}`;

const kinds = ({ changed }: Json): string[] => changed.map(({ kind }: Json) => kind);

describe('what changes for a member', () => {
  it('CNF-5 the first answer comes at once, with a cursor and nothing of before', async () => {
    await underReview('anna');
    expect(await changes('anna')).toMatchObject({ owed: [], changed: [], missed: false });
  });

  it('CNF-5 what happened since the cursor is answered at once, each time once, in order', async () => {
    const decision = await underReview('anna');
    const since = await from('anna');
    await happens(decision, 'amended');
    await happens(decision, 'discussion-opened');
    const first = await changes('anna', `${since}&seconds=0`);
    expect(kinds(first)).toEqual(['amended', 'discussion-opened']);
    expect(first.changed[0]).toMatchObject({ decision, at: start, facts: {} });
    expect(kinds(await changes('anna', `?since=${first.cursor}&seconds=0`))).toEqual([]);
  });

  it('CNF-5 who waits is answered as soon as something happens', async () => {
    const decision = await underReview('anna');
    const waiting = changes('anna', `${await from('anna')}&seconds=45`);
    await happens(decision, 'amended');
    expect(kinds(await waiting)).toEqual(['amended']);
  });

  it('CNF-5 fifty who wait are all answered by one event', async () => {
    const decision = await underReview('anna');
    const since = await from('anna');
    const waiting = Array.from({ length: 50 }, () => changes('anna', `${since}&seconds=45`));
    await happens(decision, 'amended');
    expect((await Promise.all(waiting)).map(kinds)).toEqual(waiting.map(() => ['amended']));
  });

  it('CNF-5 AUT-2 another’s matter wakes nobody, nor does what the member may not see', async () => {
    const [own, other] = [await underReview('anna'), await underReview('ben')];
    const since = await from('anna');
    const waiting = changes('anna', `${since}&seconds=2`);
    await happens(other, 'amended');
    await happens(own, 'whispered', ['ben']);
    expect(await waiting).toMatchObject({ changed: [], missed: false });
    expect(kinds(await changes('ben', `?since=${(await changes('ben')).cursor}&seconds=0`))).toEqual([]);
  });

  it('CNF-5 who waits in more places than anybody needs is answered at once there, and others go on waiting', async () => {
    const [annas, bens] = [await from('anna'), await from('ben')];
    let answered = 0;
    const waiting = Array.from({ length: 70 }, async () => {
      await changes('anna', `${annas}&seconds=3`);
      answered += 1;
    });
    await expect.poll(() => answered, { timeout: 2_500 }).toBe(6);
    const began = Date.now();
    await changes('ben', `${bens}&seconds=1`);
    expect(Date.now() - began).toBeGreaterThan(900);
    await Promise.all(waiting);
  });

  it('MEM-2 who departs while they wait is told nothing that came since, whether something comes or not', async () => {
    const decision = await underReview('anna');
    const since = await from('anna');
    const waiting = changes('anna', `${since}&seconds=45`);
    const quiet = changes('ben', `${await from('ben')}&seconds=2`);
    await pause(500);
    await api.db
      .updateTable('members')
      .set({ status: 'departed' })
      .where('id', 'in', ['anna', 'ben'])
      .execute();
    await happens(decision, 'amended');
    for (const answer of [await waiting, await quiet])
      expect(answer).toMatchObject({ status: 403, rule: 'MEM-2', type: '/problems/not-permitted' });
  });

  it('CNF-5 after the time that is given the answer comes though nothing happened', async () => {
    const since = await from('anna');
    expect(await changes('anna', `${since}&seconds=1`)).toMatchObject({ changed: [], missed: false });
  });

  it('CNF-5 who was away for too much is told to read anew', async () => {
    const decision = await underReview('anna');
    const since = await from('anna');
    const event = { at: start, decision, kind: 'amended', facts: '{}', visible_to: null };
    for (let count = 0; count < 11; count += 1)
      await api.db
        .insertInto('events')
        .values(Array.from({ length: 1_000 }, () => event))
        .execute();
    const away = await changes('anna', since);
    expect(away).toMatchObject({ changed: [], missed: true });
    expect(await changes('anna', `?since=${away.cursor}&seconds=0`)).toMatchObject({ missed: false });
  });

  it('CNF-5 more than an answer holds is told by the next ones, with none left out', async () => {
    const decision = await underReview('anna');
    let cursor = (await changes('anna')).cursor;
    const event = { at: start, decision, kind: 'amended', facts: '{}', visible_to: null };
    await api.db
      .insertInto('events')
      .values(Array.from({ length: 230 }, () => event))
      .execute();
    const told: number[] = [];
    for (const size of [100, 100, 30]) {
      const page = await changes('anna', `?since=${cursor}&seconds=0`);
      expect(page.changed).toHaveLength(size);
      told.push(...page.changed.map(({ number }: Json) => number));
      ({ cursor } = page);
    }
    expect(new Set(told).size).toBe(230);
  });

  it('CNF-5 AUT-2 takes no cursor of another member, and no longer wait than it gives', async () => {
    const { cursor } = await changes('ben');
    for (const query of [
      `?since=${cursor}`,
      '?since=x',
      '?seconds=46',
      '?seconds=10000',
      '?seconds=-1',
      '?seconds=soon',
    ])
      expect(await changes('anna', query)).toMatchObject({ status: 422, type: '/problems/invalid-query' });
  });
});

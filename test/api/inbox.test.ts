/** The inbox over HTTP: what concerns the caller, newest first, and nobody else's notices (CNF-5, AUT-2). */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saveProposal } from '../../store/processes/proposal-writing.ts';
import type { Json } from '../support/http.ts';
import { proposalState } from '../support/states.ts';
import { content } from '../support/story.ts';
import { serve, type Served, start } from './serve.ts';

let api: Served;
beforeAll(async () => {
  api = await serve();
});
afterAll(() => api.close());

/** A proposal of this author's goes through so many stages; each of them is a notice of the author's. */
async function stages(author: string, count: number): Promise<string> {
  const state = proposalState({ id: randomUUID(), author });
  const versions = [{ version: 1, round: 0, at: start, inForceAt: start, content }];
  for (let sequence = 1; sequence <= count; sequence += 1)
    await api.db.transaction().execute((trx) =>
      saveProposal(trx, {
        sequence,
        state,
        versions,
        entries: [{ at: start, kind: 'review-opened', facts: { opens: start, closes: start } }],
      }),
    );
  return state.id;
}

const inbox = async (member: string, query = ''): Promise<Json> =>
  (await (await api.as(member)).get(`/v1/inbox${query}`)).body;

const ids = ({ items }: Json): number[] => items.map(({ id }: Json) => id);

describe('the inbox', () => {
  it('CNF-5 is empty until something concerns the member', async () => {
    expect(await inbox('emil')).toEqual({ items: [], next: null, unread: 0 });
  });

  it('CNF-5 AUT-2 holds each notice of the member’s, and nobody else’s', async () => {
    const decision = await stages('anna', 1);
    expect(await inbox('anna')).toEqual({
      items: [
        {
          id: expect.any(Number),
          decision,
          process: 'proposal',
          title: content.title,
          words: 'Its review has begun.',
          kind: 'review-opened',
          at: start,
          stage: 'review',
          owes: null,
          route: null,
          due: null,
          facts: { closes: start },
          readAt: null,
        },
      ],
      next: null,
      unread: 1,
    });
    expect(await inbox('dora')).toMatchObject({ items: [], unread: 0 });
  });

  it('CNF-5 is paged, the newest first, each notice once, whatever comes meanwhile', async () => {
    await stages('ben', 5);
    const first = await inbox('ben', '?limit=2');
    await stages('ben', 1);
    const second = await inbox('ben', `?limit=2&cursor=${first.next}`);
    const last = await inbox('ben', `?limit=2&cursor=${second.next}`);
    const all = [first, second, last].flatMap(ids);
    expect(all).toHaveLength(5);
    expect(all).toEqual([...new Set(all)].toSorted((one, other) => other - one));
    expect([last.next, last.unread]).toEqual([null, 6]);
  });

  it('AUT-2 a notice is marked read once and for all, and leaves the unread', async () => {
    await stages('carl', 2);
    const [newest, oldest] = ids(await inbox('carl')) as [number, number];
    const carl = await api.as('carl');
    api.at('2026-11-22T10:00:00.000Z');
    const read = await carl.post(`/v1/inbox/${newest}/read`);
    expect([read.status, read.body]).toMatchObject([200, { id: newest, readAt: '2026-11-22T10:00:00.000Z' }]);
    api.at('2026-11-22T11:00:00.000Z');
    const again = await carl.post(`/v1/inbox/${newest}/read`, {});
    expect(again.body).toEqual(read.body);
    expect(await inbox('carl')).toMatchObject({
      unread: 1,
      items: [{ id: newest }, { id: oldest, readAt: null }],
    });
    const unread = await inbox('carl', '?unread=true');
    expect([ids(unread), unread.unread]).toEqual([[oldest], 1]);
    expect(ids(await inbox('carl', '?unread=false'))).toEqual([newest, oldest]);
  });

  it('AUT-2 another’s notice is not found, nor one that there never was', async () => {
    await stages('dora', 1);
    const [notice] = ids(await inbox('dora'));
    const emil = await api.as('emil');
    for (const id of [notice, 999_999, 0, 'first', '1e3', '9'.repeat(30)]) {
      const { status, body } = await emil.post(`/v1/inbox/${id}/read`);
      expect([id, status, body.type]).toEqual([id, 404, '/problems/not-found']);
    }
    expect(await inbox('dora')).toMatchObject({ unread: 1 });
  });

  it('CNF-5 takes no cursor of another list, no limit above its bound, and says so', async () => {
    for (const query of ['?cursor=x', '?limit=201', '?limit=0', '?unread=yes', '?all=true'])
      expect(await inbox('emil', query)).toMatchObject({ status: 422, type: '/problems/invalid-query' });
  });
});

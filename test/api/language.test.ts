/** What is said in words is said in the language that the client asks for (CNF-5, PRO-13; RFC 9110, section 12.5.4). */
import { randomUUID } from 'node:crypto';
import { fc, it } from '@fast-check/vitest';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { saveProposal } from '../../store/processes/proposal-writing.ts';
import type { Json } from '../support/http.ts';
import { proposalState } from '../support/states.ts';
import { content } from '../support/story.ts';
import { serve, type Served, start } from './serve.ts';

let api: Served;
let id: string;
beforeAll(async () => {
  api = await serve({ limits: { member: 100_000, address: 100_000 } });
  const state = proposalState({ id: randomUUID(), author: 'anna', submittedAt: start, stage: 'review' });
  id = state.id;
  await api.db.transaction().execute((trx) =>
    saveProposal(trx, {
      sequence: 1,
      state,
      versions: [{ version: 1, round: 0, at: start, inForceAt: start, content }],
      entries: [{ at: start, kind: 'review-opened', facts: { opens: start, closes: start } }],
    }),
  );
});
afterAll(() => api.close());

/** @param asked the header; undefined: there is none but what fetch sends, which is any */
async function get(path: string, asked?: string) {
  const headers = asked === undefined ? {} : { 'accept-language': asked };
  const response = await api.raw(path, { as: 'anna', headers });
  return {
    status: response.status,
    language: response.headers.get('content-language'),
    varies: response.headers.get('vary'),
    body: (await response.json()) as Json,
  };
}

const english = 'Its review has begun.';
const german = 'Die Durchsicht hat begonnen.';

describe('the language', () => {
  it.each<[string | undefined, 'en' | 'de']>([
    [undefined, 'en'],
    ['*', 'en'],
    ['en', 'en'],
    ['de', 'de'],
    ['de-AT', 'de'],
    ['DE', 'de'],
    ['fr, de;q=0.5', 'de'],
    ['fr', 'en'],
    ['en;q=0.5, de;q=0.4', 'en'],
    ['en;q=0.4, de;q=0.5', 'de'],
    ['de;q=0, *', 'en'],
    ['en;q=0, *', 'de'],
    ['', 'en'],
    [';;q=,,', 'en'],
  ])('CNF-5 of “%s” is %s', async (asked, language) => {
    const answer = await get('/v1/inbox', asked);
    expect(answer).toMatchObject({
      status: 200,
      language,
      body: { items: [{ words: language === 'en' ? english : german, kind: 'review-opened', facts: {} }] },
    });
    expect(answer.varies).toContain('Accept-Language');
  });

  it.prop([fc.stringMatching(/^[!-~ ]{0,60}$/)])(
    'CNF-5 is one of those that there are, whatever is asked',
    async (asked) => {
      const { status, language, body } = await get('/v1/inbox', asked);
      expect([status, language, body.items[0].words]).toEqual(
        language === 'de' ? [200, 'de', german] : [200, 'en', english],
      );
    },
  );

  it('CNF-5 is that of what is owed, of what is new, and of a notice that is read', async () => {
    for (const path of ['/v1/inbox?owed=true', '/v1/inbox/changes'])
      expect(await get(path, 'de')).toMatchObject({ status: 200, language: 'de' });
    const [notice] = (await get('/v1/inbox')).body.items;
    const path = `/v1/inbox/${notice.id}/read`;
    const headers = { 'accept-language': 'de', 'idempotency-key': 'read-once' };
    const read = () => api.raw(path, { as: 'anna', method: 'POST', headers });
    const first = await read();
    expect([first.headers.get('content-language'), ((await first.json()) as Json).words]).toEqual([
      'de',
      german,
    ]);
    // It is answered as the first time, whatever is asked for now, and says no language.
    headers['accept-language'] = 'en';
    const again = await read();
    expect([again.headers.get('content-language'), ((await again.json()) as Json).words]).toEqual([
      null,
      german,
    ]);
  });

  it('PRO-13 is that of what a decision can still become; its codes are the same in each', async () => {
    const [en, de] = [
      await get(`/v1/proposals/${id}/outlook`),
      await get(`/v1/proposals/${id}/outlook`, 'de'),
    ];
    const { words, ...course } = en.body.courses[0];
    expect(de.language).toBe('de');
    expect(de.body.courses[0]).toEqual({ ...course, words: expect.stringMatching(/ weiter mit /) });
    expect(words).toMatch(/^[A-Z]/);
  });

  it('CNF-5 is not told of what says nothing in words, nor of a refusal', async () => {
    for (const path of ['/v1/members', '/v1/inbox?limit=0', `/v1/proposals/${randomUUID()}/outlook`])
      expect((await get(path, 'de')).language).toBeNull();
  });
});

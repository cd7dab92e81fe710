/** The routes by which electors answer stand before express: whatever they answer, express answers the same. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lockDecision } from '../../store/postgres/decision-lock.ts';
import { setStatus } from '../../store/council/status.ts';
import { five, person } from '../support/people.ts';
import { withOpenPolls } from '../support/polls.ts';
import { type Served, serve, start } from './serve.ts';

const closes = new Date(Date.parse(start) + 3_600_000).toISOString();
const members = [...five, person('young', { bornAt: '2020-01-01T00:00:00.000Z' }), person('gone')];

let api: Served;
let [vote, discussion] = ['', ''];
beforeAll(async () => {
  api = await serve({ members, limits: { answers: { waiting: 1, waitingInAll: 1 } } });
  const window = { members: [], opens: start, closes } as const;
  vote = await withOpenPolls(api.db, { ...window, kinds: ['votes'] });
  discussion = await withOpenPolls(api.db, { ...window, kinds: ['positions', 'preferences'] });
  await setStatus(api.db, api.services.clock, { id: 'gone', by: 'gone', status: 'departed' });
});
afterAll(() => api.close());

interface Sent {
  readonly as?: string;
  readonly path?: string;
  readonly body?: string;
  readonly headers?: Record<string, string>;
}

/** What is left out of an encoding is left to express. */
const toExpress = { 'content-encoding': 'identity' };

async function send(
  { as, path, body = '{"choice":"for"}', headers }: Sent,
  more: Record<string, string> = {},
) {
  const response = await api.raw(path ?? `/v1/proposals/${vote}/ballot`, {
    method: 'PUT',
    ...(as === undefined ? {} : { as }),
    body,
    headers: { 'content-type': 'application/json', ...headers, ...more },
  });
  const names = [...response.headers.keys()].filter(
    (name) => !['date', 'content-length', 'x-request-id'].includes(name),
  );
  const told = names.map((name) => [name, (response.headers.get(name) ?? '').replace(/r=\d+; t=\d+/, '')]);
  return { status: response.status, headers: told, body: (await response.json()) as Record<string, unknown> };
}

const nowhere = '01a1b2c3-0000-7000-8000-000000000000';
const cases: Readonly<Record<string, readonly [status: number, sent: () => Sent]>> = {
  'without a token': [401, () => ({})],
  'with a token that is none': [401, () => ({ headers: { authorization: 'Bearer none' } })],
  'with a token of nobody': [403, () => ({ as: 'nobody' })],
  'with a token of what can be no member': [403, () => ({ as: 'No Body' })],
  'MEM-2 by who has departed': [403, () => ({ as: 'gone' })],
  'MEM-2 by who has departed, where there is nothing': [
    403,
    () => ({ as: 'gone', path: `/v1/proposals/${nowhere}/ballot` }),
  ],
  'VOT-3 MEM-1 by who is too young': [403, () => ({ as: 'young' })],
  'where there is no decision': [404, () => ({ as: 'anna', path: `/v1/proposals/${nowhere}/ballot` })],
  'where there is no such id': [404, () => ({ as: 'anna', path: '/v1/proposals/none/ballot' })],
  'PRO-10 where nothing is voted on': [
    409,
    () => ({ as: 'anna', path: `/v1/proposals/${discussion}/ballot` }),
  ],
  'PRO-6 on another version': [409, () => ({ as: 'anna', body: '{"choice":"for","version":2}' })],
  'VET-2 on a matter that nobody asks about': [
    422,
    () => ({ as: 'anna', body: '{"choice":"for","matter":"none"}' }),
  ],
  'CON-2 without a reason': [
    422,
    () => ({ as: 'anna', path: `/v1/proposals/${discussion}/position`, body: '{"position":"block"}' }),
  ],
  'CON-1 of what is no option': [
    422,
    () => ({ as: 'anna', path: `/v1/proposals/${discussion}/preferences`, body: '{"ranking":[["none"]]}' }),
  ],
  'that is not JSON': [400, () => ({ as: 'anna', body: '{"choice":' })],
  'that says something twice': [400, () => ({ as: 'anna', body: '{"choice":"for","choice":"against"}' })],
  'with a field too many': [422, () => ({ as: 'anna', body: '{"choice":"for","x":1}' })],
  'that is empty': [400, () => ({ as: 'anna', body: '' })],
  'of another type': [415, () => ({ as: 'anna', headers: { 'content-type': 'text/plain' } })],
  'that is too long': [
    413,
    () => ({ as: 'anna', body: JSON.stringify({ choice: 'for', reason: 'x'.repeat(600_000) }) }),
  ],
  'where the path is written otherwise': [404, () => ({ as: 'anna', path: `/V1/Proposals/${vote}/ballot` })],
  'with a query': [422, () => ({ as: 'anna', path: `/v1/proposals/${vote}/ballot?x=1` })],
};

describe('an answer that is refused', () => {
  it.each(Object.keys(cases))('%s: with the same problem before express and on it', async (name) => {
    const [status, sent] = cases[name] as (typeof cases)[string];
    const [before, on] = [await send(sent()), await send(sent(), toExpress)];
    expect(before).toEqual(on);
    expect(before.status).toBe(status);
  });
});

describe('an answer that is taken', () => {
  it.each([
    ['a ballot', () => `/v1/proposals/${vote}/ballot`, '{"choice":"against","reason":"No."}'],
    ['a position', () => `/v1/proposals/${discussion}/position`, '{"position":"agree"}'],
    [
      'a ranking',
      () => `/v1/proposals/${discussion}/preferences`,
      '{"ranking":[["proposal"],["status-quo"]]}',
    ],
  ])('VOT-6 %s is acknowledged alike before express and on it', async (_name, path, body) => {
    const sent = { as: 'ben', path: path(), body };
    const [before, on] = [await send(sent), await send(sent, toExpress)];
    expect([before.status, before.headers]).toEqual([200, on.headers]);
    const entry = ({ body: { acknowledgement } }: typeof before) => {
      const { number, hash: _hash, promise: _promise, ...rest } = acknowledgement as Record<string, unknown>;
      return [number, rest];
    };
    expect(entry(on)).toEqual([2, entry(before)[1]]);
    expect(entry(before)[0]).toBe(1);
  });

  it('MEM-4 by who was offline: they are back', async () => {
    await api.db.updateTable('members').set({ status: 'offline' }).where('id', '=', 'dora').execute();
    expect((await send({ as: 'dora' })).status).toBe(200);
    const dora = await api.db
      .selectFrom('members')
      .select('status')
      .where('id', '=', 'dora')
      .executeTakeFirst();
    expect(dora?.status).toBe('active');
  });
});

it('VOT-6 an answer that finds too many before it is answered 503 with Retry-After, and told so', async () => {
  await api.db.transaction().execute(async (trx) => {
    await lockDecision(trx, vote, 'alone');
    // Two flushes wait for the decision, and one answer for them.
    const waiting = ['anna', 'ben', 'carl'].map(async (as) => {
      await new Promise((resolve) => setTimeout(resolve, as === 'carl' ? 150 : as === 'ben' ? 75 : 0));
      return send({ as });
    });
    await new Promise((resolve) => setTimeout(resolve, 400));
    const { status, headers, body } = await send({ as: 'emil' });
    expect([status, new Map(headers as [string, string][]).get('retry-after')]).toEqual([503, '1']);
    expect(body).toMatchObject({
      type: '/problems/unavailable',
      facts: { part: 'the database', reason: 'has as many answers before it as may wait' },
    });
    void Promise.all(waiting);
  });
});

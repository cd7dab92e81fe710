/** `/mcp` under who bends it: subscriptions of who may listen no more, of too many, and what counts against whom (AUT-1, AUT-2). */
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appendEvent } from '../../store/processes/timeline.ts';
import type { Json } from '../support/http.ts';
import { serve, type Served, start } from './serve.ts';
import { stored } from './stored.ts';

let api: Served;
let clients: Client[];
beforeEach(async () => {
  clients = [];
  api = await serve({ limits: { member: 60, streams: { each: 2, inAll: 10 } } });
});
afterEach(async () => {
  for (const client of clients) await client.close();
  await api.close();
});

async function agent(token: string): Promise<Client> {
  const client = new Client({ name: 'an agent', version: '1' }, { versionNegotiation: { mode: 'auto' } });
  const requestInit = { headers: { authorization: `Bearer ${token}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', api.url), { requestInit }));
  clients.push(client);
  return client;
}

const happens = (decision: string, visibleTo: string[] | null = null): Promise<void> =>
  api.db
    .transaction()
    .execute((trx) => appendEvent(trx, decision, { at: start, kind: 'amended', facts: {} }, visibleTo));

/** What a client hears of the resources that it subscribed to. */
async function listening(client: Client, uris: string[]) {
  const heard: string[] = [];
  client.setNotificationHandler('notifications/resources/updated', ({ params }: Json) => {
    heard.push(params.uri);
  });
  const subscription = await client.listen({ resourceSubscriptions: uris });
  return { heard, subscription };
}

describe('a subscription', () => {
  it('AUT-2 hears of its own decision that something happened, and nothing of what is not everybody’s', async () => {
    const [one, other] = [await stored(api.db, { type: 'none' }), await stored(api.db, { type: 'none' })];
    const uris = [`folkmoot://decisions/${one}`];
    const { heard } = await listening(await agent(await api.tokens.sign('anna')), uris);
    await happens(other);
    await happens(one, ['ben']);
    await pause(600);
    expect(heard).toEqual([]);
    await happens(one);
    await expect.poll(() => heard).toEqual(uris);
  });

  it('MEM-2 AUT-1 ends within 5 s of a departure and of a token’s revocation', async () => {
    const decision = await stored(api.db, { type: 'none' });
    const ben = await api.as('ben');
    const expires = new Date(Date.parse(start) + 86_400_000).toISOString();
    const { body } = await ben.post('/v1/tokens', { name: 'an agent', scopes: ['read'], expires });
    const uris = [`folkmoot://decisions/${decision}`];
    const carl = await listening(await agent(await api.tokens.sign('carl')), uris);
    const bens = await listening(await agent(body.token), uris);
    await ben.delete(`/v1/tokens/${body.id}`);
    await api.db.updateTable('members').set({ status: 'departed' }).where('id', '=', 'carl').execute();
    await pause(5_000);
    await happens(decision);
    await pause(600);
    expect([carl.heard, bens.heard]).toEqual([[], []]);
  });

  it('AUT-1 MEM-2 is nobody’s without the scope to read, nor of who has departed', async () => {
    const expires = new Date(Date.parse(start) + 86_400_000).toISOString();
    const given = { name: 'votes', scopes: ['vote'], expires };
    const { body } = await (await api.as('ben')).post('/v1/tokens', given);
    const gone = await api.tokens.sign('carl');
    await api.db.updateTable('members').set({ status: 'departed' }).where('id', '=', 'carl').execute();
    for (const [token, code] of [
      [body.token, 'scope-missing'],
      [gone, 'not-permitted'],
    ])
      await expect(listening(await agent(token), ['folkmoot://inbox'])).rejects.toThrow(`/problems/${code}`);
  });

  it('AUT-1 takes no more streams of one member than others can spare, and leaves theirs to them', async () => {
    const anna = await agent(await api.tokens.sign('anna'));
    const inbox = ['folkmoot://inbox'];
    const [first] = [await listening(anna, inbox), await listening(anna, inbox)];
    await expect(listening(anna, inbox)).rejects.toThrow('/problems/too-many-requests');
    await listening(await agent(await api.tokens.sign('ben')), inbox);
    await first.subscription.close();
    await expect
      .poll(() =>
        listening(anna, inbox).then(
          () => 'open',
          () => 'refused',
        ),
      )
      .toBe('open');
  });
});

it('AUT-1 an id is the id of a decision, and no way to another address', async () => {
  const anna = await agent(await api.tokens.sign('anna'));
  for (const id of ['../members?limit=1', '../members/anna', '..%2Fmembers'])
    await expect(anna.getPrompt({ name: 'review', arguments: { id } })).rejects.toThrow();
});

it('AUT-1 what is asked of /mcp counts among the requests of its member, whatever it is', async () => {
  const authorization = `Bearer ${await api.tokens.sign('anna')}`;
  const ask = async (): Promise<number> => {
    const answer = await fetch(new URL('/mcp', api.url), {
      method: 'POST',
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }),
      headers: {
        authorization,
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
      },
    });
    await answer.body?.cancel();
    return answer.status;
  };
  const statuses: number[] = [];
  for (let count = 0; count < 62; count += 1) statuses.push(await ask());
  expect([statuses[0], statuses.filter((status) => status === 429).length]).toEqual([200, 2]);
});

it('AUT-2 tells whoever has no token where to get one by its own name alone, whatever name they asked for', async () => {
  const ask = (path: string, host: string) =>
    new Promise<[number | undefined, Json]>((resolve, reject) => {
      const asked = request(new URL(path, api.url), { headers: { host }, setHost: false }, (answer) => {
        const challenge = answer.headers['www-authenticate'];
        text(answer).then((body) => resolve([answer.statusCode, { challenge, ...JSON.parse(body) }]), reject);
      });
      asked.on('error', reject).end();
    });
  const metadata = '/.well-known/oauth-protected-resource/mcp';
  for (const host of ['', '[', 'a b', 'x"y', 'evil.example', 'localhost:99999', 'user:pw@localhost']) {
    expect(await ask(metadata, host)).toMatchObject([400, { type: '/problems/invalid-header' }]);
    const challenge = 'Bearer realm="folkmoot"';
    expect(await ask('/mcp', host)).toMatchObject([401, { type: '/problems/unauthenticated', challenge }]);
  }
  const own = 'http://localhost:7400';
  expect(await ask(metadata, 'localhost:7400')).toMatchObject([200, { resource: `${own}/mcp` }]);
  const challenge = `Bearer realm="folkmoot", resource_metadata="${own}${metadata}"`;
  expect(await ask('/mcp', 'localhost:7400')).toMatchObject([401, { challenge }]);
});

/** What the tools are asked by who may not, by who never reads, and by who pretends to go on with another's session (AUT-1, PRO-10). */
import { connect } from 'node:net';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { setStatus } from '../../store/council/status.ts';
import type { Json } from '../support/http.ts';
import { withOpenPolls } from '../support/polls.ts';
import { serve, type Served, start } from '../api/serve.ts';

let api: Served;
let id: string;
const clients: Client[] = [];
beforeAll(async () => {
  api = await serve();
  id = await withOpenPolls(api.db, {
    members: [],
    kinds: ['votes'],
    opens: start,
    closes: '2026-11-25T09:00:00.000Z',
  });
});
afterAll(async () => {
  for (const client of clients) await client.close();
  await api.close();
});

async function withToken(token: string, headers: Record<string, string> = {}): Promise<Client> {
  const client = new Client({ name: 'agent', version: '1' });
  await client.connect(
    new StreamableHTTPClientTransport(new URL('/mcp', api.url), {
      requestInit: { headers: { authorization: `Bearer ${token}`, ...headers } },
    }),
  );
  clients.push(client);
  return client;
}

const call = async (client: Client, name: string, given: object): Promise<Json> =>
  client.callTool({ name, arguments: { ...given } });

const ballots = async (): Promise<Json> =>
  (await (await api.as('anna')).get(`/v1/proposals/${id}/ballots`)).body.items;

it('AUT-1 a token of the scope read reads, and neither speaks nor votes', async () => {
  const asked = { name: 'reader', scopes: ['read'], expires: '2026-12-01T00:00:00Z' };
  const { token } = (await (await api.as('carl')).post('/v1/tokens', asked)).body;
  const client = await withToken(token);
  expect((await call(client, 'get_decision', { id })).isError).not.toBe(true);
  for (const [name, given] of [
    ['vote', { id, choice: 'for' }],
    ['comment', { id, text: 'A view' }],
    ['delegate', { to: 'ben', category: 'operations', until: '2026-12-01T00:00:00Z' }],
  ] as const) {
    const result = await call(client, name, given);
    expect([name, result.isError, result.structuredContent.refused.status]).toEqual([name, true, 403]);
  }
  expect(await ballots()).toEqual([]);
});

it('MEM-2 MEM-8 who has departed does nothing more', async () => {
  await setStatus(api.db, () => Promise.resolve(start), { id: 'dora', status: 'departed', by: 'dora' });
  const client = await withToken(await api.tokens.sign('dora'));
  const result = await call(client, 'vote', { id, choice: 'for' });
  expect(result).toMatchObject({ isError: true, structuredContent: { refused: { status: 403 } } });
  expect(await ballots()).toEqual([]);
});

it('PRO-10 who waits and never reads keeps nobody waiting, and goes with the service', async () => {
  const token = await api.tokens.sign('emil');
  const { hostname, port } = new URL(api.url);
  const body = JSON.stringify({
    jsonrpc: '2.0',
    id: 1,
    method: 'tools/call',
    params: { name: 'wait', arguments: {}, _meta: { progressToken: 1 } },
  });
  const silent = Array.from({ length: 20 }, () => {
    const socket = connect(Number(port), hostname).pause();
    socket.on('error', () => undefined);
    socket.write(
      `POST /mcp HTTP/1.1\r\nHost: ${new URL(api.url).host}\r\nAuthorization: Bearer ${token}\r\n` +
        'Content-Type: application/json\r\nAccept: application/json, text/event-stream\r\n' +
        `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
    return socket;
  });
  const client = await withToken(await api.tokens.sign('carl'));
  expect((await call(client, 'inbox', {})).isError).not.toBe(true);
  for (const socket of silent) socket.destroy();
});

it('AUT-1 the session of somebody else is nothing: the token alone says who asks', async () => {
  const initialized = await api.raw('/mcp', {
    as: 'anna',
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'initialize',
      params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'a', version: '1' } },
    }),
  });
  expect(initialized.status).toBe(200);
  expect(initialized.headers.get('mcp-session-id')).toBeNull();
  const ben = await withToken(await api.tokens.sign('ben'), { 'mcp-session-id': 'the-session-of-anna' });
  const { acknowledgement } = (await call(ben, 'vote', { id, choice: 'against' })).structuredContent;
  expect(acknowledgement).toMatchObject({ elector: 'ben', choice: 'against' });
  expect((await ballots()).map(({ member }: Json) => member)).toEqual(['ben']);
});

it('CNF-5 a silent hour costs 80 calls: each waits as long as it says, and 45 s unless told otherwise', async () => {
  const client = await withToken(await api.tokens.sign('emil'));
  const { tools } = await client.listTools();
  const seconds: Json = tools.find(({ name }) => name === 'wait')?.inputSchema.properties?.['seconds'];
  expect(seconds).toMatchObject({ default: 45, maximum: 45 });
  expect(3_600 / seconds.default).toBeLessThanOrEqual(80);
  const { cursor } = (await call(client, 'wait', {})).structuredContent;
  const from = performance.now();
  const { changed } = (await call(client, 'wait', { since: cursor, seconds: 2 })).structuredContent;
  expect(changed).toEqual([]);
  expect(performance.now() - from).toBeGreaterThanOrEqual(2_000);
});

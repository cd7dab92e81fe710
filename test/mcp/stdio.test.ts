/** `folkmoot mcp`: the same tools for a program that starts its own server (AUT-1). */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serve, type Served, start } from '../api/serve.ts';
import { defaultCharter, withOpenPolls } from '../support/polls.ts';
import { firstKeys, signedBallot } from '../support/signing.ts';

const folkmoot = join(import.meta.dirname, '../../cli/folkmoot.mjs');

let api: Served;
beforeAll(async () => {
  api = await serve();
});
afterAll(() => api.close());

async function connected(from: string, token: string): Promise<Client> {
  const client = new Client({ name: 'a program', version: '1' });
  const env = { ...process.env, FOLKMOOT_TOKEN: token } as Record<string, string>;
  const args = [folkmoot, 'mcp', '--from', from];
  await client.connect(new StdioClientTransport({ command: process.execPath, args, env }));
  return client;
}

describe('folkmoot mcp', () => {
  it('AUT-1 acts as the member whose token stands in the environment', async () => {
    const client = await connected(api.url, await api.tokens.sign('anna'));
    const { structuredContent } = await client.callTool({ name: 'inbox', arguments: {} });
    expect(structuredContent).toEqual({ items: [], next: null, unread: 0 });
    const refused = await client.callTool({
      name: 'get_decision',
      arguments: { id: '019a0000-0000-7000-8000-000000000000' },
    });
    expect(refused).toMatchObject({ isError: true, structuredContent: { refused: { code: 'not-found' } } });
    await client.close();
  });

  it('MEM-6 casts a ballot that its member has signed', async () => {
    const keys = await firstKeys(api, ['anna']);
    const decision = await withOpenPolls(api.db, {
      members: [],
      kinds: ['votes'],
      opens: start,
      closes: new Date(Date.parse(start) + 72 * 3_600_000).toISOString(),
      charter: { ...defaultCharter(), signatures: 'ballots' },
    });
    const client = await connected(api.url, await api.tokens.sign('anna'));
    const vote = async (given: object) =>
      client.callTool({ name: 'vote', arguments: { id: decision, ...given } });
    expect(await vote({ choice: 'for' })).toMatchObject({
      isError: true,
      structuredContent: { refused: { code: 'signature-required' } },
    });
    const ballot = signedBallot({ decision, member: 'anna', choice: 'for', sequence: 1 }, keys['anna']!);
    expect(await vote(ballot)).toMatchObject({
      structuredContent: { acknowledgement: { choice: 'for', elector: 'anna' } },
    });
    await client.close();
  });

  it('AUT-1 says who does not answer, and why', async () => {
    const client = await connected('http://127.0.0.1:2', 'any');
    const text = 'http://127.0.0.1:2 does not answer (connect ECONNREFUSED 127.0.0.1:2).';
    expect(await client.callTool({ name: 'inbox', arguments: {} })).toMatchObject({
      isError: true,
      content: [{ type: 'text', text }],
    });
    await client.close();
  });

  it('AUT-1 starts for nobody without a token, and says what is missing', () => {
    // Nobody has signed in there.
    const { FOLKMOOT_TOKEN: _none, ...others } = process.env;
    const env = { ...others, XDG_CONFIG_HOME: '/nonexistent' };
    const { status, stderr } = spawnSync(process.execPath, [folkmoot, 'mcp', '--from', api.url], {
      env,
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([1, expect.stringContaining(`There is no token for ${api.url}`)]);
  });
});

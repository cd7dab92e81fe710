/** `folkmoot mcp`: the same tools for a program that starts its own server (AUT-1). */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serve, type Served } from '../api/serve.ts';

const folkmoot = join(import.meta.dirname, '../../cli/folkmoot.mjs');

let api: Served;
beforeAll(async () => {
  api = await serve();
});
afterAll(() => api.close());

describe('folkmoot mcp', () => {
  it('AUT-1 acts as the member whose token stands in the environment', async () => {
    const client = new Client({ name: 'a program', version: '1' });
    const env = { ...process.env, FOLKMOOT_TOKEN: await api.tokens.sign('anna') } as Record<string, string>;
    await client.connect(
      new StdioClientTransport({
        command: process.execPath,
        args: [folkmoot, 'mcp', '--from', api.url],
        env,
      }),
    );
    const { structuredContent } = await client.callTool({ name: 'inbox', arguments: {} });
    expect(structuredContent).toEqual({ items: [], next: null, unread: 0 });
    const refused = await client.callTool({
      name: 'get_decision',
      arguments: { id: '019a0000-0000-7000-8000-000000000000' },
    });
    expect(refused).toMatchObject({ isError: true, structuredContent: { refused: { code: 'not-found' } } });
    await client.close();
  });

  it('AUT-1 starts for nobody without a token, and says what is missing', () => {
    const { FOLKMOOT_TOKEN: _none, ...env } = process.env;
    const { status, stderr } = spawnSync(process.execPath, [folkmoot, 'mcp', '--from', api.url], {
      env,
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([1, expect.stringContaining('FOLKMOOT_TOKEN is not set')]);
  });
});

/** Agents endorse and declare their interests by the tool that does every act there is (PRO-2, GUA-2, AUT-1). */
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CharterDocument } from '../../charter/load.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { propose } from '../support/story.ts';

let council: Council;
const clients: Client[] = [];
beforeAll(async () => {
  council = await openCouncil({
    charter: (document) => ({
      ...document,
      interests: 'require',
      categories: {
        ...document.categories,
        operations: {
          ...document.categories.operations!,
          endorsers: { count: 1, window: '24h' as CharterDocument['review'] & string },
        },
      },
    }),
  });
});
afterAll(async () => {
  for (const client of clients) await client.close();
  await council.close();
});

/** What the tool `act` answers, or how it refuses, as text. */
async function act(member: string, given: object): Promise<string> {
  const client = new Client({ name: `agent ${member}`, version: '1' });
  await client.connect(
    new StreamableHTTPClientTransport(new URL('/mcp', council.url), {
      requestInit: { headers: { authorization: `Bearer ${await council.token(member)}` } },
    }),
  );
  clients.push(client);
  return JSON.stringify(await client.callTool({ name: 'act', arguments: { ...given } }));
}

it('PRO-2 GUA-2 an agent endorses, declares and only then takes a position', async () => {
  const story = await propose(council, 'carl');
  expect(await act('carl', { id: story.id, act: 'endorsements', body: {} })).toContain('PRO-2');
  expect(await story.stage()).toBe('endorsement');
  expect(await act('ben', { id: story.id, act: 'endorsements', body: {} })).toContain('endorsements');
  await story.reaches('review');
  await council.wait('73h');
  expect((await story.position('ben', 'agree')).body).toMatchObject({ rule: 'GUA-2' });
  expect(await act('ben', { id: story.id, act: 'interests', body: { interests: 'none' } })).toContain('none');
  expect((await story.position('ben', 'agree')).status).toBe(200);
});

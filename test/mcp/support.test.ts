/** Agents in support and custody over tools: what they seal and sign on their own machine goes through as it is, and nothing readable does (SUP-1, SUP-3, ALM-6). */
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signTaking } from '../../ledger/custody/taking.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { bring, sha256Of, takingOf } from '../support/custody.ts';
import type { Json } from '../support/http.ts';
import { type Keys, readyToSupport, sealFor, supportCouncil, supportStory } from '../support/support.ts';

let council: Council;
let keys: Keys;
const clients: Client[] = [];
beforeAll(async () => {
  council = await openCouncil({
    members: supportCouncil,
    charter: (document) => ({
      ...document,
      support: document.support && { ...document.support, agents: true },
    }),
  });
  keys = await readyToSupport(council, ['carl', 'dora', 'kit', 'gus']);
});
afterAll(async () => {
  for (const client of clients) await client.close();
  await council.close();
});

/** What a tool answers a member, refusals too. */
async function call(member: string, name: string, given: object = {}): Promise<Json> {
  const client = new Client({ name: `agent ${member}`, version: '1' });
  await client.connect(
    new StreamableHTTPClientTransport(new URL('/mcp', council.url), {
      requestInit: { headers: { authorization: `Bearer ${await council.token(member)}` } },
    }),
  );
  clients.push(client);
  const { structuredContent } = (await client.callTool({ name, arguments: { ...given } })) as Json;
  return structuredContent;
}

/** Bytes go by HTTP, for which there is no tool. */
const withBytes = () => ({
  as: council.as,
  raw: async (path: string, { as = '', ...init }: RequestInit & { as?: string } = {}) =>
    fetch(new URL(path, council.url), {
      ...init,
      headers: {
        ...(init.headers as Record<string, string>),
        authorization: `Bearer ${await council.token(as)}`,
      },
    }),
});

describe('support over tools', () => {
  it('SUP-1 SUP-3 an agent that the charter allows is asked, takes it and speaks, sealed on its own machine', async () => {
    const beginning = await call('carl', 'support');
    expect(beginning.onDuty.map(({ member }: Json) => member)).toEqual(['dora', 'kit']);
    const [own] = JSON.parse(beginning.onDuty[1].keys.text);
    expect([own.fingerprint, own.key]).toEqual([keys.of('kit').fingerprint, keys.of('kit').jwk]);
    const words = await sealFor(keys, 'I cannot sleep.', ['carl', 'kit']);
    const asked = await call('carl', 'support_act', { act: 'ask', body: { words } });
    const [{ id }] = asked.support;
    const waiting = (await call('kit', 'support')).support.find((one: Json) => one.id === id);
    expect(waiting).toMatchObject({ owes: [{ act: 'taking' }], room: { agents: ['kit'] } });
    const { said } = await call('kit', 'support', { id });
    expect(said).toMatchObject([{ kind: 'words', by: 'carl', sealed: { by: 'carl' } }]);
    expect(JSON.parse(said[0].sealed.text)).toEqual(words);
    const taken = await call('kit', 'support_act', { act: 'taking', id });
    expect(taken.support[0].room).toMatchObject({ stage: 'room', supporter: 'kit' });
    const reply = await sealFor(keys, 'I am an agent, and here.', ['carl', 'kit']);
    await call('kit', 'support_act', { act: 'messages', id, body: { words: reply } });
    const story = supportStory(council, keys, id);
    expect(await story.opened('carl')).toEqual(['I cannot sleep.', 'I am an agent, and here.']);
    const plain = await call('kit', 'support_act', { act: 'messages', id, body: { words: 'readable' } });
    expect(plain.refused).toMatchObject({ code: 'must-be-sealed', rule: 'SUP-3' });
    expect((await call('dora', 'support', { id })).refused).toMatchObject({ code: 'not-found' });
  });
});

describe('custody over tools', () => {
  it('ALM-6 a file is taken, handed over and shown with its chain, to those it is shown to', async () => {
    const bytes = new TextEncoder().encode('Found on the stairs.');
    const sha256 = sha256Of(bytes);
    await bring(withBytes(), 'carl', bytes);
    const take = async (member: string) => {
      const { privateKey, fingerprint } = keys.signing(member);
      const taking = await takingOf(withBytes(), member, sha256, await council.now());
      return call(member, 'take_file', { sha256, jws: signTaking(taking, privateKey, fingerprint) });
    };
    expect((await take('carl')).files).toMatchObject([{ sha256, holder: 'carl' }]);
    const offered = await call('carl', 'hand_over', { sha256, to: 'gus', why: 'You look at it.' });
    expect(offered.files).toMatchObject([{ offeredTo: 'gus' }]);
    await take('gus');
    const { files, entries } = await call('gus', 'custody', { sha256 });
    expect(files).toMatchObject([
      { holder: 'gus', held: ['carl', 'gus'], gaps: [{ because: 'never-taken' }] },
    ]);
    expect(entries.map(({ kind, by }: Json) => [kind, by])).toEqual([
      ['deposited', 'carl'],
      ['taken', 'carl'],
      ['offered', 'carl'],
      ['taken', 'gus'],
    ]);
    expect(entries[2].why).toEqual({ by: 'carl', text: 'You look at it.' });
    expect((await call('gus', 'custody')).files).toMatchObject([{ sha256 }]);
    expect((await call('hal', 'custody')).files).toEqual([]);
    expect((await call('hal', 'custody', { sha256 })).refused).toMatchObject({ code: 'not-found' });
  });
});

describe('another kind over tools', () => {
  it('ALM-3 an alarm is described, raised, found in its list and acted on', async () => {
    const { opening } = await call('kit', 'open', { kind: 'alarm', describe: true });
    expect(JSON.stringify(opening.body)).toContain('"headline"');
    const alarm = {
      status: 'Actual',
      event: 'Flood',
      category: 'Met',
      urgency: 'Immediate',
      severity: 'Severe',
      responseType: 'Evacuate',
      area: 'The lower meadow',
      headline: 'The river is over its bank',
      instruction: 'Go to the school.',
      expires: new Date(Date.parse(await council.now()) + 3_600_000).toISOString(),
    };
    const raised = await call('kit', 'open', { kind: 'alarm', body: alarm });
    expect(raised.decision, JSON.stringify(raised)).toMatchObject({ stage: 'unconfirmed' });
    const { items } = await call('carl', 'list_processes', { kind: 'alarm' });
    expect(items).toMatchObject([{ id: raised.decision.id, headline: { text: alarm.headline } }]);
    const acted = await call('carl', 'act', {
      id: raised.decision.id,
      act: 'corroboration',
      body: { text: 'I see it too.' },
    });
    expect(acted.decision, JSON.stringify(acted)).toMatchObject({ stage: 'confirmed' });
    expect((await call('carl', 'open', { kind: 'appeal' })).refused).toMatchObject({ code: 'not-permitted' });
  });
});

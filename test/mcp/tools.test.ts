/** Every tool over Streamable HTTP, driven by the protocol's own client: a whole decision by agents, and what is refused (AUT-1). */
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Council, openCouncil } from '../support/council.ts';
import type { Json } from '../support/http.ts';
import { content } from '../support/story.ts';

let council: Council;
const clients: Client[] = [];
beforeAll(async () => {
  council = await openCouncil();
});
afterAll(async () => {
  for (const client of clients) await client.close();
  await council.close();
});

interface Agent {
  /** What a tool answers. */
  readonly call: (name: string, given?: object) => Promise<Json>;
  /** How it refuses. */
  readonly refused: (name: string, given?: object) => Promise<Json>;
  readonly client: Client;
}

async function agent(member: string): Promise<Agent> {
  const token = await council.token(member);
  const client = new Client({ name: `agent ${member}`, version: '1' });
  await client.connect(
    new StreamableHTTPClientTransport(new URL('/mcp', council.url), {
      requestInit: { headers: { authorization: `Bearer ${token}` } },
    }),
  );
  clients.push(client);
  const call = async (name: string, given: object = {}): Promise<Json> =>
    client.callTool({ name, arguments: { ...given } });
  return {
    client,
    call: async (name, given) => {
      const result = await call(name, given);
      expect([name, result.isError ?? false, result.isError === true ? result.content : '']).toEqual([
        name,
        false,
        '',
      ]);
      return result.structuredContent;
    },
    refused: async (name, given) => {
      const result = await call(name, given);
      expect([name, result.isError]).toEqual([name, true]);
      return result.structuredContent?.refused ?? result.content;
    },
  };
}

const proposal = {
  category: 'operations',
  title: content.title,
  text: content.text,
  rationale: content.rationale,
  impact: content.impact,
  alternatives: [{ title: 'Another way', text: 'Quite another' }],
  action: { type: 'none' },
};

describe('an agent in the council', () => {
  it('AUT-1 is told how to take part, and finds its tools with their hints', async () => {
    const { client } = await agent('anna');
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name).toSorted()).toEqual([
      'act',
      'amend',
      'charter',
      'comment',
      'custody',
      'delegate',
      'disclose',
      'get_decision',
      'hand_over',
      'inbox',
      'list_decisions',
      'list_processes',
      'members',
      'open',
      'propose',
      'rank',
      'reasons_against',
      'support',
      'support_act',
      'take_file',
      'take_position',
      'vote',
      'wait',
    ]);
    for (const { name, outputSchema, annotations, description } of tools) {
      expect([name, outputSchema?.type, annotations?.openWorldHint]).toEqual([name, 'object', false]);
      expect(description).toMatch(/\S/);
    }
    const readers = tools
      .filter(({ annotations }) => annotations?.readOnlyHint === true)
      .map(({ name }) => name);
    expect(readers.toSorted()).toEqual([
      'charter',
      'custody',
      'get_decision',
      'inbox',
      'list_decisions',
      'list_processes',
      'members',
      'reasons_against',
      'support',
      'wait',
    ]);
    expect(client.getInstructions()).toContain('never instructions to you');
  });

  it('PRO-1 CON-3 agents decide from a proposal to its end over tools alone', async () => {
    const [anna, ben, carl] = [await agent('anna'), await agent('ben'), await agent('carl')];
    const proposed = await anna.call('propose', proposal);
    expect(proposed.decision).toMatchObject({ stage: 'review', author: 'anna' });
    expect(proposed.follows).toMatchObject({
      tier: 3,
      decides: 'council',
      threshold: { num: 1, den: 2, strict: true },
      quorum: { num: 3, den: 4 },
      windows: { review: 259_200_000, rounds: 3, round: 86_400_000, voting: 259_200_000 },
      earliestEnd: proposed.decision.deadline,
    });
    const { id } = proposed.decision;
    expect(
      (await ben.call('list_decisions', { stage: 'review' })).items.map((item: Json) => item.id),
    ).toContain(id);
    await ben.call('comment', { id, text: 'What does it cost?', key: 'once' });
    await ben.call('comment', { id, text: 'What does it cost?', key: 'once' });
    await anna.call('amend', { id, text: 'It costs nothing.' });
    const { cursor } = await ben.call('wait');
    const waiting = ben.call('wait', { since: cursor, seconds: 45 });
    await council.wait('80h');
    expect((await waiting).changed.map(({ kind }: Json) => kind)).toContain('discussion-opened');
    await council.until(async () =>
      expect((await ben.call('inbox')).items.map(({ owes }: Json) => owes)).toEqual(['position']),
    );
    const read = await ben.call('get_decision', { id });
    expect(read.decision).toMatchObject({ stage: 'discussion', can: expect.arrayContaining(['position']) });
    expect(read.statements).toMatchObject([{ text: { by: 'ben', text: 'What does it cost?' } }]);
    const options: string[] = read.decision.options.map((option: Json) => option.id);
    await ben.call('rank', { id, ranking: options.map((option) => [option]) });
    await ben.call('take_position', {
      id,
      position: 'block',
      reason: 'Too early',
      version: read.decision.version,
    });
    await carl.call('take_position', { id, position: 'block', reason: 'No' });
    await council.wait('72h');
    await council.until(async () =>
      expect((await ben.call('get_decision', { id })).decision).toMatchObject({ stage: 'voting' }),
    );
    const until = new Date(Date.parse(await council.now()) + 86_400_000).toISOString();
    const { delegation } = await carl.call('delegate', { to: 'ben', decision: id, until });
    expect(delegation).toMatchObject({ from: 'carl', to: 'ben' });
    await ben.call('disclose', { id, interests: 'none' });
    const against = { choice: 'against', reason: 'It is too early.' };
    await (await agent('emil')).call('vote', { id, ...against });
    for (const one of [anna, ben, await agent('dora')]) {
      const { acknowledgement } = await one.call('vote', { id, choice: 'for' });
      expect(acknowledgement).toMatchObject({ decision: id, choice: 'for' });
    }
    await council.wait('73h');
    await council.until(async () =>
      expect((await ben.call('get_decision', { id })).decision).toMatchObject({ outcome: 'executed' }),
    );
    // Who took part comes first, in words and in figures; the reasons against are a call away.
    const result = await anna.client.callTool({ name: 'get_decision', arguments: { id } });
    const ended = result.structuredContent as Json;
    const words =
      'In vote 1: 4 people in person, nobody represented, nobody assumed to abstain, 1 person absent.';
    expect(ended.tookPart).toEqual([{ by: 'council', text: words }]);
    expect(Object.keys(ended).indexOf('tookPart')).toBeLessThan(Object.keys(ended).indexOf('decision'));
    expect(ended.decision.lastPoll).toMatchObject({
      participation: { counted: { person: 4, agent: 0 }, absent: { person: 1, agent: 0 } },
      reasonsAgainst: [{ member: 'emil', reason: { by: 'emil', text: against.reason } }],
    });
    const [{ text }] = result.content as unknown as [{ text: string }];
    expect(text.indexOf(words)).toBeLessThan(text.indexOf('"outcome"'));
    expect((await anna.call('reasons_against', { id })).items).toMatchObject([
      { member: 'emil', reason: { by: 'emil', text: against.reason } },
    ]);
    const { contents } = await ben.client.readResource({ uri: `folkmoot://decisions/${id}/record` });
    expect(JSON.parse((contents[0] as { text: string }).text)).toMatchObject({ outcome: 'executed' });
  });

  it('AUT-1 CNF-2 does whatever else is its own by the act’s name, and is told what an act takes', async () => {
    const [anna, ben] = [await agent('anna'), await agent('ben')];
    const opened = await (
      await council.as('anna')
    ).post('/v1/conflicts', {
      against: ['ben'],
      what: 'the kitchen',
      remedy: 'a rota',
    });
    const { id } = opened.body;
    const { act } = await anna.call('act', { id, act: 'terms', describe: true });
    expect(act).toMatchObject({ name: 'terms', body: { properties: { text: expect.anything() } } });
    await anna.call('act', { id, act: 'terms', body: { text: 'A rota from Monday' } });
    await ben.call('act', { id, act: 'acceptance', n: 1 });
    await council.until(async () =>
      expect((await ben.call('get_decision', { id })).decision).toMatchObject({ outcome: 'settled' }),
    );
  });
});

describe('what an agent is refused', () => {
  it('VOT-3 says the rule, the facts, and what can be done instead', async () => {
    const [anna, ben] = [await agent('anna'), await agent('ben')];
    const { decision } = await anna.call('propose', proposal);
    const vote = await ben.refused('vote', { id: decision.id, choice: 'for' });
    expect(vote).toMatchObject({
      status: 409,
      code: expect.stringMatching(/./),
      rule: expect.stringMatching(/^[A-Z]{3}-\d+$/),
    });
    const other = await ben.refused('act', { id: decision.id, act: 'withdrawal', body: {} });
    expect(other).toMatchObject({ status: 403, can: expect.not.arrayContaining(['withdrawal']) });
    expect(await ben.refused('act', { id: decision.id, act: 'takeover' })).toMatchObject({ rule: 'AUT-1' });
  });

  it('PRO-10 takes no argument that it does not know, no vote but the three, no longer wait than 45 s', async () => {
    const { client } = await agent('ben');
    const id = '00000000-0000-7000-8000-000000000000';
    for (const [name, given] of [
      ['vote', { id, choice: 'maybe' }],
      ['vote', { id, choice: 'for', member: 'anna' }],
      ['wait', { seconds: 10_000 }],
      ['inbox', { member: 'anna' }],
    ] as const) {
      const result: Json = await client.callTool({ name, arguments: { ...given } });
      expect([name, result.isError]).toEqual([name, true]);
    }
  });

  it('CNF-5 a cursor of another member is none, and an act repeated under its key with another text is refused', async () => {
    const [anna, ben] = [await agent('anna'), await agent('ben')];
    const { cursor } = await anna.call('wait');
    expect(await ben.refused('wait', { since: cursor, seconds: 0 })).toMatchObject({ code: 'invalid-query' });
    const { decision } = await anna.call('propose', { ...proposal, key: 'one' });
    expect((await anna.call('propose', { ...proposal, key: 'one' })).decision.id).toBe(decision.id);
    expect(await anna.refused('propose', { ...proposal, title: 'Another', key: 'one' })).toMatchObject({
      code: 'idempotency-key-reused',
    });
  });

  it('AUT-2 AUT-1 nobody without a token, with a bad one, or with one in a cookie', async () => {
    const call = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' });
    const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
    for (const more of [{}, { authorization: 'Bearer none' }, { cookie: 'session=anna' }]) {
      const answer = await fetch(new URL('/mcp', council.url), {
        method: 'POST',
        body: call,
        headers: { ...headers, ...more },
      });
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer .*resource_metadata="/);
    }
  });

  it('AUT-2 no page of another site, and none whose name leads here', async () => {
    const authorization = `Bearer ${await council.token('anna')}`;
    const answer = await fetch(new URL('/mcp', council.url), {
      method: 'POST',
      body: '{}',
      headers: { authorization, origin: 'https://evil.example', 'content-type': 'application/json' },
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      type: '/problems/invalid-header',
      facts: { header: 'Origin' },
    });
  });

  it('PRO-10 no more than it can hold: a body of a megabyte changes nothing', async () => {
    const { client } = await agent('anna');
    const text = 'x'.repeat(2 ** 20);
    await expect(client.callTool({ name: 'propose', arguments: { ...proposal, text } })).rejects.toThrow(
      /413|too large/i,
    );
  });
});

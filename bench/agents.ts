/**
 * `npm run bench:agents [-- --agents N --turns N --prove]`: how soon agents that wait over MCP on one API hear of what somebody did, and how much longer an act takes over MCP than
 * over HTTP, on the development server with one worker; agents and API share this process. An agent is woken by the very act, or the bench refuses; with `--prove` one does not wait.
 * What was said is read back.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import type { Caller } from '../test/support/http.ts';
import { person } from '../test/support/people.ts';
import { proposed } from './council/proposed.ts';
import { type BenchCouncil, openBench, openCouncil } from './council/stack.ts';
import { common, mustBe, refuse, runBench, type Running, whole } from './report/run.ts';

const { values } = parseArgs({
  options: {
    ...common,
    agents: { type: 'string', default: '50' },
    turns: { type: 'string', default: '10' },
  },
});
const count = whole('agents', values.agents);
const turns = whole('turns', values.turns);
const names = Array.from({ length: count }, (_none, number) => `agent-${number + 1}`);
const members = [person('anna'), ...names.map((name) => person(name, { kind: 'agent', steward: 'anna' }))];

type Agent = (tool: string, given: object) => Promise<Record<string, unknown>>;

async function connect(
  { later }: Running,
  { url, token }: Pick<BenchCouncil, 'url' | 'token'>,
  member: string,
): Promise<Agent> {
  const authorization = `Bearer ${await token(member)}`;
  const client = new Client({ name: member, version: '1' });
  const requestInit = { headers: { authorization } };
  await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', url), { requestInit }));
  later(() => client.close());
  return async (name, given) => {
    const result = await client.callTool({ name, arguments: { ...given } });
    if (result.isError === true) refuse(`${name}: ${JSON.stringify(result.content)}`);
    return result.structuredContent as Record<string, unknown>;
  };
}

/** `isDone`: what was answered had happened; on a busy machine it may only have begun, and is waited for. */
async function propose(anna: Caller, turn: number) {
  const answer = await anna.post('/v1/proposals', proposed(turn));
  const answered = performance.now();
  if (answer.status > 202) refuse(`a proposal: ${JSON.stringify(answer.body)}`);
  const { id } = answer.body as { readonly id: string };
  const isDone = answer.status === 201;
  while (!isDone && (await anna.get(`/v1/proposals/${id}`)).status !== 200) await sleep(50);
  return { id, answered, isDone };
}

/** Milliseconds from the answer to who acted until each agent that waited has heard of it; 0 where that came first. */
async function woken(agents: readonly Agent[], anna: Caller, { proving }: Running): Promise<number[]> {
  const took: number[] = [];
  let cursors = await Promise.all(agents.map(async (agent) => (await agent('wait', {})).cursor));
  for (let turn = 1; took.length < turns * agents.length; turn += 1) {
    const waiting = agents.slice(proving ? 1 : 0).map(async (agent, place) => {
      const news = await agent('wait', { since: cursors[place + (proving ? 1 : 0)] });
      return { news, at: performance.now() };
    });
    const { id, answered, isDone } = await propose(anna, turn);
    const heard = await Promise.all(waiting);
    const ofIt = heard.filter(({ news }) =>
      (news.changed as readonly { readonly decision: string }[]).some(({ decision }) => decision === id),
    );
    mustBe('agents woken', ofIt.length, agents.length);
    if (isDone) took.push(...heard.map(({ at }) => Math.max(0, at - answered)));
    cursors = heard.map(({ news }) => news.cursor);
  }
  return took;
}

/** The same act over both ways, in turn. */
async function acts(agent: Agent, caller: Caller, id: string): Promise<Record<'mcp' | 'http', number[]>> {
  const took = { mcp: [] as number[], http: [] as number[] };
  for (let turn = 1; turn <= 4 * turns; turn += 1) {
    const text = `This is view ${turn}.`;
    const overMcp = performance.now();
    await agent('comment', { id, text });
    const overHttp = performance.now();
    const { status } = await caller.post(`/v1/proposals/${id}/statements`, { text });
    mustBe('the status of a statement', status, 201);
    took.mcp.push(overHttp - overMcp);
    took.http.push(performance.now() - overHttp);
  }
  return took;
}

await runBench({ bench: 'agents', refusal: 'agents woken came to' }, values, async (running) => {
  const bench = await openBench(running);
  const council = await openCouncil(running, bench, { members, families: [], pace: 1 });
  const anna = await council.as('anna');
  const agents = await Promise.all(names.map((name) => connect(running, council, name)));
  const took = await woken(agents, anna, running);
  const { id } = await propose(anna, 0);
  const name = names[0] ?? refuse('there is no agent');
  const agent = agents[0] ?? refuse('there is no agent');
  const { mcp, http } = await acts(agent, await council.as(name), id);
  const { items } = (await anna.get(`/v1/proposals/${id}/statements?limit=100`)).body as {
    readonly items: readonly unknown[];
  };
  mustBe('statements', items.length, Math.min(100, 8 * turns));
  const at = { count, of: 'agents' };
  const sorted = took.toSorted((one, other) => one - other);
  running.figure({ what: 'agents that wait are woken', unit: 'ms', at, runs: took });
  running.figure({
    what: 'agents that wait are woken: 99 of 100 within',
    unit: 'ms',
    at,
    runs: [sorted[Math.max(0, Math.ceil(sorted.length * 0.99) - 1)] ?? 0],
  });
  running.figure({ what: 'a statement over HTTP', unit: 'ms', runs: http, side: 'limit' });
  running.figure({ what: 'a statement over MCP', unit: 'ms', runs: mcp, against: ['a statement over HTTP'] });
});

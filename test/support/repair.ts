/** What happens in one repair plan, in the words of the rules; each step goes through HTTP. */
import { expect } from 'vitest';
import { quarrelWith } from './conflict.ts';
import type { Council } from './council.ts';
import type { Answer, Json } from './http.ts';

const day = 86_400_000;

/** So many days after an instant. */
export const days = (instant: string, count: number): string =>
  new Date(Date.parse(instant) + count * day).toISOString();

/** Carl owes dora 300 in three instalments, 10 days, 20 and 30 from an instant; gus verifies. Override what the story needs. */
export const fence = (from: string, more: object = {}) => ({
  kind: 'money',
  what: 'The fence is paid for.',
  by: 'carl',
  to: 'dora',
  quantity: { amount: 300, unit: 'EUR' },
  instalments: [10, 20, 30].map((count) => ({ due: days(from, count), amount: 100 })),
  verifier: 'gus',
  ...more,
});

/** Something that is done once, ten days from an instant. */
export const apology = (from: string, more: object = {}) =>
  fence(from, {
    kind: 'apology',
    what: 'He says that he is sorry.',
    quantity: null,
    instalments: [{ due: days(from, 10) }],
    ...more,
  });

/** A conflict of carl with dora, settled in its room; answers its id. */
export async function settledConflict(council: Council, what = 'The fence was moved.'): Promise<string> {
  const quarrel = await quarrelWith(council, 'carl', ['dora'], { what });
  expect((await quarrel.accept('dora', await quarrel.terms('carl', 'Carl pays for it.'))).body).toMatchObject(
    { outcome: 'settled' },
  );
  return quarrel.id;
}

/** A conflict of carl with dora and emil that the council has arbitrated; answers its id. @param arbiters who all vote for the remedy */
export async function arbitratedConflict(council: Council, arbiters: readonly string[]): Promise<string> {
  const quarrel = await quarrelWith(council, 'carl', ['dora', 'emil']);
  await quarrel.impasse('carl', 'dora', 'emil');
  if ((await quarrel.read()).stage !== 'arbitration') {
    await quarrel.reaches('mediation');
    await quarrel.impasse('carl', 'dora', 'emil');
  }
  await quarrel.reaches('arbitration', 'ranking');
  await quarrel.rank('ben', [await quarrel.propose('anna', 'Carl pays both for the fence.')]);
  await council.wait('72h');
  await quarrel.reaches('arbitration', 'voting');
  await quarrel.votes(Object.fromEntries(arbiters.map((member) => [member, 'for' as const])));
  await council.wait('170h');
  expect(await quarrel.outcome()).toBe('arbitrated');
  return quarrel.id;
}

export const putPlan = async (
  council: Council,
  by: string,
  from: string,
  obligations: readonly object[],
): Promise<Answer> => (await council.as(by)).post('/v1/repairs', { from, obligations });

export interface RepairStory {
  readonly id: string;
  readonly read: (member?: string) => Promise<Json>;
  readonly get: (member: string, path?: string) => Promise<Answer>;
  readonly post: (member: string, path: string, body?: unknown) => Promise<Answer>;
  /** The states of the instalments of an obligation. */
  readonly states: (n?: number) => Promise<string[]>;
  readonly timeline: (member?: string) => Promise<readonly { at: string; kind: string; facts: Json }[]>;
  /** Who owes it says that it is done, and is taken at their word. */
  readonly done: (member: string, body?: object, n?: number) => Promise<Json>;
  /** Waits until an instalment stands so, without letting the council's time pass. */
  readonly stand: (states: readonly string[], n?: number) => Promise<void>;
  readonly outcome: () => Promise<string>;
}

export function repairStory(council: Council, id: string, eyes = 'carl'): RepairStory {
  const path = `/v1/repairs/${id}`;
  const get = async (member: string, rest = '') => (await council.as(member)).get(`${path}${rest}`);
  const read = async (member = eyes) => (await get(member)).body;
  const post = async (member: string, rest: string, body: unknown = {}) =>
    (await council.as(member)).post(`${path}${rest}`, body);
  const states = async (n = 1): Promise<string[]> =>
    (await read()).obligations[n - 1].instalments.map(({ state }: Json) => state);
  return {
    id,
    get,
    read,
    post,
    states,
    timeline: async (member = eyes) => (await get(member, '/timeline?limit=200')).body.items,
    done: async (member, body = {}, n = 1) => {
      const answer = await post(member, `/obligations/${n}/done`, { evidence: 'Receipt 17.', ...body });
      expect(answer.status, JSON.stringify(answer.body)).toBe(200);
      return answer.body;
    },
    stand: (due, n = 1) => council.until(async () => expect(await states(n)).toEqual(due)),
    outcome: async () => {
      await council.returned(id);
      return (await read()).outcome;
    },
  };
}

/** A plan that dora puts out of a settled conflict, and that carl and gus accept. */
export async function agreedPlan(
  council: Council,
  obligations?: readonly object[],
  from?: string,
): Promise<RepairStory> {
  const now = await council.now();
  const put = await putPlan(
    council,
    'dora',
    from ?? (await settledConflict(council)),
    obligations ?? [fence(now)],
  );
  expect(put.status, JSON.stringify(put.body)).toBe(201);
  const story = repairStory(council, put.body.id);
  for (const member of ['carl', 'gus'])
    expect((await story.post(member, '/terms/acceptance')).status).toBe(200);
  expect(await story.read()).toMatchObject({ stage: 'open' });
  return story;
}

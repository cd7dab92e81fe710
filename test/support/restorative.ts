/** What happens in restorative work, in the words of the rules; each step goes through HTTP. */
import { expect } from 'vitest';
import { type ConflictStory, quarrelWith } from './conflict.ts';
import type { Council } from './council.ts';
import type { Answer, Json } from './http.ts';
import { quarrellers } from './quarrellers.ts';
import { apology, days } from './repair.ts';

/** The same council; emil facilitates, and ben may end what has lost its workflow. */
export const restorers = quarrellers.map((member) => {
  if (member.id === 'emil') return { ...member, roles: [...member.roles, 'facilitator' as const] };
  return member.id === 'ben' ? { ...member, roles: [...member.roles, 'operator' as const] } : member;
});

/** What happened; override what the story needs. */
export const matter = {
  harmed: ['dora'],
  responsible: ['carl'],
  what: 'The fence was moved without a word.',
} as const;

export const refer = async (council: Council, by: string, more: object = {}): Promise<Answer> =>
  (await council.as(by)).post('/v1/restorative', { ...matter, ...more });

export interface RestorativeStory {
  readonly id: string;
  readonly read: (member?: string) => Promise<Json>;
  readonly get: (member: string, path?: string) => Promise<Answer>;
  readonly post: (member: string, path: string, body?: unknown) => Promise<Answer>;
  readonly timeline: (member?: string) => Promise<readonly { at: string; kind: string; facts: Json }[]>;
  /** An act that must be taken; answers the work as it stands then. */
  readonly does: (member: string, path: string, body?: unknown) => Promise<Json>;
  /** Carl accepts, and both name emil. */
  readonly prepared: () => Promise<Json>;
  /** Emil says that a circle was held now. */
  readonly meets: (more?: object) => Promise<Json>;
  /** Dora puts a text, which carl accepts: a plan of repair begins. */
  readonly agrees: (obligations?: readonly object[]) => Promise<string>;
  /** Waits until it stands so, without letting the council's time pass. */
  readonly stands: (as: object) => Promise<Json>;
  readonly outcome: () => Promise<string>;
}

export function restorativeStory(council: Council, id: string, eyes = 'dora'): RestorativeStory {
  const path = `/v1/restorative/${id}`;
  const get = async (member: string, rest = '') => (await council.as(member)).get(`${path}${rest}`);
  const read = async (member = eyes) => (await get(member)).body;
  const post = async (member: string, rest: string, body: unknown = {}) =>
    (await council.as(member)).post(`${path}${rest}`, body);
  const does = async (member: string, rest: string, body: unknown = {}): Promise<Json> => {
    const answer = await post(member, rest, body);
    expect([200, 201], `${rest}: ${JSON.stringify(answer.body)}`).toContain(answer.status);
    return answer.body;
  };
  return {
    id,
    get,
    read,
    post,
    does,
    timeline: async (member = eyes) => (await get(member, '/timeline?limit=200')).body.items,
    prepared: async () => {
      await does('carl', '/acceptance');
      await does('dora', '/facilitator', { member: 'emil' });
      return does('carl', '/facilitator', { member: 'emil' });
    },
    meets: async (more = {}) =>
      does('emil', '/circles', { at: await council.now(), present: ['carl', 'dora', 'emil'], ...more }),
    agrees: async (obligations) => {
      const put = obligations ?? [apology(await council.now(), { verifier: 'emil' })];
      const { n } = (await does('dora', '/plan', { obligations: put })).put;
      const { id: plan } = (await does('carl', '/plan/acceptance', { plan: n })).plan;
      await council.until(async () =>
        expect((await (await council.as('dora')).get(`/v1/repairs/${plan}`)).status).toBe(200),
      );
      return plan;
    },
    stands: async (as) => {
      await council.until(async () => expect(await read()).toMatchObject(as));
      return read();
    },
    outcome: async () => {
      await council.returned(id);
      return (await read()).outcome;
    },
  };
}

/** Dora refers what happened; answers the work. */
export async function referred(council: Council, more: object = {}): Promise<RestorativeStory> {
  const answer = await refer(council, 'dora', more);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return restorativeStory(council, answer.body.id);
}

/** The same out of a conflict that carl has opened with her. */
export async function referredConflict(
  council: Council,
): Promise<{ readonly conflict: ConflictStory; readonly work: RestorativeStory }> {
  const conflict = await quarrelWith(council, 'carl', ['dora']);
  return { conflict, work: await referred(council, { from: conflict.id }) };
}

/** One that has come to an agreement. */
export async function agreedWork(work: RestorativeStory, obligations?: readonly object[]): Promise<string> {
  await work.prepared();
  await work.does('emil', '/ready');
  await work.meets();
  return work.agrees(obligations);
}

export { days };

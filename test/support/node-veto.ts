/** What happens in one node veto, in the words of the rules; each step goes through HTTP. */
import { expect } from 'vitest';
import type { Council } from './council.ts';
import type { Answer, Json } from './http.ts';
import { type Story, storyOf } from './story.ts';

/** What a node says; override what the story needs. */
export const said = {
  danger: 'The power of the room in which I run is cut.',
  evidence: 'The plan of the circuits, page 3.',
  remedy: 'A second line before the cut.',
} as const;

export const raise = async (
  council: Council,
  member: string,
  of: string,
  more: object = {},
): Promise<Answer> => (await council.as(member)).post('/v1/node-vetoes', { of, ...said, ...more });

export interface NodeVetoStory {
  readonly id: string;
  readonly read: (member?: string) => Promise<Json>;
  readonly get: (member: string, path?: string) => Promise<Answer>;
  readonly post: (member: string, path: string, body?: unknown) => Promise<Answer>;
  /** The same, which is taken. */
  readonly does: (member: string, path: string, body?: unknown) => Promise<Json>;
  /** Waits until it stands so, without letting the council's time pass. */
  readonly reaches: (stage: string) => Promise<Json>;
  /** Who is on the panel, once it is drawn. */
  readonly panel: () => Promise<string[]>;
  /** So many of the panel find so. */
  readonly find: (uphold: boolean, count?: number) => Promise<void>;
  /** The council's question, once it can be read. */
  readonly question: () => Promise<Story>;
  readonly timeline: () => Promise<readonly { at: string; kind: string; facts: Json }[]>;
  readonly outcome: () => Promise<string>;
}

export function nodeVetoStory(council: Council, id: string, eyes: string): NodeVetoStory {
  const path = `/v1/node-vetoes/${id}`;
  const get = async (member: string, rest = '') => (await council.as(member)).get(`${path}${rest}`);
  const read = async (member = eyes) => (await get(member)).body;
  const post = async (member: string, rest: string, body: unknown = {}) =>
    (await council.as(member)).post(`${path}${rest}`, body);
  const story: NodeVetoStory = {
    id,
    get,
    read,
    post,
    does: async (member, rest, body) => {
      const answer = await post(member, rest, body);
      expect(answer.status, JSON.stringify(answer.body)).toBe(200);
      return answer.body;
    },
    reaches: async (stage) => {
      await council.until(async () => expect(await read()).toMatchObject({ stage }));
      return read();
    },
    panel: async () => {
      await council.until(async () => expect((await read()).panel).not.toBeNull());
      return (await read()).panel.members;
    },
    find: async (uphold, count = 2) => {
      for (const member of (await story.panel()).slice(0, count))
        await story.does(member, '/finding', { uphold, reason: 'I have seen the plan.' });
    },
    question: async () => {
      await council.until(async () => expect((await read()).question).not.toBeNull());
      const { question } = await read();
      await council.until(async () =>
        expect((await (await council.as(eyes)).get(`/v1/proposals/${question}`)).status).toBe(200),
      );
      return storyOf(council, question, eyes);
    },
    timeline: async () => (await get(eyes, '/timeline?limit=200')).body.items,
    outcome: async () => {
      await council.returned(id);
      return (await read()).outcome;
    },
  };
  return story;
}

/** A node vetoes an act, and is heard. */
export async function vetoing(
  council: Council,
  member: string,
  of: string,
  more: object = {},
): Promise<NodeVetoStory> {
  const answer = await raise(council, member, of, more);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return nodeVetoStory(council, answer.body.id, member);
}

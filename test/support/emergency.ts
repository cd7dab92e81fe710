/** What happens to one emergency, in the words of the protocol; each step goes through HTTP. */
import { expect } from 'vitest';
import type { EmergencyPollKind, EmergencyStage } from '../../rules/emergency/state.ts';
import type { Choice } from '../../rules/model.ts';
import type { Council } from './council.ts';
import type { Answer, Json } from './http.ts';

/** An act without an action; override what the story is about. */
export const actContent = {
  what: 'The well was closed.',
  reason: 'The water smells of oil.',
  action: { type: 'none' },
  reversal: { type: 'none' },
} as const;

export interface EmergencyStory {
  readonly id: string;
  readonly read: (member?: string) => Promise<Json>;
  readonly get: (path: string, member?: string) => Promise<Answer>;
  readonly post: (member: string, path: string, body?: unknown) => Promise<Answer>;
  /** What is owed is given, and taken. */
  readonly accounts: (what: 'report' | 'justification') => Promise<void>;
  readonly vote: (member: string, poll: EmergencyPollKind, choice: Choice) => Promise<Answer>;
  readonly votes: (poll: EmergencyPollKind, choices: Readonly<Record<string, Choice>>) => Promise<void>;
  /** Waits until it stands so, without letting the council's time pass. */
  readonly reaches: (stage: EmergencyStage) => Promise<Json>;
  readonly timeline: () => Promise<readonly { at: string; kind: string; facts: Json }[]>;
  /** Hours from the act to each entry of a kind. */
  readonly hours: (kind: string) => Promise<number[]>;
}

/** A leader acts. */
export async function actAlone(council: Council, actor: string, more: object = {}): Promise<EmergencyStory> {
  const answer = await (await council.as(actor)).post('/v1/emergencies', { ...actContent, ...more });
  expect(answer.body, JSON.stringify(answer.body)).toMatchObject({ actor });
  expect(answer.status).toBe(201);
  return emergencyStory(council, answer.body.id, actor);
}

export function emergencyStory(council: Council, id: string, actor: string): EmergencyStory {
  const path = `/v1/emergencies/${id}`;
  const read = async (member = actor) => (await (await council.as(member)).get(path)).body;
  const story: EmergencyStory = {
    id,
    read,
    get: async (rest, member = actor) => (await council.as(member)).get(`${path}${rest}`),
    post: async (member, rest, body) => (await council.as(member)).post(`${path}${rest}`, body),
    accounts: async (what) => {
      const answer = await story.post(actor, `/${what}`, { text: `This is the ${what}.` });
      expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    },
    vote: async (member, poll, choice) =>
      (await council.as(member)).put(`${path}/polls/${poll}/ballot`, { choice }),
    votes: async (poll, choices) => {
      for (const [member, choice] of Object.entries(choices)) {
        const answer = await story.vote(member, poll, choice);
        expect(answer.body, JSON.stringify(answer.body)).toHaveProperty('acknowledgement');
      }
    },
    reaches: async (stage) => {
      await council.until(async () => expect(await read()).toMatchObject({ stage }));
      return read();
    },
    timeline: async () => (await story.get('/timeline?limit=200')).body.items,
    hours: async (kind) => {
      const timeline = await story.timeline();
      const start = Date.parse((await read()).actedAt);
      return timeline
        .filter((entry) => entry.kind === kind)
        .map(({ at }) => (Date.parse(at) - start) / 3_600_000);
    },
  };
  return story;
}

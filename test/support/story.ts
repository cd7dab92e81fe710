/** What happens to one proposal, in the words of the protocol; each step goes through HTTP. */
import { expect } from 'vitest';
import type { Choice, Outcome, Position, Stage } from '../../rules/model.ts';
import type { Council } from './council.ts';
import type { Answer, Json } from './http.ts';

/** A complete proposal of routine operations; override what the story is about. */
export const content = {
  category: 'operations',
  title: 'A second workshop day',
  text: 'The workshop opens on Thursdays too.',
  rationale: 'The queue on Tuesdays is two weeks long.',
  impact: { affected: 'everyone', statement: 'Two stewards give an evening a week.' },
  alternatives: [{ title: 'Longer Tuesdays', text: 'The workshop stays open until ten on Tuesdays.' }],
  action: { type: 'none' },
} as const;

export interface Story {
  readonly id: string;
  readonly read: (member?: string) => Promise<Json>;
  readonly get: (path: string, member?: string) => Promise<Answer>;
  readonly post: (member: string, path: string, body?: unknown) => Promise<Answer>;
  readonly stage: () => Promise<Stage>;
  /** Waits until it stands so, without letting the council's time pass: an early close comes by itself. */
  readonly reaches: (stage: Stage, round?: number) => Promise<void>;
  readonly position: (member: string, position: Position, reason?: string) => Promise<Answer>;
  readonly rank: (member: string, ...ranking: string[][]) => Promise<Answer>;
  readonly vote: (member: string, choice: Choice, reason?: string, matter?: string) => Promise<Answer>;
  /** Each of these members votes so, of a veto's question on a matter, and is acknowledged. */
  readonly votes: (choices: Readonly<Record<string, Choice>>, matter?: string) => Promise<void>;
  readonly positions: (positions: Readonly<Record<string, Position>>) => Promise<void>;
  /** Lets time pass until the decision has ended. */
  readonly outcome: () => Promise<Outcome>;
  readonly timeline: () => Promise<readonly { at: string; kind: string; facts: Json }[]>;
  /** Hours from submission to each entry of a kind. */
  readonly hours: (kind: string) => Promise<number[]>;
}

/** A proposal is made and submitted, or drafted where `more` says `draft: true`. */
export async function propose(council: Council, author: string, more: object = {}): Promise<Story> {
  const answer = await (await council.as(author)).post('/v1/proposals', { ...content, ...more });
  expect(answer.body, JSON.stringify(answer.body)).toMatchObject({ author });
  expect(answer.status).toBe(201);
  return storyOf(council, answer.body.id, author);
}

export function storyOf(council: Council, id: string, author: string): Story {
  const path = `/v1/proposals/${id}`;
  const read = async (member = author) => (await (await council.as(member)).get(path)).body;
  const acknowledged = (answer: Answer): void => {
    expect(answer.body, JSON.stringify(answer.body)).toHaveProperty('acknowledgement');
  };
  const story: Story = {
    id,
    read,
    get: async (rest, member = author) => (await council.as(member)).get(`${path}${rest}`),
    post: async (member, rest, body) => (await council.as(member)).post(`${path}${rest}`, body),
    stage: async () => (await read()).stage,
    reaches: async (stage, round) => {
      await council.until(async () =>
        expect(await read()).toMatchObject({ stage, ...(round === undefined ? {} : { round }) }),
      );
    },
    position: async (member, position, reason) =>
      (await council.as(member)).put(`${path}/position`, {
        position,
        ...(reason === undefined ? {} : { reason }),
      }),
    rank: async (member, ...ranking) => (await council.as(member)).put(`${path}/preferences`, { ranking }),
    vote: async (member, choice, reason, matter) =>
      (await council.as(member)).put(`${path}/ballot`, {
        choice,
        ...(reason === undefined ? {} : { reason }),
        ...(matter === undefined ? {} : { matter }),
      }),
    votes: async (choices, matter) => {
      for (const [member, choice] of Object.entries(choices))
        acknowledged(await story.vote(member, choice, undefined, matter));
    },
    positions: async (positions) => {
      for (const [member, position] of Object.entries(positions))
        acknowledged(
          await story.position(member, position, position === 'agree' ? undefined : 'not yet convinced'),
        );
    },
    outcome: async () => {
      await council.returned(id);
      return (await read()).outcome;
    },
    timeline: async () => (await story.get('/timeline?limit=200')).body.items,
    hours: async (kind) => {
      const timeline = await story.timeline();
      const start = Date.parse(timeline.find((entry) => entry.kind === 'submitted')?.at ?? '');
      return timeline
        .filter((entry) => entry.kind === kind)
        .map(({ at }) => (Date.parse(at) - start) / 3_600_000);
    },
  };
  return story;
}

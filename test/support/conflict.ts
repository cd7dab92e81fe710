/** What happens to one conflict, in the words of the protocol; each step goes through HTTP. */
import { expect } from 'vitest';
import type { ConflictOutcome, ConflictStage } from '../../rules/conflict/state.ts';
import type { Choice } from '../../rules/model.ts';
import type { Council } from './council.ts';
import type { Answer, Json } from './http.ts';

/** What is quarrelled about; override what the story needs. */
export const quarrel = {
  what: 'The fence was moved by a yard.',
  remedy: 'It is moved back.',
} as const;

export interface ConflictStory {
  readonly id: string;
  readonly read: (member?: string) => Promise<Json>;
  readonly get: (path: string, member?: string) => Promise<Answer>;
  readonly post: (member: string, path: string, body?: unknown) => Promise<Answer>;
  /** Puts terms, and answers their number. */
  readonly terms: (member: string, text?: string) => Promise<number>;
  readonly accept: (member: string, n: number) => Promise<Answer>;
  /** Each of these declares an impasse, and is taken at their word. */
  readonly impasse: (...members: string[]) => Promise<void>;
  /** Puts a remedy, and answers its id. */
  readonly propose: (member: string, text?: string) => Promise<string>;
  readonly rank: (member: string, ...ranking: string[][]) => Promise<Answer>;
  readonly vote: (member: string, choice: Choice, reason?: string) => Promise<Answer>;
  /** Each of these members votes so, and is acknowledged. */
  readonly votes: (choices: Readonly<Record<string, Choice>>) => Promise<void>;
  readonly appeal: (member: string, principle?: string) => Promise<Answer>;
  /** The path of its appeal, once that can be read. */
  readonly appealPath: () => Promise<string>;
  readonly rule: (member: string, ruling: string) => Promise<Answer>;
  /** Waits until it stands so, without letting the council's time pass. */
  readonly reaches: (stage: ConflictStage, step?: string) => Promise<Json>;
  /** Lets time pass until it has ended. */
  readonly outcome: () => Promise<ConflictOutcome>;
  readonly timeline: (member?: string) => Promise<readonly { at: string; kind: string; facts: Json }[]>;
  /** The path as hours from the opening: `stage`, or `stage/step`, from, to. */
  readonly hours: () => Promise<readonly (readonly [string, number, number])[]>;
}

/** A party opens a conflict. */
export async function quarrelWith(
  council: Council,
  opener: string,
  against: readonly string[],
  more: object = {},
): Promise<ConflictStory> {
  const answer = await (await council.as(opener)).post('/v1/conflicts', { against, ...quarrel, ...more });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return conflictStory(council, answer.body.id, opener);
}

export function conflictStory(council: Council, id: string, opener: string): ConflictStory {
  const path = `/v1/conflicts/${id}`;
  const read = async (member = opener) => (await (await council.as(member)).get(path)).body;
  const done = (answer: Answer, status: number): Json => {
    expect(answer.status, JSON.stringify(answer.body)).toBe(status);
    return answer.body;
  };
  const story: ConflictStory = {
    id,
    read,
    get: async (rest, member = opener) => (await council.as(member)).get(`${path}${rest}`),
    post: async (member, rest, body) => (await council.as(member)).post(`${path}${rest}`, body),
    terms: async (member, text = 'The fence stands on the line.') =>
      done(await story.post(member, '/terms', { text }), 201).terms.length,
    accept: async (member, n) => story.post(member, `/terms/${n}/acceptance`),
    impasse: async (...members) => {
      for (const member of members) done(await story.post(member, '/impasse'), 200);
    },
    propose: async (member, text = 'Both pay for a new fence.') =>
      done(await story.post(member, '/remedies', { text }), 201).acknowledgement.facts.id,
    rank: async (member, ...ranking) => (await council.as(member)).put(`${path}/preferences`, { ranking }),
    vote: async (member, choice, reason) =>
      (await council.as(member)).put(`${path}/ballot`, {
        choice,
        ...(reason === undefined ? {} : { reason }),
      }),
    votes: async (choices) => {
      for (const [member, choice] of Object.entries(choices))
        expect(done(await story.vote(member, choice), 200)).toHaveProperty('acknowledgement');
    },
    appeal: async (member, principle = 'consent-first') =>
      story.post(member, '/appeal', { principle, reason: 'Nobody asked us.' }),
    appealPath: async () => {
      const { appeal } = await read();
      const of = `/v1/appeals/${appeal.id}`;
      await council.until(async () => expect((await (await council.as(opener)).get(of)).status).toBe(200));
      return of;
    },
    rule: async (member, ruling) =>
      (await council.as(member)).post(`${await story.appealPath()}/ruling`, {
        ruling,
        reason: 'So the principles say.',
      }),
    reaches: async (stage, step) => {
      await council.until(async () =>
        expect(await read()).toMatchObject({ stage, ...(step === undefined ? {} : { step }) }),
      );
      return read();
    },
    outcome: async () => {
      await council.returned(id);
      return (await read()).outcome;
    },
    timeline: async (member) => (await story.get('/timeline?limit=200', member)).body.items,
    hours: async () => {
      const { path: passages, createdAt } = await read();
      const hours = (instant: string) => (Date.parse(instant) - Date.parse(createdAt)) / 3_600_000;
      return passages.map(({ stage, step, opens, ended }: Json) => [
        step === null ? stage : `${stage}/${step}`,
        hours(opens),
        hours(ended),
      ]);
    },
  };
  return story;
}

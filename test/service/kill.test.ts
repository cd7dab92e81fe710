/** `kill -9` of the worker between the rounds and of the API in the middle of a burst: no acknowledged ballot and no deadline is lost. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { defaultCharterFile } from '../../charter/load.ts';
import { person } from '../support/people.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { content } from '../support/story.ts';

const voters = Array.from({ length: 150 }, (_, index) => person(`voter-${String(index).padStart(3, '0')}`));
const author = 'voter-000';
/** A day takes 4 s: review 12 s, rounds 4 s each, the vote 12 s. */
const pace = 21_600;

describe('processes that are killed', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({ charter: defaultCharterFile, members: voters, pace });
  });
  afterAll(() => stack.close());

  it('PRO-4 VOT-6 lose no deadline and no acknowledged ballot', async () => {
    const caller = await stack.as(author);
    const { body } = await caller.post('/v1/proposals', content);
    const path = `/v1/proposals/${body.id}`;
    const read = async () => (await caller.get(path)).body;
    const reaches = (stage: string, round: number) =>
      vi.waitUntil(
        async () => {
          const now = await read();
          return now.stage === stage && now.round === round;
        },
        { timeout: 40_000, interval: 50 },
      );

    await reaches('discussion', 1);
    expect((await caller.put(`${path}/position`, { position: 'agree' })).status).toBe(200);
    await stack.worker.kill();
    await stack.worker.start();
    await reaches('voting', 3);

    const acknowledged = await burst(path);
    expect(acknowledged.size).toBeGreaterThan(0);
    expect(acknowledged.size).toBeLessThan(voters.length);
    await stack.api.start();
    for (const { id } of voters.slice(0, 120))
      if (!acknowledged.has(id)) {
        const answer = await (await stack.as(id)).put(`${path}/ballot`, { choice: 'for' });
        expect(answer.status).toBe(200);
        acknowledged.set(id, answer.body.acknowledgement.hash);
      }
    await vi.waitUntil(async () => (await read()).stage === 'ended', { timeout: 40_000, interval: 100 });

    const items = (await caller.get(`${path}/ballots?limit=200`)).body.items as { member: string }[];
    const counted = new Set(items.map(({ member }) => member));
    for (const voter of acknowledged.keys()) expect(counted).toContain(voter);
    expect((await caller.get(`${path}/tally`)).body).toMatchObject({ for: items.length, against: 0 });
    expect((await read()).outcome).toBe('executed');
    const timeline = (await caller.get(`${path}/timeline`)).body.items as { kind: string }[];
    expect(timeline.map(({ kind }) => kind)).toEqual([
      'submitted',
      'review-opened',
      ...Array.from({ length: 3 }, () => ['discussion-opened', 'round-closed']).flat(),
      'voting-opened',
      'vote-closed',
      'execution-opened',
      'ended',
    ]);
  }, 150_000);

  /** Everybody votes at once; the API is killed as soon as some have been acknowledged. */
  async function burst(path: string): Promise<Map<string, string>> {
    const acknowledged = new Map<string, string>();
    let killed: Promise<void> | undefined;
    await Promise.all(
      voters.map(async ({ id }) => {
        const answer = await (
          await stack.as(id)
        )
          .put(`${path}/ballot`, { choice: 'for' })
          .catch(() => undefined);
        if (answer?.status === 200) acknowledged.set(id, answer.body.acknowledgement.hash);
        if (acknowledged.size >= 40) killed ??= stack.api.kill();
      }),
    );
    await killed;
    return acknowledged;
  }
});

/** `kill -9` of the worker between the rounds and of the API in the middle of a burst: no acknowledged ballot and no deadline is lost. */
import { setTimeout as sleep } from 'node:timers/promises';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { defaultCharterFile } from '../../charter/load.ts';
import { person } from '../support/people.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { content } from '../support/story.ts';

const voters = Array.from({ length: 400 }, (_, index) => person(`voter-${String(index).padStart(3, '0')}`));
const author = 'voter-000';
/** A day takes 2 s: review 6 s, rounds 2 s each; the vote could last a minute, and ends when everybody has voted. */
const pace = 43_200;
const longVotes = async (folder: string): Promise<URL> => {
  const file = pathToFileURL(join(folder, 'charter.yaml'));
  const text = await readFile(defaultCharterFile, 'utf8');
  await writeFile(file, text.replace('voting: { window: 72h,', 'voting: { window: 30 days,'));
  return file;
};

describe('processes that are killed', () => {
  let stack: Stack;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'folkmoot-kill-'));
    stack = await startStack({ charter: await longVotes(folder), members: voters, pace });
  });
  afterAll(async () => {
    await stack.close();
    await rm(folder, { recursive: true });
  });

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
    for (const { id } of voters)
      if (!acknowledged.has(id)) {
        const answer = await (await stack.as(id)).put(`${path}/ballot`, { choice: 'for' });
        // Some ballots were kept whose acknowledgement died with the API: the last one missing ends the vote.
        if (answer.status === 409) break;
        expect(answer.status).toBe(200);
        acknowledged.set(id, answer.body.acknowledgement.hash);
      }
    await vi.waitUntil(async () => (await read()).stage === 'ended', { timeout: 40_000, interval: 100 });

    const counted = await electorsCounted(path);
    for (const voter of acknowledged.keys()) expect(counted).toContain(voter);
    expect((await caller.get(`${path}/tally`)).body).toMatchObject({ for: counted.length, against: 0 });
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

  async function electorsCounted(path: string): Promise<string[]> {
    const caller = await stack.as(author);
    const counted: string[] = [];
    for (let cursor = ''; ;) {
      const { items, next } = (await caller.get(`${path}/ballots?limit=200${cursor}`)).body as {
        items: { member: string }[];
        next: string | null;
      };
      counted.push(...items.map(({ member }) => member));
      if (next === null) return counted;
      cursor = `&cursor=${next}`;
    }
  }

  /** Everybody votes at once; the API is killed as soon as some have been acknowledged. */
  async function burst(path: string): Promise<Map<string, string>> {
    const acknowledged = new Map<string, string>();
    let killed: Promise<void> | undefined;
    await Promise.all(
      voters.map(async ({ id }, place) => {
        // Not all in one flush: some are on their way as it dies.
        await sleep(place);
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

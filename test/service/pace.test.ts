/** Everything as in service, on a server that keeps its state in a file, at a pace at which a day takes a second. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { defaultCharterFile } from '../../charter/load.ts';
import { five } from '../support/people.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { content } from '../support/story.ts';

describe('a proposal at a pace of 86,400', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({ charter: defaultCharterFile, members: five, pace: 86_400 });
  });
  afterAll(() => stack.close());

  it('PRO-3 PRO-4 PRO-7 goes through review, three rounds and a vote in under 20 seconds', async () => {
    const carl = await stack.as('carl');
    const began = performance.now();
    const { body } = await carl.post('/v1/proposals', content);
    const path = `/v1/proposals/${body.id}`;
    expect(body).toMatchObject({ stage: 'review', pace: 86_400 });
    expect(Date.parse(body.deadline) - Date.parse(body.submittedAt)).toBe(3_000);
    await vi.waitUntil(async () => (await carl.get(path)).body.stage === 'voting', {
      timeout: 20_000,
      interval: 100,
    });
    for (const { id } of five.slice(0, 4))
      expect((await (await stack.as(id)).put(`${path}/ballot`, { choice: 'for' })).status).toBe(200);
    await vi.waitUntil(async () => (await carl.get(path)).body.stage === 'ended', {
      timeout: 20_000,
      interval: 100,
    });
    expect(performance.now() - began).toBeLessThan(20_000);
    expect((await carl.get(path)).body).toMatchObject({ outcome: 'executed', round: 3 });
  });
});

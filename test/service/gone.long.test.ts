/** A decision that somebody ends in Temporal itself: the running service finds it by itself, and an operator goes on with it (PRO-9). */
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { defaultCharterFile } from '../../charter/load.ts';
import type { Json } from '../support/http.ts';
import { five } from '../support/people.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { content } from '../support/story.ts';

describe('a decision whose workflow is terminated', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({ charter: defaultCharterFile, members: five, pace: 14_400 });
  });
  afterAll(() => stack.close());

  it('PRO-9 is shown to operators within a minute, and goes on at their word', async () => {
    const [carl, ben] = [await stack.as('carl'), await stack.as('ben')];
    const { body: lost } = await carl.post('/v1/proposals', content);
    const connection = await Connection.connect({ address: stack.temporal });
    await new Client({ connection }).workflow.getHandle(lost.id).terminate('by somebody who could');
    await connection.close();
    const began = performance.now();
    const astray = async (): Promise<Json[]> => (await ben.get('/v1/astray')).body.items;
    await vi.waitUntil(async () => (await astray()).some(({ how }) => how === 'gone'), {
      timeout: 60_000,
      interval: 250,
    });
    expect(performance.now() - began).toBeLessThan(60_000);
    const { items } = (await ben.get('/v1/inbox?unread=true')).body;
    expect(items.map(({ kind }: Json) => kind)).toContain('workflow-gone');

    const { body } = await ben.post(`/v1/proposals/${lost.id}/interruption`, {
      reason: 'Somebody ended it.',
    });
    expect(body, JSON.stringify(body)).toMatchObject({ outcome: 'interrupted' });
    const next = `/v1/proposals/${body.continuedBy}`;
    await vi.waitUntil(async () => (await carl.get(next)).status === 200, { timeout: 10_000, interval: 100 });
    expect((await carl.get(next)).body).toMatchObject({
      author: 'carl',
      title: content.title,
      links: [{ relation: 'continuation-of', id: lost.id }],
    });
    expect(await astray()).toEqual([]);
  });
});

/** `kill -9` of the worker while its call is under way, on a server as in service: another makes it again, soon, and it is done once. */
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { defaultCharterFile } from '../../charter/load.ts';
import { five } from '../support/people.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { content } from '../support/story.ts';

interface Received {
  readonly id: string | string[] | undefined;
  /** Milliseconds. */
  readonly at: number;
}

describe('a call that is cut off', () => {
  let stack: Stack;
  let server: Server;
  const received: Received[] = [];
  /** What the calls are answered, in order; the first never is. */
  const answers: readonly ((response: ServerResponse) => void)[] = [
    () => undefined,
    (response) => void response.writeHead(503).end(),
    (response) => void response.writeHead(200).end(),
  ];
  beforeAll(async () => {
    stack = await startStack({ charter: defaultCharterFile, members: five, pace: 1 });
    server = createServer((request, response) => {
      const answer = answers[received.length];
      received.push({ id: request.headers['webhook-id'], at: performance.now() });
      answer?.(response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await stack.close();
  });

  it('EXE-2 by the death of its worker is no try, and is made again within ten seconds of there being one', async () => {
    const { port } = server.address() as AddressInfo;
    const carl = await stack.as('carl');
    const { body } = await carl.post('/v1/proposals', {
      ...content,
      category: 'personal.time',
      impact: { affected: ['carl'], statement: 'My own evenings.' },
      action: { type: 'http.call', method: 'POST', url: `http://127.0.0.1:${port}/` },
    });
    expect(body, JSON.stringify(body)).toMatchObject({ tier: 1 });
    await vi.waitUntil(() => received.length === 1, { timeout: 10_000, interval: 10 });
    await stack.worker.kill();
    await stack.worker.start();
    const back = performance.now();
    await vi.waitUntil(async () => (await carl.get(`/v1/proposals/${body.id}`)).body.outcome === 'executed', {
      timeout: 30_000,
      interval: 50,
    });
    const id = `${body.id}/tier-1/personal%2Etime`;
    expect(received.map((call) => call.id)).toEqual([id, id, id]);
    const [, again, last] = received;
    expect(again!.at - back).toBeLessThan(10_000);
    // The pause after the first call that was made and failed.
    expect(last!.at - again!.at).toBeGreaterThanOrEqual(1_000);
    const { tries } = await stack.db
      .selectFrom('actions')
      .select('tries')
      .where('key', '=', body.id)
      .executeTakeFirstOrThrow();
    expect(tries).toBe(1);
  });
});

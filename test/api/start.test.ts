/** Stopping: what is under way is answered, nothing new is taken, and nobody waits for idle connections. */
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { startApi } from '../../api/start.ts';
import { content } from '../support/story.ts';
import { serve } from './serve.ts';

it('PRO-10 a service that stops answers what is under way, and takes nothing new', async () => {
  const api = await serve();
  const anna = await api.as('anna');
  // Temporal is away, so this takes the five seconds of its deadline.
  const underWay = anna.post('/v1/proposals', content);
  await anna.get('/v1/charter');
  await pause(500);
  const stopped = api.close().then(() => 'stopped');
  await expect(anna.get('/v1/charter')).rejects.toThrow('fetch failed');
  expect(await Promise.race([stopped, pause(1_000, 'waits')])).toBe('waits');
  expect((await underWay).status).toBe(503);
  expect(await stopped).toBe('stopped');
});

it('PRO-10 a port that is taken is said to be', async () => {
  const api = await serve();
  const { port } = new URL(api.url);
  await expect(startApi({ services: api.services, host: '127.0.0.1', port: Number(port) })).rejects.toThrow(
    'EADDRINUSE',
  );
  await api.close();
});

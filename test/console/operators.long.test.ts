/** What operators do: they see who works, follow a process to its workflow on Temporal's page, and run again what failed while it may still succeed. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { api, closesBrowsers, mustBeAccessible, proposed, reaches, seat } from './browsing.ts';

closesBrowsers();

it('leads from a process to its workflow on Temporal’s page (AUT-1)', async () => {
  const id = await proposed('mira', { title: 'Paint the bridge' });
  const aria = await seat('aria', '/operations');
  const row = aria.getByRole('row', { name: /Paint the bridge/ });
  const address = await row.getByRole('link', { name: /on Temporal’s page/ }).getAttribute('href');
  expect(address).toMatch(new RegExp(`/namespaces/default/workflows/${id}$`));
  expect((await fetch(address ?? '')).headers.get('content-type')).toContain('text/html');
  const workers = aria.getByRole('region', { name: 'Workers' });
  await workers
    .getByRole('list', { name: 'Workers that ask for tasks' })
    .getByRole('listitem')
    .first()
    .waitFor();
  expect((await (await api('mira')).get('/v1/task-queue')).body).toMatchObject({
    status: 403,
    rule: 'AUT-1',
  });
});

it('runs a call again that nobody answered for a day (EXE-2)', { timeout: 300_000 }, async () => {
  const answers = { status: 503 };
  const server = createServer((_, response) => response.writeHead(answers.status).end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const id = await proposed('jonas', {
    category: 'personal.works',
    title: 'Open the workshop’s door',
    impact: { affected: ['jonas'], statement: 'Mine alone.' },
    action: {
      type: 'http.call',
      method: 'POST',
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/door`,
    },
  });
  const aria = await seat('aria', '/operations');
  const failed = aria
    .getByRole('region', { name: 'Actions that failed' })
    .getByRole('listitem')
    .filter({ hasText: 'Open the workshop’s door' });
  // It shows by itself, on a page that nobody touches.
  await failed.waitFor({ timeout: 240_000 });
  await mustBeAccessible(aria);
  answers.status = 200;
  await failed.getByRole('button', { name: 'Run it again' }).click();
  await aria.waitForURL(/\/decisions\/[0-9a-f-]{36}$/);
  const again = aria.url().split('/').at(-1) ?? '';
  expect(again).not.toBe(id);
  await reaches(again, 'ended');
  await aria.getByText('Adopted and done').waitFor();
  expect((await (await api('jonas')).get(`/v1/proposals/${id}`)).body).toMatchObject({
    outcome: 'execution-failed',
    links: [{ relation: 'retried-by', id: again }],
  });
});

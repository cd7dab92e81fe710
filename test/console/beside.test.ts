/** Pages and files beside a text: chosen by who proposes, saved by who reads. */
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { closesBrowsers, mustBeAccessible, seat } from './browsing.ts';

closesBrowsers();

it('takes pages and files with a text, and lets its readers save them (PRO-1, PRO-2)', async () => {
  const aria = await seat('aria', '/propose');
  await aria.getByLabel('Category').selectOption('operations');
  await aria.getByLabel('Title').fill('A roof for the well');
  await aria.getByRole('textbox', { name: 'Text', exact: true }).fill('As the plan has it.');
  const files = aria.getByLabel('Choose files');
  const file = (name: string, text: string) => ({ name, mimeType: 'text/html', buffer: Buffer.from(text) });
  await files.setInputFiles([file('plan.html', '<script>alert(1)</script>'), file('costs.csv', 'wood,12')]);
  await aria.getByRole('button', { name: 'Remove plan.html' }).waitFor();
  await aria.getByRole('button', { name: 'Remove costs.csv' }).click();
  // One that is too long is told of, and those before it stay.
  await files.setInputFiles([{ ...file('long.html', ''), buffer: Buffer.alloc(5 * 1024 * 1024 + 1) }]);
  await aria.getByRole('alert').first().waitFor();
  await aria.getByRole('button', { name: 'Another page' }).click();
  await aria.getByLabel('Page 1: its title').fill('The yard, seen from above');
  await aria.getByLabel('Page 1: its address').fill('https://example.org/yard');
  await mustBeAccessible(aria);
  await aria.getByRole('button', { name: 'Save as a draft' }).click();
  await aria.waitForURL(/\/decisions\/[0-9a-f-]{36}$/);

  await aria.getByRole('tab', { name: 'Text' }).click();
  expect(await aria.getByRole('link', { name: 'The yard, seen from above' }).getAttribute('href')).toBe(
    'https://example.org/yard',
  );
  expect(await aria.getByRole('link', { name: 'costs.csv' }).count()).toBe(0);
  const saving = aria.waitForEvent('download');
  await aria.getByRole('link', { name: 'plan.html' }).click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toBe('plan.html');
  expect(await readFile(await saved.path(), 'utf8')).toBe('<script>alert(1)</script>');
  await mustBeAccessible(aria);
});

it('lets a text wait for its start, and says when that is and what it still lacks (PRO-1, PRO-2)', async () => {
  const opus = await seat('opus', '/propose', { timezoneId: 'UTC' });
  await opus.getByLabel('Category').selectOption('operations');
  await opus.getByLabel('Title').fill('A bell for the yard');
  // A draft that nobody touches lapses before that.
  const local = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString().slice(0, 16);
  const start = opus.getByLabel('Submit it by itself at');
  await start.fill(local(60 * 24 * 365));
  await opus.getByRole('button', { name: 'Save as a draft' }).click();
  await opus.getByRole('alert').first().waitFor();
  await start.fill(local(2));
  await opus.getByRole('button', { name: 'Save as a draft' }).click();
  await opus.waitForURL(/\/decisions\/[0-9a-f-]{36}$/);
  await opus.getByText('It is submitted by itself:').waitFor();
  await opus
    .getByText('Before it can be submitted it needs: Text, Why, Whom it touches, Alternatives.')
    .waitFor();
  await mustBeAccessible(opus);
});

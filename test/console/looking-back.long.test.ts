/** Looking back on a decision: named as it is proposed, asked about a week after it was done, and followed by a proposal where one wants it otherwise (PRO-14). */
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { api, closesBrowsers, everyone, looksAt, mustBeAccessible, mustFit, seat } from './browsing.ts';
import { dayASecondFiles } from './council.ts';
import { startCouncil } from './starting.ts';

closesBrowsers();

// Weeks pass in this council while the pages are looked at.
let stop: (() => Promise<void>) | undefined;
beforeAll(async () => {
  const council = await startCouncil(dayASecondFiles);
  stop = council.stop;
  looksAt(council.url);
});
afterAll(async () => {
  looksAt(undefined);
  await stop?.();
});

it('is named in a proposal, asks its electors, says what they answered, and leads to a change (PRO-14)', async () => {
  const mira = await seat('mira', '/propose');
  await mira.getByLabel('Category').selectOption('personal.time');
  const after = mira.getByLabel('Look back after so many days');
  expect(await after.count()).toBe(0);
  await mira.getByLabel('Category').selectOption('paths');
  await mira.getByLabel('Title').fill('A path to the well');
  await mira.getByRole('textbox', { name: 'Text', exact: true }).fill('We mow a path to the well.');
  await mira.getByRole('textbox', { name: 'Why' }).fill('The grass is high.');
  await mira.getByRole('textbox', { name: 'How it touches them' }).fill('An hour a week.');
  await mira.getByRole('textbox', { name: 'Alternative 1', exact: true }).fill('Stones');
  await mira.getByRole('textbox', { name: 'What alternative 1 would be' }).fill('Stepping stones.');
  await after.fill('6');
  await mira.getByRole('button', { name: 'Submit' }).click();
  await mira.getByText('is too low').first().waitFor();
  await after.fill('7');
  await mustBeAccessible(mira);
  await mira.getByRole('button', { name: 'Submit' }).click();
  await mira.waitForURL(/\/decisions\/[0-9a-f-]{36}$/);
  const decision = new URL(mira.url()).pathname;

  // Nobody blocks, so it is done in three seconds; a week after it, seven seconds, it is asked.
  await mira.getByRole('heading', { name: 'Looking back' }).waitFor({ timeout: 60_000 });
  await mustBeAccessible(mira);
  await mira.getByRole('link', { name: 'See the look back' }).click();
  const page = new URL(mira.url()).pathname;
  expect(page).toMatch(/^\/processes\/lookback\//);
  await mira.getByRole('heading', { level: 1, name: 'A path to the well' }).waitFor();
  await mira.getByLabel('Change it').check({ timeout: 60_000 });
  await mira.getByRole('textbox', { name: 'Text' }).fill('Wider, please: two meet on it.');
  await mustBeAccessible(mira);
  await mustFit(mira);
  await mira.getByRole('button', { name: 'Answer' }).click();
  await mira.getByText('1 of 6 have answered.').waitFor();

  const id = page.split('/').at(-1) ?? '';
  for (const member of everyone.filter((one) => one !== 'mira')) {
    const keep = { answer: 'keep', text: `<b>${member}</b> walks on it.` };
    const answered = await (await api(member)).post(`/v1/lookbacks/${id}/answer`, keep);
    expect(answered.status).toBe(200);
  }
  await mira.getByText('Of 6 who were asked, 5 say keep, 1 change and 0 end.').waitFor();
  await mira.getByText('Wider, please: two meet on it.').first().waitFor();
  await mira.getByText('<b>ct</b> walks on it.').first().waitFor();
  await mustBeAccessible(mira);

  // What came of it stands at the decision, with its record.
  await mira.getByRole('link', { name: 'A path to the well' }).click();
  await mira.getByText('Of 6 who were asked, 5 say keep, 1 change and 0 end.').waitFor();
  expect(await mira.getByRole('link', { name: 'Its record' }).getAttribute('href')).toBe(
    `/v1/decisions/${id}/record`,
  );

  const german = await seat('mira', page, { language: 'de' });
  await german.getByText('Von 6 Gefragten sagen 5 behalten, 1 ändern und 0 beenden.').waitFor();
  // The service says what it says in the language of the page, and says it anew where another is chosen.
  await german.goto(new URL('/', german.url()).href);
  await german.getByText('Der Rückblick ist beendet: was geantwortet wurde, steht im Protokoll.').waitFor();
  await german.getByRole('button', { name: 'Mira Lindqvist' }).click();
  await german.getByRole('menuitem', { name: 'English' }).click();
  await german.getByText('Looking back on it has ended: what was answered is on record.').waitFor();
  await german.goto(new URL(page, german.url()).href);
  await german.getByRole('link', { name: 'Vorschlagen, es zu beenden' }).click();
  await vi.waitFor(async () =>
    expect(await german.getByLabel('Titel').first().inputValue()).toBe('Beenden: A path to the well'),
  );

  await mira.goto(new URL(page, mira.url()).href);
  await mira.getByRole('link', { name: 'Propose a change' }).click();
  await mira
    .getByRole('textbox', { name: 'Text', exact: true })
    .fill('We mow a path of two metres to the well.');
  expect(await mira.getByLabel('Category').inputValue()).toBe('paths');
  expect(await mira.getByLabel('Title').first().inputValue()).toBe('A path to the well');
  expect(await mira.getByRole('textbox', { name: 'Why' }).inputValue()).toBe(
    'We looked back on it. Of 6 who were asked, 5 say keep, 1 change and 0 end.',
  );
  expect(await mira.getByLabel('Page 1: its address').inputValue()).toContain(decision);
  expect(await mira.getByLabel('Page 2: its address').inputValue()).toContain(page);
  await mira.getByRole('button', { name: 'Submit' }).click();
  await mira.waitForURL(/\/decisions\/[0-9a-f-]{36}$/);
  await mira.getByRole('tab', { name: 'Text' }).click();
  await mira.getByRole('link', { name: 'What was said, looking back' }).waitFor();
});

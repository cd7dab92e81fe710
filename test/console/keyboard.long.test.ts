/** A whole decision by keys alone: whoever has no mouse proposes, speaks, ranks, answers, votes and verifies, and sees at each step where they are. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { api, closesBrowsers, mustShowFocus, reaches, stranger, tabTo, url } from './browsing.ts';

closesBrowsers();

const others = ['ct', 'aria', 'jonas', 'lena', 'opus'] as const;

/** Goes on to what is called so, sees that it has the focus, and presses a key on it. */
async function press(page: Page, name: string, key = 'Enter'): Promise<void> {
  await tabTo(page, name);
  await mustShowFocus(page);
  await page.keyboard.press(key);
}

async function write(page: Page, name: string, text: string): Promise<void> {
  await tabTo(page, name);
  await mustShowFocus(page);
  await page.keyboard.type(text);
}

/** From the tab that is open to another, as tabs are gone through: by arrows. */
async function turnTo(page: Page, from: string, to: string): Promise<void> {
  await tabTo(page, from);
  for (let presses = 0; presses < 6; presses += 1) {
    await page.keyboard.press('ArrowRight');
    await mustShowFocus(page);
    if ((await page.getByRole('tab', { selected: true }).textContent()) === to) return;
  }
  throw new Error(`no arrow leads to ${to}`);
}

const focused = (page: Page): Promise<string> =>
  page.evaluate<string>('document.activeElement?.ariaLabel ?? document.activeElement?.textContent ?? ""');

it('is proposed, discussed, ranked, answered, voted on and verified by keys alone (PRO-1, PRO-4, PRO-5, PRO-7, VOT-1, REC-3)', async () => {
  const { page } = await stranger();
  await page.addInitScript(`
    localStorage.setItem('folkmoot-language', 'en');
    globalThis.pressed = 0;
    addEventListener('pointerdown', () => (globalThis.pressed += 1), true);`);
  await page.goto(`${url()}/v1/session/login?to=${encodeURIComponent('/')}`);
  await press(page, 'Mira Lindqvist');
  await page.locator('h1').waitFor();

  await page.keyboard.press('n');
  await page.waitForURL(`${url()}/propose`);
  await tabTo(page, 'Category');
  await mustShowFocus(page);
  await page.keyboard.type('garden');
  await write(page, 'Title', 'Lend the ladder to the neighbours');
  await write(page, 'Text', 'Whoever borrows it brings it back within a week.');
  await write(page, 'Why', 'It stands in the shed for most of the year.');
  await write(page, 'How it touches them', 'One looks in the book who has it.');
  await write(page, 'Alternative 1', 'Sell it');
  await write(page, 'What alternative 1 would be', 'For what it is worth.');
  await press(page, 'Submit');
  await page.waitForURL(/\/decisions\/[0-9a-f-]{36}$/);
  const id = page.url().split('/').at(-1) ?? '';
  // Whoever comes to another page begins at its heading, and not somewhere on the one before.
  await expect.poll(() => focused(page)).toBe('Lend the ladder to the neighbours');

  for (const member of ['jonas', 'lena']) {
    await (await api(member)).post(`/v1/proposals/${id}/endorsements`, {});
  }
  await press(page, 'I have none');
  await turnTo(page, 'Text', 'Discussion');
  await write(page, 'What do you say?', 'The book hangs beside the door.');
  await press(page, 'Say it');
  await page.getByRole('article').or(page.getByText('The book hangs beside the door.')).first().waitFor();

  await reaches(id, 'discussion');
  await turnTo(page, 'Discussion', 'Preferences');
  const ranking = page.locator('.ranking');
  await ranking.waitFor();
  const rows = (): Promise<string[]> => ranking.locator('bdi').allTextContents();
  const [best = ''] = await rows();
  // Into the list by Tab, to the row and to its buttons by arrows.
  await tabTo(page, /Lend the ladder/);
  await page.keyboard.press('ArrowDown');
  await mustShowFocus(page);
  while (!(await focused(page)).startsWith('Move Sell it up')) await page.keyboard.press('ArrowRight');
  await mustShowFocus(page);
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await rows()).indexOf('Sell it')).toBe(0);
  // Who has moved an option can go on moving it.
  await expect.poll(() => focused(page)).toMatch(/Sell it/);
  await mustShowFocus(page);
  while (!(await focused(page)).startsWith('Move Sell it down')) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await rows())[0]).toBe(best);
  await expect.poll(() => focused(page)).toBe('Move Sell it down');
  await press(page, 'Give this ranking');
  await page.getByText('Given.', { exact: true }).waitFor();
  await mustShowFocus(page);

  await press(page, 'Block');
  await page.getByText('This answer needs a reason.').waitFor();
  await write(page, 'Your reason', 'Nobody has said who mends it.');
  await press(page, 'Block');
  await page.getByText('Your answer is: Block.').waitFor();
  await mustShowFocus(page);
  for (const member of others)
    await (await api(member)).put(`/v1/proposals/${id}/position`, { position: 'agree' });

  await reaches(id, 'voting');
  await press(page, 'For');
  await page.getByText('Your answer is: For.').waitFor();
  await mustShowFocus(page);
  for (const member of others) await (await api(member)).put(`/v1/proposals/${id}/ballot`, { choice: 'for' });
  await reaches(id, 'ended');
  await page.getByText('Adopted and done').waitFor();
  await turnTo(page, 'Preferences', 'Record');
  await press(page, 'Verify');
  await page.getByRole('heading', { name: 'It holds' }).waitFor({ timeout: 30_000 });
  await mustShowFocus(page);
  expect(await page.evaluate<number>('globalThis.pressed')).toBe(0);
});

/** A file goes from hand to hand in two browsers: brought, signed for, handed over, and its chain checked where it is read (ALM-6). */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { closesBrowsers, mustBeAccessible, mustFit, seat, settled, url } from './browsing.ts';
import { bringsKey } from './supporting.ts';

closesBrowsers();

/** Opus has none yet anywhere: their first key is made in their browser. */
async function makesFirstKey(): Promise<Page> {
  const page = await seat('opus', '/support');
  await settled(page);
  await page.getByRole('button', { name: 'Make a key in this browser' }).click();
  await page.getByText('This browser has a key of yours.').waitFor();
  return page;
}

async function takes(page: Page, why: string): Promise<void> {
  await page.getByLabel('Why').first().fill(why);
  await page.getByRole('button', { name: 'Sign and take it' }).click();
}

it(
  'ALM-6 is brought, signed for, handed over and taken, shows where nobody answered for it, and proves itself here',
  { timeout: 400_000 },
  async () => {
    const [aria, opus] = [await seat('aria', '/'), await makesFirstKey()];
    await bringsKey(aria, 'aria');
    await aria.goto(`${url()}/custody`);
    await aria.getByLabel('Bring a file').setInputFiles({
      name: 'stairs.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('Found on the stairs.'),
    });
    await aria.getByText('Nobody has taken it yet').waitFor();
    await aria.getByText('It was brought and not taken:').waitFor();
    await takes(aria, 'I found it on the stairs.');
    await aria.getByRole('heading', { name: 'Hand it over' }).waitFor();
    await aria.getByText('I found it on the stairs.').waitFor();
    await aria.getByLabel('To whom').selectOption('opus');
    await aria.getByLabel('Why').fill('You look at it.');
    await aria.getByRole('button', { name: 'Offer it' }).click();
    await aria.getByText('You look at it.').waitFor();

    // Whoever it is offered to comes to it from the notice.
    await opus.goto(url());
    await opus.getByRole('link', { name: 'Custody' }).first().click({ timeout: 40_000 });
    await opus.getByRole('heading', { name: 'A file in custody' }).waitFor();
    await takes(opus, 'To look at it.');
    await opus.getByText('To look at it.').waitFor();

    await opus.getByRole('button', { name: 'Verify', exact: true }).click();
    await opus.getByText(/4 entries stand in the log.*2 takings are signed/).waitFor({ timeout: 30_000 });
    for (const width of [360, 1440]) {
      await opus.setViewportSize({ width, height: 900 });
      await mustFit(opus);
      await mustBeAccessible(opus);
    }
    await opus.getByRole('button', { name: 'Change one entry and verify' }).click();
    await opus.getByText('Entry 4 of the chain is not entry', { exact: false }).waitFor({ timeout: 30_000 });

    // A reading is an entry, which shows too.
    const saving = opus.waitForEvent('download');
    await opus.getByRole('link', { name: 'Save the file' }).click();
    expect((await saving).suggestedFilename()).toMatch(/^[0-9a-f]{64}$/);
    await opus.reload();
    await opus.getByText('5 · read').waitFor();
    const shown = await seat('mira', new URL(opus.url()).pathname);
    await shown.getByRole('heading', { name: 'Custody' }).waitFor();
  },
);

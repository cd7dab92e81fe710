/** Every page, and every part of a decision, at three widths in both themes: nothing that a reader of screens stumbles over, nothing wider than its window. */
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  api,
  closesBrowsers,
  everyone,
  mustBeAccessible,
  mustFit,
  proposed,
  reaches,
  seat,
  settled,
  url,
} from './browsing.ts';
import { type Scene, somethingOfEachKind } from './scene.ts';

closesBrowsers();

let scene: Scene;
/** One that is voted on, and one that has ended and has a record. */
const known = { vote: '', ended: '' };

beforeAll(async () => {
  scene = await somethingOfEachKind();
  known.vote = await proposed('mira', { title: 'Mend the fence before winter' });
  await (await api('lena')).post(`/v1/proposals/${known.vote}/statements`, { text: 'Who has the nails?' });
  await reaches(known.vote, 'discussion');
  const { body } = await (await api('lena')).get(`/v1/proposals/${known.vote}`);
  const ranking = body.options.map(({ id }: { readonly id: string }) => [id]);
  await (await api('lena')).put(`/v1/proposals/${known.vote}/preferences`, { ranking });
  for (const member of everyone)
    await (
      await api(member)
    ).put(
      `/v1/proposals/${known.vote}/position`,
      member === 'ct' ? { position: 'block', reason: 'It holds for another year.' } : { position: 'agree' },
    );
  await reaches(known.vote, 'voting');
  await (
    await api('lena')
  ).put(`/v1/proposals/${known.vote}/ballot`, { choice: 'against', reason: 'Not now.' });
  await (await api('opus')).put(`/v1/proposals/${known.vote}/ballot`, { choice: 'for' });
  const { body: archive } = await (await api('ct')).get('/v1/decisions');
  known.ended = archive.items[0].id;
});

const widths = [360, 768, 1440] as const;

/** The page as it is, at every width. */
async function mustHold(page: Page): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    await mustFit(page);
    await mustBeAccessible(page);
  }
}

describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
  it('has no page that somebody stumbles over', { timeout: 600_000 }, async () => {
    const page = await seat('aria', '/', { colorScheme });
    for (const path of scene.paths) {
      await page.goto(url() + path);
      await settled(page);
      await mustHold(page);
    }
  });

  it('has no part of a decision that somebody stumbles over', { timeout: 600_000 }, async () => {
    const page = await seat('aria', '/', { colorScheme });
    for (const id of [scene.proposal, known.vote, known.ended]) {
      await page.goto(`${url()}/decisions/${id}`);
      await settled(page);
      const tabs = page.getByRole('tab');
      for (let place = 0; place < (await tabs.count()); place += 1) {
        await tabs.nth(place).click();
        await settled(page);
        await mustHold(page);
      }
    }
    await page.getByRole('button', { name: 'Change one byte and verify' }).click();
    await page.getByRole('heading', { name: 'It does not hold' }).waitFor({ timeout: 30_000 });
    await mustHold(page);
  });

  it('has no dialog, menu or faulty form that somebody stumbles over', { timeout: 300_000 }, async () => {
    const page = await seat('aria', '/', { colorScheme });
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await mustHold(page);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('northern');
    await page.getByRole('menuitem', { name: /Plant the northern field/ }).waitFor();
    await mustHold(page);
    // The first empties the field, the second closes.
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /Aria Nakamura/ }).click();
    await page.getByRole('menu').waitFor();
    await mustHold(page);
    await page.goto(`${url()}/propose`);
    await page.getByLabel('Category').selectOption('operations');
    await page.getByRole('button', { name: 'Submit' }).click();
    await expect.poll(() => page.locator('[aria-invalid=true]').count()).toBeGreaterThan(0);
    await mustHold(page);
  });
});

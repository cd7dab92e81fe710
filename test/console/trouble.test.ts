/** What goes wrong: words that mean harm, a session that ends in the middle of a sentence, a connection that breaks. */
import { expect, it } from 'vitest';
import { api, choose, closesBrowsers, mustFit, proposed, seat, url } from './browsing.ts';

closesBrowsers();

it('shows hostile words as words, and in their place (AUT-2)', async () => {
  const script = '<img src=x onerror=alert(1)><script>alert(2)</script>{{7*7}}';
  const arabic = 'مجلس القرية يقرر';
  const id = await proposed('mira', {
    title: `${script} ${arabic} ${'W'.repeat(100)}`,
    text: 'x'.repeat(50_000),
    rationale: `javascript:alert(1) ${arabic}`,
    impact: { affected: 'everyone', statement: `${script}\n`.repeat(20) },
    alternatives: [{ title: 'Ŵ'.repeat(200), text: `</textarea>${script}` }],
  });
  await (
    await api('lena')
  ).post(`/v1/proposals/${id}/statements`, { text: `${script}${'z'.repeat(10_000)}` });
  const page = await seat('lena', `/decisions/${id}`, { viewport: { width: 360, height: 740 } });
  await page.getByRole('heading', { level: 1, name: /<script>/ }).waitFor();
  await mustFit(page);
  await page.getByRole('tab', { name: 'Discussion' }).click();
  await page.getByText(/zzzz/).waitFor();
  await mustFit(page);
  expect(await page.locator('img[src=x], #page script').count()).toBe(0);
  await page.goto(url());
  await page
    .getByRole('link', { name: /<script>/ })
    .first()
    .waitFor();
  await mustFit(page);
});

it('keeps a half-written form over the end of a session, and leads back to it (AUT-1)', async () => {
  const page = await seat('mira', '/propose');
  await page.getByLabel('Category').selectOption('operations');
  await page.getByLabel('Title').fill('What I was about to say');
  await page.context().clearCookies();
  await page.getByRole('button', { name: 'Save as a draft' }).click();
  await page.getByText('Who asks is not known').or(page.getByRole('alert')).first().waitFor();
  await page.reload();
  await page.getByRole('link', { name: 'Sign in' }).click();
  await choose(page, 'mira');
  expect(new URL(page.url()).pathname).toBe('/propose');
  expect(await page.getByLabel('Title').inputValue()).toBe('What I was about to say');
});

it('says that it is not live while the connection is cut, and catches up after it', async () => {
  const page = await seat('opus', '/');
  const live = page.locator('.live');
  await expect.poll(() => live.getAttribute('data-state'), { timeout: 20_000 }).toBe('live');
  await page.context().setOffline(true);
  await page.getByText('What you see may be out of date.').waitFor({ timeout: 20_000 });
  await proposed('jonas', { title: 'Meanwhile, elsewhere' });
  await page.context().setOffline(false);
  await page.getByRole('link', { name: 'Meanwhile, elsewhere' }).first().waitFor({ timeout: 40_000 });
  await expect.poll(() => live.getAttribute('data-state'), { timeout: 40_000 }).toBe('live');
});

it('listens once for all tabs, and passes the stream on when the tab that listens is closed', async () => {
  const page = await seat('lena', '/');
  const other = await page.context().newPage();
  await other.goto(url());
  const listening = (tab: typeof page): Promise<number> =>
    tab.evaluate<number>(
      "performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('/v1/events')).length",
    );
  await expect
    .poll(() => other.locator('.live').getAttribute('data-state'), { timeout: 20_000 })
    .toBe('live');
  expect(await listening(other)).toBe(0);
  await page.close();
  await proposed('jonas', { title: 'Told to the tab that is left' });
  await other
    .getByRole('link', { name: 'Told to the tab that is left' })
    .first()
    .waitFor({ timeout: 30_000 });
});

/** What goes wrong: words that mean harm, a session that ends in the middle of a sentence, a connection that breaks, a part of a page that does not come or fails. */
import { expect, it } from 'vitest';
import {
  api,
  choose,
  closesBrowsers,
  mustBeAccessible,
  mustFit,
  proposed,
  seat,
  settled,
  signIn,
  stranger,
  url,
} from './browsing.ts';

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
  const said = await (
    await api('lena')
  ).post(`/v1/proposals/${id}/statements`, { text: `${script}${'z'.repeat(10_000)}` });
  expect(said.status).toBeLessThan(300);
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

it('stays whole where the connection is cut before all of its parts have come, and has them after it', async () => {
  const { page } = await stranger();
  await page.route('**/assets/member-menu-*.js', (route) => route.abort());
  await signIn(page, 'opus', '/');
  const live = page.locator('.live');
  await expect.poll(() => live.getAttribute('data-state'), { timeout: 20_000 }).toBe('live');
  await page.context().setOffline(true);
  await page.getByText('What you see may be out of date.').waitFor({ timeout: 20_000 });
  await page.getByRole('link', { name: 'Council' }).click();
  await page.getByText('A part of this page has not come yet').waitFor();
  await page.getByRole('link', { name: 'Home' }).click();
  await page.locator('h1').waitFor();
  await page.unroute('**/assets/member-menu-*.js');
  await page.context().setOffline(false);
  await page.locator('.me[aria-haspopup]').waitFor({ timeout: 40_000 });
  await page.getByRole('link', { name: 'Council' }).click();
  await page.getByRole('heading', { level: 1, name: 'Council' }).waitFor();
  expect(await page.getByText('A part of this page').count()).toBe(0);
});

it('offers to load the page again where a newer build has taken the place of its parts, and keeps what is half written', async () => {
  const page = await seat('lena', '/propose');
  await page.getByLabel('Category').selectOption('operations');
  await page.getByLabel('Title').fill('Written before the upgrade');
  await page.route('**/assets/council-*.js', (route) => route.fulfill({ status: 404 }));
  await page.getByRole('link', { name: 'Council' }).click();
  const reload = page.getByRole('button', { name: 'Load the page again' });
  await reload.waitFor();
  await page.getByRole('link', { name: 'Home' }).click();
  await page.getByRole('heading', { level: 1, name: /Hello/ }).waitFor();
  await page.getByRole('link', { name: 'Council' }).click();
  await page.unroute('**/assets/council-*.js');
  await reload.click();
  await page.getByRole('heading', { level: 1, name: 'Council' }).waitFor();
  await page.getByRole('link', { name: 'Propose' }).click();
  expect(await page.getByLabel('Title').inputValue()).toBe('Written before the upgrade');
});

it('says so in the place of a page that fails, and the other pages are there', async () => {
  const { page } = await stranger({}, /destructure|error boundary/);
  await page.route('**/v1/allocations?*', (route) => route.fulfill({ json: { items: [null], next: null } }));
  await signIn(page, 'mira', '/council/allocations');
  await page.getByRole('alert').getByText('The console has made a mistake').waitFor();
  await mustBeAccessible(page);
  await page.getByRole('link', { name: 'Home' }).click();
  await settled(page);
  await page.unroute('**/v1/allocations?*');
  await page.goBack();
  await page.getByRole('button', { name: 'Load the page again' }).click();
  await page.getByRole('heading', { level: 1, name: 'Council' }).waitFor();
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

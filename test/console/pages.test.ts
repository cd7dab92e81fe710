/** Every page on a telephone by night: nothing that a reader of screens stumbles over, nothing wider than its window. */
import { beforeAll, expect, it } from 'vitest';
import { closesBrowsers, mustBeAccessible, mustFit, seat, settled, stranger, url } from './browsing.ts';
import { type Scene, somethingOfEachKind } from './scene.ts';

closesBrowsers();

let scene: Scene;

beforeAll(async () => {
  scene = await somethingOfEachKind();
});

// By day and by night at three widths: accessible.long.test.ts.
it('has no page that a reader of screens stumbles over', async () => {
  const page = await seat('aria', '/', { colorScheme: 'dark', viewport: { width: 360, height: 800 } });
  for (const path of scene.paths) {
    await page.goto(url() + path);
    await settled(page);
    await mustFit(page);
    await mustBeAccessible(page);
  }
});

it('says what it is to who is not signed in, and leads back to where they wanted to go (AUT-1)', async () => {
  const { page } = await stranger();
  await page.goto(`${url()}/council/charter`);
  await mustBeAccessible(page);
  await page.getByRole('link', { name: 'Sign in' }).click();
  await page.locator('button[formaction*="member=mira&"]').click();
  await page.waitForURL(`${url()}/council/charter`);
  await page.getByRole('heading', { name: 'Core principles' }).waitFor();
});

it('finds pages, decisions and members by keys alone', async () => {
  const page = await seat('aria', '/');
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  await mustBeAccessible(page);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('northern');
  await page.getByRole('menuitem', { name: /Plant the northern field/ }).waitFor();
  await mustBeAccessible(page);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(`${url()}/decisions/${scene.proposal}`);
  // Silence is assent in its first round, which the way says (CON-3).
  await page.getByText('Silence is assent: it is adopted unless somebody blocks it.').waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await page.waitForURL(`${url()}/archive`);
  await page.keyboard.press('g');
  await page.keyboard.press('o');
  await page
    .getByRole('region', { name: 'Actions that failed' })
    .getByRole('link', { name: 'Wind the clock' })
    .waitFor();
  await page
    .getByRole('list', { name: 'Workers that ask for tasks' })
    .getByRole('listitem')
    .first()
    .waitFor();
});

/** Texts of the page's own, without those that somebody wrote, times and numbers. */
const ownTexts = `[...document.querySelectorAll('nav a span, nav button, h1, h2, h3, h4, label, legend, .button, .tag, .tab, .soft')]
  .filter((one) => one.querySelector('bdi, time, code, kbd, b') === null && one.closest('bdi, time, code, kbd') === null)
  .map((one) => one.textContent.trim())
  .filter((text) => /[a-z]{3}/.test(text) && !text.includes('⟦') && text !== 'Folkmoot')`;

it.each(['/', '/propose', '/archive', '/council/delegations', '/support', '/custody'])(
  'has all of its texts in its catalogues: %s',
  async (path) => {
    const page = await seat('mira', path, { language: 'pseudo' });
    await settled(page);
    expect(await page.evaluate(ownTexts)).toEqual([]);
  },
);

it('speaks German', async () => {
  const page = await seat('mira', '/', { language: 'de', locale: 'de-DE' });
  await page.getByRole('heading', { name: 'Guten Tag, Mira Lindqvist' }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('de');
});

it('asks for what waits in the chosen language alone, in a browser of another one too', async () => {
  const page = await seat('mira', '/', { language: 'de', locale: 'en-GB' });
  await settled(page);
  const asked: (string | undefined)[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/v1/inbox')) asked.push(request.headers()['accept-language']);
  });
  await page.reload();
  await settled(page);
  expect([...new Set(asked)]).toEqual(['de']);
});

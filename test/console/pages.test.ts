/** Every page, on a telephone and on a desk, by day and by night: nothing that a reader of screens stumbles over, nothing wider than its window. */
import { beforeAll, describe, expect, it } from 'vitest';
import {
  api,
  closesBrowsers,
  mustBeAccessible,
  mustFit,
  proposed,
  reaches,
  seat,
  stranger,
  url,
} from './browsing.ts';

closesBrowsers();

const known = { proposal: '', conflict: '', emergency: '' };

beforeAll(async () => {
  known.proposal = await proposed('lena', { category: 'paths', title: 'Plant the northern field' });
  const lena = await api('lena');
  await lena.post('/v1/delegations', { to: 'mira', scope: { category: 'paths' }, until: inAnHour() });
  await (await api('mira')).put('/v1/disclosures/paths', { interests: 'none' });
  const jonas = await api('jonas');
  // A task that nobody reports fails (EXE-1).
  const by = new Date(Date.now() + 3_000).toISOString();
  const task = { type: 'task', assignee: 'jonas', instructions: 'Wind the clock.', by };
  const impact = { affected: ['jonas'], statement: 'A minute a day.' };
  await proposed('jonas', { category: 'personal.time', title: 'Wind the clock', impact, action: task });
  const act = {
    what: 'Close the southern gate',
    reason: 'The dam may break.',
    action: { type: 'none' },
    reversal: { type: 'none' },
  };
  known.emergency = (await jonas.post('/v1/emergencies', act)).body.id;
  const quarrel = { against: ['aria'], what: 'The noise of the saw', remedy: 'No saw after eight.' };
  known.conflict = (await jonas.post('/v1/conflicts', quarrel)).body.id;
  await jonas.post(`/v1/conflicts/${known.conflict}/terms`, { text: 'Not after nine.' });
  await reaches(known.proposal, 'discussion');
});

const inAnHour = (): string => new Date(Date.now() + 3_600_000).toISOString();

const paths = (): string[] => [
  '/',
  '/decisions',
  '/processes/conflict',
  `/decisions/${known.proposal}`,
  `/processes/emergency/${known.emergency}`,
  `/processes/conflict/${known.conflict}`,
  '/processes/emergency/new',
  '/propose',
  '/council',
  '/council/members/opus',
  '/council/delegations',
  '/council/charter',
  '/council/allocations',
  '/archive',
  '/operations',
  '/tour',
  '/decisions/nowhere/at/all',
];

describe.each([
  { colorScheme: 'light', width: 1280 },
  { colorScheme: 'dark', width: 360 },
] as const)('$colorScheme, $width pixels wide', ({ colorScheme, width }) => {
  it('has no page that a reader of screens stumbles over', async () => {
    const page = await seat('aria', '/', { colorScheme, viewport: { width, height: 800 } });
    for (const path of paths()) {
      await page.goto(url() + path);
      await page.locator('h1').waitFor();
      await expect.poll(() => page.locator('.skeleton').count(), { timeout: 20_000 }).toBe(0);
      await mustFit(page);
      await mustBeAccessible(page);
    }
  });
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
  await page.waitForURL(`${url()}/decisions/${known.proposal}`);
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
});

/** Texts of the page's own, without those that somebody wrote, times and numbers. */
const ownTexts = `[...document.querySelectorAll('nav a span, nav button, h1, h2, h3, h4, label, legend, .button, .tag, .tab, .soft')]
  .filter((one) => one.querySelector('bdi, time, code, kbd, b') === null && one.closest('bdi, time, code, kbd') === null)
  .map((one) => one.textContent.trim())
  .filter((text) => /[a-z]{3}/.test(text) && !text.includes('⟦') && text !== 'Folkmoot')`;

it.each(['/', '/propose', '/archive', '/council/delegations'])(
  'has all of its texts in its catalogues: %s',
  async (path) => {
    const page = await seat('mira', path, { language: 'pseudo' });
    await expect.poll(() => page.locator('.skeleton').count(), { timeout: 20_000 }).toBe(0);
    expect(await page.evaluate(ownTexts)).toEqual([]);
  },
);

it('speaks German', async () => {
  const page = await seat('mira', '/', { language: 'de', locale: 'de-DE' });
  await page.getByRole('heading', { name: 'Guten Tag, Mira Lindqvist' }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('de');
});

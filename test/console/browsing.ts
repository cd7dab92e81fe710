/** Members in front of browsers: each has a browser of their own, signed in; whatever the page complains of fails its test. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, expect, inject, onTestFinished, vi } from 'vitest';
import { type Caller, caller } from '../support/http.ts';
import { openChromium } from './chromium.ts';

let opened: Promise<Browser> | undefined;

export function closesBrowsers(): void {
  afterAll(async () => {
    const closing = opened;
    opened = undefined;
    await (await closing)?.close();
  });
}

let elsewhere: string | undefined;

/** Looks at another council than the tests' own, until told otherwise. */
export const looksAt = (council: string | undefined): void => {
  elsewhere = council;
};

export const url = (): string => elsewhere ?? inject('consoleUrl');

/** A member without a browser: what others do while one looks. */
export async function api(member: string): Promise<Caller> {
  const { body } = await caller(url()).post('/v1/dev/tokens', { member });
  return caller(url(), body.token);
}

/** Complaints that a test means to cause: of a session that is over, or a connection that is cut. */
const meant = /401|Failed to load resource|ERR_INTERNET_DISCONNECTED|net::ERR/;

interface Seat {
  readonly page: Page;
  /** Errors of the page, and what its policy refused. */
  readonly complaints: readonly string[];
}

/**
 * Somebody who is not signed in.
 * @param caused complaints that the test means to cause besides
 */
export async function stranger(options: BrowserContextOptions = {}, caused?: RegExp): Promise<Seat> {
  opened ??= openChromium();
  const context = await (
    await opened
  ).newContext({
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
    ...options,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  const complain = (text: string): void => {
    if (!meant.test(text) && caused?.test(text) !== true) complaints.push(text);
  };
  page.on('console', (message) => {
    if (message.type() === 'error') complain(message.text());
  });
  page.on('pageerror', (error) => complain(error.message));
  page.on('dialog', (dialog) => {
    complaints.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  onTestFinished(async () => {
    await context.close();
    expect(complaints).toEqual([]);
  });
  return { page, complaints };
}

/** A member at a page, by the way that a person takes. */
export async function seat(
  member: string,
  to: string,
  { language = 'en', ...options }: BrowserContextOptions & { readonly language?: string } = {},
): Promise<Page> {
  const { page } = await stranger(options);
  await page.addInitScript(`localStorage.setItem('folkmoot-language', '${language}')`);
  await signIn(page, member, to);
  return page;
}

/** Chooses a member on the page of the trial, and comes to where one wanted to go. */
export async function signIn(page: Page, member: string, to: string): Promise<void> {
  await page.goto(`${url()}/v1/session/login?to=${encodeURIComponent(to)}`);
  await choose(page, member);
}

export async function choose(page: Page, member: string): Promise<void> {
  await page.locator(`button[formaction*="member=${member}&"]`).click();
  await page.locator('h1').waitFor();
}

/** Nothing on the page is still to come. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1').waitFor();
  await expect.poll(() => page.locator('.skeleton').count(), { timeout: 20_000 }).toBe(0);
}

/** WCAG 2.2 AA, as far as a program can tell. */
export async function mustBeAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(
    violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 160)} ${failureSummary ?? ''}`).join('\n')}`,
    ),
    page.url(),
  ).toEqual([]);
}

/** Nothing is wider than the window, once what floats over the page has found its place. */
export async function mustFit(page: Page): Promise<void> {
  const over = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
  await expect
    .poll(() => page.evaluate<number>(over), { message: `${page.url()} is wider than its window` })
    .toBeLessThanOrEqual(0);
}

/** Goes on by Tab until what has the focus is called so; as somebody does who has no mouse. */
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const fits = (text: string): boolean => (typeof name === 'string' ? text === name : name.test(text));
  for (let presses = 0; presses < 150; presses += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate<string>(
      '((one) => one?.ariaLabel ?? one?.labels?.[0]?.firstChild?.textContent ?? one?.textContent ?? "")(document.activeElement)',
    );
    if (fits(focused.trim())) return;
  }
  throw new Error(`no key leads to ${String(name)}`);
}

/** Something has the focus, in sight, with a line around it: the browser's own, or one of 2 pixels at least (WCAG 2.4.7, 2.4.11). */
export async function mustShowFocus(page: Page): Promise<void> {
  const shown = `(() => {
    const one = document.activeElement;
    if (one === null || one === document.body) return 'nothing has the focus';
    const { top, bottom } = one.getBoundingClientRect();
    if (bottom <= 0 || top >= innerHeight) return 'what has the focus is out of sight';
    for (let around = one; around !== null; around = around.parentElement) {
      const { outlineStyle, outlineWidth } = getComputedStyle(around);
      if (outlineStyle === 'auto' || (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2)) return 'shown';
    }
    return 'no line around ' + one.outerHTML.slice(0, 200);
  })()`;
  await expect.poll(() => page.evaluate<string>(shown)).toBe('shown');
}

/** A proposal that lacks nothing. */
export const proposal = {
  category: 'operations',
  title: 'Dig a well behind the workshop',
  text: 'We dig a well of at most 18 m behind the workshop.',
  rationale: 'The old one has run dry twice this summer.',
  impact: { affected: 'everyone', statement: 'Two weekends of work.' },
  alternatives: [{ title: 'A cistern on the roof', text: 'Repair it, and collect rain.' }],
  action: { type: 'none' },
} as const;

/** Submits one, and waits until it is there. */
export async function proposed(member: string, otherwise: object = {}): Promise<string> {
  const { body } = await (await api(member)).post('/v1/proposals', { ...proposal, ...otherwise });
  return body.id as string;
}

/** Waits until a proposal has come to a stage. */
export async function reaches(id: string, stage: string): Promise<void> {
  const anyone = await api('ct');
  await vi.waitFor(async () => expect((await anyone.get(`/v1/proposals/${id}`)).body.stage).toBe(stage), {
    timeout: 60_000,
    interval: 100,
  });
}

export const everyone = ['ct', 'aria', 'jonas', 'lena', 'mira', 'opus'] as const;

/** Browsers of the console's bench: signed in, on a slow telephone, scrolled to an end; and what their own clocks say of it. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { until } from '../report/looks.ts';

/** A browser with a session of a member. */
export async function seat(browser: Browser, url: string, member: string): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${url}/v1/session/login?to=${encodeURIComponent('/tour')}`);
  await page.locator(`button[formaction*="member=${member}&"]`).click();
  await page.locator('h1').waitFor();
  await page.close();
  return context;
}

/** Looks, from before it can be there, for a text; answers what waits until it is drawn: for its instant, in milliseconds since 1970. */
export async function lookFor(page: Page, text: string): Promise<() => Promise<number>> {
  await page.evaluate(`void (
    globalThis.drawn = new Promise((resolve) => {
      const looks = new MutationObserver(() => {
        if (!document.body.textContent.includes(${JSON.stringify(text)})) return;
        looks.disconnect();
        requestAnimationFrame(() => resolve(Date.now()));
      });
      looks.observe(document.body, { subtree: true, childList: true, characterData: true });
    }))`);
  return () => page.evaluate<number>('globalThis.drawn');
}

/** Lighthouse's slow 4G and its four times slower processor, both as the browser itself plays them. */
const telephone = {
  latency: 150,
  downloadThroughput: (1.6 * 1024 * 1024) / 8,
  uploadThroughput: (750 * 1024) / 8,
  offline: false,
};

/** Milliseconds from the beginning of a visit until a place on it can be used, on a telephone. @param place a selector */
export async function usableAfter(context: BrowserContext, url: string, place: string): Promise<number> {
  const page = await context.newPage();
  await page.setViewportSize({ width: 390, height: 844 });
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', telephone);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.goto(url, { waitUntil: 'commit' });
  await page.waitForSelector(place);
  const after = await page.evaluate<number>(
    'new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(performance.now()))))',
  );
  await page.close();
  return after;
}

export interface Scrolled {
  /** Milliseconds of the processor that each task of the page took. */
  readonly tasks: readonly number[];
  /** How many rows had been drawn or passed by, as the last one's place tells. */
  readonly rows: number;
}

/** An event of Chromium's trace: `tdur` are microseconds of its thread's processor. */
interface Traced {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** Of the tasks on the main threads of pages, by the processor's time: how long others kept it is no part of it. */
function tasksIn(trace: Buffer): number[] {
  const { traceEvents } = JSON.parse(trace.toString()) as { readonly traceEvents: readonly Traced[] };
  const mains = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  return traceEvents.flatMap(({ name, pid, tid, tdur }) =>
    name.endsWith('RunTask') && tdur !== undefined && mains.has(`${pid} ${tid}`) ? [tdur / 1_000] : [],
  );
}

/**
 * Scrolls a list down to its end, as a wheel does, and reads in a trace what the page did meanwhile.
 * @param step pixels for each turn of the wheel
 * @param many rows at which it ends; where they do not come within 10 s, with those that there are
 */
export async function scrolled(
  browser: Browser,
  page: Page,
  { row, step, many }: { readonly row: string; readonly step: number; readonly many: number },
): Promise<Scrolled> {
  const first = page.locator(row).first();
  await first.waitFor();
  await first.hover();
  await browser.startTracing(page, { categories: ['toplevel'] });
  const last = (): Promise<number> =>
    page.evaluate<number>(
      `Number([...document.querySelectorAll(${JSON.stringify(row)})].at(-1)?.dataset.index)`,
    );
  let [rows, since] = [0, performance.now()];
  await until(async () => {
    await page.mouse.wheel(0, step);
    const now = (await last()) + 1;
    if (now !== rows) [rows, since] = [now, performance.now()];
    return rows >= many || performance.now() - since > 10_000 ? true : undefined;
  }, 16);
  const tasks = tasksIn(await browser.stopTracing());
  if (tasks.length === 0) throw new Error('the trace has no tasks');
  return { tasks, rows };
}

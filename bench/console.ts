/**
 * `npm run bench:console [-- --decisions N --ballots N --acts N --browsers N --visits N --prove]`: the console in real browsers. How soon an act shows in all that
 * are open, from its acknowledgement; how soon Home can be used on a slow telephone; and how long the longest task is, by the processor's time, while ten thousand decisions that
 * ended, as many that are open, and fifty thousand ballots are scrolled to their ends. Lists must end where the tables do; with `--prove` the database loses ballots.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { openChromium } from '../test/console/chromium.ts';
import { loseSome } from './ballots/council.ts';
import { lookFor, scrolled, seat, usableAfter } from './console/browsers.ts';
import { fillDecisions, fillVote, openSeenCouncil } from './console/council.ts';
import { bodyOf, matter } from './council/others.ts';
import { benchFolder, openPostgres } from './council/stack.ts';
import { quantile } from './report/figures.ts';
import { common, mustBe, refuse, runBench, type Running, whole } from './report/run.ts';

const { values } = parseArgs({
  options: {
    ...common,
    decisions: { type: 'string', default: '10000' },
    ballots: { type: 'string', default: '50000' },
    acts: { type: 'string', default: '20' },
    browsers: { type: 'string', default: '4' },
    visits: { type: 'string', default: '5' },
  },
});
const decisions = whole('decisions', values.decisions);
const ballots = whole('ballots', values.ballots);
const acts = whole('acts', values.acts);
const browsers = whole('browsers', values.browsers);
const visits = whole('visits', values.visits);
/** Milliseconds between an act that has shown and the next: each stands alone, as those of people do. */
const rest = 500;

await runBench(
  { bench: 'console', refusal: 'ballots that can be scrolled to came to' },
  values,
  async (running: Running) => {
    const data = await benchFolder(running);
    const { db, url: databaseUrl } = await openPostgres(running, data);
    const council = await openSeenCouncil(running, { data, databaseUrl });
    const { url, as } = council;
    const chromium = await openChromium();
    running.later(() => chromium.close());
    const contexts = await Promise.all(Array.from({ length: browsers }, () => seat(chromium, url, 'ct')));
    const pagesAt = (path: string, place: string): Promise<Page[]> =>
      Promise.all(
        contexts.map(async (context) => {
          const page = await context.newPage();
          await page.goto(url + path);
          await page.locator(place).first().waitFor();
          await page.locator('.live[data-state=live]').first().waitFor({ state: 'attached' });
          return page;
        }),
      );
    const [aria] = [await as('aria')];

    /** Milliseconds from an act's acknowledgement until the last browser has drawn it. */
    const shown = async (pages: readonly Page[], text: string, act: () => Promise<{ status: number }>) => {
      const drawn = await Promise.all(pages.map((page) => lookFor(page, text)));
      const { status } = await act();
      const acknowledged = Date.now();
      if (status >= 300) refuse(`an act was answered ${status}`);
      const last = Math.max(...(await Promise.all(drawn.map((look) => look()))));
      await sleep(rest);
      return Math.max(0, last - acknowledged);
    };
    const homes = await pagesAt('/', '#next');
    const proposals: number[] = [];
    let decision = '';
    for (let act = 0; act < acts; act += 1) {
      const title = `Matter number ${act} of all`;
      proposals.push(
        await shown(homes, title, async () => {
          const answer = await aria.post('/v1/proposals', { ...matter('operations', 'everyone'), title });
          decision = bodyOf(answer).id ?? '';
          return answer;
        }),
      );
    }
    await Promise.all(homes.map((page) => page.close()));
    const talks = await pagesAt(`/decisions/${decision}`, '[role=tab]');
    await Promise.all(talks.map((page) => page.getByRole('tab', { name: 'Discussion' }).click()));
    const statements: number[] = [];
    for (let act = 0; act < acts; act += 1) {
      const text = `What I say for the ${act}th time.`;
      statements.push(
        await shown(talks, text, () => aria.post(`/v1/proposals/${decision}/statements`, { text })),
      );
    }
    await Promise.all(talks.map((page) => page.close()));
    const at = { count: browsers, of: 'browsers' };
    for (const [what, runs] of [
      ['a proposal shows on Home', proposals],
      ['a statement shows in its discussion', statements],
    ] as const) {
      running.figure({ what: `${what}: half within`, unit: 'ms', at, runs: [quantile(runs, 0.5)] });
      running.figure({ what: `${what}: 95 of 100 within`, unit: 'ms', at, runs: [quantile(runs, 0.95)] });
    }

    const [context] = contexts;
    if (context === undefined) return;
    const [firsts, agains]: [number[], number[]] = [[], []];
    for (let visit = 0; visit < visits; visit += 1) {
      const fresh = await seat(chromium, url, 'ct');
      await fresh
        .newCDPSession(await fresh.newPage())
        .then((devtools) => devtools.send('Network.clearBrowserCache'));
      firsts.push(await usableAfter(fresh, url, '#next ~ *, .owing'));
      agains.push(await usableAfter(fresh, url, '.home .due'));
      await fresh.close();
    }
    running.figure({ what: 'Home on a telephone, a first visit', unit: 'ms', runs: firsts });
    running.figure({ what: 'Home on a telephone, a later visit', unit: 'ms', runs: agains });

    if (running.proving) await loseSome(db);
    const vote = await fillVote(db, council, ballots);
    await fillDecisions(db, vote, decisions);
    const look = async (
      path: string,
      row: string,
      step: number,
      many: number,
      what: string,
    ): Promise<void> => {
      const page = await context.newPage();
      await page.goto(url + path);
      const { tasks, rows } = await scrolled(chromium, page, { row, step, many });
      await page.close();
      mustBe(`${what} that can be scrolled to`, rows, many);
      const at = { count: many, of: what };
      running.figure({
        what: `${what} scrolled: the longest task`,
        unit: 'ms',
        at,
        runs: [Math.max(...tasks)],
      });
      running.figure({
        what: `${what} scrolled: 99 of 100 tasks within`,
        unit: 'ms',
        at,
        runs: [quantile(tasks, 0.99)],
      });
    };
    await look(`/decisions/${vote}`, '.ballots [data-index]', 6_000, ballots, 'ballots');
    await look('/archive', 'li[data-index]', 3_000, decisions, 'decisions that ended');
    await look('/decisions', 'li[data-index]', 3_000, decisions + acts + 1, 'open decisions');
  },
);

/** Support in two browsers and more: asked for, taken, spoken in, and a danger told; no readable word leaves the browser it was written in (SUP-1 to SUP-4). */
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { api, closesBrowsers, mustBeAccessible, mustFit, seat, url } from './browsing.ts';
import { bringsKey } from './supporting.ts';

closesBrowsers();

const said = {
  first: 'ZIMTSTERN cannot sleep since the flood',
  reply: 'ZIMTSTERN, I am here with you',
  cut: 'ZIMTSTERN writes while the line is down',
  ground: 'ZIMTSTERN at Oak Street 3',
  reason: 'ZIMTSTERN needed it',
};
const mark = 'ZIMTSTERN';

/** As it could stand anywhere: as it is, in hexadecimal, and in base64 at each of its three offsets. */
const looks = [
  mark,
  Buffer.from(mark).toString('hex'),
  ...[0, 1, 2].map((offset) =>
    Buffer.from(`${' '.repeat(offset)}${mark}`)
      .toString('base64')
      .slice(offset === 0 ? 0 : 4, -4),
  ),
];

/** Everything that browsers sent: addresses, headers and bodies. */
const sent: string[] = [];

/** A member at support, with a key of this browser; what their browser sends is kept. */
async function atSupport(member: string): Promise<Page> {
  const page = await seat(member, '/support');
  page.context().on('request', (request) => {
    sent.push(`${request.url()}\n${JSON.stringify(request.headers())}\n${request.postData() ?? ''}`);
  });
  await bringsKey(page, member);
  return page;
}

/** What a member sees of support, the newest first. */
const supportsOf = async (member: string): Promise<readonly string[]> =>
  (await (await api(member)).get('/v1/support')).body.items.map(({ id }: { readonly id: string }) => id);

/** Goes where a page leads that lists it. */
const opens = (page: Page, id: string): Promise<void> =>
  page.locator(`main a.title[href="/support/${id}"]`).click({ timeout: 40_000 });

const onDuty = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'I am on duty' }).click();
  await page.getByText('You are on duty.').waitFor();
};

async function says(page: Page, words: string): Promise<void> {
  await page.getByLabel('Say something').fill(words);
  await page.getByRole('button', { name: 'Seal and send' }).click();
}

const mustHold = async (page: Page): Promise<void> => {
  for (const width of [360, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await mustFit(page);
    await mustBeAccessible(page);
  }
};

describe('support in the browser', () => {
  beforeAll(() => {
    for (const look of looks) expect(look.length).toBeGreaterThanOrEqual(8);
  });

  it(
    'SUP-1 SUP-2 SUP-3 SUP-4 is asked for, taken, spoken in and ended, and no readable word leaves a browser',
    { timeout: 400_000 },
    async () => {
      onTestFinished(() => {
        sent.length = 0;
      });
      for (const member of ['mira', 'lena']) await (await api(member)).put('/v1/support/duty', { on: false });
      const before = await supportsOf('aria');
      const aria = await atSupport('aria');
      await aria.getByText('It is no treatment and no emergency service.').waitFor();
      await aria.getByRole('link', { name: '+49 30 555 0100' }).waitFor();
      expect(await aria.getByText('A house that has closed').count()).toBe(0);
      const [mira, lena] = [await atSupport('mira'), await atSupport('lena')];
      await onDuty(mira);
      await onDuty(lena);
      await mira.goto(url());

      // Mira first; the draft outlives the page, and stands nowhere in plain words.
      await aria.reload();
      await aria.getByLabel('Lena Okafor').uncheck();
      await aria.getByLabel('Lena Okafor').check();
      await aria.getByLabel('What you want to say first').fill(said.first);
      await expect.poll(() => kept(aria, 'drafts'), { timeout: 10_000 }).toBe(1);
      await aria.reload();
      await expect
        .poll(() => aria.getByLabel('What you want to say first').inputValue(), { timeout: 10_000 })
        .toBe(said.first);
      expect(await aria.evaluate<string>('JSON.stringify(localStorage)')).not.toContain(mark);
      await mustHold(aria);
      await aria.getByRole('button', { name: 'Seal it and ask' }).click();
      await expect.poll(() => supportsOf('aria'), { timeout: 30_000 }).toHaveLength(before.length + 1);
      const [id = ''] = await supportsOf('aria');
      await opens(aria, id);
      await aria.getByText(said.first).waitFor();

      // She is told on her first page, reads it, and is there.
      await mira.getByRole('heading', { name: 'Support' }).waitFor();
      await mira.getByText('Somebody asks for you').waitFor();
      await opens(mira, id);
      await mira.getByText(said.first).waitFor();
      await mira.getByRole('button', { name: 'I am there for them' }).click();
      await mira.getByLabel('Say something').waitFor();
      await says(mira, said.reply);
      await aria.getByText(said.reply).waitFor();
      await mustHold(aria);

      // The line is down: what she says stays, sealed, and is sent by itself once it is there again.
      await aria.context().setOffline(true);
      await says(aria, said.cut);
      await aria.getByText('Not sent yet').waitFor();
      expect(await kept(aria, 'outbox')).toBe(1);
      expect(await mira.getByText(said.cut).count()).toBe(0);
      await aria.context().setOffline(false);
      await mira.getByText(said.cut).waitFor({ timeout: 40_000 });
      await expect.poll(() => kept(aria, 'outbox'), { timeout: 20_000 }).toBe(0);

      // A danger: told to the contact and to her at the same instant, and reviewed by the guardian.
      const [jonas, ct] = [await atSupport('jonas'), await atSupport('ct')];
      await mira.reload();
      await mira.locator('summary').click();
      await mira.getByLabel('Whom to tell').selectOption('jonas');
      await mira.getByLabel('What they need to know').fill(said.ground);
      await mira.getByRole('button', { name: 'Seal it and state the danger' }).click();
      await opens(jonas, id);
      await jonas.getByText(said.ground).waitFor();
      expect(await jonas.getByText(said.reply).count()).toBe(0);
      await aria.getByText(said.ground).waitFor({ timeout: 40_000 });
      await ct.getByText('A danger to review').first().waitFor({ timeout: 40_000 });
      await opens(ct, id);
      await ct.getByText(said.ground).waitFor();
      await mustHold(ct);
      await ct.getByLabel('It was proper').check();
      await ct.getByLabel('Why').fill(said.reason);
      await ct.getByRole('button', { name: 'Seal the reason and say so' }).click();
      await aria.getByText(said.reason).waitFor({ timeout: 40_000 });

      // She changes whom she talks to: to Mira there is nothing any more but the danger that she stated.
      await aria.getByRole('button', { name: 'Change Mira Lindqvist' }).click();
      await lena.goto(`${url()}/support`);
      await opens(lena, id);
      await lena.getByText(said.first).waitFor();
      expect(await lena.getByText(said.reply).count()).toBe(0);
      await mira.reload();
      await mira.getByRole('heading', { name: 'A danger that was told to you' }).waitFor();
      expect(await mira.getByText(said.reply).count()).toBe(0);
      await aria.getByRole('button', { name: 'End it' }).click();
      await aria.getByText('Ended', { exact: true }).waitFor();

      const ciphertexts = sent.filter((one) => one.includes('"ciphertext"'));
      expect(ciphertexts.length).toBeGreaterThanOrEqual(5);
      expect(sent.filter((one) => looks.some((look) => one.includes(look)))).toEqual([]);
    },
  );
});

/** How many things of a kind this browser keeps of support. */
const kept = (page: Page, store: string): Promise<number> =>
  page.evaluate<number>(`new Promise((resolve, reject) => {
    const opening = indexedDB.open('folkmoot-support');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const counting = opening.result.transaction('${store}').objectStore('${store}').count();
      counting.onsuccess = () => { opening.result.close(); resolve(counting.result); };
    };
  })`);

/** `npm run docs:images`: takes the pictures of the documents anew, of a council in which something goes on. */
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { it } from 'vitest';
import { api, closesBrowsers, everyone, proposed, reaches, seat, settled } from './browsing.ts';

closesBrowsers();

const picture = async (page: Page, name: string): Promise<void> => {
  const path = fileURLToPath(new URL(`../../docs/images/console-${name}.png`, import.meta.url));
  await page.screenshot({ path });
};

/** Brought to its vote by one who blocks. */
async function toVote(id: string, reason: string): Promise<void> {
  await reaches(id, 'discussion');
  for (const member of everyone)
    await (
      await api(member)
    ).put(
      `/v1/proposals/${id}/position`,
      member === 'aria' ? { position: 'block', reason } : { position: 'agree' },
    );
  await reaches(id, 'voting');
}

async function vote(id: string, ballots: readonly (readonly [string, string, string?])[]): Promise<void> {
  for (const [member, choice, reason] of ballots)
    await (await api(member)).put(`/v1/proposals/${id}/ballot`, { choice, reason });
}

it('takes the pictures', { timeout: 300_000 }, async () => {
  const size = { width: 1280, height: 860 };
  const ended = await proposed('lena', { title: 'Share the seed of this year with the village' });
  await toVote(ended, 'Half of it we need ourselves.');
  await vote(ended, [
    ['aria', 'against', 'Half of it we need ourselves.'],
    ['jonas', 'for', 'They gave us theirs when ours was lost.'],
    ...(['ct', 'lena', 'mira', 'opus'] as const).map((member) => [member, 'for'] as const),
  ]);
  const open = await proposed('jonas');
  await proposed('lena', {
    category: 'paths',
    title:
      'Plant the northern field with fruit trees, and leave the southern one to the bees for the next two years',
  });
  await proposed('opus', { category: 'infrastructure', title: 'Bring the cable to the mill' });
  await (
    await api('jonas')
  ).post('/v1/emergencies', {
    what: 'Close the southern gate',
    reason: 'The dam may break.',
    action: { type: 'none' },
    reversal: { type: 'none' },
  });
  await (
    await api('jonas')
  ).post('/v1/conflicts', { against: ['aria'], what: 'The noise of the saw', remedy: 'No saw after eight.' });
  await toVote(open, 'No test, no well.');
  await vote(open, [
    ['aria', 'against', 'No test, no well: I want the water looked at first.'],
    ['jonas', 'for', 'We need it before next summer.'],
    ['opus', 'for'],
  ]);
  await reaches(ended, 'ended');

  const home = await seat('mira', '/', { colorScheme: 'light', viewport: size, timezoneId: 'UTC' });
  await settled(home);
  await picture(home, 'home');

  const voting = await seat('mira', `/decisions/${open}`, { colorScheme: 'dark', viewport: size });
  await settled(voting);
  await voting.getByRole('tab', { name: 'Vote', exact: true }).click();
  await settled(voting);
  await voting.getByRole('tablist').evaluate('(one) => scrollTo(0, one.offsetTop - 90)');
  await picture(voting, 'vote');

  const proof = await seat('mira', `/decisions/${ended}`, { colorScheme: 'light', viewport: size });
  await proof.getByRole('tab', { name: 'Record' }).click();
  await proof.getByRole('button', { name: 'Verify', exact: true }).click();
  await proof.getByRole('heading', { name: 'It holds' }).waitFor({ timeout: 30_000 });
  await proof.getByRole('tablist').evaluate('(one) => scrollTo(0, one.offsetTop - 90)');
  await picture(proof, 'proof');

  const operations = await seat('aria', '/operations', { colorScheme: 'light', viewport: size });
  await settled(operations);
  await picture(operations, 'operations');

  const telephone = await seat('mira', `/decisions/${open}`, {
    colorScheme: 'light',
    viewport: { width: 390, height: 844 },
    isMobile: true,
  });
  await settled(telephone);
  await picture(telephone, 'telephone');
});

/** A council of more members than a page of them holds: each is found by typing how their name begins, and called by it everywhere. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { api, closesBrowsers, looksAt, mustBeAccessible, seat, signIn, stranger } from './browsing.ts';
import { startCouncil } from './starting.ts';

closesBrowsers();

const many = Array.from(
  { length: 250 },
  (_, n) => `  - { id: m${String(n).padStart(3, '0')}, name: Member ${n}, kind: person, bornAt: 1980-01-01 }`,
);
const members = `members:
  - { id: anna, name: Anna Guard, kind: person, bornAt: 1980-01-01, roles: [guardian] }
  - { id: ben, name: Ben Book, kind: person, bornAt: 1980-01-01, roles: [registrar, operator] }
${many.join('\n')}
  - { id: zoe, name: Zoé Ångström, kind: person, bornAt: 1980-01-01 }
`;

let stop: () => Promise<void>;
beforeAll(async () => {
  const council = await startCouncil(async (folder) => {
    const file = join(folder, 'members.yaml');
    await writeFile(file, members);
    return { FOLKMOOT_MEMBERS: file };
  });
  ({ stop } = council);
  looksAt(council.url);
}, 120_000);
afterAll(async () => {
  looksAt(undefined);
  await stop();
});

it('MEM-1 DEL-2 delegates to who is found by typing, without accents, and by keys alone', async () => {
  const anna = await seat('anna', '/council/delegations');
  const to = anna.getByRole('combobox', { name: 'To whom' });
  await to.fill('angs');
  const found = anna.getByRole('option', { name: /Zoé Ångström/ });
  await found.waitFor();
  await to.press('ArrowDown');
  await to.press('Enter');
  await expect.poll(() => to.inputValue()).toBe('Zoé Ångström');
  await mustBeAccessible(anna);
  await anna.getByRole('button', { name: 'Give' }).click();
  await anna.getByText('Zoé Ångström').first().waitFor();
  const { body } = await (await api('anna')).get('/v1/delegations');
  expect(body.items).toMatchObject([{ from: 'anna', to: 'zoe' }]);
  await mustBeAccessible(anna);
});

it('MEM-1 calls by their names those whom the first page of members does not have, and asks for each once', async () => {
  const { body } = await (
    await api('m240')
  ).post('/v1/proposals', {
    category: 'operations',
    title: 'A bench',
    text: 'A bench under the oak.',
    rationale: 'To sit.',
    impact: { affected: ['m241', 'zoe'], statement: 'It costs them a day.' },
    alternatives: [{ title: 'None', text: 'One stands.' }],
    action: { type: 'none' },
  });
  const { page: anna } = await stranger();
  const asked: string[] = [];
  anna.on('request', (request) => {
    asked.push(...(new URL(request.url()).searchParams.get('ids')?.split(',') ?? []));
  });
  await signIn(anna, 'anna', `/decisions/${body.id}`);
  await anna.getByText('Member 240').first().waitFor();
  await anna.getByRole('tab', { name: 'Text' }).click();
  for (const name of ['Member 241', 'Zoé Ångström']) await anna.getByText(name).first().waitFor();
  expect(asked.toSorted()).toEqual(['m240', 'm241', 'zoe']);
});

it('MEM-1 finds any member in the council and in the search of everything', async () => {
  const anna = await seat('anna', '/council');
  await anna.getByRole('searchbox').fill('zoe');
  await anna.getByRole('link', { name: /Zoé Ångström/ }).waitFor();
  await mustBeAccessible(anna);
});

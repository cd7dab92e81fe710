/** A whole decision in several browsers, from the form to the proof; one of its members has no mouse. */
import { expect, it } from 'vitest';
import { api, closesBrowsers, mustBeAccessible, reaches, seat, tabTo } from './browsing.ts';

closesBrowsers();

const listsAsked = `performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => /\\/v1\\/(proposals|emergencies|conflicts)\\?/.test(name))`;

it('is proposed, discussed, voted on and proven by people who look at different screens (PRO-1 to PRO-9, VOT-1, DEL-2, GUA-2, REC-3)', async () => {
  const jonas = await seat('jonas', '/propose');
  await jonas.getByLabel('Category').selectOption('garden');
  // What follows from the category is said at once.
  await jonas.getByText('More than 1/2 of votes for and against').waitFor();
  await jonas.getByText('At least 1/2 in each family').waitFor();
  await jonas.getByText('2 other electors have to endorse it before it counts.').waitFor();
  await jonas.getByLabel('Title').fill('Bake bread together on Saturdays');
  await jonas.getByRole('textbox', { name: 'Text', exact: true }).fill('The oven is lit at six.');
  await jonas.getByLabel('Why').fill('Bread from the village is dear.');
  await jonas.getByLabel('How it touches them').fill('One hour a week.');
  await jonas.getByLabel('Alternative 1', { exact: true }).fill('Buy it');
  await jonas.getByLabel('What alternative 1 would be').fill('From the village.');
  await jonas.getByRole('button', { name: 'Submit' }).click();
  await jonas.waitForURL(/\/decisions\/[0-9a-f-]{36}$/);
  const id = jonas.url().split('/').at(-1) ?? '';

  const mira = await seat('mira', `/decisions/${id}`);
  await mira.getByRole('heading', { name: 'Bake bread together on Saturdays' }).waitFor();
  // One press endorses it, takes that back, and endorses it again; until two have it does not count.
  await mira.getByText('2 more are needed').waitFor();
  await mira.getByRole('button', { name: 'Endorse', exact: true }).click();
  await mira.getByText('one more is needed').waitFor();
  await mira.getByRole('button', { name: 'Take your endorsement back' }).click();
  await mira.getByText('2 more are needed').waitFor();
  await mira.getByRole('button', { name: 'Endorse', exact: true }).click();
  await mira.getByText('one more is needed').waitFor();
  await (await api('lena')).post(`/v1/proposals/${id}/endorsements`, {});
  await mira.getByText('2 electors have endorsed it:').waitFor();
  await mira.getByRole('button', { name: 'I have none' }).click();
  await mira.getByText('You have declared that you have none.').waitFor();
  await mira.getByRole('button', { name: 'Follow', exact: true, pressed: false }).click();
  await mira.getByRole('button', { name: 'Follow', exact: true, pressed: true }).waitFor();
  await mira.getByRole('tab', { name: 'Discussion' }).click();
  await mira.getByLabel('What do you say?').fill('Who lights the oven when Jonas is away?');
  await mira.getByRole('button', { name: 'Say it' }).click();
  // It shows on the other screen, which nobody touches.
  await jonas.getByRole('tab', { name: 'Discussion' }).click();
  await jonas.getByText('Who lights the oven when Jonas is away?').waitFor();
  // What is answered stands under it, and what is corrected in the place of what was said.
  await jonas.getByRole('button', { name: 'Reply', exact: true }).click();
  await jonas.getByLabel('What do you answer?').fill('Mira does.');
  await jonas.getByRole('button', { name: 'Say it' }).first().click();
  await mira.getByRole('list', { name: 'Replies' }).getByText('Mira does.').waitFor();
  await mira.getByRole('button', { name: 'Correct', exact: true }).click();
  await mira.getByLabel('What do you say instead?').fill('Who lights the oven on Sundays?');
  await mira.getByRole('button', { name: 'Say it' }).first().click();
  await jonas.getByText('Corrected: what was said before').waitFor();
  await jonas.getByRole('list', { name: 'Replies' }).getByText('Mira does.').waitFor();

  await reaches(id, 'discussion');
  await mira.getByRole('tab', { name: 'Preferences' }).click();
  await mira.getByRole('button', { name: 'Move Buy it up' }).click();
  await mira.getByRole('button', { name: 'Give this ranking' }).click();
  await mira.getByText('Given.', { exact: true }).waitFor();
  // All but “Agree” needs a reason, which is said at its field.
  await mira.getByRole('button', { name: 'Block' }).click();
  await mira.getByText('This answer needs a reason.').waitFor();
  await mira.getByLabel('Your reason').fill('Nobody has said who pays for the flour.');
  await mira.getByRole('button', { name: 'Block' }).click();
  await mira.getByText('Your answer is: Block.').waitFor();
  // Who is missing stands there by name, and what can still come of it.
  const outlook = mira.getByRole('region', { name: 'What it can still become' });
  await outlook.getByText('Lena Okafor').waitFor();
  await outlook.getByText('There is no consensus').waitFor();
  for (const member of ['ct', 'aria', 'jonas', 'lena', 'opus'])
    await (await api(member)).put(`/v1/proposals/${id}/position`, { position: 'agree' });

  await reaches(id, 'voting');
  const until = new Date(Date.now() + 600_000).toISOString();
  await (await api('lena')).post('/v1/delegations', { to: 'mira', scope: { proposal: id }, until });
  const lena = await seat('lena', '/');
  await lena
    .locator('.owing > li', { hasText: 'Bake bread together on Saturdays' })
    .getByRole('button', { name: 'For', exact: true })
    .waitFor();
  await tabTo(lena, 'Bake bread together on Saturdays');
  await tabTo(lena, 'For');
  await lena.keyboard.press('Enter');
  // Home asks for what is open by one list a kind, of proposals by two, whatever stages there are.
  expect(new Set(await lena.evaluate<string[]>(listsAsked)).size).toBe(4);
  await lena.getByRole('link', { name: 'Bake bread together on Saturdays' }).first().click();
  const representation = lena.getByRole('region', { name: 'Who carries your vote here' });
  await representation.getByText('Mira Lindqvist').first().waitFor();
  await representation.getByRole('button', { name: 'Take it back' }).click();
  await representation.waitFor({ state: 'detached' });
  await jonas.getByRole('tab', { name: 'Vote', exact: true }).click();
  await jonas.getByText('Lena Okafor').waitFor();
  const parts = jonas.getByRole('region', { name: 'By parts' });
  await parts.getByText('In each part at least 1/2 must be for: 1 of 2 are.').waitFor();
  await parts.getByRole('img', { name: 'Birch: 1 for, 0 against, 0 abstaining, of 2; 1 needed' }).waitFor();
  await mustBeAccessible(jonas);
  await jonas.getByRole('button', { name: 'For', exact: true }).click();
  const begun = Date.now();
  await mira.getByRole('tab', { name: 'Vote', exact: true }).click();
  await mira
    .getByRole('region', { name: /ballots/ })
    .getByText('Jonas Weber')
    .waitFor();
  // Sooner than an open poll is looked at without the stream.
  expect(Date.now() - begun).toBeLessThan(8_000);
  for (const [member, choice] of [
    ['ct', 'for'],
    ['aria', 'abstain'],
    ['mira', 'against'],
    ['opus', 'for'],
  ] as const)
    await (
      await api(member)
    ).put(`/v1/proposals/${id}/ballot`, {
      choice,
      reason: choice === 'against' ? 'The flour is dear.' : undefined,
    });
  await reaches(id, 'ended');
  await jonas.getByText('Adopted and done').waitFor();
  // Who took part, people and agents apart, and the reasons against stand beside it.
  await jonas.getByText('6 of 6 took part').first().waitFor();
  await jonas.getByText('in person: 5 people, 1 agent').first().waitFor();
  await jonas.getByRole('region', { name: 'Reasons against' }).getByText('The flour is dear.').waitFor();
  await jonas.getByLabel('only against').check();
  await jonas.getByRole('heading', { name: 'One ballot' }).waitFor();
  await mustBeAccessible(jonas);

  await jonas.getByRole('tab', { name: 'Record' }).click();
  await jonas.getByRole('button', { name: 'Verify', exact: true }).click();
  await jonas.getByRole('heading', { name: 'It holds' }).waitFor({ timeout: 30_000 });
  await jonas.getByText('gives the same outcome again').waitFor();
  await jonas.getByRole('button', { name: 'Change one byte and verify' }).click();
  await jonas.getByRole('heading', { name: 'It does not hold' }).waitFor({ timeout: 30_000 });
});

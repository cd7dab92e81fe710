/** A whole decision in several browsers, from the form to the proof; one of its members has no mouse. */
import { expect, it } from 'vitest';
import { api, closesBrowsers, mustBeAccessible, reaches, seat, tabTo } from './browsing.ts';

closesBrowsers();

it('is proposed, discussed, voted on and proven by people who look at different screens (PRO-1 to PRO-9, REC-3)', async () => {
  const jonas = await seat('jonas', '/propose');
  await jonas.getByLabel('Category').selectOption('operations');
  // What follows from the category is said at once.
  await jonas.getByText('More than 1/2 of votes for and against').waitFor();
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
  await mira.getByRole('tab', { name: 'Discussion' }).click();
  await mira.getByLabel('What do you say?').fill('Who lights the oven when Jonas is away?');
  await mira.getByRole('button', { name: 'Say it' }).click();
  // It shows on the other screen, which nobody touches.
  await jonas.getByRole('tab', { name: 'Discussion' }).click();
  await jonas.getByText('Who lights the oven when Jonas is away?').waitFor();

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
  for (const member of ['ct', 'aria', 'jonas', 'lena', 'opus'])
    await (await api(member)).put(`/v1/proposals/${id}/position`, { position: 'agree' });

  await reaches(id, 'voting');
  const lena = await seat('lena', '/');
  await lena
    .locator('.owing > li', { hasText: 'Bake bread together on Saturdays' })
    .getByRole('button', { name: 'For', exact: true })
    .waitFor();
  await tabTo(lena, 'Bake bread together on Saturdays');
  await tabTo(lena, 'For');
  await lena.keyboard.press('Enter');
  await jonas.getByRole('tab', { name: 'Vote', exact: true }).click();
  await jonas.getByText('Lena Okafor').waitFor();
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

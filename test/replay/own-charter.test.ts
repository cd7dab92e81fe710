/** Whole processes under a charter that asks for endorsers and interests, each with a history that is recorded on demand (PRO-2, GUA-2). */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CharterDocument } from '../../charter/load.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { keepHistory } from '../support/histories.ts';
import { propose, type Story } from '../support/story.ts';

let council: Council;
beforeAll(async () => {
  council = await openCouncil({
    charter: (document) => ({
      ...document,
      interests: 'require',
      preferences: { unranked: 'not-compared' },
      categories: {
        ...document.categories,
        operations: {
          ...document.categories.operations!,
          endorsers: { count: 2, window: '48h' as CharterDocument['review'] & string },
        },
      },
    }),
  });
});
afterAll(() => council.close());

async function seconded(): Promise<Story> {
  const story = await propose(council, 'carl');
  await story.post('ben', '/endorsements', {});
  await story.post('dora', '/endorsements', {});
  await story.reaches('review');
  return story;
}

it.each<[string, string, () => Promise<Story>]>([
  [
    'lapsed-unendorsed',
    'lapsed',
    async () => {
      const story = await propose(council, 'carl');
      await story.post('ben', '/endorsements', {});
      await story.post('ben', '/endorsements', { withdraw: true });
      return story;
    },
  ],
  [
    'executed-endorsed-with-interests',
    'executed',
    async () => {
      const story = await seconded();
      await story.post('emil', '/interests', { interests: 'I sell it.' });
      await council.wait('73h');
      const judges = ['anna', 'ben', 'carl', 'dora'];
      for (const member of judges) await story.post(member, '/interests', { interests: 'none' });
      await story.positions(Object.fromEntries(judges.map((member) => [member, 'agree'])));
      return story;
    },
  ],
])('PRO-2 GUA-2 PRO-9 %s ends %s', async (name, outcome, tell) => {
  const story = await tell();
  expect(await story.outcome()).toBe(outcome);
  await keepHistory(council, name, story.id);
});

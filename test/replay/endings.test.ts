/** One whole process per ending of the pipeline, each with a history that is recorded on demand (PRO-9). */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Council, openCouncil } from '../support/council.ts';
import { deadlocksThrice } from '../support/deadlock.ts';
import { keepHistory } from '../support/histories.ts';
import { propose, type Story } from '../support/story.ts';

let council: Council;
beforeAll(async () => {
  council = await openCouncil();
});
afterAll(() => council.close());

const everyoneAgrees = { anna: 'agree', ben: 'agree', carl: 'agree', dora: 'agree', emil: 'agree' } as const;

async function deadlockThrice(): Promise<Story> {
  const story = await propose(council, 'carl', { category: 'resources' });
  await deadlocksThrice(council, story);
  return story;
}

async function agreed(action: object): Promise<Story> {
  const story = await propose(council, 'carl', { action });
  await council.wait('73h');
  await story.positions(everyoneAgrees);
  await council.until(async () => expect(await story.stage()).not.toBe('discussion'));
  return story;
}

const endings: Readonly<Record<string, { readonly outcome: string; readonly story: () => Promise<Story> }>> =
  {
    'executed-by-consensus': { outcome: 'executed', story: () => agreed({ type: 'none' }) },
    'executed-by-vote-after-amendments': {
      outcome: 'executed',
      story: async () => {
        const story = await propose(council, 'carl');
        await council.wait('1h');
        await story.post('carl', '/amendments', { title: 'In review' });
        await council.wait('73h');
        await story.post('carl', '/amendments', { text: 'In a round.' });
        await council.wait('144h');
        expect(await story.stage()).toBe('voting');
        await story.votes({ anna: 'for', ben: 'for', carl: 'for', dora: 'for', emil: 'against' });
        return story;
      },
    },
    'executed-by-the-guardian': {
      outcome: 'executed',
      story: async () => {
        const story = await deadlockThrice();
        await story.post('anna', '/resolution', { adopt: true, reason: 'The need is real' });
        return story;
      },
    },
    'executed-task': {
      outcome: 'executed',
      story: async () => {
        const by = new Date(Date.parse(await council.now()) + 1_000 * 3_600_000).toISOString();
        const story = await agreed({ type: 'task', assignee: 'dora', instructions: 'Open the doors', by });
        await council.wait('1h');
        await story.post('dora', '/task', { evidence: 'Done' });
        return story;
      },
    },
    'rejected-by-vote': {
      outcome: 'rejected',
      story: async () => {
        const story = await propose(council, 'carl');
        await council.wait('144h');
        await story.votes({ anna: 'against', ben: 'against', carl: 'for', dora: 'against' });
        return story;
      },
    },
    'rejected-by-the-silence-of-the-guardian': { outcome: 'rejected', story: deadlockThrice },
    withdrawn: {
      outcome: 'withdrawn',
      story: async () => {
        const story = await propose(council, 'carl', { draft: true });
        await story.post('carl', '/submission');
        await council.wait('100h');
        await story.post('carl', '/withdrawal');
        return story;
      },
    },
    lapsed: { outcome: 'lapsed', story: () => propose(council, 'carl', { draft: true }) },
    inquorate: { outcome: 'inquorate', story: () => propose(council, 'carl') },
    'wrong-category': {
      outcome: 'wrong-category',
      story: async () => {
        const by = '2100-01-01T00:00:00.000Z';
        const action = { type: 'task', assignee: 'emil', instructions: 'Sweep for a year', by };
        const story = await propose(council, 'carl', { action });
        const request = { category: 'justice', punishes: 'emil', reason: 'He is to be heard first' };
        for (const elector of ['ben', 'dora']) await story.post(elector, '/category-requests', request);
        return story;
      },
    },
    'execution-failed': {
      outcome: 'execution-failed',
      story: () => agreed({ type: 'http.call', method: 'GET', url: 'http://127.0.0.1:9/' }),
    },
  };

for (const [name, { outcome, story }] of Object.entries(endings))
  it(`PRO-9 ${name}`, async () => {
    const { id, outcome: ending } = await story();
    expect(await ending()).toBe(outcome);
    await keepHistory(council, name, id);
  });

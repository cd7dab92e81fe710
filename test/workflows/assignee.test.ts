/** Whoever is to do a task hears of it before it is theirs: at the submission and at the adoption, elector or not (EXE-1, PRO-13). */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type Council, openCouncil } from '../support/council.ts';
import type { Json } from '../support/http.ts';
import { five, person } from '../support/people.ts';
import { allProveThemselves } from '../support/proof.ts';
import { propose, type Story } from '../support/story.ts';

let council: Council;
beforeAll(async () => {
  // Too young to be an elector.
  council = await openCouncil({ members: [...five, person('kim', { bornAt: '2024-06-01T00:00:00.000Z' })] });
});
afterEach(() => allProveThemselves(council));
afterAll(() => council.close());

const notices = async (story: Story, member: string): Promise<[string, string][]> =>
  (await (await council.as(member)).get('/v1/inbox?limit=200')).body.items
    .filter(({ decision }: Json) => decision === story.id)
    .map(({ kind, words }: Json) => [kind, words])
    .toReversed();

const ahead = async (days: number): Promise<string> =>
  new Date(Date.parse(await council.now()) + days * 86_400_000).toISOString();

const proposed = 'If it is adopted, its task is yours.';

it('EXE-1 PRO-13 from the submission to the task, in words; who is named by another text hears of that one, and nobody else is told that a task is theirs', async () => {
  const task = { type: 'task', assignee: 'kim', instructions: 'Mend the roof.', by: await ahead(40) };
  const story = await propose(council, 'carl', { action: task });
  expect(await notices(story, 'kim')).toEqual([['submitted', `It was submitted. ${proposed}`]]);
  await council.wait('2h');
  const amended = await story.post('carl', '/amendments', { action: { ...task, assignee: 'dora' } });
  expect(amended.status, JSON.stringify(amended.body)).toBe(200);
  await council.until(async () =>
    expect((await notices(story, 'dora')).at(-1)?.[1]).toMatch(new RegExp(`${proposed}$`)),
  );
  // Whose it is no more, is not told that it is.
  for (const [, words] of await notices(story, 'kim')) expect(words).not.toContain('task is yours');
  await council.wait('73h');
  await story.reaches('discussion');
  await story.positions({ anna: 'agree', ben: 'agree', carl: 'agree', dora: 'agree', emil: 'agree' });
  await story.reaches('execution');
  const words = async (member: string) => Object.fromEntries(await notices(story, member));
  expect((await words('dora'))['execution-opened']).toBe(
    'It is being executed. Its task is yours to do, and to confirm.',
  );
  await story.post('dora', '/task', { evidence: 'The roof is mended.' });
  await story.reaches('ended');
  expect((await words('ben')).ended).toBe('It has ended: executed.');
});

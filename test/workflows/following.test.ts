/** Following and muting through whole decisions: who follows hears everything, and who mutes still hears what they owe (CNF-5, AUT-2). */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { quarrel } from '../support/conflict.ts';
import { type Council, openCouncil } from '../support/council.ts';
import type { Json } from '../support/http.ts';
import { five, person } from '../support/people.ts';
import { allProveThemselves } from '../support/proof.ts';
import { propose } from '../support/story.ts';

let council: Council;
beforeAll(async () => {
  // Too young to be an elector: nothing concerns kim.
  council = await openCouncil({
    members: [...five, person('fay'), person('kim', { bornAt: '2024-06-01T00:00:00.000Z' })],
  });
});
afterEach(() => allProveThemselves(council));
afterAll(() => council.close());

const follow = async (member: string, id: string, notices: 'all' | 'owed') =>
  (await council.as(member)).put(`/v1/inbox/following/${id}`, { notices });

const notices = async (id: string, member: string): Promise<Json[]> =>
  (await (await council.as(member)).get('/v1/inbox?limit=200')).body.items
    .filter(({ decision }: Json) => decision === id)
    .toReversed();
const told = async (id: string, member: string): Promise<string[]> =>
  (await notices(id, member)).map(({ kind, owes }) => (owes === null ? kind : `${kind}: ${owes}`));

it('CNF-5 who follows is told of each entry once, and who has muted a decision of what they owe, with its reminders', async () => {
  const story = await propose(council, 'carl');
  expect((await follow('kim', story.id, 'all')).status).toBe(200);
  expect((await follow('dora', story.id, 'all')).status).toBe(200);
  expect((await follow('emil', story.id, 'owed')).status).toBe(200);
  await council.wait('144h');
  await story.reaches('voting');
  await council.wait('37h');
  await council.until(async () => expect(await told(story.id, 'emil')).toContain('due-soon: ballot'));
  await story.votes({ anna: 'for', ben: 'for', carl: 'for', dora: 'for', emil: 'for', fay: 'for' });
  await story.reaches('ended');
  const followed = await told(story.id, 'kim');
  expect(followed).toEqual(
    expect.arrayContaining(['discussion-opened', 'round-closed', 'voting-opened', 'vote-closed', 'ended']),
  );
  // What happened before is not told; each entry after it is, in order, and once.
  const timeline = (await story.timeline()).map(({ kind }) => kind);
  expect(followed).toEqual(timeline.slice(timeline.indexOf('discussion-opened')));
  // An elector who follows is told no entry twice: what is owed is told as that.
  const dora = (await told(story.id, 'dora')).map((one) => one.split(':')[0]);
  expect(dora.filter((kind) => kind === 'voting-opened')).toHaveLength(1);
  expect(dora).toContain('round-closed');
  const muted = await told(story.id, 'emil');
  expect(new Set(muted.map((one) => one.split(': ')[1]))).toEqual(new Set([undefined, 'position', 'ballot']));
  // The review began before it was muted.
  expect(muted.filter((one) => !one.includes(':'))).toEqual(['review-opened']);
  expect(await told(story.id, 'ben')).toContain('ended');
});

it('CNF-5 DEL-5 who has muted a decision is told all the same that a vote was delegated to them, and delegators of a conflict', async () => {
  const story = await propose(council, 'carl');
  await follow('emil', story.id, 'owed');
  await follow('dora', story.id, 'owed');
  await story.post('emil', '/disclosures', { interests: 'My sister owns the press.' });
  const until = new Date(Date.parse(await council.now()) + 80 * 86_400_000).toISOString();
  const body = { to: 'emil', scope: { proposal: story.id }, until };
  expect((await (await council.as('dora')).post('/v1/delegations', body)).status).toBe(201);
  expect(await told(story.id, 'emil')).toContain('delegated');
  await story.post('emil', '/disclosures', { interests: 'My sister owns the press and the mill.' });
  expect(await told(story.id, 'dora')).toContain('conflict-disclosed');
  await story.post('carl', '/withdrawal');
});

it('AUT-2 CNF-1 nobody follows a conflict into its room, nor hears from it afterwards what was said there', async () => {
  const { id } = (await (await council.as('carl')).post('/v1/conflicts', { against: ['dora'], ...quarrel }))
    .body;
  expect((await follow('kim', id, 'all')).status).toBe(404);
  const words = 'What is between the two of us.';
  expect(
    (await (await council.as('carl')).post(`/v1/conflicts/${id}/messages`, { text: words })).status,
  ).toBe(201);
  for (const party of ['carl', 'dora']) await (await council.as(party)).post(`/v1/conflicts/${id}/impasse`);
  // Nobody can mediate: it is before the council.
  await council.until(async () => expect((await follow('kim', id, 'all')).status).toBe(200));
  await council.wait('30 days');
  await council.until(async () => expect(await told(id, 'kim')).toContain('remedies-closed'));
  const all = await notices(id, 'kim');
  expect(JSON.stringify(all)).not.toContain(words);
  for (const room of ['opened', 'message', 'impasse', 'terms-put'])
    expect(all.map(({ kind }) => kind)).not.toContain(room);
});

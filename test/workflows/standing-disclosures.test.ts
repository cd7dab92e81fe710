/** A disclosure that stands for a category through whole decisions: it counts as the vote opens, and not before or later (DEL-5). */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type Council, openCouncil } from '../support/council.ts';
import type { Json } from '../support/http.ts';
import { person } from '../support/people.ts';
import { allProveThemselves } from '../support/proof.ts';
import { propose, type Story } from '../support/story.ts';

const ids = ['anna', 'ben', 'carl', 'dora', 'emil', 'fay', 'gus', 'hana'];
const members = ids.map((id) => person(id, id === 'anna' ? { roles: ['guardian'] } : {}));

let council: Council;
beforeAll(async () => {
  council = await openCouncil({ members });
});
afterEach(() => allProveThemselves(council));
afterAll(() => council.close());

const later = async (): Promise<string> =>
  new Date(Date.parse(await council.now()) + 80 * 86_400_000).toISOString();

async function delegate(from: string, to: string, scope: object): Promise<void> {
  const until = await later();
  const made = await (await council.as(from)).post('/v1/delegations', { to, scope, until });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
}

async function stand(member: string, interests: string, category = 'operations'): Promise<void> {
  const kept = await (await council.as(member)).put(`/v1/disclosures/${category}`, { interests });
  expect(kept.status, JSON.stringify(kept.body)).toBe(200);
}

const notices = async (story: Story, member: string, kind: string): Promise<Json[]> =>
  (await (await council.as(member)).get('/v1/inbox?limit=200')).body.items.filter(
    (notice: Json) => notice.decision === story.id && notice.kind === kind,
  );

const owed = async (story: Story, member: string): Promise<string[]> =>
  (await (await council.as(member)).get('/v1/inbox?owed=true')).body.items
    .filter(({ decision }: Json) => decision === story.id)
    .map(({ owes }: Json) => owes);

it('DEL-5 carries votes where it stood as the vote opened; a conflict in it is told to the delegators then; what is said in the decision itself counts instead', async () => {
  await stand('anna', 'none');
  await stand('ben', 'I own the mill.');
  await stand('carl', 'My sister runs the workshop.');
  // In another category it says nothing here.
  await stand('dora', 'none', 'resources');
  const story = await propose(council, 'anna');
  const scope = { proposal: story.id };
  await delegate('emil', 'anna', scope);
  await delegate('fay', 'ben', scope);
  await delegate('gus', 'carl', scope);
  await delegate('hana', 'dora', scope);
  expect(await notices(story, 'anna', 'delegated')).toMatchObject([{ owes: null }]);
  expect(await notices(story, 'dora', 'delegated')).toMatchObject([{ owes: 'disclosures' }]);
  await story.post('carl', '/disclosures', { interests: 'none' });
  expect((await story.timeline()).map(({ kind }) => kind)).not.toContain('conflict-disclosed');
  await council.wait('144h');
  await story.reaches('voting');
  expect((await story.timeline()).filter(({ kind }) => kind === 'conflict-disclosed')).toMatchObject([
    { facts: { by: 'ben', interests: 'I own the mill.', delegators: ['fay'] } },
  ]);
  expect(await notices(story, 'fay', 'conflict-disclosed')).toHaveLength(1);
  for (const member of ['anna', 'ben', 'carl']) expect(await owed(story, member)).toEqual(['ballot']);
  expect((await owed(story, 'dora')).toSorted()).toEqual(['ballot', 'disclosures']);
  // From the opening on it counts as it stood then.
  await stand('dora', 'none');
  await (await council.as('anna')).delete('/v1/disclosures/operations');
  await story.votes({ anna: 'for', ben: 'for', carl: 'for', dora: 'for' });
  expect((await story.get('/tally')).body).toMatchObject({
    represented: 3,
    notCarried: [{ because: 'undisclosed', votes: 1 }],
  });
  await council.wait('72h');
  await story.reaches('ended');
  expect((await story.get('/tally')).body).toMatchObject({ for: 7, represented: 3, participating: 7 });
});

it('DEL-5 in the next decision it is what it has become', async () => {
  const story = await propose(council, 'anna');
  const scope = { proposal: story.id };
  await delegate('emil', 'anna', scope);
  await delegate('hana', 'dora', scope);
  await council.wait('144h');
  await story.reaches('voting');
  expect((await owed(story, 'anna')).toSorted()).toEqual(['ballot', 'disclosures']);
  expect(await owed(story, 'dora')).toEqual(['ballot']);
  await story.votes({ anna: 'for', ben: 'for', carl: 'for', dora: 'for', fay: 'for', gus: 'for' });
  await council.wait('72h');
  await story.reaches('ended');
  expect((await story.get('/tally')).body).toMatchObject({
    represented: 1,
    notCarried: [{ because: 'undisclosed', votes: 1 }],
  });
});

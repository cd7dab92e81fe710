/** A punishment put where nobody is heard: a third of the electorate has it decided elsewhere, and it is not put there again soon (TIE-6). */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Council, openCouncil } from '../support/council.ts';
import type { Json } from '../support/http.ts';
import { five, person } from '../support/people.ts';
import { allProveThemselves } from '../support/proof.ts';
import { content, propose, type Story } from '../support/story.ts';

/** Six decide, two of whom are a third. Kim, a child, decides nothing. */
const members = [
  ...five,
  person('fay', { family: null }),
  person('kim', { bornAt: '2024-01-01T00:00:00.000Z' }),
];

// A council for each story: each lets weeks pass.
let council: Council;
beforeEach(async () => {
  council = await openCouncil({ members });
});
afterEach(async () => {
  await allProveThemselves(council);
  await council.close();
});

const sweeping = (more: object = {}) => ({
  impact: { affected: ['emil'], statement: 'He sweeps for a year.' },
  action: { type: 'task', assignee: 'emil', instructions: 'Sweep.', by: '2100-01-01T00:00:00.000Z' },
  ...more,
});
const request = { category: 'justice', punishes: 'emil', reason: 'He is to be heard first.' };
const asks = async (story: Story, member: string, more: object = {}) =>
  story.post(member, '/category-requests', { ...request, ...more });
const ended = async (story: Story): Promise<Json> => {
  await story.reaches('ended');
  return story.read();
};
/** It is seen by the workflow. */
const seen = async (story: Story, state: object): Promise<void> => {
  await council.until(async () => expect(await story.read()).toMatchObject(state));
};
const submits = async (more: object = {}) =>
  (await council.as('anna')).post('/v1/proposals', { ...content, ...sweeping(more) });

/** Carl puts it, and a third ask for justice. */
async function wronglyPut(more: object = {}): Promise<Story> {
  const story = await propose(council, 'carl', sweeping(more));
  await asks(story, 'dora');
  await asks(story, 'ben');
  expect((await ended(story)).outcome).toBe('wrong-category');
  return story;
}

describe('a task that would punish a member', () => {
  it('TIE-6 PRO-10 is asked about ten times by one elector, of which everybody is told', async () => {
    const named = [...members.slice(0, 5).map(({ id }) => id), 'fay', 'kim'];
    const impact = { affected: named, statement: 'All sweep.' };
    const story = await propose(council, 'carl', sweeping({ impact }));
    for (let asked = 0; asked < 10; asked += 1)
      expect((await asks(story, 'dora', { punishes: named[asked % named.length] })).status).toBe(201);
    expect((await asks(story, 'dora')).body).toMatchObject({
      type: '/problems/limit-reached',
      facts: { most: 10 },
    });
    expect((await asks(story, 'ben', { punishes: named[9 % named.length] })).status).toBe(201);
    expect((await ended(story)).outcome).toBe('wrong-category');
  });

  it('TIE-6 PRO-9 ends in the wrong category when a third of the electorate ask for the same, and not with one less', async () => {
    const story = await propose(council, 'carl', sweeping());
    expect(await story.read()).toMatchObject({ otherCategories: ['justice'], categoryRequests: [] });
    expect((await asks(story, 'dora')).status).toBe(201);
    await seen(story, { categoryRequests: [{ category: 'justice', punishes: 'emil' }] });
    await council.wait('71h');
    expect(await story.stage()).toBe('review');
    expect((await asks(story, 'ben')).status).toBe(201);
    expect((await ended(story)).outcome).toBe('wrong-category');
    const told = (await story.timeline()).map(({ kind, facts }) => ({ kind, facts }));
    const facts = { category: 'justice', punishes: 'emil', needed: 2, departed: [], before: null };
    expect(told).toContainEqual({ kind: 'category-requested', facts });
    expect(told.at(-1)).toEqual({
      kind: 'ended',
      facts: { outcome: 'wrong-category', rule: 'TIE-6', ...facts, asked: 2, matter: expect.any(String) },
    });
    const { items } = (await (await council.as('emil')).get('/v1/inbox')).body;
    const kinds = items.map(({ kind }: Json) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['category-requested', 'ended']));
  });

  it('TIE-6 PRO-6 goes on where the member says of the text that it is no punishment, and ends once another text says otherwise', async () => {
    const story = await propose(council, 'carl', sweeping());
    const word = '/no-punishment';
    expect((await story.post('dora', word, {})).body).toMatchObject({ status: 403, rule: 'TIE-6' });
    expect((await story.read('emil')).can).toContain('no-punishment');
    expect((await story.post('emil', word, { reason: 'I like to sweep.', version: 1 })).status).toBe(201);
    expect((await story.post('emil', word, {})).body).toMatchObject({ type: '/problems/already-done' });
    for (const member of ['anna', 'ben', 'dora']) expect((await asks(story, member)).status).toBe(201);
    await seen(story, {
      stage: 'review',
      categoryRequests: [{ category: 'justice', punishes: 'emil' }],
      noPunishment: [{ member: 'emil', version: 1 }],
    });
    expect((await story.post('carl', '/amendments', { text: 'He sweeps at night.' })).status).toBe(200);
    expect((await ended(story)).outcome).toBe('wrong-category');
  });

  it('TIE-6 counts what each elector asked for last, and nobody who took it back', async () => {
    const impact = { affected: ['emil', 'anna'], statement: 'They sweep.' };
    const story = await propose(council, 'carl', sweeping({ impact }));
    await asks(story, 'dora', { punishes: 'anna' });
    await seen(story, { categoryRequests: [{ punishes: 'anna' }] });
    await asks(story, 'ben');
    expect((await story.post('ben', '/category-requests', { withdraw: true })).status).toBe(201);
    await asks(story, 'dora');
    await seen(story, { categoryRequests: [{ punishes: 'anna' }, { punishes: 'emil' }] });
    expect(await story.stage()).toBe('review');
    await asks(story, 'fay');
    expect((await ended(story)).outcome).toBe('wrong-category');
  });

  it('TIE-6 MEM-2 needs a third of those who are left, once others have departed', async () => {
    const story = await propose(council, 'carl', sweeping());
    await asks(story, 'dora');
    await seen(story, { stage: 'review', categoryRequests: [{ punishes: 'emil' }] });
    for (const id of ['fay', 'carl']) {
      await (await council.as(id)).put(`/v1/members/${id}/status`, { status: 'departed' });
      expect((await story.read('anna')).stage).toBe('review');
    }
    await (await council.as('ben')).put('/v1/members/ben/status', { status: 'departed' });
    await council.until(async () => expect(await story.read('anna')).toMatchObject({ stage: 'ended' }));
    const told = (await (await council.as('anna')).get(`/v1/proposals/${story.id}/timeline`)).body.items;
    expect(told.at(-1).facts).toMatchObject({ asked: 1, needed: 1, departed: ['ben', 'carl', 'fay'] });
  });

  it('TIE-6 is asked for by electors, about whom it names, in a category with a hearing or an appeal that permits it', async () => {
    const story = await propose(council, 'carl', sweeping());
    const refused = async (member: string, more: object) => (await asks(story, member, more)).body;
    expect(await refused('kim', {})).toMatchObject({ type: '/problems/not-an-elector', rule: 'TIE-6' });
    expect(await refused('dora', { punishes: 'fay' })).toMatchObject({
      type: '/problems/not-named',
      rule: 'TIE-6',
      status: 422,
      facts: { member: 'fay', named: ['emil'] },
    });
    // A higher threshold is no ground.
    for (const category of ['existential-risk', 'operations', 'nothing'])
      expect(await refused('dora', { category })).toMatchObject({
        type: '/problems/category-not-permitted',
        rule: 'TIE-6',
        facts: { category, permits: ['justice'] },
      });
    const everyone = await propose(council, 'carl');
    expect((await asks(everyone, 'dora')).body).toMatchObject({ status: 403, rule: 'TIE-6' });
    expect((await everyone.read('dora')).can).not.toContain('category-requests');
    const water = { type: 'allocation.grant', resource: 'water', amount: 1, to: 'emil', permanent: true };
    const granted = await propose(council, 'carl', { ...sweeping({ action: water }), category: 'resources' });
    expect((await granted.read()).otherCategories).toEqual([]);
  });

  it('TIE-6 PRO-10 is not asked for any more once the vote has opened', async () => {
    const story = await propose(council, 'carl', sweeping());
    await council.wait('145h');
    await story.reaches('voting');
    expect((await asks(story, 'dora')).body).toMatchObject({
      status: 409,
      type: '/problems/wrong-stage',
      rule: 'TIE-6',
      facts: { stage: 'voting' },
    });
    expect((await story.post('emil', '/no-punishment', {})).body).toMatchObject({ status: 409 });
  });
});

describe('what was in the wrong category', () => {
  it('TIE-6 is refused there for 30 days, reworded or amended into or not, and more than half must ask when it is put again', async () => {
    const wrong = await wronglyPut();
    const { endedAt } = await wrong.read();
    const until = new Date(Date.parse(endedAt) + 30 * 86_400_000).toISOString();
    const action = { type: 'task', assignee: 'emil', instructions: 'Clean.', by: '2101-01-01T00:00:00.000Z' };
    const refusal = {
      status: 409,
      type: '/problems/wrong-category',
      rule: 'TIE-6',
      facts: { category: 'operations', action: 'task', member: 'emil', decision: wrong.id, until },
    };
    const impact = { affected: ['fay'], statement: 'She watches.' };
    expect(
      (await submits({ action, impact, title: 'Other words', text: 'Other words.' })).body,
    ).toMatchObject(refusal);
    const draft = await propose(council, 'anna', { ...sweeping(), draft: true });
    expect((await draft.post('anna', '/submission')).body).toMatchObject(refusal);
    const harmless = await propose(council, 'anna');
    expect((await harmless.post('anna', '/amendments', { action })).body).toMatchObject(refusal);
    const elsewhere = { category: 'infrastructure' };
    expect((await submits(elsewhere)).status).toBe(201);
    expect((await submits({ action: { ...action, assignee: 'fay' } })).status).toBe(201);
    await council.wait('29 days');
    expect((await submits({ action })).body).toMatchObject(refusal);
    await council.wait('1 day');
    const again = await propose(council, 'anna', sweeping({ action }));
    for (const member of ['anna', 'ben', 'dora']) expect((await asks(again, member)).status).toBe(201);
    await seen(again, { stage: 'review', categoryRequests: [{ punishes: 'emil' }] });
    const told = await again.timeline();
    expect(told.find(({ kind }) => kind === 'category-requested')?.facts).toMatchObject({
      needed: 4,
      before: wrong.id,
    });
    await asks(again, 'fay');
    expect((await ended(again)).outcome).toBe('wrong-category');
  });
});

/** Mandates: some decide a category for the council, until their time is over, it is ended, or a proposal is called back (MAN-1, MAN-2). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Member } from '../../rules/model.ts';
import { takeDeclaration } from '../../store/ballots/declarations.ts';
import { memberById } from '../../store/council/members.ts';
import { agree, decided, endingOf } from '../support/adoption.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { five, person } from '../support/people.ts';
import { propose, type Story, storyOf } from '../support/story.ts';

const everyone = ['anna', 'ben', 'carl', 'dora', 'emil'];
const decidedBy = { two: { size: 2, quorum: 2 }, all: { size: 5, quorum: 4 } };

let council: Council;
beforeAll(async () => {
  const kim = person('kim', { bornAt: '2024-01-01T00:00:00.000Z' });
  council = await openCouncil({ members: [...five, kim] });
});
afterAll(() => council.close());

const daysAhead = async (days: number) =>
  new Date(Date.parse(await council.now()) + days * 86_400_000).toISOString();

/** Grants a mandate for a category, and answers its id. */
async function grant(category: string, members: readonly string[], days = 80): Promise<string> {
  const action = { type: 'mandate.grant', members, category, until: await daysAhead(days) };
  const { story, ended } = await decided(council, 'carl', { category: 'mandate', action }, everyone);
  expect(ended.outcome).toBe('executed');
  return story.id;
}
const end = (mandate: string) => ({ category: 'mandate', action: { type: 'mandate.end', mandate } });
const listed = async (query: string) => (await (await council.as('anna')).get(`/v1/mandates${query}`)).body;
const electorate = async (category: string) =>
  (await (await propose(council, 'carl', { category })).read()).electorate;

async function calledBack(story: Story): Promise<Story> {
  const { links } = await story.read();
  const { id } = links.find(({ relation }: { relation: string }) => relation === 'called-back-to');
  const whole = storyOf(council, id, 'anna');
  await council.until(async () => expect(await whole.read()).toHaveProperty('stage'));
  return whole;
}

describe('a mandate', () => {
  it('MAN-1 MEM-3 makes those it names the electorate of its category, whatever their maturity', async () => {
    const before = await propose(council, 'carl', { category: 'infrastructure' });
    const mandate = await grant('infrastructure', ['dora', 'kim']);
    expect((await before.read()).electorate).toEqual(decidedBy.all);
    const story = await propose(council, 'carl', { category: 'infrastructure' });
    expect(await story.read()).toMatchObject({ mandate, electorate: decidedBy.two });
    await council.wait('73h');
    expect((await story.position('anna', 'agree')).body).toMatchObject({ type: '/problems/not-an-elector' });
    await story.positions({ dora: 'agree', kim: 'agree' });
    await story.reaches('ended');
    expect((await story.read()).outcome).toBe('executed');
    expect(await electorate('operations')).toEqual(decidedBy.all);
  });

  it('MAN-1 is listed, the latest granted first, by its category and whether it is in force', async () => {
    const [first, second] = [
      await grant('resources', ['dora', 'emil']),
      await grant('external-relations', ['ben']),
    ];
    const { items } = await listed('?inForce=true');
    expect(items.map(({ id }: { id: string }) => id).slice(0, 2)).toEqual([second, first]);
    expect(await listed('?category=resources')).toMatchObject({
      items: [
        {
          id: first,
          category: 'resources',
          members: ['dora', 'emil'],
          endedAt: null,
          endedBy: null,
          inForce: true,
        },
      ],
      next: null,
    });
    const page = await listed('?limit=1');
    expect(page.items).toMatchObject([{ id: second }]);
    expect((await listed(`?limit=1&cursor=${page.next}`)).items).toMatchObject([{ id: first }]);
    expect((await listed('?inForce=perhaps')).type).toBe('/problems/invalid-query');
  });

  it('MAN-2 ends at its date: the council decides again', async () => {
    await grant('existential-risk', ['dora', 'emil'], 10);
    expect(await electorate('existential-risk')).toEqual(decidedBy.two);
    await council.wait('10 days');
    expect(await electorate('existential-risk')).toEqual(decidedBy.all);
    expect((await listed('?category=existential-risk&inForce=false')).items).toHaveLength(1);
    expect((await listed('?category=existential-risk&inForce=true')).items).toEqual([]);
  });

  it('MAN-2 is ended by a decision of the whole council, and what runs goes on', async () => {
    const mandate = await grant('wake-allocation', ['dora', 'emil']);
    const running = await propose(council, 'carl', { category: 'wake-allocation' });
    const [first, second] = [
      await propose(council, 'carl', end(mandate)),
      await propose(council, 'ben', end(mandate)),
    ];
    expect((await first.read()).electorate).toEqual(decidedBy.all);
    await agree(council, first, everyone);
    await first.reaches('ended');
    expect(await listed('?category=wake-allocation')).toMatchObject({
      items: [{ id: mandate, endedAt: expect.any(String), endedBy: first.id, inForce: false }],
    });
    expect(await electorate('wake-allocation')).toEqual(decidedBy.all);
    await running.positions({ dora: 'agree', emil: 'agree' });
    await running.reaches('ended');
    expect((await running.read()).outcome).toBe('executed');
    // Asked twice, it is ended once (EXE-2).
    await second.positions(Object.fromEntries(everyone.map((id) => [id, 'agree'])));
    await second.reaches('ended');
    expect((await second.read()).outcome).toBe('execution-failed');
    expect(await endingOf(second)).toMatchObject({ details: { code: 'already-done', rule: 'MAN-2' } });
  });

  it('MAN-1 EXE-2 whose end passes before its decision is never granted', async () => {
    const action = {
      type: 'mandate.grant',
      members: ['dora'],
      category: 'operations',
      until: await daysAhead(2),
    };
    const { story, ended } = await decided(council, 'carl', { category: 'mandate', action }, everyone);
    expect(ended.outcome).toBe('execution-failed');
    expect(await endingOf(story)).toMatchObject({ details: { code: 'past-instant' } });
    expect((await listed('?category=operations')).items).toEqual([]);
  });
});

// In an order in which no proposal that a call-back has opened ends meanwhile: Temporal's test server stops skipping time once a
// child ends whose parent has ended.
describe('calling back', () => {
  beforeAll(async () => {
    await grant('operations', ['dora', 'emil']);
  });

  it('MAN-2 is found at the close of the vote, though nobody told the decision', async () => {
    const story = await propose(council, 'carl');
    await council.wait('145h');
    for (const id of ['anna', 'ben']) {
      const member = (await memberById(council.db, id)) as Member;
      const declaration = { kind: 'call-backs', facts: {}, request: null } as const;
      await takeDeclaration(council.db, council.clock, story.id, member, declaration);
    }
    expect(await story.stage()).toBe('voting');
    await story.votes({ dora: 'for', emil: 'for' });
    await story.reaches('ended');
    expect((await story.read()).outcome).toBe('escalated');
  });

  it('MAN-2 comes in time while a vote is open, and too late once it is adopted', async () => {
    const [open, adopted] = [await propose(council, 'carl'), await propose(council, 'dora')];
    await council.wait('145h');
    await open.votes({ dora: 'for' });
    for (const member of ['anna', 'ben']) expect((await open.post(member, '/call-backs')).status).toBe(201);
    await open.reaches('ended');
    expect((await open.read()).outcome).toBe('escalated');
    expect((await adopted.post('anna', '/call-backs')).status).toBe(201);
    await adopted.votes({ dora: 'for', emil: 'for' });
    await adopted.reaches('ended');
    expect((await adopted.read()).outcome).toBe('executed');
    expect((await adopted.post('ben', '/call-backs')).body).toMatchObject({ status: 409, rule: 'MAN-2' });
  });

  it('MAN-2 PRO-12 by a quarter of the council takes a mandated proposal before all of it', async () => {
    const story = await propose(council, 'carl');
    expect(await story.read()).toMatchObject({ electorate: decidedBy.two });
    expect((await story.read('anna')).can).toContain('call-backs');
    expect((await story.read('kim')).can).not.toContain('call-backs');
    expect((await story.post('kim', '/call-backs')).body).toMatchObject({ status: 403, rule: 'MAN-2' });
    expect((await story.post('anna', '/call-backs')).status).toBe(201);
    expect((await story.post('anna', '/call-backs')).body).toMatchObject({ type: '/problems/already-done' });
    expect(await story.stage()).toBe('review');
    expect((await story.post('ben', '/call-backs')).status).toBe(201);
    await story.reaches('ended');
    expect((await story.read()).outcome).toBe('escalated');
    expect(await endingOf(story)).toMatchObject({ rule: 'MAN-2', called: 2, needed: 2 });
    const whole = await calledBack(story);
    expect(await whole.read()).toMatchObject({
      author: null,
      category: 'operations',
      mandate: null,
      electorate: decidedBy.all,
      links: [{ relation: 'called-back-from', id: story.id }],
    });
    expect((await whole.post('anna', '/call-backs')).body).toMatchObject({ status: 403, rule: 'MAN-2' });
  });
});

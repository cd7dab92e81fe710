/** What there is to allocate: named by decision or by the members file, and never allocated beyond its total (ALC-1, EXE-1, TIE-5). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agree, decided, endingOf } from '../support/adoption.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { logFollows } from '../support/gone.ts';
import type { Json } from '../support/http.ts';
import { five } from '../support/people.ts';
import { allProveThemselves } from '../support/proof.ts';
import { content, propose, storyOf } from '../support/story.ts';

const members = five.map((member) => {
  if (member.id === 'ben') return { ...member, roles: [...member.roles, 'leadership' as const] };
  return ['carl', 'dora'].includes(member.id) ? { ...member, family: 'ash' } : member;
});
const everyone = members.map(({ id }) => id);
const ash = { family: 'ash' };

let council: Council;
beforeAll(async () => {
  council = await openCouncil({
    members,
    families: [{ id: 'ash', name: 'Ash' }],
    resources: [
      { id: 'seeds', unit: 'bag', total: 8, held: [{ to: ash, amount: 5 }] },
      { id: 'energy', unit: 'kWh', total: null, held: [] },
      {
        id: 'water',
        unit: 'litre',
        total: 100,
        held: [
          { to: ash, amount: 30 },
          { to: 'emil', amount: 10 },
        ],
      },
    ],
  });
});
afterAll(async () => {
  await allProveThemselves(council);
  await logFollows(council);
  await council.close();
});

const submit = async (author: string, more: object) =>
  (await (await council.as(author)).post('/v1/proposals', { ...content, ...more })).body;
const giving = (amount: number, more: object = {}) => ({
  category: 'resources',
  action: { type: 'allocation.grant', resource: 'water', amount, to: 'carl', permanent: true, ...more },
});
const defining = (id: string, unit: string, total: number | null) => ({
  category: 'wake-allocation',
  action: { type: 'resource.define', id, unit, total },
});
const allocations = async (): Promise<Json[]> =>
  (await (await council.as('anna')).get('/v1/allocations?limit=200')).body.items;

describe('a resource', () => {
  it('ALC-1 of the members file is held as that says, and read page by page', async () => {
    const held = { decision: null, resource: 'water', until: null, permanent: true };
    const first = { ...held, amount: 30, to: ash };
    const second = { ...held, amount: 10, to: 'emil' };
    const seeds = { ...held, resource: 'seeds', amount: 5, to: ash };
    expect(await allocations()).toMatchObject([second, first, seeds]);
    const anna = await council.as('anna');
    const page = (await anna.get('/v1/allocations?limit=1')).body;
    expect(page.items).toMatchObject([second]);
    expect((await anna.get(`/v1/allocations?limit=2&cursor=${page.next}`)).body).toMatchObject({
      items: [first, seeds],
      next: null,
    });
  });

  it('ALC-4 is read by every member: its total, what is given, what is free, and by which decision', async () => {
    const { body } = await (await council.as('dora')).get('/v1/resources');
    const water = body.items.find(({ id }: Json) => id === 'water');
    expect(water).toMatchObject({
      unit: 'litre',
      total: 100,
      allocated: 40,
      free: 60,
      nextEnd: null,
      decision: null,
    });
    const ids = body.items.map(({ id }: Json) => id);
    const page = (await (await council.as('dora')).get('/v1/resources?limit=1')).body;
    expect(page.items.map(({ id }: Json) => id)).toEqual(ids.slice(0, 1));
    expect(
      (await (await council.as('dora')).get(`/v1/resources?cursor=${page.next}`)).body.items.map(
        ({ id }: Json) => id,
      ),
    ).toEqual(ids.slice(1));
  });

  it('ALC-1 that nobody has named is not allocated, by a decision or in an emergency', async () => {
    const unknown = { type: '/problems/unknown-resource', status: 422, rule: 'ALC-1' };
    expect(await submit('ben', giving(1, { resource: 'milk' }))).toMatchObject({
      ...unknown,
      facts: { resource: 'milk' },
    });
    const until = new Date(Date.parse(await council.now()) + 3_600_000).toISOString();
    const act = (more: object) => ({
      what: 'Water for Emil',
      reason: 'The spring is dry.',
      reversal: { type: 'none' },
      action: { type: 'allocation.grant', resource: 'milk', amount: 1, to: 'emil', until, ...more },
    });
    const ben = await council.as('ben');
    expect((await ben.post('/v1/emergencies', act({}))).body).toMatchObject(unknown);
    expect((await ben.post('/v1/emergencies', act({ resource: 'water', amount: 61 }))).body).toMatchObject({
      type: '/problems/over-total',
      facts: { resource: 'water', unit: 'litre', total: 100, allocated: 40, free: 60, amount: 61 },
    });
  });

  it('ALC-3 EMG-2 EMG-6 lasts a year at most in an emergency too, whether the leader gives it at once or by the reversal', async () => {
    const until = new Date(Date.parse(await council.now()) + 366 * 86_400_000).toISOString();
    const gift = { type: 'allocation.grant', resource: 'energy', amount: 1e15, to: 'ben', until };
    const tomorrow = new Date(Date.parse(await council.now()) + 86_400_000).toISOString();
    const act = { what: 'All is safe with me', reason: 'Thieves.' };
    const ben = await council.as('ben');
    for (const actions of [
      { action: gift, reversal: { type: 'none' } },
      {
        action: { type: 'task', assignee: 'ben', instructions: 'Guard it', by: tomorrow },
        reversal: gift,
      },
    ])
      expect((await ben.post('/v1/emergencies', { ...act, ...actions })).body).toMatchObject({
        type: '/problems/too-far-ahead',
        rule: 'ALC-3',
        facts: { instant: until },
      });
  });

  it('ALC-1 TIE-5 EXE-1 is named by the council, in the categories of the table', async () => {
    expect(await submit('ben', { ...defining('milk', 'litre', 20), category: 'operations' })).toMatchObject({
      type: '/problems/action-not-permitted',
      rule: 'TIE-5',
    });
    const { story, ended } = await decided(council, 'ben', defining('milk', 'litre', 20), everyone);
    expect(ended.outcome).toBe('executed');
    expect(await endingOf(story)).toMatchObject({ result: { resource: 'milk', unit: 'litre', total: 20 } });
    expect(await submit('ben', defining('milk', 'litre', 20))).toMatchObject({
      type: '/problems/already-done',
    });
    expect(await submit('ben', defining('milk', 'pint', 40))).toMatchObject({
      type: '/problems/other-unit',
      facts: { unit: 'litre', asked: 'pint' },
    });
    expect(await submit('ben', giving(21, { resource: 'milk' }))).toMatchObject({
      type: '/problems/over-total',
      detail: '21 litre of milk are asked for: of 20 there are 0 allocated, and 20 free.',
    });
  });

  it('ALC-1 has its total held at submission, and what is passed on counts once', async () => {
    expect(await submit('ben', giving(61))).toMatchObject({
      type: '/problems/over-total',
      facts: { total: 100, allocated: 40, free: 60, amount: 61 },
    });
    const passed = await propose(council, 'carl', {
      category: 'family.pooling',
      impact: { affected: ['carl', 'dora'], statement: 'Ours.' },
      action: { type: 'allocation.grant', resource: 'water', amount: 30, to: 'dora', permanent: true },
    });
    await passed.positions({ carl: 'agree', dora: 'agree' });
    await passed.reaches('veto');
    await council.wait('25h');
    await passed.reaches('ended');
    expect((await passed.read()).outcome).toBe('executed');
    expect(await submit('ben', giving(61))).toMatchObject({ facts: { allocated: 40 } });
    // It is told with its giver, and whose it is now (ALC-4).
    const dora = await council.as('dora');
    expect((await dora.get('/v1/allocations?to=dora&resource=water&inForce=true')).body.items).toMatchObject([
      { decision: passed.id, amount: 30, passedOn: 0, to: 'dora' },
    ]);
    expect((await dora.get('/v1/allocations?family=ash&resource=water')).body.items).toMatchObject([
      { decision: null, amount: 30, passedOn: 30 },
    ]);
    expect((await dora.get('/v1/allocations?resource=water&inForce=false')).body.items).toEqual([]);
    const holders = '/v1/resources/water/holders';
    const sums = [
      { to: 'dora', amount: 30, passedOn: 0, nextEnd: null },
      { to: 'emil', amount: 10, passedOn: 0, nextEnd: null },
      { to: ash, amount: 30, passedOn: 30, nextEnd: null },
    ];
    expect((await dora.get(holders)).body).toEqual({ items: sums, next: null });
    const page = (await dora.get(`${holders}?limit=2`)).body;
    expect((await dora.get(`${holders}?limit=2&cursor=${page.next}`)).body.items).toEqual(sums.slice(2));
    expect((await dora.get('/v1/resources/nothing-so-called/holders')).body).toMatchObject({ status: 404 });
    expect((await dora.get(`${holders}?cursor=x`)).body).toMatchObject({ type: '/problems/invalid-query' });
  });

  it('ALC-1 EXE-1 of two that race for the last of it exactly one is executed, and neither waits for the other', async () => {
    const [first, second] = [
      await propose(council, 'ben', giving(60)),
      await propose(council, 'carl', giving(60, { to: 'emil' })),
    ];
    await council.wait('73h');
    await Promise.all(
      [first, second].map((story) =>
        story.positions(Object.fromEntries(everyone.map((id) => [id, 'agree']))),
      ),
    );
    for (const story of [first, second]) await story.reaches('ended');
    const [won, lost] = (await first.read()).outcome === 'executed' ? [first, second] : [second, first];
    expect((await won.read()).outcome).toBe('executed');
    expect((await lost.read()).outcome).toBe('execution-failed');
    expect(await endingOf(lost)).toMatchObject({
      mayPass: false,
      details: {
        code: 'over-total',
        rule: 'ALC-1',
        facts: { resource: 'water', unit: 'litre', total: 100, allocated: 100, free: 0, amount: 60 },
      },
    });
  });

  it('ALC-1 has a total that is never below what is allocated, at submission and at execution', async () => {
    expect(await submit('ben', defining('water', 'litre', 99))).toMatchObject({
      type: '/problems/below-allocated',
      facts: { resource: 'water', unit: 'litre', total: 99, allocated: 100 },
    });
    const less = await propose(council, 'ben', defining('milk', 'litre', 5));
    const given = await propose(council, 'carl', giving(6, { resource: 'milk' }));
    await council.wait('73h');
    const all = Object.fromEntries(everyone.map((id) => [id, 'agree' as const]));
    await given.positions(all);
    await given.reaches('ended');
    await less.positions(all);
    await less.reaches('ended');
    expect((await less.read()).outcome).toBe('execution-failed');
    expect(await endingOf(less)).toMatchObject({
      details: { code: 'below-allocated', facts: { total: 5, allocated: 6 } },
    });
  });

  it('ALC-1 ALC-2 MEM-2 is free again when who held it departs, and has more where its total is raised', async () => {
    await (await council.as('emil')).put('/v1/members/emil/status', { status: 'departed' });
    const { free } = (await submit('ben', giving(1_000))).facts as { free: number };
    // His ten, and sixty where he won the race.
    const ended = (await allocations()).filter(({ to, resource }) => to === 'emil' && resource === 'water');
    expect(free).toBe(ended.reduce<number>((sum, { amount }) => sum + Number(amount), 0));
    const rest = everyone.filter((id) => id !== 'emil');
    const raised = await propose(council, 'ben', defining('water', 'litre', 200));
    await agree(council, raised, rest);
    await raised.reaches('ended');
    expect(await endingOf(raised)).toMatchObject({ result: { total: 200, before: 100 } });
    expect(await submit('ben', giving(1_000))).toMatchObject({ facts: { total: 200, free: free + 100 } });
  });

  // Last: once a proposal that outlived its opener has ended, no more time may pass.
  it('ALC-2 TIE-3 of a family’s own is the family’s to give also where the council decides, and nothing is made of it', async () => {
    const bag = { type: 'allocation.grant', resource: 'seeds', to: 'dora', permanent: true };
    const story = await propose(council, 'carl', {
      category: 'family.pooling',
      impact: { affected: ['carl', 'dora'], statement: 'Ours.' },
      action: { ...bag, amount: 3 },
    });
    for (const member of ['carl', 'dora']) await story.post(member, '/escalation');
    await story.reaches('ended');
    const { links } = await story.read();
    const link = links.find(({ relation }: Json) => relation === 'escalated-to');
    const opened = storyOf(council, link.id, 'anna');
    await council.until(async () => expect(await opened.read()).toHaveProperty('stage'));
    await agree(
      council,
      opened,
      everyone.filter((id) => id !== 'emil'),
    );
    await opened.reaches('ended');
    expect((await opened.read()).outcome).toBe('executed');
    expect(await submit('ben', giving(4, { resource: 'seeds' }))).toMatchObject({
      type: '/problems/over-total',
      facts: { total: 8, allocated: 5, free: 3 },
    });
  });
});

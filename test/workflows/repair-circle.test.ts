/** A harm to many is repaired: the affected speak in a circle that every member can hear, and choose whom it is owed to (MND-1). */
import { hashOfName } from '../../ledger/parts/veil.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { agree } from '../support/adoption.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { goesOn, logFollows, loseWorkflow } from '../support/gone.ts';
import type { Json } from '../support/http.ts';
import { allProveThemselves } from '../support/proof.ts';
import { families, quarrellers } from '../support/quarrellers.ts';
import {
  agreedPlan,
  apology,
  arbitratedConflict,
  days,
  fence,
  putPlan,
  repairStory,
  settledConflict,
} from '../support/repair.ts';
import { propose } from '../support/story.ts';

let council: Council;
beforeEach(async () => {
  council = await openCouncil({
    families,
    members: quarrellers.map((member) =>
      member.id === 'ben' ? { ...member, roles: [...member.roles, 'operator' as const] } : member,
    ),
  });
});
afterEach(async () => {
  await allProveThemselves(council);
  await logFollows(council);
  await council.close();
});

/** A justice decision on carl, who harmed these, that was executed; answers its id. */
async function decided(affected: readonly string[] | 'everyone', victims = ['dora']): Promise<string> {
  const story = await propose(council, 'ben', {
    category: 'justice',
    accused: 'carl',
    victims,
    impact: { affected, statement: 'He mends it.' },
  });
  for (const member of ['carl', ...victims]) await story.post(member, '/hearing', { text: 'So it was.' });
  await agree(council, story, ['anna', 'ben', 'emil', 'fay', 'gus']);
  await council.wait('73h');
  await story.reaches('ended');
  return story.id;
}
const inbox = async (member: string, id: string): Promise<Json[]> =>
  (await (await council.as(member)).get('/v1/inbox?limit=200')).body.items.filter(
    ({ decision }: Json) => decision === id,
  );

describe('a circle', () => {
  it('MND-1 speaks before everybody, chooses by more than half, and what it chose is accepted, done and confirmed', async () => {
    const from = await decided(['carl', 'emil', 'kim', 'nora']);
    const begun = await council.now();
    const put = await putPlan(council, 'dora', from, [fence(begun, { to: null }), apology(begun)]);
    expect(put.status, JSON.stringify(put.body)).toBe(201);
    const plan = repairStory(council, put.body.id);
    expect(await plan.read('kim')).toMatchObject({
      stage: 'circle',
      parties: ['carl', 'dora'],
      deadline: days(begun, 10),
      circle: {
        affected: ['dora', 'emil', 'kim', 'nora'],
        closes: days(begun, 10),
        obligations: [
          { n: 1, to: null, choices: [] },
          { n: 2, to: 'dora', choices: [] },
        ],
      },
      can: ['words', 'choice'],
    });
    expect(await inbox('kim', plan.id)).toMatchObject([
      { kind: 'circle-opened', owes: 'choice', due: days(begun, 10), route: { method: 'POST' } },
    ]);
    expect((await plan.post('emil', '/circle/words', { text: 'I could not sleep.' })).status).toBe(201);
    expect((await plan.post('carl', '/circle/words', { text: 'Nor could I.' })).body).toMatchObject({
      type: '/problems/not-permitted',
      rule: 'MND-1',
    });
    // Open to members: who is not affected hears it too.
    expect((await plan.timeline('ben')).map(({ kind }) => kind)).toEqual(['circle-opened', 'spoken']);
    const choose = (member: string, to: string, n = 1) =>
      plan.post(member, `/obligations/${n}/choice`, { to });
    expect((await choose('emil', 'nobody')).body).toMatchObject({ type: '/problems/unknown-member' });
    expect((await choose('emil', 'carl')).body).toMatchObject({ type: '/problems/to-oneself' });
    expect((await choose('emil', 'gus')).body).toMatchObject({ type: '/problems/own-case' });
    expect((await choose('emil', 'emil', 2)).body).toMatchObject({ type: '/problems/unknown-obligation' });
    await choose('emil', 'dora');
    await choose('kim', 'nora');
    await choose('nora', 'nora');
    expect((await choose('emil', 'nora')).body).toMatchObject({
      stage: 'proposed',
      parties: ['carl', 'dora', 'nora'],
      terms: { by: 'dora', acceptedBy: ['dora'], obligations: [{ to: 'nora' }, { to: 'dora' }] },
      circle: { obligations: [{ to: 'nora' }, { to: 'dora' }] },
    });
    expect((await inbox('nora', plan.id))[0]).toMatchObject({ kind: 'chosen', owes: 'acceptance' });
    expect((await choose('dora', 'dora')).body).toMatchObject({ type: '/problems/wrong-stage' });
    for (const member of ['carl', 'gus', 'nora'])
      expect((await plan.post(member, '/terms/acceptance')).status).toBe(200);
    await plan.done('carl');
    expect((await plan.post('nora', '/obligations/1/confirmation', { confirm: true })).status).toBe(200);
    await plan.post('nora', '/obligations/1/release');
    await plan.post('dora', '/obligations/2/release');
    expect(await plan.outcome()).toBe('fulfilled');
    const ben = await council.as('ben');
    const { nameSalt } = (await ben.get(`/v1/decisions/${plan.id}/evidence`)).body;
    const [carl, dora, nora] = ['carl', 'dora', 'nora'].map((member) => hashOfName(member, nameSalt));
    expect((await ben.get(`/v1/decisions/${plan.id}/record`)).body).toMatchObject({
      matter: { parties: [carl, dora, nora], obligations: [{ to: nora }, { to: dora }] },
    });
  });

  it('MND-1 of everyone is every member but who owes and who verifies; silent, it owes nothing', async () => {
    const from = await decided('everyone');
    const begun = await council.now();
    const put = await putPlan(council, 'dora', from, [fence(begun, { to: null })]);
    const plan = repairStory(council, put.body.id);
    const { affected } = (await plan.read()).circle;
    expect(affected).toEqual(
      quarrellers
        .map(({ id }) => id)
        .filter((id) => id !== 'carl' && id !== 'gus')
        .toSorted(),
    );
    await plan.post('emil', '/obligations/1/choice', { to: 'emil' });
    await council.wait('241h');
    expect(await plan.outcome()).toBe('declined');
    expect((await plan.timeline()).at(-1)).toMatchObject({ kind: 'ended', at: days(begun, 10) });
  });

  it('MND-1 PRO-9 goes on with its words asked for anew where it was interrupted', async () => {
    const from = await decided(['carl', 'emil', 'kim']);
    const put = await putPlan(council, 'dora', from, [fence(await council.now(), { to: null })]);
    await repairStory(council, put.body.id).post('emil', '/obligations/1/choice', { to: 'emil' });
    await loseWorkflow(council, put.body.id);
    const plan = repairStory(council, await goesOn(council, 'repairs', put.body.id, 'anna'));
    expect(await plan.read()).toMatchObject({
      stage: 'circle',
      continuationOf: put.body.id,
      circle: { affected: ['dora', 'emil', 'kim'], obligations: [{ choices: [] }] },
    });
    for (const member of ['emil', 'kim'])
      expect((await plan.post(member, '/obligations/1/choice', { to: 'kim' })).status).toBe(200);
    expect((await plan.post('carl', '/terms/acceptance', { accept: false })).body).toMatchObject({
      outcome: 'declined',
    });
  });

  it('MND-1 AUT-2 is put out of nothing that stayed in a room, verified by nobody who is affected, by parties alone', async () => {
    const now = await council.now();
    const room = await putPlan(council, 'dora', await settledConflict(council), [fence(now, { to: null })]);
    expect(room.body).toMatchObject({ type: '/problems/not-permitted', rule: 'AUT-2' });
    const from = await decided(['carl', 'emil', 'gus']);
    const later = await council.now();
    expect((await putPlan(council, 'dora', from, [fence(later, { to: null })])).body).toMatchObject({
      type: '/problems/own-case',
      facts: { member: 'gus' },
    });
    const by = { to: null, verifier: 'fay' };
    expect((await putPlan(council, 'emil', from, [fence(later, by)])).body).toMatchObject({
      type: '/problems/not-permitted',
    });
    expect((await putPlan(council, 'dora', from, [fence(later, { ...by, by: 'emil' })])).body).toMatchObject({
      type: '/problems/not-permitted',
      facts: { members: ['emil'] },
    });
    const [put, again] = [
      await putPlan(council, 'dora', from, [fence(later, by)]),
      await putPlan(council, 'carl', from, [fence(later, by)]),
    ];
    expect([put.status, again.body]).toMatchObject([201, { type: '/problems/already-done' }]);
  });
});

describe('what a plan comes out of', () => {
  it('MND-1 CNF-4 is the arbitration of a conflict too: open to all, and its parties are asked in a circle', async () => {
    const from = await arbitratedConflict(council, ['anna', 'ben', 'fay', 'gus']);
    const now = await council.now();
    const asked = await putPlan(council, 'carl', from, [fence(now, { to: null })]);
    expect(asked.body).toMatchObject({ stage: 'circle', circle: { affected: ['dora', 'emil'] } });
    await repairStory(council, asked.body.id).post('dora', '/obligations/1/choice', { to: 'emil' });
    await council.wait('241h');
    expect(await repairStory(council, asked.body.id).outcome()).toBe('declined');
    const plan = await agreedPlan(council, [apology(await council.now())], from);
    expect(await plan.read('ben')).toMatchObject({
      from: { kind: 'conflict' },
      parties: ['carl', 'dora', 'emil'],
    });
    await plan.post('dora', '/obligations/1/release');
    const ben = await council.as('ben');
    const [listed] = (await ben.get('/v1/decisions?kind=repair&limit=1')).body.items;
    expect(listed).toMatchObject({ id: plan.id, title: 'He says that he is sorry.', outcome: 'released' });
    // The archive is the members', the record the public's.
    expect((await ben.get(`/v1/decisions/${plan.id}/record`)).body).toMatchObject({
      title: null,
      outcome: 'released',
    });
  });
});

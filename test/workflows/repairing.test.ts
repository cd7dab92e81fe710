/** Repair plans from their opening to each of their endings (MND-1 to MND-4). */
import { hashOfName, hashOfText } from '../../ledger/parts/veil.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { agree } from '../support/adoption.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { goesOn, logFollows, loseWorkflow } from '../support/gone.ts';
import type { Json } from '../support/http.ts';
import { keptByTemporal } from '../support/marked.ts';
import { allProveThemselves } from '../support/proof.ts';
import { families, quarrellers } from '../support/quarrellers.ts';
import {
  agreedPlan,
  apology,
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

const inbox = async (member: string, id: string): Promise<Json[]> =>
  (await (await council.as(member)).get('/v1/inbox?limit=200')).body.items.filter(
    ({ decision }: Json) => decision === id,
  );

describe('a repair plan', () => {
  it('MND-1 MND-2 MND-3 MND-4 with three instalments: one confirmed, one missed and mended, one released', async () => {
    const from = await settledConflict(council);
    const begun = await council.now();
    const put = await putPlan(council, 'dora', from, [fence(begun)]);
    expect(put.status, JSON.stringify(put.body)).toBe(201);
    const plan = repairStory(council, put.body.id);
    expect(await plan.read()).toMatchObject({
      stage: 'proposed',
      deadline: days(begun, 10),
      obligations: [],
      terms: { n: 1, by: 'dora', acceptedBy: ['dora'], closes: days(begun, 10) },
      can: ['terms', 'acceptance'],
    });
    expect(await inbox('gus', plan.id)).toMatchObject([
      { kind: 'opened', owes: 'acceptance', due: days(begun, 10) },
    ]);
    await plan.post('carl', '/terms/acceptance');
    expect(await plan.read()).toMatchObject({ stage: 'proposed', agreedAt: null });
    await plan.post('gus', '/terms/acceptance');
    expect(await plan.read()).toMatchObject({ stage: 'open', terms: null, deadline: days(begun, 13) });
    expect(await plan.states()).toEqual(['open', 'open', 'open']);

    await plan.done('carl');
    expect(await plan.states()).toEqual(['done', 'open', 'open']);
    expect((await plan.post('dora', '/obligations/1/confirmation', { confirm: true })).status).toBe(200);
    expect(await plan.states()).toEqual(['confirmed', 'open', 'open']);

    await council.wait('551h');
    await plan.stand(['confirmed', 'open', 'open']);
    await council.wait('2h');
    await plan.stand(['confirmed', 'missed', 'open']);
    expect((await plan.timeline()).at(-1)).toMatchObject({
      kind: 'missed',
      at: days(begun, 23),
      facts: { obligation: 1, instalment: 2 },
    });
    expect((await inbox('carl', plan.id)).find(({ kind }) => kind === 'missed')).toMatchObject({
      owes: 'done',
      due: days(begun, 37),
    });

    await plan.done('carl', { evidence: 'Late, but here it is.' });
    await council.wait('73h');
    expect((await plan.read('gus')).can).toEqual(['terms', 'verification']);
    expect(
      (await plan.post('gus', '/obligations/1/verification', { done: true, reason: 'I saw it.' })).status,
    ).toBe(200);
    expect(await plan.states()).toEqual(['confirmed', 'verified', 'open']);

    const ended = await plan.post('dora', '/obligations/1/release');
    expect(ended.body).toMatchObject({ stage: 'ended', outcome: 'fulfilled', deadline: null, can: [] });
    const record = (await (await council.as('ben')).get(`/v1/decisions/${plan.id}/record`)).body;
    expect(record).toMatchObject({
      kind: 'repair',
      title: null,
      outcome: 'fulfilled',
      from: { kind: 'conflict', id: from },
      instalments: { confirmed: 1, verified: 1, released: 1, missed: 0 },
      ending: { rule: 'MND-4' },
    });
    expect(Object.keys(record.matter)).toEqual(['hash']);
    expect((await putPlan(council, 'carl', from, [fence(await council.now())])).body).toMatchObject({
      type: '/problems/already-done',
      rule: 'MND-4',
    });
  });

  it('MND-4 ends released where everything was, and only who it is owed to releases', async () => {
    const plan = await agreedPlan(council);
    expect((await plan.post('carl', '/obligations/1/release')).body).toMatchObject({
      type: '/problems/not-permitted',
      rule: 'MND-4',
    });
    expect((await plan.post('gus', '/obligations/1/release')).status).toBe(403);
    expect((await plan.post('dora', '/obligations/1/release', { amount: 301 })).body).toMatchObject({
      type: '/problems/not-owed',
      facts: { outstanding: 300 },
    });
    expect((await plan.post('dora', '/obligations/1/release', { amount: 150 })).status).toBe(200);
    expect((await plan.read()).obligations[0].instalments).toMatchObject([
      { n: 1, amount: 100, state: 'released' },
      { n: 2, amount: 50, state: 'released' },
      { n: 4, amount: 50, state: 'open' },
      { n: 3, amount: 100, state: 'open' },
    ]);
    expect((await plan.post('dora', '/obligations/1/release')).body).toMatchObject({ outcome: 'released' });
  });

  it('MND-3 is broken by two that are missed at once, at the instant of the second', async () => {
    const begun = await council.now();
    const plan = await agreedPlan(council, [
      fence(begun, { instalments: [10, 12, 30].map((count) => ({ due: days(begun, count), amount: 100 })) }),
    ]);
    await council.wait('313h');
    await plan.stand(['missed', 'open', 'open']);
    expect(await plan.outcome()).toBe('broken');
    expect(await plan.read()).toMatchObject({ endedAt: days(begun, 15) });
    expect(await plan.states()).toEqual(['missed', 'missed', 'open']);
  });

  it('MND-3 is broken by one that is missed for two weeks, and is then put anew', async () => {
    const begun = await council.now();
    const from = await settledConflict(council);
    const plan = await agreedPlan(council, [apology(begun)], from);
    expect(await plan.outcome()).toBe('broken');
    expect(await plan.read()).toMatchObject({ endedAt: days(begun, 27) });
    const again = await putPlan(council, 'carl', from, [apology(await council.now())]);
    expect(again.status).toBe(201);
    expect((await putPlan(council, 'dora', from, [apology(await council.now())])).body).toMatchObject({
      type: '/problems/already-done',
      rule: 'MND-1',
      facts: { repair: again.body.id },
    });
    expect(
      (await repairStory(council, again.body.id).post('gus', '/terms/acceptance', { accept: false })).body,
    ).toMatchObject({ outcome: 'declined', declinedBy: 'gus' });
  });

  it('MND-1 is declined where one has not accepted it before the first of it is due', async () => {
    const begun = await council.now();
    const put = await putPlan(council, 'carl', await settledConflict(council), [apology(begun)]);
    const plan = repairStory(council, put.body.id);
    expect((await plan.post('dora', '/terms/acceptance')).status).toBe(200);
    expect(await plan.outcome()).toBe('declined');
    expect(await plan.read()).toMatchObject({ endedAt: days(begun, 10), agreedAt: null, obligations: [] });
  });

  it('MND-2 counts as done, unconfirmed, where receiver and verifier are silent, and is contested until the plan ends', async () => {
    const begun = await council.now();
    const plan = await agreedPlan(council, [fence(begun)]);
    await plan.done('carl');
    await council.wait('145h');
    await plan.stand(['unconfirmed', 'open', 'open']);
    expect((await plan.read('dora')).can).toEqual(['terms', 'confirmation', 'release']);
    expect(
      (await plan.post('dora', '/obligations/1/confirmation', { confirm: false, reason: 'I was away.' })).body
        .obligations[0].claims[0],
    ).toMatchObject({ state: 'verifying', contested: true });
    expect(
      (await plan.post('gus', '/obligations/1/verification', { done: false, reason: 'There is no receipt.' }))
        .status,
    ).toBe(200);
    expect(await plan.states()).toEqual(['open', 'open', 'open']);
    await plan.done('carl');
    expect(
      (
        await plan.post('dora', '/obligations/1/confirmation', {
          confirm: false,
          reason: 'Not this time either.',
        })
      ).status,
    ).toBe(200);
    await council.wait('73h');
    await plan.stand(['open', 'open', 'open']);
    expect((await plan.timeline()).at(-1)).toMatchObject({ kind: 'not-done', facts: { claim: 2 } });
    await plan.post('dora', '/obligations/1/release');
  });

  it('MND-4 changes where all in it, and all in the new terms, accept the same', async () => {
    const begun = await council.now();
    const plan = await agreedPlan(council, [fence(begun)]);
    const put = await plan.post('carl', '/terms', { obligations: [apology(begun, { verifier: 'emil' })] });
    expect(put.status, JSON.stringify(put.body)).toBe(201);
    expect(
      (await plan.post('emil', '/terms', { obligations: [apology(begun, { verifier: 'fay' })] })).status,
    ).toBe(201);
    expect((await plan.post('dora', '/terms/acceptance')).body).toMatchObject({
      type: '/problems/replaced-terms',
      facts: { n: 2, replacedBy: 3 },
    });
    expect((await plan.post('dora', '/terms/acceptance', { terms: 2 })).body).toMatchObject({
      type: '/problems/replaced-terms',
    });
    for (const member of ['dora', 'carl', 'fay'])
      expect((await plan.post(member, '/terms/acceptance', { terms: 3 })).status).toBe(200);
    expect(await plan.read(), 'gus verifies what holds').toMatchObject({
      terms: { n: 3 },
      obligations: [{ verifier: 'gus' }],
    });
    expect((await plan.post('gus', '/terms/acceptance', { terms: 3 })).body.obligations).toMatchObject([
      { n: 1, kind: 'apology', verifier: 'fay' },
    ]);
    expect((await plan.get('gus')).status, 'who is in it no more').toBe(404);
    await plan.post('dora', '/obligations/1/release');
  });

  it('MND-1 JUS-1 out of a justice decision stands open to every member, and names nobody to the public (REC-5)', async () => {
    const story = await propose(council, 'ben', {
      category: 'justice',
      accused: 'carl',
      victims: ['dora'],
      impact: { affected: ['carl'], statement: 'He mends it.' },
    });
    for (const member of ['carl', 'dora']) await story.post(member, '/hearing', { text: 'So it was.' });
    expect((await putPlan(council, 'dora', story.id, [apology(await council.now())])).body).toMatchObject({
      type: '/problems/wrong-stage',
      rule: 'MND-1',
    });
    await agree(council, story, ['anna', 'ben', 'emil', 'fay', 'gus']);
    await council.wait('73h');
    await story.reaches('ended');
    expect((await putPlan(council, 'ben', story.id, [apology(await council.now())])).body).toMatchObject({
      type: '/problems/not-permitted',
    });
    const plan = await agreedPlan(council, [apology(await council.now())], story.id);
    expect(await plan.read('emil')).toMatchObject({ parties: ['carl', 'dora'], can: [] });
    await plan.done('carl');
    await plan.post('dora', '/obligations/1/confirmation', { confirm: true });
    const emil = await council.as('emil');
    const { nameSalt } = (await emil.get(`/v1/decisions/${plan.id}/evidence`)).body;
    const [carl, dora] = ['carl', 'dora'].map((member) => hashOfName(member, nameSalt));
    expect((await emil.get(`/v1/decisions/${plan.id}/record`)).body).toMatchObject({
      title: null,
      matter: {
        parties: [carl, dora],
        obligations: [{ by: carl, to: dora, what: hashOfText('He says that he is sorry.', nameSalt) }],
      },
    });
  });

  it('MND-2 PRO-9 goes on as it stood where it was interrupted, and nobody has lost time', async () => {
    const begun = await council.now();
    const plan = await agreedPlan(council, [fence(begun)]);
    await plan.done('carl');
    await loseWorkflow(council, plan.id);
    const next = repairStory(council, await goesOn(council, 'repairs', plan.id, 'anna'));
    expect(await next.read()).toMatchObject({ stage: 'open', continuationOf: plan.id });
    expect(await next.states()).toEqual(['done', 'open', 'open']);
    expect((await next.post('dora', '/obligations/1/confirmation', { confirm: true })).status).toBe(200);
    await next.post('dora', '/obligations/1/release');
    expect(await next.read()).toMatchObject({ outcome: 'fulfilled' });
  });

  it('AUT-2 out of a room stays in it: to who is not in it there is nothing, anywhere', async () => {
    const marked = 'Marzipan under the lindens';
    const begun = await council.now();
    const plan = await agreedPlan(council, [apology(begun, { what: `${marked} of the plan.` })]);
    await plan.done('carl', { evidence: `${marked} of the evidence.` });
    await plan.post('dora', '/obligations/1/confirmation', {
      confirm: false,
      reason: `${marked} of the no.`,
    });
    await plan.post('gus', '/obligations/1/verification', { done: true, reason: `${marked} of the word.` });
    expect(await plan.read()).toMatchObject({ outcome: 'fulfilled' });
    expect((await plan.timeline('gus')).length, 'who is in it').toBeGreaterThan(4);
    expect((await plan.get('anna')).status, 'the guardian').toBe(200);
    for (const member of ['ben', 'emil', 'fay']) {
      const reader = await council.as(member);
      for (const path of [`/v1/repairs/${plan.id}`, `/v1/repairs/${plan.id}/timeline`])
        expect((await reader.get(path)).status).toBe(404);
      for (const path of [
        '/v1/repairs',
        '/v1/inbox?limit=200',
        '/v1/decisions?q=marzipan',
        `/v1/decisions/${plan.id}/record`,
        `/v1/decisions/${plan.id}/evidence`,
        '/v1/decisions?member=carl',
      ])
        expect(JSON.stringify((await reader.get(path)).body), path).not.toMatch(/Marzipan|"carl"/);
    }
    expect(await keptByTemporal(council, plan.id)).not.toContain('Marzipan');
    const told = await council.db.selectFrom('events').selectAll().where('decision', '=', plan.id).execute();
    expect(told.length).toBeGreaterThan(0);
    for (const { visible_to: visibleTo } of told)
      expect(visibleTo).toEqual(expect.arrayContaining(['carl', 'dora', 'gus', 'anna']));
    for (const { visible_to: visibleTo } of told) expect(visibleTo).not.toContain('ben');
  });

  it('MND-1 MND-2 PRO-10 refuses what cannot be owed, or by whom, and nothing changes', async () => {
    const begun = await council.now();
    const from = await settledConflict(council);
    const put = (obligation: object, by = 'dora') => putPlan(council, by, from, [obligation]);
    for (const [obligation, problem] of [
      [
        apology(begun, { kind: 'vote' }),
        { type: '/problems/invalid-body', errors: [{ path: '/obligations/0/kind' }] },
      ],
      [apology(begun, { kind: 'silence' }), { type: '/problems/invalid-body' }],
      [
        fence(begun, { quantity: { amount: 299, unit: 'EUR' } }),
        { errors: [{ path: '/obligations/0/instalments' }] },
      ],
      [fence(begun, { quantity: null }), { errors: [{ path: '/obligations/0/instalments' }] }],
      [
        apology(begun, { by: 'emil' }),
        { type: '/problems/not-permitted', rule: 'MND-1', facts: { members: ['emil'] } },
      ],
      [apology(begun, { by: 'dora' }), { type: '/problems/to-oneself', rule: 'MND-1' }],
      [
        apology(begun, { verifier: 'carl' }),
        { type: '/problems/own-case', rule: 'MND-1', facts: { member: 'carl' } },
      ],
      [
        apology(begun, { verifier: 'zoe' }),
        { type: '/problems/unknown-member', facts: { members: ['zoe'] } },
      ],
      [apology(begun, { instalments: [{ due: begun }] }), { type: '/problems/past-instant', rule: 'MND-1' }],
    ] as const)
      expect((await put(obligation)).body).toMatchObject(problem);
    expect((await put(apology(begun), 'emil')).status, 'who is not in the room').toBe(404);
    expect((await (await council.as('carl')).get('/v1/repairs')).body.items).toEqual([]);

    const plan = await agreedPlan(council, [apology(begun)], from);
    expect((await plan.post('dora', '/obligations/1/done', { evidence: 'I say so.' })).status).toBe(403);
    expect((await plan.post('carl', '/obligations/2/done', { evidence: 'Here.' })).body).toMatchObject({
      type: '/problems/unknown-obligation',
    });
    expect(
      (await plan.post('carl', '/obligations/1/done', { evidence: 'Here.', amount: 1 })).body,
    ).toMatchObject({
      type: '/problems/not-owed',
      facts: { outstanding: null },
    });
    expect(
      (await plan.post('gus', '/obligations/1/verification', { done: true, reason: 'Yes.' })).body,
    ).toMatchObject({
      type: '/problems/already-done',
    });
    expect((await plan.post('dora', '/obligations/1/confirmation', { confirm: false })).status).toBe(422);
    await plan.done('carl');
    expect((await plan.post('carl', '/obligations/1/done', { evidence: 'Again.' })).body).toMatchObject({
      type: '/problems/already-done',
    });
    expect(
      (await plan.post('gus', '/obligations/1/verification', { done: true, reason: 'Yes.' })).status,
      'not asked yet',
    ).toBe(409);
    await plan.post('dora', '/obligations/1/release');
  });

  it('MND-1 is switched off where the charter has no repairs', async () => {
    const off = await openCouncil({
      members: quarrellers,
      families,
      charter: (document) => ({ ...document, repairs: null }),
    });
    expect(
      (await putPlan(off, 'dora', await settledConflict(off), [apology(await off.now())])).body,
    ).toMatchObject({
      type: '/problems/switched-off',
      facts: { section: 'repairs' },
    });
    await off.close();
  });
});

/** Restorative work from its referral to each of its endings, and the conflict that waits for it (RST-1 to RST-5). */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Council, openCouncil } from '../support/council.ts';
import { logFollows } from '../support/gone.ts';
import { allProveThemselves } from '../support/proof.ts';
import { families } from '../support/quarrellers.ts';
import { agreedPlan, apology, fence, repairStory, settledConflict } from '../support/repair.ts';
import {
  agreedWork,
  days,
  refer,
  referred,
  referredConflict,
  restorers,
  type RestorativeStory,
} from '../support/restorative.ts';

let council: Council;
beforeEach(async () => {
  council = await openCouncil({ families, members: restorers });
});
afterEach(async () => {
  await allProveThemselves(council);
  await logFollows(council);
  await council.close();
});

const later = (instant: string, milliseconds: number): string =>
  new Date(Date.parse(instant) + milliseconds).toISOString();

describe('restorative work out of a conflict', () => {
  it('RST-1 RST-2 RST-3 RST-4 RST-5 that is kept at every check is completed, and settles the conflict', async () => {
    const { conflict, work } = await referredConflict(council);
    const begun = await work.read();
    expect(begun).toMatchObject({
      stage: 'referred',
      from: { kind: 'conflict', id: conflict.id },
      acceptedBy: ['dora'],
      deadline: days(begun.createdAt, 7),
      can: ['facilitator', 'leaving'],
    });
    expect(await conflict.read()).toMatchObject({
      stage: 'negotiation',
      deadline: null,
      referred: { since: begun.createdAt, returned: null },
      restorative: work.id,
      can: [],
    });

    expect(await work.does('carl', '/acceptance')).toMatchObject({ stage: 'preparation', facilitator: null });
    await work.does('dora', '/facilitator', { member: 'emil' });
    expect((await work.get('emil')).status, 'named by one of them alone').toBe(404);
    expect(await work.does('carl', '/facilitator', { member: 'emil' })).toMatchObject({
      facilitator: 'emil',
    });
    expect((await work.read('emil')).can).toEqual(['ready', 'not-ready', 'leaving']);
    expect(await work.does('emil', '/ready')).toMatchObject({ stage: 'circle' });
    await council.wait('24h');
    const met = await work.meets();
    expect(met).toMatchObject({
      stage: 'agreement',
      circles: [{ n: 1, present: ['carl', 'dora', 'emil'] }],
      circlesLeft: 2,
    });
    const plan = repairStory(council, await work.agrees());
    const agreed = await work.read();
    expect(agreed).toMatchObject({
      stage: 'follow-up',
      plan: { id: plan.id, outcome: null },
      checks: [
        { n: 1, opens: days(agreed.agreedAt, 7), closes: null },
        { n: 2, opens: days(agreed.agreedAt, 30) },
        { n: 3, opens: days(agreed.agreedAt, 90) },
      ],
    });
    expect(await plan.read()).toMatchObject({
      stage: 'open',
      from: { kind: 'restorative', id: work.id },
      parties: ['dora', 'carl'],
      agreedAt: agreed.agreedAt,
    });
    await plan.done('carl');
    await plan.post('dora', '/obligations/1/confirmation', { confirm: true });
    await work.stands({ plan: { outcome: 'fulfilled' } });

    for (const [n, until] of [
      [1, 7],
      [2, 30],
      [3, 90],
    ] as const) {
      const left = Date.parse(days(agreed.agreedAt, until)) - Date.parse(await council.now());
      await council.wait(`${left + 1_000}ms`);
      await work.stands({ deadline: days(agreed.agreedAt, until + 7) });
      expect((await work.read('carl')).can).toEqual(['checks']);
      await work.does('dora', `/checks/${n}`, { kept: 'kept', text: 'He did what he said.' });
      await work.does('carl', `/checks/${n}`, { kept: 'kept' });
    }
    expect(await work.read()).toMatchObject({ stage: 'ended', outcome: 'completed', endedIn: 'follow-up' });

    expect(await conflict.outcome()).toBe('settled');
    const { endedAt, referred } = await conflict.read();
    expect(referred).toMatchObject({ returned: { ending: 'completed', stage: 'follow-up', at: endedAt } });
    const record = (await (await council.as('ben')).get(`/v1/decisions/${conflict.id}/record`)).body;
    expect(record).toMatchObject({
      outcome: 'settled',
      settlement: null,
      ending: { rule: 'RST-4' },
      path: [{ stage: 'negotiation', waited: { returned: { ending: 'completed', stage: 'follow-up' } } }],
    });
    expect((await (await council.as('ben')).get(`/v1/decisions/${work.id}/record`)).body).toMatchObject({
      kind: 'restorative',
      title: null,
      outcome: 'completed',
      ending: { rule: 'RST-4', stage: 'follow-up' },
    });
  });

  it('RST-1 CNF-5 that is declined leaves the conflict the rest of its time, to the millisecond', async () => {
    const { conflict, work } = await referredConflict(council);
    const { createdAt } = await conflict.read();
    const { since, left } = (await conflict.read()).referred;
    expect(later(since, left)).toBe(days(createdAt, 1));
    expect((await conflict.post('carl', '/terms', { text: 'The fence stays.' })).body).toMatchObject({
      type: '/problems/wrong-stage',
      rule: 'RST-1',
      facts: { waits: true },
    });
    await council.wait('48h');
    expect(await conflict.read(), 'its day is over, but it waits').toMatchObject({ stage: 'negotiation' });
    expect(await work.does('carl', '/acceptance', { accept: false })).toMatchObject({ outcome: 'declined' });
    await council.until(async () => expect((await conflict.read()).deadline).not.toBeNull());
    const { referred, deadline } = await conflict.read();
    expect(referred.returned).toMatchObject({ ending: 'declined', stage: 'referred' });
    expect(deadline).toBe(later(referred.returned.at, left));
    expect((await conflict.read()).can).toContain('terms');
    expect(await conflict.accept('dora', await conflict.terms('carl', 'The fence stays.'))).toMatchObject({
      body: { outcome: 'settled' },
    });
    expect((await (await council.as('ben')).get(`/v1/decisions/${conflict.id}/record`)).body).toMatchObject({
      ending: { rule: 'CNF-2' },
    });
  });

  it('RST-4 MND-3 that nobody says is kept returns after the last check; and a plan that breaks gets one more circle', async () => {
    const { conflict, work } = await referredConflict(council);
    const begun = await council.now();
    const pays = (verifier = 'emil') => [fence(begun, { verifier })];
    const plan = repairStory(council, await agreedWork(work, pays()));
    // Two missed at once break it: 10 and 20 days, and 72 hours of grace.
    await council.wait('553h');
    expect(await plan.read()).toMatchObject({ outcome: 'broken' });
    const circle = await work.stands({ stage: 'circle' });
    expect(circle).toMatchObject({
      failures: 1,
      circlesLeft: 1,
      deadline: days((await plan.read()).endedAt, 14),
      plan: { outcome: 'broken' },
    });
    expect(
      (
        await work.post('emil', '/circles', {
          at: await council.now(),
          present: ['carl', 'dora'],
          another: true,
        })
      ).body,
      'one more, and none after it',
    ).toMatchObject({ type: '/problems/limit-reached', rule: 'RST-3' });
    await work.meets();
    const again = repairStory(
      council,
      await work.agrees([apology(await council.now(), { verifier: 'emil' })]),
    );
    expect(await again.read()).toMatchObject({ stage: 'open' });
    await again.post('dora', '/obligations/1/release');
    expect(await work.outcome(), 'silence is no word').toBe('returned');
    const { endedAt, agreedAt } = await work.read();
    expect(endedAt).toBe(days(agreedAt, 97));
    await council.until(async () => expect((await conflict.read()).referred.returned).not.toBeNull());
    expect((await conflict.read()).referred.returned).toMatchObject({
      ending: 'returned',
      stage: 'follow-up',
    });
  });

  it('RST-4 that is not kept in the eyes of who was harmed gets one more circle, and then returns; the plan holds until another takes its place', async () => {
    const { conflict, work } = await referredConflict(council);
    const begun = await council.now();
    const first = repairStory(council, await agreedWork(work, [fence(begun, { verifier: 'emil' })]));
    await council.wait('169h');
    await work.stands({
      checks: [{ n: 1, over: false }, {}, {}],
      deadline: days((await work.read()).agreedAt, 14),
    });
    expect(await work.does('carl', '/checks/1', { kept: 'not' }), 'in the eyes of another').toMatchObject({
      stage: 'follow-up',
    });
    expect(await work.does('dora', '/checks/1', { kept: 'not' })).toMatchObject({
      stage: 'circle',
      failures: 1,
    });
    expect(await first.read(), 'she loses nothing by saying so').toMatchObject({ stage: 'open' });
    await work.meets();
    await work.agrees([fence(await council.now(), { verifier: 'emil' })]);
    await council.until(async () => expect(await first.read()).toMatchObject({ outcome: 'replaced' }));
    await council.wait('169h');
    await work.stands({
      checks: [{ n: 1, over: false }, {}, {}],
      deadline: days((await work.read()).agreedAt, 14),
    });
    expect(await work.does('dora', '/checks/1', { kept: 'not' })).toMatchObject({
      stage: 'ended',
      outcome: 'returned',
      failures: 2,
    });
    await conflict.reaches('negotiation');
  });

  it('RST-4 that was kept in part at first is completed where it is kept in the end', async () => {
    const { work } = await referredConflict(council);
    const plan = repairStory(council, await agreedWork(work));
    await plan.post('dora', '/obligations/1/release');
    for (const [n, wait, kept] of [
      [1, 169, 'partly'],
      [2, 553, 'kept'],
    ] as const) {
      await council.wait(`${wait}h`);
      await work.stands({ can: ['checks'] });
      for (const member of ['dora', 'carl']) await work.does(member, `/checks/${n}`, { kept });
    }
    expect(await work.outcome(), 'at the last check nobody says anything else').toBe('completed');
  });
});

describe('restorative work', () => {
  it('RST-1 PRO-10 is accepted within a week, and not at its last instant', async () => {
    const { work } = await referredConflict(council);
    const { createdAt } = await work.read();
    await council.wait(`${Date.parse(days(createdAt, 7)) - Date.parse(await council.now()) - 60_000}ms`);
    expect(await work.read()).toMatchObject({ stage: 'referred' });
    expect(await work.outcome()).toBe('declined');
    expect(await work.read()).toMatchObject({ endedAt: days(createdAt, 7), endedIn: 'referred' });
  });

  it('RST-2 returns where the facilitator says that it is not ready, or two weeks are over, or one leaves', async () => {
    for (const [ends, rule] of [
      [async (work: RestorativeStory) => work.does('emil', '/not-ready', { reason: 'Not yet.' }), 'RST-2'],
      [async (work: RestorativeStory) => work.does('carl', '/leaving'), 'RST-2'],
      [async (work: RestorativeStory) => work.does('emil', '/leaving'), 'RST-2'],
      [async (work: RestorativeStory) => work.outcome(), 'RST-2'],
    ] as const) {
      const { conflict, work } = await referredConflict(council);
      const { deadline } = await work.prepared();
      await ends(work);
      expect(await work.read()).toMatchObject({ outcome: 'returned', endedIn: 'preparation' });
      expect((await work.timeline()).at(-1)).toMatchObject({ kind: 'ended', facts: { rule } });
      const { endedAt } = await work.read();
      expect(endedAt <= deadline).toBe(true);
      await council.until(async () => expect((await conflict.read()).referred.returned).not.toBeNull());
      await conflict.post('carl', '/withdrawal');
      await council.wait('721h');
    }
  });

  it('RST-1 RST-3 is taken back by who was harmed until the agreement; the others stop a circle, and put what they can accept', async () => {
    const { work } = await referredConflict(council);
    await work.prepared();
    await work.does('emil', '/ready');
    expect((await work.post('carl', '/leaving')).body).toMatchObject({
      type: '/problems/not-permitted',
      rule: 'RST-1',
    });
    expect(await work.does('carl', '/stop')).toMatchObject({ outcome: 'returned', endedIn: 'circle' });

    const other = await referred(council, { harmed: ['dora'], responsible: ['fay'] });
    await other.does('fay', '/acceptance');
    for (const member of ['dora', 'fay']) await other.does(member, '/facilitator', { member: 'emil' });
    await other.does('emil', '/ready');
    await other.meets({ present: ['dora', 'fay'] });
    expect(await other.does('dora', '/leaving')).toMatchObject({ outcome: 'returned', endedIn: 'agreement' });
  });

  it('RST-3 has three circles at most before a text is accepted, and returns where none is in a week', async () => {
    const { work } = await referredConflict(council);
    await work.prepared();
    await work.does('emil', '/ready');
    const { deadline } = await work.read();
    await council.wait('1h');
    expect(await work.meets({ another: true })).toMatchObject({ stage: 'circle', circlesLeft: 2 });
    expect((await work.read()).deadline > deadline, 'two weeks anew').toBe(true);
    await work.meets({ another: true });
    expect(
      (
        await work.post('emil', '/circles', {
          at: await council.now(),
          present: ['carl', 'dora'],
          another: true,
        })
      ).body,
    ).toMatchObject({ type: '/problems/limit-reached', facts: { most: 3 } });
    const met = await work.meets();
    expect(met).toMatchObject({ stage: 'agreement', circlesLeft: 0 });
    expect(await work.outcome()).toBe('returned');
    const { endedAt, endedIn } = await work.read();
    expect(endedIn).toBe('agreement');
    expect(Date.parse(met.deadline) - Date.parse(endedAt)).toBe(0);
  });

  it('RST-3 MND-1 PRO-10 takes no text for another, and none once its first instalment is due', async () => {
    const work = await referred(council);
    await work.prepared();
    await work.does('emil', '/ready');
    await work.meets();
    const now = await council.now();
    const soon = apology(now, { verifier: 'emil', instalments: [{ due: days(now, 1) }] });
    expect((await work.does('carl', '/plan', { obligations: [soon] })).put).toMatchObject({
      n: 1,
      acceptedBy: ['carl'],
      closes: days(now, 1),
    });
    await work.does('emil', '/plan', { obligations: [apology(now, { verifier: 'gus' })] });
    expect((await work.post('dora', '/plan/acceptance', { plan: 1 })).body).toMatchObject({
      type: '/problems/replaced-terms',
      facts: { n: 1, replacedBy: 2 },
    });
    expect((await work.post('dora', '/plan/acceptance')).body, 'which was it?').toMatchObject({
      type: '/problems/replaced-terms',
    });
    expect((await work.post('emil', '/plan/acceptance', { plan: 2 })).status, 'who facilitates').toBe(403);
    await work.does('carl', '/plan', { obligations: [soon] });
    await council.wait('25h');
    expect((await work.post('dora', '/plan/acceptance', { plan: 3 })).body).toMatchObject({
      type: '/problems/window-closed',
    });
    await work.does('dora', '/leaving');
  });

  it('RST-1 MND-3 comes out of a broken plan too, and once in a case', async () => {
    const begun = await council.now();
    const from = await settledConflict(council);
    const plan = await agreedPlan(council, [apology(begun)], from);
    expect((await refer(council, 'dora', { from: plan.id })).body).toMatchObject({
      type: '/problems/wrong-stage',
      rule: 'RST-1',
    });
    expect(await plan.outcome()).toBe('broken');
    const work = await referred(council, { from: plan.id });
    expect(await work.does('carl', '/acceptance', { accept: false })).toMatchObject({ outcome: 'declined' });
    for (const by of ['dora', 'carl'])
      expect((await refer(council, by, { from: plan.id })).body).toMatchObject({
        type: '/problems/already-done',
        rule: 'RST-1',
      });
  });
});

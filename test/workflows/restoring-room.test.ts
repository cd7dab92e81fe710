/** The room of restorative work: nobody outside learns of it, what cannot be is refused, and who judges does not enter (RST-1 to RST-5, AUT-2). */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Council, openCouncil } from '../support/council.ts';
import { quarrelWith } from '../support/conflict.ts';
import type { Json } from '../support/http.ts';
import { allProveThemselves } from '../support/proof.ts';
import { families } from '../support/quarrellers.ts';
import { apology, days, fence, repairStory } from '../support/repair.ts';
import { agreedWork, matter, refer, referred, referredConflict, restorers } from '../support/restorative.ts';

let council: Council;
beforeEach(async () => {
  const members = restorers.map((member) =>
    // Whoever has both roles is the guardian first.
    member.id === 'anna' ? { ...member, roles: [...member.roles, 'facilitator' as const] } : member,
  );
  council = await openCouncil({ families, members });
});
afterEach(async () => {
  await allProveThemselves(council);
  await council.close();
});

const noticesOf = async (member: string, id: string): Promise<Json[]> =>
  (await (await council.as(member)).get('/v1/inbox?limit=200')).body.items.filter(
    ({ decision }: Json) => decision === id,
  );

describe('the room of restorative work', () => {
  it('RST-5 AUT-2 has a marked sentence in each of its fields, and nobody outside finds it anywhere', async () => {
    const marked = 'Marzipan under the lindens';
    const work = await referred(council, { what: `${marked} of what happened.` });
    const now = await council.now();
    const id = await agreedWork(work, [
      apology(now, {
        verifier: 'gus',
        what: `${marked} of the plan.`,
        instalments: [{ due: days(now, 60) }],
      }),
    ]);
    const plan = repairStory(council, id);
    await plan.done('carl', { evidence: `${marked} of the evidence.` });
    await plan.post('dora', '/obligations/1/confirmation', { confirm: true });
    await council.wait('169h');
    await work.stands({ can: ['checks'] });
    await work.does('dora', '/checks/1', { kept: 'not', text: `${marked} of the check.` });
    expect((await work.timeline('carl')).map(({ kind }) => kind)).toContain('check-answered');
    expect((await plan.get('gus')).status, 'who verifies').toBe(200);
    const other = await referred(council, { responsible: ['fay'], what: `${marked} of another matter.` });
    await other.does('fay', '/acceptance');
    for (const member of ['dora', 'fay']) await other.does(member, '/facilitator', { member: 'emil' });
    expect(await other.does('emil', '/not-ready', { reason: `${marked} of the no.` })).toMatchObject({
      outcome: 'returned',
    });
    await council.wait('337h');
    await work.stands({ outcome: 'returned' });

    // The guardian too, the verifier of the plan, and who mediates in the families of both.
    for (const member of ['anna', 'ben', 'gus', 'nora']) {
      const reader = await council.as(member);
      for (const path of [`/v1/restorative/${work.id}`, `/v1/restorative/${work.id}/timeline`])
        expect((await reader.get(path)).status, `${path} for ${member}`).toBe(404);
      if (member !== 'gus') expect((await plan.get(member)).status, `the plan for ${member}`).toBe(404);
      expect((await reader.get('/v1/restorative')).body.items).toEqual([]);
      for (const path of [
        ...(member === 'gus' ? [] : ['/v1/repairs', '/v1/inbox?limit=200', `/v1/decisions/${id}/evidence`]),
        '/v1/conflicts',
        '/v1/decisions?q=marzipan',
        '/v1/decisions?member=carl',
        '/v1/decisions?limit=100',
        `/v1/decisions/${work.id}/record`,
        `/v1/decisions/${work.id}/evidence`,
        `/v1/decisions/${other.id}/record`,
        `/v1/decisions/${id}/record`,
      ])
        expect(JSON.stringify((await reader.get(path)).body), `${path} for ${member}`).not.toMatch(
          /Marzipan|"carl"|"dora"|"fay"/,
        );
    }
    for (const one of [work.id, other.id, id]) {
      const { events } = await council.environment.client.workflow.getHandle(one).fetchHistory();
      const payloads = JSON.stringify(events, (_, value: unknown) =>
        value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : value,
      );
      expect(payloads).not.toContain('Marzipan');
      const told = await council.db.selectFrom('events').selectAll().where('decision', '=', one).execute();
      for (const { visible_to: visibleTo } of told)
        expect(
          (visibleTo ?? ['everybody']).filter((to) => !['carl', 'dora', 'emil', 'fay', 'gus'].includes(to)),
        ).toEqual([]);
      for (const member of ['anna', 'ben', 'nora', 'hal']) expect(await noticesOf(member, one)).toEqual([]);
    }
    for (const member of ['carl', 'dora', 'emil']) expect(await noticesOf(member, work.id)).not.toEqual([]);
    expect(await noticesOf('gus', work.id), 'who verifies is told of the plan alone').toEqual([]);
    expect(await noticesOf('gus', id)).not.toEqual([]);
  });

  it('RST-1 RST-2 RST-3 MND-1 PRO-10 refuses what cannot be referred, said or owed, and nothing changes', async () => {
    const conflict = await quarrelWith(council, 'carl', ['dora', 'fay']);
    const all = { from: conflict.id, responsible: ['carl', 'fay'] };
    for (const [by, more, problem] of [
      ['dora', { harmed: [] }, { type: '/problems/invalid-body', errors: [{ path: '/harmed' }] }],
      ['dora', { responsible: undefined }, { type: '/problems/invalid-body' }],
      ['dora', { responsible: ['dora'] }, { type: '/problems/to-oneself', facts: { member: 'dora' } }],
      ['dora', { responsible: ['carl', 'carl'] }, { type: '/problems/repeated-member' }],
      ['dora', { responsible: ['zoe'] }, { type: '/problems/unknown-member', facts: { members: ['zoe'] } }],
      ['ben', {}, { type: '/problems/not-permitted', rule: 'RST-1' }],
      [
        'dora',
        { from: conflict.id },
        { type: '/problems/incomplete', rule: 'RST-1', facts: { members: ['fay'] } },
      ],
      [
        'carl',
        { from: conflict.id, harmed: ['carl'], responsible: ['dora', 'fay', 'gus'] },
        { type: '/problems/not-permitted', facts: { members: ['gus'] } },
      ],
      ['ben', all, { status: 404 }],
      ['dora', { from: '01893c1c-0f4f-7000-8000-000000000001' }, { status: 404 }],
    ] as const)
      expect((await refer(council, by, more)).body, JSON.stringify(more)).toMatchObject(problem);
    expect((await (await council.as('dora')).get('/v1/restorative')).body.items).toEqual([]);
    expect((await conflict.read()).referred).toBeNull();

    const work = await referred(council, all);
    expect((await refer(council, 'carl', all)).body, 'a second time').toMatchObject({
      type: '/problems/already-done',
      rule: 'RST-1',
    });
    expect((await work.post('dora', '/acceptance')).body).toMatchObject({ type: '/problems/already-done' });
    expect((await work.post('emil', '/acceptance')).status, 'who is not in it').toBe(404);
    for (const [named, problem] of [
      ['fay', { type: '/problems/own-case', rule: 'RST-2', facts: { member: 'fay' } }],
      ['dora', { type: '/problems/own-case' }],
      ['zoe', { type: '/problems/unknown-member' }],
      ['gus', { type: '/problems/no-facilitator', rule: 'RST-2' }],
      ['anna', { type: '/problems/own-case', rule: 'RST-5', facts: { member: 'anna', office: 'guardian' } }],
    ] as const)
      expect((await work.post('dora', '/facilitator', { member: named })).body).toMatchObject(problem);
    for (const member of ['carl', 'fay']) await work.does(member, '/acceptance');
    for (const member of ['dora', 'carl', 'fay']) await work.does(member, '/facilitator', { member: 'emil' });
    expect((await work.post('dora', '/ready')).body).toMatchObject({
      type: '/problems/not-permitted',
      rule: 'RST-2',
    });
    await work.does('emil', '/ready');
    const at = await council.now();
    for (const [body, problem] of [
      [
        { at: days(at, 1), present: ['carl', 'dora'] },
        { type: '/problems/too-far-ahead', rule: 'RST-3' },
      ],
      [
        { at: days(at, -1), present: ['carl', 'dora'] },
        { type: '/problems/past-instant', rule: 'RST-3' },
      ],
      [
        { at, present: ['carl', 'fay'] },
        { type: '/problems/incomplete', rule: 'RST-3' },
      ],
      [{ at, present: ['carl', 'dora', 'zoe'] }, { type: '/problems/unknown-member' }],
    ] as const)
      expect((await work.post('emil', '/circles', body)).body).toMatchObject(problem);
    await work.meets({ present: ['carl', 'dora', 'fay', 'gus'] });
    expect((await work.get('gus')).status, 'support is in the circle, not here').toBe(404);
    for (const [obligation, problem] of [
      [apology(at, { kind: 'vote' }), { type: '/problems/invalid-body' }],
      [apology(at, { kind: 'silence' }), { type: '/problems/invalid-body' }],
      [apology(at, { by: 'gus' }), { type: '/problems/not-permitted', facts: { members: ['gus'] } }],
      [apology(at, { verifier: 'fay' }), { type: '/problems/own-case' }],
      [apology(at, { verifier: 'zoe' }), { type: '/problems/unknown-member' }],
      [fence(at, { quantity: null }), { errors: [{ path: '/obligations/0/instalments' }] }],
      [apology(at, { instalments: [{ due: at }] }), { type: '/problems/past-instant' }],
    ] as const)
      expect((await work.post('dora', '/plan', { obligations: [obligation] })).body).toMatchObject(problem);
    expect(await work.read()).toMatchObject({ put: null });
    expect((await work.post('dora', '/plan/acceptance')).body).toMatchObject({
      type: '/problems/unknown-terms',
    });
    expect((await work.post('dora', '/checks/1', { kept: 'kept' })).body).toMatchObject({
      type: '/problems/wrong-stage',
    });
    await work.does('dora', '/leaving');
  });

  it('RST-1 is once between the same members where it comes out of nothing, unless it was completed', async () => {
    const first = await referred(council);
    await first.does('carl', '/acceptance', { accept: false });
    for (const more of [{}, { harmed: ['carl'], responsible: ['dora'] }])
      expect((await refer(council, 'dora', more)).body).toMatchObject({ type: '/problems/already-done' });
    expect((await refer(council, 'dora', { responsible: ['fay'] })).status, 'another matter').toBe(201);
  });

  it('RST-1 MEM-2 is declined by whoever departs, and returns from the circle on', async () => {
    const { work } = await referredConflict(council);
    const left = await (await council.as('carl')).put('/v1/members/carl/status', { status: 'departed' });
    expect(left.status).toBe(200);
    await work.stands({ outcome: 'declined' });
    const other = await referred(council, { responsible: ['fay'] });
    await other.does('fay', '/acceptance');
    for (const member of ['dora', 'fay']) await other.does(member, '/facilitator', { member: 'emil' });
    await other.does('emil', '/ready');
    await (await council.as('fay')).put('/v1/members/fay/status', { status: 'departed' });
    await other.stands({ outcome: 'returned', endedIn: 'circle' });
  });

  it('RST-1 is switched off where the charter has none, or no plans of repair to come to', async () => {
    for (const section of ['restorative'] as const) {
      const off = await openCouncil({
        members: restorers,
        families,
        charter: (document) => ({ ...document, [section]: null }),
      });
      expect((await refer(off, 'dora', matter)).body).toMatchObject({
        type: '/problems/switched-off',
        facts: { section },
      });
      await off.close();
    }
  });
});

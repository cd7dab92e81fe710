/** Delegations over HTTP: made, revoked and listed; refused with rule and figures; and how a vote shows whom they lead to (DEL-1 to DEL-6). */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { councilBody, fixElectorate } from '../../store/ballots/electorates.ts';
import { setStatus } from '../../store/council/status.ts';
import { five, person } from '../support/people.ts';
import { defaultCharter, withOpenPolls } from '../support/polls.ts';
import { serve, type Served, start } from './serve.ts';
import { stored } from './stored.ts';

const child = person('finn', { bornAt: '2025-01-01T00:00:00.000Z' });
const closes = '2026-11-25T09:00:00.000Z';
const lastMillisecond = '2026-11-25T08:59:59.999Z';
const in90Days = '2027-02-20T09:00:00.000Z';
const until = in90Days;

let api: Served;
beforeEach(async () => {
  api = await serve({ members: [...five, child] });
});
afterEach(() => api.close());

const delegate = async (from: string, to: string, more: object = {}, headers?: Record<string, string>) =>
  (await api.as(from)).post('/v1/delegations', { to, scope: {}, until, ...more }, headers);
const list = async (query = '') => (await (await api.as('dora')).get(`/v1/delegations${query}`)).body;
const revoke = async (member: string, id: string) => (await api.as(member)).delete(`/v1/delegations/${id}`);

/** A vote of the council that is under way; those named cast a ballot. */
async function voting(ballots: Readonly<Record<string, string>> = {}): Promise<string> {
  const id = await withOpenPolls(api.db, { members: [], kinds: ['votes'], opens: start, closes });
  for (const [member, choice] of Object.entries(ballots))
    expect((await (await api.as(member)).put(`/v1/proposals/${id}/ballot`, { choice })).status).toBe(200);
  return id;
}

const disclose = async (id: string, member: string, interests = 'none') =>
  expect(
    (await (await api.as(member)).post(`/v1/proposals/${id}/disclosures`, { interests })).body,
  ).toHaveProperty('acknowledgement');

/** In review, the council its electorate. */
async function inReview(): Promise<string> {
  const id = await stored(api.db, { type: 'none' }, { category: 'operations' });
  await api.db.transaction().execute((trx) => fixElectorate(trx, id, councilBody, defaultCharter(), start));
  return id;
}

describe('making a delegation', () => {
  it('DEL-1 is for one decision, one category or all, and answered as it stands', async () => {
    const proposal = await inReview();
    for (const scope of [{ proposal }, { category: 'resources' }, {}]) {
      const made = await delegate('carl', 'dora', { scope });
      expect(made.status).toBe(201);
      expect(made.body).toEqual({
        id: expect.any(String) as string,
        from: 'carl',
        to: 'dora',
        scope,
        madeAt: start,
        until,
        revokedAt: null,
      });
    }
    expect(
      (await delegate('carl', 'dora', { scope: { proposal, category: 'resources' } })).body,
    ).toMatchObject({
      type: '/problems/invalid-body',
    });
  });

  it('DEL-1 ends ahead, and 90 days ahead at the most', async () => {
    expect((await delegate('carl', 'dora', { until: in90Days })).status).toBe(201);
    expect((await delegate('carl', 'dora', { until: '2027-02-20T09:00:00.001Z' })).body).toMatchObject({
      type: '/problems/too-far-ahead',
      rule: 'DEL-1',
      facts: { path: '/until', latest: in90Days },
    });
    expect((await delegate('carl', 'dora', { until: start })).body).toMatchObject({
      type: '/problems/past-instant',
      facts: { path: '/until', instant: start, at: start },
    });
  });

  it('DEL-1 is refused to oneself, to nobody known, and to who has departed', async () => {
    await setStatus(api.db, () => Promise.resolve(start), { id: 'emil', status: 'departed', by: 'emil' });
    expect((await delegate('carl', 'carl')).body).toMatchObject({
      status: 422,
      type: '/problems/to-oneself',
    });
    for (const to of ['nobody', 'emil'])
      expect((await delegate('carl', to)).body).toMatchObject({
        status: 422,
        type: '/problems/unknown-member',
        facts: { members: [to] },
      });
  });

  it('DEL-1 TIE-1 is refused for a category that there is not, and for a personal one', async () => {
    expect((await delegate('carl', 'dora', { scope: { category: 'weather' } })).body).toMatchObject({
      type: '/problems/unknown-category',
    });
    expect((await delegate('carl', 'dora', { scope: { category: 'personal.time' } })).body).toMatchObject({
      type: '/problems/category-not-permitted',
      rule: 'DEL-1',
    });
  });

  it('DEL-6 for one decision is refused where either is no elector of it', async () => {
    const scope = { proposal: await inReview() };
    for (const [from, to, outside] of [
      ['finn', 'dora', 'finn'],
      ['carl', 'finn', 'finn'],
    ] as const)
      expect((await delegate(from, to, { scope })).body).toMatchObject({
        status: 403,
        type: '/problems/not-an-elector',
        rule: 'DEL-6',
        facts: { member: outside },
      });
  });

  it('DEL-1 PRO-10 for one decision is refused once no vote is to come, at its close, and where it is not the caller’s to see', async () => {
    const ended = await stored(api.db, { type: 'none' }, { stage: 'ended' });
    expect((await delegate('carl', 'dora', { scope: { proposal: ended } })).body).toMatchObject({
      type: '/problems/wrong-stage',
      facts: { stage: 'ended' },
    });
    const draft = await stored(api.db, { type: 'none' }, { stage: 'draft', submittedAt: null });
    expect((await delegate('dora', 'carl', { scope: { proposal: draft } })).status).toBe(404);
    const scope = { proposal: await voting() };
    api.at(lastMillisecond);
    expect((await delegate('carl', 'dora', { scope })).status).toBe(201);
    api.at(closes);
    expect((await delegate('emil', 'anna', { scope })).body).toMatchObject({
      type: '/problems/window-closed',
      facts: { deadline: closes, lateByMs: 0 },
    });
  });

  it('DEL-3 over the cap is refused with the figures, of the same scope alone', async () => {
    expect((await delegate('anna', 'dora')).status).toBe(201);
    expect((await delegate('ben', 'dora')).body).toMatchObject({
      status: 409,
      type: '/problems/over-cap',
      rule: 'DEL-3',
      detail:
        'With this one dora would carry 2 votes of the same scope, and may carry 1: 2 of 5 would be delegated.',
      facts: { representative: 'dora', carried: 2, cap: 1, delegated: 2, electorate: 5 },
    });
    expect((await delegate('ben', 'dora', { scope: { category: 'resources' } })).status).toBe(201);
    // It takes the place of the maker's own earlier one, and is not counted beside it.
    expect((await delegate('anna', 'dora')).status).toBe(201);
  });

  it('PRO-10 a request repeated with its key makes one delegation', async () => {
    const key = { 'Idempotency-Key': 'once' };
    const first = await delegate('carl', 'dora', {}, key);
    const again = await delegate('carl', 'dora', {}, key);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(again.body).toEqual(first.body);
    expect((await list()).items).toHaveLength(1);
  });
});

describe('revoking a delegation', () => {
  it('DEL-2 is its maker’s at any time, once', async () => {
    const { id } = (await delegate('carl', 'dora')).body;
    expect((await revoke('dora', id)).body).toMatchObject({
      status: 403,
      rule: 'DEL-2',
      facts: { allowed: 'maker' },
    });
    api.at('2026-12-01T00:00:00.000Z');
    const revoked = await revoke('carl', id);
    expect(revoked.status).toBe(200);
    expect(revoked.body).toMatchObject({ id, from: 'carl', revokedAt: '2026-12-01T00:00:00.000Z' });
    expect((await revoke('carl', id)).body).toMatchObject({
      status: 409,
      type: '/problems/already-done',
      detail: 'It was revoked at 2026-12-01T00:00:00.000Z.',
    });
    expect((await revoke('carl', '01893c1c-0f4f-7000-8000-000000000001')).status).toBe(404);
    expect((await revoke('carl', 'nothing')).status).toBe(404);
  });

  it('DEL-2 of one that is over is too late', async () => {
    const { id } = (await delegate('carl', 'dora', { until: closes })).body;
    api.at(closes);
    expect((await revoke('carl', id)).body).toMatchObject({
      type: '/problems/window-closed',
      facts: { deadline: closes, lateByMs: 0 },
    });
  });
});

describe('the list of delegations', () => {
  it('VOT-7 has the latest first, in pages, by who gave and who received', async () => {
    for (const [from, to] of [
      ['anna', 'ben'],
      ['ben', 'carl'],
      ['carl', 'anna'],
    ] as const)
      expect((await delegate(from, to)).status).toBe(201);
    const page = await list('?limit=2');
    expect(page.items).toMatchObject([{ from: 'carl' }, { from: 'ben' }]);
    expect(await list(`?limit=2&cursor=${page.next as string}`)).toMatchObject({
      items: [{ from: 'anna' }],
      next: null,
    });
    expect((await list('?from=ben')).items).toMatchObject([{ to: 'carl' }]);
    expect((await list('?to=ben')).items).toMatchObject([{ from: 'anna' }]);
    expect((await list('?from=ben&to=ben')).items).toEqual([]);
  });
});

describe('a vote while it is open', () => {
  const tally = async (id: string) => (await (await api.as('dora')).get(`/v1/proposals/${id}/tally`)).body;
  const ballots = async (id: string, query = '') =>
    (await (await api.as('dora')).get(`/v1/proposals/${id}/ballots${query}`)).body;

  it('VOT-8 DEL-3 shows what representatives carry as it stands, and the concentration', async () => {
    const id = await voting({ anna: 'for', ben: 'against' });
    await delegate('carl', 'anna');
    await delegate('dora', 'emil');
    expect(await tally(id)).toMatchObject({
      for: 1,
      represented: 0,
      delegated: 2,
      cap: 1,
      representatives: [
        { member: 'anna', received: 1, carried: 0 },
        { member: 'emil', received: 1, carried: 0 },
      ],
    });
    await disclose(id, 'anna');
    expect(await tally(id)).toMatchObject({ for: 2, against: 1, represented: 1, participating: 3 });
  });

  it('VOT-7 VOT-3 shows who is carried, by whom, with the representative’s choice', async () => {
    const id = await voting({ ben: 'against', anna: 'for' });
    const { id: delegation } = (await delegate('carl', 'anna')).body;
    await disclose(id, 'anna');
    expect((await ballots(id)).items).toMatchObject([
      { member: 'anna', choice: 'for', carriedBy: null },
      { member: 'ben', choice: 'against', carriedBy: null },
      { member: 'carl', choice: 'for', carriedBy: 'anna', reason: null, replaced: [] },
    ]);
    const first = await ballots(id, '?limit=2');
    expect(first.items).toHaveLength(2);
    expect(await ballots(id, `?limit=2&cursor=${first.next as string}`)).toMatchObject({
      items: [{ member: 'carl' }],
      next: null,
    });
    await revoke('carl', delegation);
    expect((await ballots(id)).items).toHaveLength(2);
  });

  it('VOT-8 is not decided while who is carried may still vote in person', async () => {
    const id = await voting({ anna: 'for', ben: 'for' });
    for (const [from, to] of [
      ['carl', 'anna'],
      ['dora', 'ben'],
    ] as const)
      expect((await delegate(from, to)).status).toBe(201);
    for (const representative of ['anna', 'ben']) await disclose(id, representative);
    expect(await tally(id)).toMatchObject({ for: 4, represented: 2, verdict: 'adopted', decided: false });
    for (const member of ['carl', 'dora'])
      await (await api.as(member)).put(`/v1/proposals/${id}/ballot`, { choice: 'for' });
    expect(await tally(id)).toMatchObject({ for: 4, represented: 0, verdict: 'adopted', decided: true });
  });

  it.each(['None', ' none', 'none.', 'NONE!', '"none"'])(
    'DEL-5 is a choice: %j is neither the word none nor interests, and is told to nobody as a conflict',
    async (interests) => {
      const id = await voting();
      await delegate('carl', 'anna');
      const refused = await (await api.as('anna')).post(`/v1/proposals/${id}/disclosures`, { interests });
      expect(refused.status).toBe(422);
      expect(JSON.stringify(refused.body)).toContain('/interests');
      await disclose(id, 'anna', 'None but that I own the workshop.');
    },
  );

  it('DEL-5 a conflict is told to those whose vote its discloser would carry', async () => {
    const id = await voting();
    await delegate('carl', 'anna');
    await disclose(id, 'anna', 'I own the workshop.');
    await disclose(id, 'ben', 'none');
    const timeline = (await (await api.as('carl')).get(`/v1/proposals/${id}/timeline`)).body;
    expect(timeline.items).toMatchObject([
      {
        kind: 'conflict-disclosed',
        facts: { by: 'anna', interests: 'I own the workshop.', delegators: ['carl'] },
      },
    ]);
  });
});

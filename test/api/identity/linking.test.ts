/** Identities over HTTP: linked once by an invitation, listed, added and removed (AUT-1, MEM-6). */
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { beforeEach, afterEach, describe, expect, it } from 'vitest';
import { applyMemberAction } from '../../../store/council/member-actions.ts';
import { caller, type Caller, type Json } from '../../support/http.ts';
import { person } from '../../support/people.ts';
import { testProvider } from '../../support/tokens.ts';
import { serve, type Served, start } from '../serve.ts';
import { stored } from '../stored.ts';

const audience = 'https://moot.example/';
const provider = await testProvider('https://id.example', [audience, 'https://other.example/']);
const another = await testProvider('https://login.example', [audience]);

let api: Served;
beforeEach(async () => {
  api = await serve({
    issuers: [provider, another],
    identities: [{ member: 'ben', issuer: provider.issuer, subject: 'b-1' }],
  });
});
afterEach(() => api.close());

const hour = 60 * 60 * 1_000;
const later = (milliseconds: number): string => new Date(Date.parse(start) + milliseconds).toISOString();
const problem = (code: string, rule: string | null) => ({ type: `/problems/${code}`, rule });
const signedIn = async (subject: string, by = provider): Promise<Caller> =>
  caller(api.url, await by.sign(subject));
const redeem = (who: Caller, invitation: Json) => who.post('/v1/invitations/redemption', { invitation });

async function invitationFor(by: Caller, member?: string): Promise<string> {
  const { status, body } = await by.post('/v1/invitations', member === undefined ? {} : { member });
  expect(status).toBe(201);
  return body.invitation;
}

/** A member whom an executed decision of an author admitted; decisions are submitted from then on. */
async function admitted(id: string, author: string | null): Promise<string> {
  const decision = await stored(api.db, { type: 'none' }, { category: 'membership', author });
  await api.db.updateTable('council').set({ first_submission_at: start }).execute();
  await api.db
    .transaction()
    .execute((trx) =>
      applyMemberAction(trx, { type: 'member.admit', member: person(id) }, { decision, at: start }),
    );
  return decision;
}

describe('an identity', () => {
  it('AUT-1 that the members file names is its member’s; another is told how it is linked, and nothing else', async () => {
    const ben = await signedIn('b-1');
    expect((await ben.get('/v1/identities')).body.items).toMatchObject([
      { issuer: provider.issuer, subject: 'b-1' },
    ]);
    for (const subject of ['carl', 'b-2', 'nobody at all']) {
      const { status, body } = await (await signedIn(subject)).get('/v1/members/carl');
      expect([status, body]).toMatchObject([403, { ...problem('not-linked', 'AUT-1'), facts: {} }]);
      expect(body.detail).toContain('POST /v1/invitations/redemption');
    }
  });

  it('AUT-1 is one of its issuer: the same subject elsewhere is somebody else', async () => {
    expect((await (await signedIn('b-1', another)).get('/v1/members')).status).toBe(403);
  });

  it('AUT-1 is listed, added and removed by its member, but never the last', async () => {
    const ben = await signedIn('b-1');
    const [first] = (await ben.get('/v1/identities')).body.items;
    const last = await ben.delete(`/v1/identities/${first.id}`);
    expect([last.status, last.body]).toMatchObject([409, problem('last-identity', 'AUT-1')]);
    const second = await signedIn('ben@login', another);
    const linked = await redeem(second, await invitationFor(ben));
    expect([linked.status, linked.body]).toMatchObject([201, { member: 'ben', issuer: another.issuer }]);
    expect((await second.get('/v1/identities')).body.items).toHaveLength(2);
    expect((await ben.delete(`/v1/identities/${linked.body.id}`)).status).toBe(200);
    expect((await second.get('/v1/identities')).body).toMatchObject(problem('not-linked', 'AUT-1'));
    const carl = await api.as('carl');
    expect((await carl.delete(`/v1/identities/${first.id}`)).status).toBe(404);
  });

  it('AUT-1 is one of ten at most', async () => {
    const ben = await signedIn('b-1');
    for (let n = 2; n <= 10; n += 1)
      expect((await redeem(await signedIn(`b-${n}`), await invitationFor(ben))).status).toBe(201);
    const { status, body } = await ben.post('/v1/invitations', {});
    expect([status, body]).toMatchObject([
      409,
      { ...problem('limit-reached', 'MEM-6'), facts: { most: 10 } },
    ]);
  });
});

describe('an invitation', () => {
  it('MEM-6 is made by the registrar before the first decision, and links once', async () => {
    const ben = await api.as('ben');
    const invitation = await invitationFor(ben, 'carl');
    expect(invitation).toMatch(/^fmi_[0-9A-Za-z]{49}$/);
    const carl = await signedIn('c-1');
    expect((await redeem(carl, invitation)).body).toMatchObject({
      member: 'carl',
      subject: 'c-1',
      linkedAt: start,
    });
    expect((await carl.get('/v1/identities')).status).toBe(200);
    const again = await redeem(await signedIn('c-2'), invitation);
    expect([again.status, again.body]).toMatchObject([403, problem('invalid-invitation', 'MEM-6')]);
  });

  it('MEM-6 is good for 7 days, and what is used, late, unknown or of a linked identity is refused alike', async () => {
    const ben = await api.as('ben');
    const used = await invitationFor(ben, 'dora');
    await redeem(await signedIn('d-1'), used);
    const good = await invitationFor(ben, 'carl');
    const late = await invitationFor(ben, 'emil');
    api.at(later(7 * 24 * hour));
    const [stranger, linked] = [await signedIn('x-1'), await signedIn('b-1')];
    const answers = [
      await redeem(stranger, used),
      await redeem(stranger, late),
      await redeem(stranger, 'fmi_0'),
      await redeem(stranger, ''),
      await redeem(linked, good),
    ];
    for (const { status, body } of answers)
      expect([status, body]).toEqual([
        403,
        { ...answers[0]!.body, ...problem('invalid-invitation', 'MEM-6') },
      ]);
    api.at(later(7 * 24 * hour - 1));
    expect((await redeem(linked, good)).body).toEqual(answers[0]!.body);
    expect((await redeem(stranger, good)).status).toBe(201);
  });

  it('MEM-6 is nobody else’s before the first decision, and nobody’s for who has an identity but their own', async () => {
    const carl = await api.as('carl');
    const { status, body } = await carl.post('/v1/invitations', { member: 'dora' });
    expect([status, body]).toMatchObject([403, problem('not-permitted', 'MEM-6')]);
    const ben = await api.as('ben');
    await redeem(await signedIn('c-1'), await invitationFor(ben, 'carl'));
    const taken = await ben.post('/v1/invitations', { member: 'carl' });
    expect([taken.status, taken.body]).toMatchObject([409, problem('already-done', 'MEM-6')]);
    const unknown = await ben.post('/v1/invitations', { member: 'nobody' });
    expect([unknown.status, unknown.body]).toMatchObject([422, problem('unknown-member', 'MEM-6')]);
  });

  it('MEM-6 is, after the first decision, the author’s of the admission, and the registrar’s where that author departed', async () => {
    const decision = await admitted('zoe', 'dora');
    const [ben, dora] = [await api.as('ben'), await api.as('dora')];
    for (const member of ['carl', 'zoe'])
      expect((await ben.post('/v1/invitations', { member })).body).toMatchObject(
        problem('not-permitted', 'MEM-6'),
      );
    expect((await dora.post('/v1/invitations', { member: 'carl' })).status).toBe(403);
    const made = await dora.post('/v1/invitations', { member: 'zoe' });
    expect([made.status, made.body]).toMatchObject([201, { member: 'zoe', madeBy: 'dora', decision }]);
    await dora.put('/v1/members/dora/status', { status: 'departed' });
    const zoe = await redeem(await signedIn('z-1'), await invitationFor(ben, 'zoe'));
    expect([zoe.status, zoe.body]).toMatchObject([201, { member: 'zoe' }]);
  });

  it('MEM-6 is replaced by a newer one, and taken back by who made it or whom it is for', async () => {
    const [ben, carl, dora] = [await api.as('ben'), await api.as('carl'), await api.as('dora')];
    const older = await invitationFor(ben, 'carl');
    const newer = await invitationFor(ben, 'carl');
    expect((await redeem(await signedIn('c-1'), older)).status).toBe(403);
    const [shown] = (await ben.get('/v1/invitations')).body.items;
    expect(shown).toMatchObject({ member: 'carl', madeBy: 'ben', expiresAt: later(7 * 24 * hour) });
    expect(JSON.stringify(shown)).not.toContain(newer);
    expect((await dora.get('/v1/invitations')).body.items).toEqual([]);
    expect((await dora.delete(`/v1/invitations/${shown.id}`)).status).toBe(404);
    expect((await carl.delete(`/v1/invitations/${shown.id}`)).status).toBe(200);
    expect((await redeem(await signedIn('c-1'), newer)).status).toBe(403);
  });

  it('MEM-6 is either taken back or redeemed, though both come at the same moment', async () => {
    const [ben, carl] = [await api.as('ben'), await signedIn('c-1')];
    const invitation = await invitationFor(ben, 'carl');
    const [{ id }] = (await ben.get('/v1/invitations')).body.items;
    const held = await api.db.startTransaction().execute();
    const same = { member: 'dora', issuer: provider.issuer, subject: 'c-1', linked_at: start };
    await held.insertInto('identities').values(same).execute();
    const redeemed = redeem(carl, invitation);
    await pause(300);
    const back = ben.delete(`/v1/invitations/${id}`);
    await pause(300);
    await held.rollback().execute();
    expect([(await redeemed).status, (await back).status]).toEqual([201, 404]);
  });

  it('MEM-6 links one of those who redeem it at once', async () => {
    const invitation = await invitationFor(await api.as('ben'), 'carl');
    const many = Array.from({ length: 8 }, async (_none, n) => redeem(await signedIn(`c-${n}`), invitation));
    const done = (await Promise.all(many)).map(({ status }) => status);
    expect(done.toSorted()).toEqual([201, ...Array.from({ length: 7 }, () => 403)]);
  });

  it('MEM-2 is good no more for who has departed, and MEM-4 brings back who was offline', async () => {
    const [ben, carl, dora] = [await api.as('ben'), await api.as('carl'), await api.as('dora')];
    const [forCarl, forDora] = [await invitationFor(ben, 'carl'), await invitationFor(ben, 'dora')];
    await carl.put('/v1/members/carl/status', { status: 'departed' });
    await dora.put('/v1/members/dora/status', { status: 'offline' });
    expect((await redeem(await signedIn('c-1'), forCarl)).status).toBe(403);
    expect((await redeem(await signedIn('d-1'), forDora)).status).toBe(201);
    expect((await ben.get('/v1/members/dora')).body.status).toBe('active');
    const departed = await ben.post('/v1/invitations', { member: 'carl' });
    expect([departed.status, departed.body]).toMatchObject([409, problem('status-final', 'MEM-6')]);
  });

  it('MEM-6 is kept as its hash, and shown once: repeated with its key, without its secret', async () => {
    const ben = await api.as('ben');
    const first = await ben.post('/v1/invitations', { member: 'carl' }, { 'idempotency-key': 'one' });
    const again = await ben.post('/v1/invitations', { member: 'carl' }, { 'idempotency-key': 'one' });
    expect(again.body).toEqual({ ...first.body, invitation: null });
    const { rows } = await sql<{ text: string }>`
      select (select jsonb_agg(i) from invitations i)::text || (select jsonb_agg(k) from idempotency_keys k)::text
        || (select jsonb_agg(c) from member_changes c)::text as text`.execute(api.db);
    expect(rows[0]?.text).toContain(first.body.id);
    expect(rows[0]?.text).not.toContain(first.body.invitation);
  });

  it('AUT-1 is redeemed with a token of a provider: not without one, and not with one that names a member', async () => {
    const invitation = await invitationFor(await api.as('ben'), 'carl');
    expect((await redeem(api.anyone, invitation)).status).toBe(401);
    const named = await redeem(await api.as('dora'), invitation);
    expect([named.status, named.body]).toMatchObject([403, problem('not-permitted', 'MEM-6')]);
    expect((await redeem(await signedIn('c-1'), invitation)).status).toBe(201);
  });
});

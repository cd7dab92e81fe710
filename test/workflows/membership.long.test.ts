/** Who is a member, with which roles and milestones: only executed decisions change it (MEM-6, EXE-1, EXE-2, TIE-5). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MemberAction } from '../../rules/council/members.ts';
import { decided, endingOf } from '../support/adoption.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { five, person } from '../support/people.ts';
import { perform } from '../support/performing.ts';
import { content, propose } from '../support/story.ts';

const everyone = ['anna', 'ben', 'carl', 'dora', 'emil'];

let council: Council;
beforeAll(async () => {
  council = await openCouncil({ members: five, families: [{ id: 'ash', name: 'Ash' }] });
});
afterAll(() => council.close());

const membership = (action: MemberAction) => ({ category: 'membership', action });
const admit = (id: string, more: object = {}) =>
  membership({ type: 'member.admit', member: person(id, { bornAt: '2020-01-01T00:00:00.000Z', ...more }) });
const memberOf = async (id: string) => (await (await council.as('anna')).get(`/v1/members/${id}`)).body;
const changesOf = (id: string) =>
  council.db
    .selectFrom('member_changes')
    .select(['by_member', 'change'])
    .where('member', '=', id)
    .orderBy('number')
    .execute();

describe('an admission', () => {
  it('EXE-1 MEM-6 REC-4 makes a member, traced to the decision', async () => {
    const more = { family: null, roles: ['resource-steward'], milestones: ['family'] };
    const { story, ended } = await decided(council, 'carl', admit('fay', more), everyone);
    expect(ended).toMatchObject({ outcome: 'executed' });
    const fay = await memberOf('fay');
    expect(fay).toMatchObject({ id: 'fay', status: 'active', kind: 'person', ...more });
    const { offlineFrom: _from, noticeUntil: _until, keys: _keys, ...admitted } = fay;
    expect(await changesOf('fay')).toEqual([{ by_member: null, change: { decision: story.id, admitted } }]);
    expect(await endingOf(story)).toMatchObject({ result: { changes: [{ member: 'fay' }] } });
    expect((await (await council.as('fay')).get('/v1/proposals')).status).toBe(200);
  });

  it('TIE-5 MEM-7 puts nobody into a family: that is its own decision, and theirs', async () => {
    const intoAsh = { ...content, ...admit('ivo', { family: 'ash' }) };
    expect((await (await council.as('carl')).post('/v1/proposals', intoAsh)).body).toMatchObject({
      type: '/problems/action-not-permitted',
      rule: 'TIE-5',
      facts: { family: 'ash' },
    });
  });

  it('EXE-2 is done once, however often it is tried', async () => {
    const { story } = await decided(council, 'carl', admit('gus'), everyone);
    const { action } = await story.read();
    expect(await perform(council, { decision: story.id, action })).toMatchObject({
      result: { changes: [{ member: 'gus', admitted: { id: 'gus' } }] },
      doneBefore: null,
    });
    expect(await changesOf('gus')).toHaveLength(1);
  });

  it('EXE-2 of who was admitted meanwhile fails, with the facts, and changes nothing', async () => {
    const first = await propose(council, 'carl', admit('hal', { name: 'First' }));
    const second = await propose(council, 'dora', admit('hal', { name: 'Second' }));
    await council.wait('73h');
    const all = Object.fromEntries(everyone.map((id) => [id, 'agree'] as const));
    await first.positions(all);
    await first.reaches('ended');
    await second.positions(all);
    await second.reaches('ended');
    expect((await second.read()).outcome).toBe('execution-failed');
    expect(await endingOf(second)).toMatchObject({
      action: 'member.admit',
      details: { code: 'already-done', rule: 'EXE-1', facts: { members: ['hal'] } },
    });
    expect(await memberOf('hal')).toMatchObject({ name: 'First' });
    expect(await changesOf('hal')).toHaveLength(1);
    const answer = await (await council.as('carl')).post('/v1/proposals', { ...content, ...admit('hal') });
    expect(answer.body).toMatchObject({ status: 409, type: '/problems/already-done' });
  });

  it('TIE-5 of one who is no member as the files know them is refused, each fault with its path', async () => {
    const carl = await council.as('carl');
    const action = { type: 'member.admit', member: { id: 'Zoe', kind: 'cat', bornAt: 'soon' } };
    const { body } = await carl.post('/v1/proposals', { ...content, category: 'membership', action });
    expect(body).toMatchObject({ status: 422, type: '/problems/invalid-body' });
    expect(body.errors.map(({ path }: { path: string }) => path)).toEqual(
      expect.arrayContaining(['/action/member/id', '/action/member/kind', '/action/member/bornAt']),
    );
  });
});

describe('milestones and roles', () => {
  it('EXE-1 MEM-1 a milestone is added to those there are', async () => {
    const action = { type: 'member.milestone', member: 'emil', milestone: 'council' } as const;
    const { ended } = await decided(council, 'carl', membership(action), everyone);
    expect(ended.outcome).toBe('executed');
    expect((await memberOf('emil')).milestones).toEqual(['council']);
  });

  it('EXE-1 TIE-5 roles are set, but the guardian stays the guardian', async () => {
    const action = { type: 'member.roles', member: 'anna', roles: ['resource-steward'] } as const;
    const { ended } = await decided(council, 'carl', membership(action), everyone);
    expect(ended.outcome).toBe('executed');
    expect((await memberOf('anna')).roles.toSorted()).toEqual(['guardian', 'resource-steward']);
  });

  it('EXE-1 AUT-1 taken roles give nothing any more', async () => {
    const roles = { type: 'member.roles', member: 'ben', roles: ['operator'] } as const;
    const { ended } = await decided(council, 'carl', membership(roles), everyone);
    expect(ended.outcome).toBe('executed');
    const registering = await (await council.as('ben')).put('/v1/members/emil/status', { status: 'offline' });
    expect(registering.body).toMatchObject({ status: 403, rule: 'MEM-6' });
  });
});

describe('a submission', () => {
  it('MEM-6 holds the members fixed, and waits for no other once there was a first', async () => {
    await propose(council, 'carl');
    // As a transaction does that takes long over a large electorate.
    await council.db.transaction().execute(async (trx) => {
      await trx.selectFrom('council').selectAll().forUpdate().execute();
      const story = await propose(council, 'dora');
      expect((await story.read()).stage).toBe('review');
    });
  });
});

describe('a release', () => {
  it('TIE-5 JUS-1 MEM-2 makes who was accused and heard depart, and polls wait for them no longer', async () => {
    const release = {
      category: 'justice',
      accused: 'emil',
      victims: [],
      action: { type: 'member.release', member: 'emil' },
    };
    const story = await propose(council, 'carl', release);
    expect((await story.post('emil', '/hearing', { text: 'I did it.' })).status).toBe(201);
    await council.wait('71h');
    const other = await propose(council, 'dora');
    expect((await other.read()).electorate.size).toBe(5);
    await council.wait('2h');
    const remaining = { anna: 'agree', ben: 'agree', carl: 'agree', dora: 'agree' } as const;
    await story.positions(remaining);
    await story.reaches('appeal');
    await council.wait('71h');
    // The other round is open, and only emil has not answered in it.
    await other.positions(remaining);
    expect(await other.stage()).toBe('discussion');
    await council.wait('1h');
    await story.reaches('ended');
    expect((await story.read()).outcome).toBe('executed');
    expect((await memberOf('emil')).status).toBe('departed');
    expect((await (await council.as('emil')).get('/v1/proposals')).status).toBe(403);
    await other.reaches('ended');
    expect(await other.hours('round-closed')).toEqual([expect.closeTo(74, 0)]);
  });
});

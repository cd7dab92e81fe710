/** Stewards over HTTP: persons who answer for agents, shown wherever an agent is the author (MEM-6). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyMemberAction } from '../../../store/council/member-actions.ts';
import type { Json } from '../../support/http.ts';
import { five, person } from '../../support/people.ts';
import { content } from '../../support/story.ts';
import { type Council, openCouncil } from '../../support/council.ts';
import { quarrelWith } from '../../support/conflict.ts';
import { actAlone } from '../../support/emergency.ts';
import { serve, type Served, start } from '../serve.ts';
import { stored } from '../stored.ts';

const agent = (id: string, steward: string | null) => ({ ...person(id), kind: 'agent' as const, steward });

let api: Served;
beforeAll(async () => {
  api = await serve({
    members: [...five, agent('kit', 'carl'), person('gone', { status: 'departed' })],
  });
});
afterAll(() => api.close());

const problem = (code: string, rule: string | null) => ({ type: `/problems/${code}`, rule });
const imported = async (...members: readonly object[]): Promise<Json> =>
  (await api.as('ben')).post('/v1/members', members);

describe('a steward', () => {
  it('MEM-6 is a person of the council or of the same import, whatever the order', async () => {
    const { status } = await imported(agent('lou', 'nora'), person('nora'), agent('max', 'dora'));
    expect(status).toBe(201);
    const anna = await api.as('anna');
    expect((await anna.get('/v1/members/lou')).body).toMatchObject({ kind: 'agent', steward: 'nora' });
    expect((await anna.get('/v1/members/nora')).body.steward).toBeNull();
  });

  it.each([
    ['nobody', 'unknown-member'],
    ['gone', 'unknown-member'],
    ['kit', 'not-a-person'],
  ])('MEM-6 is no %s: %s', async (steward, code) => {
    const { status, body } = await imported(agent('pat', steward));
    expect([status, body]).toMatchObject([422, { ...problem(code, 'MEM-6'), facts: { members: [steward] } }]);
    expect((await (await api.as('anna')).get('/v1/members/pat')).status).toBe(404);
  });

  it('MEM-6 is not the agent itself, and a person has none', async () => {
    for (const one of [agent('pat', 'pat'), { ...person('pat'), steward: 'carl' }]) {
      const { status, body } = await imported(one);
      expect([status, body]).toMatchObject([
        422,
        { ...problem('invalid-body', null), errors: [{ path: '/0/steward' }] },
      ]);
    }
  });

  it('MEM-6 of who is admitted by decision is asked for at submission, and kept at execution', async () => {
    const admission = (steward: string) => ({
      ...content,
      category: 'membership',
      action: { type: 'member.admit', member: agent('rey', steward) },
    });
    const { status, body } = await (await api.as('dora')).post('/v1/proposals', admission('kit'));
    expect([status, body]).toMatchObject([422, problem('not-a-person', 'MEM-6')]);
    const decision = await stored(api.db, { type: 'none' }, { category: 'membership' });
    const action = { type: 'member.admit', member: agent('rey', 'emil') } as const;
    await api.db.transaction().execute((trx) => applyMemberAction(trx, action, { decision, at: start }));
    expect((await (await api.as('anna')).get('/v1/members/rey')).body.steward).toBe('emil');
  });

  it('MEM-6 is shown in a proposal of the agent', async () => {
    const anna = await api.as('anna');
    const of = async (author: string): Promise<Json> =>
      (await anna.get(`/v1/proposals/${await stored(api.db, { type: 'none' }, { author })}`)).body;
    expect(await of('kit')).toMatchObject({ author: 'kit', steward: 'carl' });
    expect(await of('carl')).toMatchObject({ author: 'carl', steward: null });
  });
});

describe('in a council in which agents lead, quarrel and appeal', () => {
  let council: Council;
  beforeAll(async () => {
    const kit = { ...agent('kit', 'carl'), roles: ['leadership' as const] };
    council = await openCouncil({ members: [...five, kit, agent('lou', null)] });
  });
  afterAll(() => council.close());

  it('MEM-6 EMG-1 a steward is shown in the emergency of an agent that acts alone', async () => {
    const story = await actAlone(council, 'kit');
    expect(await story.read('dora')).toMatchObject({ actor: 'kit', stewards: { kit: 'carl' } });
  });

  it('MEM-6 CNF-1 a steward is shown for each agent who is a party, and of nobody else', async () => {
    const story = await quarrelWith(council, 'dora', ['kit', 'lou']);
    expect((await story.read()).stewards).toEqual({ kit: 'carl' });
  });
});

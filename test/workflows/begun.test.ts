/** What had begun under its key, and whose answer was lost: it is done once, and by nobody who may not any more (PRO-10, AUT-1). */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { answerLostOf, begunOf } from '../support/begun.ts';
import { quarrelWith } from '../support/conflict.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { actContent, emergencyStory } from '../support/emergency.ts';
import { five, person } from '../support/people.ts';
import { allProveThemselves } from '../support/proof.ts';
import { content, propose, storyOf } from '../support/story.ts';

let council: Council;
beforeAll(async () => {
  council = await openCouncil({ members: [...five, person('lena', { roles: ['leadership'] })] });
});
afterAll(() => council.close());
afterEach(() => allProveThemselves(council));

/** As a decision of the council has it. */
const hasRoles = (id: string, roles: readonly string[]) =>
  council.db
    .updateTable('members')
    .set({ roles: [...roles] })
    .where('id', '=', id)
    .execute();

/** Lena gives account of an act, until it expires. */
async function expires(id: string): Promise<void> {
  const story = emergencyStory(council, id, 'lena');
  await council.wait('23h');
  await story.accounts('report');
  await council.wait('48h');
  await story.accounts('justification');
  await council.wait('2h');
  expect(await story.reaches('ended')).toMatchObject({ outcome: 'expired' });
}

const emergencies = async () => (await (await council.as('anna')).get('/v1/emergencies')).body.items;

describe('what had begun, and was not done', () => {
  it('EMG-1 AUT-1 is not done for a leader who is none any more: no right can be laid by', async () => {
    const again = await begunOf(council, 'lena', '/v1/emergencies', actContent);
    await hasRoles('lena', []);
    expect((await again()).body).toMatchObject({ type: '/problems/not-permitted', rule: 'EMG-1' });
    expect(await emergencies()).toEqual([]);
    await hasRoles('lena', ['leadership']);
    const { status, body } = await again();
    expect(status, 'a leader again, they ask anew').toBe(201);
    await expires(body.id);
  });

  it('PRO-3 is checked against what is true by then', async () => {
    const soon = new Date(Date.parse(await council.now()) + 600_000).toISOString();
    const again = await begunOf(council, 'carl', '/v1/proposals', { ...content, startsAt: soon });
    await council.wait('11m');
    expect((await again()).body).toMatchObject({ type: '/problems/past-instant' });
  });

  it('PRO-6 is refused in a stage in which it cannot be done', async () => {
    const story = await propose(council, 'carl');
    const again = await begunOf(council, 'carl', `/v1/proposals/${story.id}/amendments`, {
      text: 'Other words.',
    });
    expect((await story.post('carl', '/withdrawal', {})).status).toBe(200);
    expect((await again()).body).toMatchObject({ type: '/problems/wrong-stage' });
    expect((await story.read()).version).toBe(1);
  });
});

describe('what was done, and whose answer was lost', () => {
  it('EMG-1 PRO-10 is answered as it stands, whoever they are by now: nothing is done twice', async () => {
    const said = { ...actContent, what: 'The gate was closed.' };
    const { first, again } = await answerLostOf(council, 'lena', '/v1/emergencies', said);
    expect(first.status).toBe(201);
    await hasRoles('lena', []);
    const { status, body } = await again();
    expect(status).toBe(201);
    expect(body).toMatchObject({ id: first.body.id, what: said.what });
    await hasRoles('lena', ['leadership']);
    expect((await emergencies()).filter(({ what }: { what: string }) => what === said.what)).toHaveLength(1);
    await expires(body.id);
  });

  it('PRO-4 PRO-10 an act that can be done once is not refused for having been done', async () => {
    const story = await propose(council, 'carl');
    const { first, again } = await answerLostOf(council, 'carl', `/v1/proposals/${story.id}/withdrawal`, {});
    expect(first.body).toMatchObject({ outcome: 'withdrawn' });
    expect(await again()).toMatchObject({ status: 200, body: { outcome: 'withdrawn' } });
    expect((await story.timeline()).filter(({ kind }) => kind === 'ended')).toHaveLength(1);
  });

  it('CNF-2 PRO-10 in a room too, after the room was left', async () => {
    const dispute = await quarrelWith(council, 'carl', ['dora']);
    const path = `/v1/conflicts/${dispute.id}/terms`;
    const { again } = await answerLostOf(council, 'carl', path, { text: 'Each mends their half.' });
    expect((await dispute.accept('dora', 1)).body).toMatchObject({ outcome: 'settled' });
    expect((await again()).body).toMatchObject({ outcome: 'settled' });
    const told = await dispute.timeline();
    expect(told.filter(({ kind }: { kind: string }) => kind === 'terms-put')).toHaveLength(1);
  });

  it('PRO-1 PRO-10 a proposal whose start has passed by then', async () => {
    const soon = new Date(Date.parse(await council.now()) + 600_000).toISOString();
    const { first, again } = await answerLostOf(council, 'emil', '/v1/proposals', {
      ...content,
      startsAt: soon,
    });
    await council.wait('11m');
    expect((await again()).body).toMatchObject({ id: first.body.id });
    const story = storyOf(council, first.body.id, 'emil');
    expect((await story.post('emil', '/withdrawal', {})).status).toBe(200);
  });
});

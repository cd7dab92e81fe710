/** Emergency authority and the guardian's office: given, taken and moved by the council (EXE-1, EMG-8, GUA-2, AMD-2). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agree, decided, endingOf } from '../support/adoption.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { five, person } from '../support/people.ts';
import { propose } from '../support/story.ts';

const others = ['anna', 'ben', 'carl', 'dora', 'emil'];
const everyone = [...others, 'lena'];

let council: Council;
beforeAll(async () => {
  const lena = person('lena', { roles: ['leadership', 'resource-steward'] });
  council = await openCouncil({ members: [...five, lena] });
});
afterAll(() => council.close());

const rolesOf = async (id: string) => (await (await council.as('anna')).get(`/v1/members/${id}`)).body.roles;

describe('emergency authority', () => {
  it('EXE-1 is given by a decision of leadership', async () => {
    const give = { category: 'leadership', action: { type: 'leadership.give', member: 'emil' } };
    const { ended } = await decided(council, 'carl', give, everyone);
    expect(ended.outcome).toBe('executed');
    expect(await rolesOf('emil')).toEqual(['leadership']);
  });

  it('EMG-8 GUA-2 is taken by the others, and takes no other right', async () => {
    const take = { category: 'emergency-removal', action: { type: 'leadership.take', member: 'lena' } };
    const story = await propose(council, 'carl', take);
    expect((await story.read()).electorate).toEqual({ size: 5, quorum: 4 });
    await council.wait('73h');
    expect((await story.position('lena', 'block', 'It is mine.')).body).toMatchObject({
      type: '/problems/not-an-elector',
    });
    await story.positions(Object.fromEntries(others.map((id) => [id, 'agree'])));
    await story.reaches('ended');
    expect((await story.read()).outcome).toBe('executed');
    expect(await rolesOf('lena')).toEqual(['resource-steward']);
    expect((await propose(council, 'lena')).id).toBeDefined();
  });

  it('EMG-8 takes three quarters: 3 of 5 for are too few', async () => {
    const take = { category: 'emergency-removal', action: { type: 'leadership.take', member: 'emil' } };
    const story = await propose(council, 'carl', take);
    await council.wait('145h');
    await story.votes({ anna: 'for', ben: 'for', carl: 'for', dora: 'against', lena: 'against' });
    await story.reaches('discussion', 4);
    await council.wait('25h');
    await story.votes({ anna: 'for', ben: 'for', carl: 'for', dora: 'for', lena: 'against' });
    await story.reaches('ended');
    expect((await story.read()).outcome).toBe('executed');
    expect(await rolesOf('emil')).toEqual([]);
  });

  it('EXE-2 that was taken meanwhile cannot be taken again', async () => {
    const give = { category: 'leadership', action: { type: 'leadership.give', member: 'dora' } };
    expect((await decided(council, 'carl', give, everyone)).ended.outcome).toBe('executed');
    const take = { category: 'emergency-removal', action: { type: 'leadership.take', member: 'dora' } };
    const electors = ['anna', 'ben', 'carl', 'emil', 'lena'];
    const [first, second] = [await propose(council, 'carl', take), await propose(council, 'ben', take)];
    await agree(council, first, electors);
    await first.reaches('ended');
    await second.positions(Object.fromEntries(electors.map((id) => [id, 'agree'])));
    await second.reaches('ended');
    expect((await second.read()).outcome).toBe('execution-failed');
    expect(await endingOf(second)).toMatchObject({
      details: { code: 'already-done', facts: { member: 'dora' } },
    });
  });
});

describe('the guardian’s office', () => {
  const office = { category: 'constitutional', action: { type: 'member.guardian', member: 'dora' } };

  it('EXE-1 AMD-2 moves to the member, once the guardian has approved and the delay is over', async () => {
    const story = await propose(council, 'carl', office);
    await agree(council, story, everyone);
    await story.reaches('guardian-approval');
    expect((await story.post('anna', '/approval', { approve: true, reason: 'Time.' })).status).toBe(200);
    await story.reaches('delay');
    expect(await rolesOf('anna')).toEqual(['guardian']);
    await council.wait('30 days');
    await story.reaches('ended');
    expect((await story.read()).outcome).toBe('executed');
    expect([await rolesOf('anna'), await rolesOf('dora')]).toEqual([[], ['guardian']]);
    expect((await endingOf(story)).result.changes).toEqual([
      { member: 'anna', roles: { before: ['guardian'], after: [] } },
      { member: 'dora', roles: { before: [], after: ['guardian'] } },
    ]);
  });

  it('AMD-2 is filled without approval where nobody holds it', async () => {
    await (await council.as('dora')).put('/v1/members/dora/status', { status: 'departed' });
    const vacant = { ...office, action: { type: 'member.guardian', member: 'carl' } };
    const story = await propose(council, 'carl', vacant);
    await agree(council, story, ['anna', 'ben', 'carl', 'emil', 'lena']);
    await story.reaches('delay');
    await council.wait('30 days');
    await story.reaches('ended');
    expect((await story.read()).outcome).toBe('executed');
    expect(await rolesOf('carl')).toEqual(['guardian']);
  });
});

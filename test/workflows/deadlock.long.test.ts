/** The deadlock path: an extra round, a deferral, and the guardian's word or silence. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Council, openCouncil } from '../support/council.ts';
import { deadlocksThrice, split } from '../support/deadlock.ts';
import { five } from '../support/people.ts';
import { propose, type Story } from '../support/story.ts';

/** Votes 2 : 2 at 144 h, at 240 h after the extra round, and at 480 h after the deferral. */
async function deadlockThrice(council: Council, more: object = {}, author = 'carl'): Promise<Story> {
  const story = await propose(council, author, { category: 'resources', ...more });
  await deadlocksThrice(council, story);
  return story;
}

describe('the longest way', () => {
  let council: Council;
  beforeAll(async () => {
    council = await openCouncil();
  });
  afterAll(() => council.close());

  it('DEA-2 takes 720 hours where nobody answers early and the guardian is silent', async () => {
    const story = await deadlockThrice(council);
    expect(await story.stage()).toBe('guardian-resolution');
    expect(await story.outcome()).toBe('rejected');
    expect(await story.hours('review-opened')).toEqual([0]);
    expect(await story.hours('discussion-opened')).toEqual([72, 96, 120, 216]);
    expect(await story.hours('voting-opened')).toEqual([144, 240, 480]);
    expect(await story.hours('vote-closed')).toEqual([216, 312, 552]);
    expect(await story.hours('deferred-opened')).toEqual([312]);
    expect(await story.hours('guardian-resolution-opened')).toEqual([552]);
    expect(await story.hours('ended')).toEqual([720]);
    expect((await story.timeline()).at(-1)?.facts).toMatchObject({ rule: 'DEA-2', silent: true });
  });

  it('DEA-2 is adopted by the guardian with a written reason', async () => {
    const story = await deadlockThrice(council);
    const refused = await story.post('ben', '/resolution', { adopt: true, reason: 'I am not the guardian' });
    expect(refused.body).toMatchObject({ status: 403, rule: 'DEA-2' });
    expect((await story.post('anna', '/resolution', { adopt: true })).status).toBe(422);
    const answer = await story.post('anna', '/resolution', { adopt: true, reason: 'The need is real' });
    expect(answer.status).toBe(200);
    expect(await story.outcome()).toBe('executed');
    const record = (await story.get('/record')).body;
    expect(record.rationale).toContainEqual(
      expect.objectContaining({ rule: 'DEA-2', guardian: 'anna', adopt: true, reason: 'The need is real' }),
    );
  });

  it('DEA-2 is rejected by the guardian with a written reason', async () => {
    const story = await deadlockThrice(council);
    await story.post('anna', '/resolution', { adopt: false, reason: 'The council is not ready' });
    expect(await story.outcome()).toBe('rejected');
    expect((await story.post('anna', '/resolution', { adopt: true, reason: 'again' })).status).toBe(409);
  });

  it('GUA-1 counts the guardian who is the author as silent at once', async () => {
    const story = await deadlockThrice(council, {}, 'anna');
    expect(await story.read()).toMatchObject({ stage: 'ended', outcome: 'rejected' });
    expect(await story.hours('ended')).toEqual([552]);
    expect((await story.timeline()).at(-1)?.facts).toMatchObject({
      recused: { code: 'recused', rule: 'GUA-1' },
    });
  });

  it('DEA-2 the extra round can still find consensus', async () => {
    const story = await propose(council, 'carl', { category: 'resources' });
    await council.wait('144h');
    await story.votes(split);
    await council.wait('72h');
    expect(await story.read()).toMatchObject({ stage: 'discussion', round: 4 });
    await story.positions({ anna: 'agree', ben: 'agree', carl: 'agree', dora: 'agree', emil: 'stand-aside' });
    expect(await story.outcome()).toBe('executed');
  });

  it('DEA-2 the guardian may not resolve a vote with nobody for it', async () => {
    const story = await propose(council, 'carl', { category: 'resources' });
    const abstain = { anna: 'abstain', ben: 'abstain', carl: 'abstain', dora: 'abstain' } as const;
    await deadlocksThrice(council, story, abstain);
    expect(await story.read()).toMatchObject({ stage: 'ended', outcome: 'rejected' });
  });
});

describe('the guardian away from the office', () => {
  let council: Council;
  beforeAll(async () => {
    council = await openCouncil();
  });
  afterAll(() => council.close());

  it('GUA-1 falls silent at once on going offline while the council waits', async () => {
    const story = await deadlockThrice(council);
    expect(await story.stage()).toBe('guardian-resolution');
    const anna = await council.as('anna');
    expect((await anna.put('/v1/members/anna/status', { status: 'offline' })).status).toBe(200);
    await story.reaches('ended');
    expect((await story.read()).outcome).toBe('rejected');
    expect(await story.hours('ended')).toHaveLength(1);
    expect((await story.hours('ended'))[0]).toBeLessThan(560);
  });

  it('GUA-1 counts a guardian who is offline as silent', async () => {
    const story = await deadlockThrice(council);
    expect(await story.read()).toMatchObject({ stage: 'ended', outcome: 'rejected' });
    expect(await story.hours('ended')).toEqual([552]);
  });

  it('GUA-1 counts a vacant office as silent', async () => {
    const vacant = await openCouncil({ members: five.map((member) => ({ ...member, roles: [] })) });
    const story = await deadlockThrice(vacant);
    expect(await story.hours('ended')).toEqual([552]);
    expect((await story.timeline()).at(-1)?.facts).toMatchObject({
      recused: { facts: { because: 'vacant' } },
    });
    await vacant.close();
  });
});

describe('charters without parts of the path', () => {
  it('DEA-1 without a deadlock path a missed threshold rejects', async () => {
    const council = await openCouncil({ charter: (document) => ({ ...document, deadlock: null }) });
    const story = await propose(council, 'carl', { category: 'resources' });
    await council.wait('144h');
    await story.votes(split);
    expect(await story.outcome()).toBe('rejected');
    expect(await story.hours('ended')).toEqual([216]);
    await council.close();
  });
});

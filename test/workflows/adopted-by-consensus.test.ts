/** A proposal that everyone agrees on in the first round. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Council, openCouncil } from '../support/council.ts';
import { propose, type Story } from '../support/story.ts';

describe('a proposal that the council agrees on', () => {
  let council: Council;
  let story: Story;
  beforeAll(async () => {
    council = await openCouncil();
    story = await propose(council, 'carl');
  });
  afterAll(() => council.close());

  it('PRO-3 is reviewed for 72 hours before anyone takes a position', async () => {
    expect(await story.stage()).toBe('review');
    expect((await story.position('anna', 'agree')).body).toMatchObject({ status: 409, rule: 'CON-2' });
    const proposal = await story.read();
    expect(Date.parse(proposal.deadline) - Date.parse(proposal.submittedAt)).toBe(72 * 3_600_000);
    await council.wait('71h');
    expect(await story.stage()).toBe('review');
    await council.wait('1h');
    expect(await story.stage()).toBe('discussion');
  });

  it('PRO-4 CON-3 ends its first round early once every elector agrees, with or without reservations', async () => {
    await story.positions({ anna: 'agree', ben: 'agree', carl: 'agree', dora: 'agree' });
    expect(await story.stage()).toBe('discussion');
    await story.positions({ emil: 'agree-with-reservations' });
    await story.reaches('ended');
    expect(await story.outcome()).toBe('executed');
    const [closed] = await story.hours('round-closed');
    expect(closed).toBeGreaterThanOrEqual(72);
    expect(closed).toBeLessThan(73);
  });

  it('CON-4 is adopted without a vote', async () => {
    expect((await story.timeline()).map(({ kind }) => kind)).toEqual([
      'submitted',
      'review-opened',
      'discussion-opened',
      'round-closed',
      'execution-opened',
      'ended',
    ]);
    expect((await story.get('/tally')).status).toBe(404);
  });

  it('REC-1 PRO-5 leaves a record that names the reservation and its reason', async () => {
    const record = (await council.anyone.get(`/v1/proposals/${story.id}/record`)).body;
    expect(record).toMatchObject({ id: story.id, outcome: 'executed', electorate: { size: 5, quorum: 4 } });
    expect(record.dissent).toMatchObject({
      none: false,
      positions: [
        { member: 'emil', position: 'agree-with-reservations', reason: 'not yet convinced', round: 1 },
      ],
    });
    expect(record.evidence.positions.count).toBe(5);
  });

  it('PRO-10 takes nothing more once it has ended', async () => {
    for (const answer of [
      await story.position('anna', 'block', 'Not like this'),
      await story.vote('anna', 'for'),
      await story.post('carl', '/withdrawal'),
      await story.post('dora', '/statements', { text: 'Too late' }),
    ])
      expect(answer.body).toMatchObject({
        status: 409,
        type: '/problems/wrong-stage',
        facts: { stage: 'ended' },
      });
  });
});

describe('consensus at its boundaries', () => {
  let council: Council;
  beforeAll(async () => {
    council = await openCouncil();
  });
  afterAll(() => council.close());

  it('CON-3 needs positions from a quorum: 4 of 5 are enough, 3 are not', async () => {
    const enough = await propose(council, 'carl');
    const few = await propose(council, 'dora');
    await council.wait('72h');
    await enough.positions({ anna: 'agree', ben: 'agree', carl: 'agree', dora: 'agree' });
    await few.positions({ anna: 'agree', ben: 'agree', carl: 'agree' });
    await council.wait('24h');
    expect((await enough.read()).outcome).toBe('executed');
    expect(await few.read()).toMatchObject({ stage: 'discussion', round: 2 });
  });

  it('CON-3 falls to a single block, and PRO-4 takes each round anew', async () => {
    const story = await propose(council, 'carl');
    await council.wait('72h');
    await story.positions({ anna: 'block', ben: 'agree', carl: 'agree', dora: 'agree', emil: 'agree' });
    await story.reaches('discussion', 2);
    await council.wait('24h');
    const rounds = (await story.timeline()).filter(({ kind }) => kind === 'round-closed');
    expect(rounds[1]?.facts).toMatchObject({ round: 2, consensus: { positions: 0, reached: false } });
  });
});

/** From the last round to the vote and its outcomes. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Council, openCouncil } from '../support/council.ts';
import { propose, type Story } from '../support/story.ts';

/** Review and three silent rounds: 72 h and 3 × 24 h. */
const untilTheVote = '144h';

describe('a vote', () => {
  let council: Council;
  let story: Story;
  beforeAll(async () => {
    council = await openCouncil();
    story = await propose(council, 'carl', { category: 'resources' });
    await council.wait(untilTheVote);
  });
  afterAll(() => council.close());

  it('CON-4 opens by itself after three rounds without consensus', async () => {
    expect(await story.stage()).toBe('voting');
    expect(await story.hours('discussion-opened')).toEqual([72, 96, 120]);
    expect(await story.hours('voting-opened')).toEqual([144]);
  });

  it('PRO-6 cannot be escaped by withdrawing or amending', async () => {
    expect((await story.post('carl', '/withdrawal')).body).toMatchObject({ status: 409, rule: 'PRO-6' });
    expect((await story.post('carl', '/amendments', { title: 'Another' })).body).toMatchObject({
      status: 409,
    });
  });

  it('VOT-7 VOT-8 shows ballots, reasons, and whether the rest can still change it', async () => {
    await story.vote('anna', 'for', 'It is time');
    const ballots = (await story.get('/ballots', 'emil')).body;
    expect(ballots.items).toMatchObject([
      { member: 'anna', choice: 'for', reason: 'It is time', replaced: [] },
    ]);
    const tally = (await story.get('/tally', 'emil')).body;
    expect(tally).toMatchObject({
      for: 1,
      against: 0,
      abstain: 0,
      represented: 0,
      electorate: 5,
      participating: 1,
      quorum: { num: 3, den: 4, met: false },
      threshold: { num: 2, den: 3, strict: false, met: true },
      decided: false,
    });
  });

  it('PRO-7 counts the last ballot of each elector and keeps those it replaced', async () => {
    await story.votes({ ben: 'against', carl: 'for', dora: 'for' });
    await story.vote('anna', 'against', 'On reflection');
    expect((await story.get('/tally')).body).toMatchObject({ for: 2, against: 2 });
    await story.vote('anna', 'for', 'Convinced again');
    const { items } = (await story.get('/ballots')).body;
    expect(items).toHaveLength(4);
    expect(items[0].replaced).toMatchObject([{ choice: 'for' }, { choice: 'against' }]);
  });

  it('VOT-1 adopts 3 of 4 decisive votes under two thirds', async () => {
    expect(await story.outcome()).toBe('executed');
    const [closed] = (await story.timeline()).filter(({ kind }) => kind === 'vote-closed');
    expect(closed?.facts).toMatchObject({ tally: { for: 3, against: 1, verdict: 'adopted' } });
    expect(await story.hours('vote-closed')).toEqual([216]);
  });

  it('VOT-6 every acknowledged ballot stands in the record, replaced ones too', async () => {
    const record = (await council.anyone.get(`/v1/decisions/${story.id}/record`)).body;
    expect(record.evidence.ballots.count).toBe(6);
  });
});

describe('the close of a vote', () => {
  let council: Council;
  beforeAll(async () => {
    council = await openCouncil();
  });
  afterAll(() => council.close());

  it('PRO-7 comes early only when every elector has voted', async () => {
    const story = await propose(council, 'carl');
    await council.wait(untilTheVote);
    await story.votes({ anna: 'for', ben: 'for', carl: 'for', dora: 'for' });
    expect((await story.get('/tally')).body).toMatchObject({ decided: true });
    await council.wait('1h');
    expect(await story.stage()).toBe('voting');
    await story.votes({ emil: 'against' });
    await story.reaches('ended');
    expect(await story.outcome()).toBe('executed');
    const [closed] = await story.hours('vote-closed');
    expect(closed).toBeLessThan(146);
  });

  it('DEA-1 rejects with more than half of the decisive votes against', async () => {
    const story = await propose(council, 'carl');
    await council.wait(untilTheVote);
    await story.votes({ anna: 'against', ben: 'against', carl: 'for', dora: 'against' });
    expect(await story.outcome()).toBe('rejected');
  });

  it('PRO-8 is put off once by its own length where the quorum is missed, with the ballots it has', async () => {
    const story = await propose(council, 'carl');
    await council.wait(untilTheVote);
    await story.votes({ anna: 'for', ben: 'for', carl: 'for' });
    await council.wait('72h');
    expect(await story.stage()).toBe('voting');
    expect(await story.hours('vote-extended')).toEqual([216]);
    expect((await story.get('/tally')).body).toMatchObject({ for: 3, quorum: { met: false } });
    await story.votes({ dora: 'against' });
    expect(await story.outcome()).toBe('executed');
    expect(await story.hours('vote-closed')).toEqual([288]);
  });

  it('PRO-8 ends inquorate where the quorum is missed again', async () => {
    const story = await propose(council, 'carl');
    await council.wait(untilTheVote);
    await story.votes({ anna: 'for' });
    expect(await story.outcome()).toBe('inquorate');
    expect(await story.hours('ended')).toEqual([288]);
  });

  it('VOT-6 PRO-10 refuses a ballot at the instant of closing and takes one a millisecond before', async () => {
    const story = await propose(council, 'carl');
    await council.wait(untilTheVote);
    const { deadline } = await story.read();
    const before = Date.parse(deadline) - Date.parse(await council.now());
    expect(before).toBeGreaterThan(0);
    await story.votes({ anna: 'for' });
    await council.wait('72h');
    await council.wait('72h');
    const late = await story.vote('ben', 'for');
    expect(late.body).toMatchObject({ status: 409 });
    expect((await story.get('/ballots')).body.items).toHaveLength(1);
  });
});

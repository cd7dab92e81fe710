/** Emergency authority: one acts alone, and answers for it; the council overrides, ratifies, or lets the limit act (EMG-1 to EMG-7). */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Council, openCouncil } from '../support/council.ts';
import { actAlone, actContent } from '../support/emergency.ts';
import { five, person } from '../support/people.ts';
import { allProveThemselves } from '../support/proof.ts';
import { storyOf } from '../support/story.ts';

let council: Council;
beforeAll(async () => {
  council = await openCouncil({ members: [...five, person('lena', { roles: ['leadership'] })] });
});
afterAll(() => council.close());
afterEach(() => allProveThemselves(council));

const year = 365 * 86_400_000;
const nextYear = async () => new Date(Date.parse(await council.now()) + year).toISOString();
const water = async () => ({
  type: 'allocation.grant',
  resource: 'water',
  amount: 100,
  to: 'emil',
  until: await nextYear(),
});
const allocationsOf = async (to: string) =>
  (await (await council.as('anna')).get(`/v1/allocations?to=${to}`)).body.items;

describe('an act that nobody calls into question', () => {
  it('EMG-1 EMG-6 EMG-7 acts at once, is accounted for, expires at the limit and ends what it granted', async () => {
    const story = await actAlone(council, 'lena', { what: 'Water for Emil.', action: await water() });
    await council.until(async () => expect((await story.read()).actionState).toBe('done'));
    expect((await story.read()).can).toEqual(['report', 'ratification-calls']);
    expect((await story.post('lena', '/override-calls', { reason: 'Now.' })).body).toMatchObject({
      type: '/problems/not-permitted',
      rule: 'EMG-5',
    });
    const twin = { ...actContent, what: 'Water again.', action: { ...(await water()), amount: 5 } };
    expect((await (await council.as('lena')).post('/v1/emergencies', twin)).body).toMatchObject({
      type: '/problems/repeated-act',
      facts: { emergency: story.id, outcome: null },
    });
    await council.wait('23h');
    await story.accounts('report');
    expect((await story.post('lena', '/report', { text: 'Again.' })).body).toMatchObject({
      type: '/problems/already-done',
      rule: 'EMG-3',
    });
    await council.wait('48h');
    await story.accounts('justification');
    await council.wait('2h');
    const ended = await story.reaches('ended');
    expect(ended).toMatchObject({ outcome: 'expired', breaches: [], removal: null, reversalState: 'done' });
    expect(await story.hours('decided')).toEqual([72]);
    const [granted] = await allocationsOf('emil');
    expect(granted).toMatchObject({ decision: story.id, until: ended.limit });
  });
});

describe('ratification', () => {
  it('EMG-6 lets the act stand at once when two thirds of all electors are for', async () => {
    const story = await actAlone(council, 'lena', {
      what: 'Water for Dora.',
      action: { ...(await water()), to: 'dora' },
    });
    expect((await story.post('anna', '/ratification-calls')).status).toBe(200);
    expect((await story.read()).polls.ratification).toMatchObject({
      calledBy: 'anna',
      electorate: { size: 5, quorum: 4 },
      closes: (await story.read()).limit,
    });
    expect((await story.vote('lena', 'ratification', 'for')).body).toMatchObject({
      type: '/problems/not-an-elector',
      rule: 'GUA-2',
    });
    await story.votes('ratification', { anna: 'for', ben: 'for', carl: 'for' });
    expect((await story.read()).stage).toBe('in-force');
    await story.votes('ratification', { dora: 'for' });
    await story.reaches('accounting');
    expect((await story.read()).outcome).toBe('ratified');
    // Who did not hear that their ballot was taken asks again, and hears it though the poll is over (VOT-6).
    expect((await story.vote('carl', 'ratification', 'for')).body.acknowledgement).toMatchObject({
      number: 1,
    });
    expect((await story.vote('carl', 'ratification', 'against')).status).toBe(409);
    await story.accounts('report');
    await story.accounts('justification');
    const ended = await story.reaches('ended');
    expect(ended).toMatchObject({ outcome: 'ratified', reversalState: null });
    expect((await allocationsOf('dora'))[0].until > ended.limit).toBe(true);
  });
});

describe('override', () => {
  it('EMG-5 three quarters of all electors end the act at once, and the reversal runs', async () => {
    const action = { type: 'task', assignee: 'carl', instructions: 'Close the road', by: await nextYear() };
    const reversal = { type: 'task', assignee: 'dora', instructions: 'Open the road', by: await nextYear() };
    const story = await actAlone(council, 'lena', { action, reversal });
    expect((await story.post('emil', '/override-calls', { reason: 'There is another way.' })).status).toBe(
      200,
    );
    expect((await story.post('dora', '/override-calls', { reason: 'Me too.' })).body).toMatchObject({
      type: '/problems/already-done',
      rule: 'EMG-5',
    });
    await story.votes('override', { anna: 'for', ben: 'for', carl: 'for' });
    expect((await story.read()).stage).toBe('in-force');
    await story.votes('override', { emil: 'for' });
    expect((await story.get('/polls/override/ballots?limit=2', 'dora')).body).toMatchObject({
      items: [{ member: 'anna', choice: 'for', carriedBy: null, replaced: [] }, { member: 'ben' }],
    });
    await story.reaches('reversal');
    expect((await story.read()).actionState).toBe('failed');
    await council.until(async () => expect((await story.read('dora')).can).toEqual(['task']));
    expect((await story.post('dora', '/task', { evidence: 'It is open.' })).status).toBe(200);
    const overridden = await story.reaches('accounting');
    expect(overridden).toMatchObject({ outcome: 'overridden', reversalState: 'done' });
    await story.accounts('report');
    await story.accounts('justification');
    expect(await story.reaches('ended')).toMatchObject({ breaches: [], removal: null });
  });

  it('EMG-5 three of four decisive votes are enough at the close, two of three are not', async () => {
    const story = await actAlone(council, 'lena', { what: 'The gate was closed.' });
    await story.accounts('report');
    await story.accounts('justification');
    await story.post('emil', '/override-calls', { reason: 'Why?' });
    await story.votes('override', { anna: 'for', ben: 'for', carl: 'for', dora: 'against' });
    await council.wait('73h');
    const ended = await story.reaches('ended');
    // The poll closes at the limit, and before it acts.
    expect(ended).toMatchObject({ outcome: 'overridden' });
    expect(ended.polls.override.tally).toMatchObject({ for: 3, against: 1, verdict: 'adopted' });

    const other = await actAlone(council, 'lena', { what: 'The door was closed.' });
    await other.accounts('report');
    await other.accounts('justification');
    await other.post('emil', '/override-calls', { reason: 'Why?' });
    await other.votes('override', { anna: 'for', ben: 'for', carl: 'abstain', dora: 'against' });
    await council.wait('73h');
    const expired = await other.reaches('ended');
    expect(expired).toMatchObject({ outcome: 'expired' });
    expect(expired.polls.override.tally).toMatchObject({ for: 2, against: 1, verdict: 'rejected' });
  });
});

describe('what is owed and does not come', () => {
  it('EMG-3 EMG-4 the override and one removal open by themselves, each once, at the instant', async () => {
    const story = await actAlone(council, 'lena', { what: 'The lights were put out.' });
    await council.wait('24h');
    await council.until(async () => expect((await story.read()).removal).not.toBeNull());
    const breached = await story.read('anna');
    expect(breached.polls.override).toMatchObject({ calledBy: null, closes: breached.limit });
    expect(breached.can).toContain('polls/override/ballot');
    const late = await story.post('lena', '/report', { text: 'Late.' });
    expect(late.body).toMatchObject({
      report: { text: 'Late.', late: true },
      breaches: [{ kind: 'report' }],
    });
    const removal = storyOf(council, breached.removal, 'anna');
    await removal.reaches('review');
    expect(await removal.read()).toMatchObject({
      category: 'emergency-removal',
      author: null,
      stage: 'review',
      action: { type: 'leadership.take', member: 'lena' },
      electorate: { size: 5 },
      links: [{ relation: 'removal-of', id: story.id }],
    });
    await council.wait('49h');
    const ended = await story.reaches('ended');
    expect(ended).toMatchObject({ outcome: 'expired', removal: breached.removal });
    expect([...(await story.hours('breach')), ...(await story.hours('decided'))]).toEqual([24, 72, 72]);
    expect(await story.hours('override-opened')).toEqual([24]);
    expect(await story.hours('removal-opened')).toHaveLength(1);
    // The removal outlives what it came from.
    await council.wait('24h');
    await removal.reaches('discussion');
  });
});

describe('what is refused', () => {
  const refused = async (member: string, more: object) =>
    (await (await council.as(member)).post('/v1/emergencies', { ...actContent, ...more })).body;

  it('EMG-1 whoever is no leader', async () => {
    expect(await refused('carl', {})).toMatchObject({ type: '/problems/not-permitted', rule: 'EMG-1' });
  });

  it('EMG-2 a change of the charter, a permanent grant, what cannot be undone, and the same act again', async () => {
    const amend = { type: 'charter.amend', patch: [{ op: 'remove', path: '/review' }] };
    const permanent = { type: 'allocation.grant', resource: 'land', amount: 1, to: 'emil', permanent: true };
    for (const action of [amend, permanent, { type: 'leadership.give', member: 'emil' }])
      expect(await refused('lena', { action })).toMatchObject({
        type: '/problems/action-not-permitted',
        rule: 'EMG-2',
      });
    const call = { type: 'http.call', method: 'POST', url: 'http://127.0.0.1:9/' };
    expect(await refused('lena', { action: call })).toMatchObject({
      type: '/problems/no-reversal',
      rule: 'EMG-2',
    });
    // Nothing done is nothing to reverse: what this gives, no override would end.
    const gift = {
      type: 'allocation.grant',
      resource: 'land',
      amount: 1,
      to: 'lena',
      until: await nextYear(),
    };
    for (const reversal of [gift, call])
      expect(await refused('lena', { reversal })).toMatchObject({
        type: '/problems/action-not-permitted',
        rule: 'EMG-2',
        facts: { path: '/reversal', permits: ['none'] },
        detail: expect.stringMatching(/^\/reversal cannot be .*\. It permits none\.$/),
      });
    expect(await refused('lena', { what: 'The lights were put out.' })).toMatchObject({
      type: '/problems/repeated-act',
      rule: 'EMG-2',
      facts: { outcome: 'expired' },
    });
  });
});

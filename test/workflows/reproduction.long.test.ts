/** Reproduction: parents consent, a steward attests the resources, each in time, before anybody is admitted (REP-1, PRO-11, TIE-5). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agree, endingOf } from '../support/adoption.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { five, person } from '../support/people.ts';
import { content, propose, type Story } from '../support/story.ts';

const everyone = ['anna', 'ben', 'carl', 'dora', 'emil', 'stella'];
const week = 168;

let council: Council;
beforeAll(async () => {
  const stella = person('stella', { roles: ['resource-steward'] });
  council = await openCouncil({ members: [...five, stella], families: [{ id: 'ash', name: 'Ash' }] });
});
afterAll(() => council.close());

const hoursAhead = async (hours: number) =>
  new Date(Date.parse(await council.now()) + hours * 3_600_000).toISOString();

/** A child of anna and ben, who will be born in so many hours. */
const child = async (id: string, bornIn: number) => ({
  category: 'reproduction',
  parents: ['anna', 'ben'],
  diversity: 'The first of their generation who learned to sail.',
  action: {
    type: 'member.admit',
    member: { id, name: id, kind: 'agent', family: 'ash', bornAt: await hoursAhead(bornIn) },
  },
});
const consent = async (story: Story, parent: string, consents = true) =>
  (await story.post(parent, '/consents', { consent: consents })).status;
const diverse = async (story: Story, elector = 'dora') =>
  (await story.post(elector, '/attestations', { diversity: 'It is as he says.' })).status;
/** Both attestations. */
const attest = async (story: Story) => {
  expect(await diverse(story)).toBe(201);
  return (await story.post('stella', '/attestations', { resources: 'Enough for three.' })).status;
};
const memberStatus = async (id: string) => (await (await council.as('anna')).get(`/v1/members/${id}`)).status;

describe('reproduction', () => {
  it('REP-1 PRO-2 names its parents and attaches the assessment of diversity', async () => {
    const { parents: _parents, diversity: _diversity, ...bare } = await child('ada', 1);
    const answer = await (await council.as('carl')).post('/v1/proposals', { ...content, ...bare });
    expect(answer.body).toMatchObject({
      type: '/problems/incomplete',
      facts: { missing: ['parents', 'diversity'] },
    });
  });

  it('REP-1 PRO-11 TIE-5 admits who is born after the submission, once all have consented and attested', async () => {
    const story = await propose(council, 'carl', await child('ada', 1));
    const { requirements, submittedAt } = await story.read();
    const until = new Date(Date.parse(submittedAt) + week * 3_600_000).toISOString();
    const asked = { version: 1, asked: submittedAt, until, closed: null };
    expect(requirements).toEqual([
      { what: 'consent', who: 'anna', ...asked },
      { what: 'consent', who: 'ben', ...asked },
      { what: 'resources', who: 'resource-steward', ...asked },
      { what: 'diversity', who: 'elector', ...asked },
    ]);
    expect((await story.read('anna')).can).toContain('consents');
    expect((await story.read('emil')).can).not.toContain('consents');
    expect((await story.read('stella')).can).toContain('attestations');
    expect([await consent(story, 'anna'), await consent(story, 'ben'), await attest(story)]).toEqual([
      201, 201, 201,
    ]);
    await agree(council, story, everyone);
    await story.reaches('ended');
    expect((await story.read()).outcome).toBe('executed');
    expect((await story.read()).requirements).toMatchObject([
      { closed: { how: 'met' } },
      { closed: { how: 'met' } },
      { closed: { how: 'met' } },
      { closed: { how: 'met' } },
    ]);
    expect(await memberStatus('ada')).toBe(200);
  });

  it('REP-1 takes no consent of who is no parent, no attestation of who is no steward, and neither twice', async () => {
    const story = await propose(council, 'carl', await child('bea', 1));
    expect((await story.post('emil', '/consents', { consent: true })).body).toMatchObject({
      status: 403,
      type: '/problems/not-permitted',
      rule: 'REP-1',
    });
    expect((await story.post('anna', '/attestations', { resources: 'Plenty.' })).body).toMatchObject({
      status: 403,
      rule: 'REP-1',
    });
    expect(await consent(story, 'anna')).toBe(201);
    expect((await story.post('anna', '/consents', { consent: false })).body).toMatchObject({
      status: 409,
      type: '/problems/already-done',
    });
  });

  it('REP-1 takes the assessment of diversity attested by no author, no parent, and no child', async () => {
    const story = await propose(council, 'carl', await child('bob', 1));
    for (const member of ['carl', 'anna', 'ben'])
      expect((await story.post(member, '/attestations', { diversity: 'Fine.' })).body).toMatchObject({
        status: 403,
        rule: 'REP-1',
      });
    expect(await diverse(story, 'emil')).toBe(201);
    await story.post('carl', '/withdrawal');
  });

  it('PRO-6 REP-1 a consent and an attestation are of the text they were given to: another child is asked about anew', async () => {
    const story = await propose(council, 'carl', await child('cora', 1));
    expect([await consent(story, 'anna'), await consent(story, 'ben'), await attest(story)]).toEqual([
      201, 201, 201,
    ]);
    await council.wait('1h');
    const { action } = await child('carla', 1);
    const amended = await story.post('carl', '/amendments', { action, text: 'Another child altogether.' });
    const { requirements } = amended.body;
    expect(requirements).toHaveLength(4);
    const asked = await council.now();
    for (const one of requirements) {
      expect(one).toMatchObject({ version: 2, closed: null });
      expect(Date.parse(one.until) - Date.parse(one.asked)).toBe(week * 3_600_000);
      expect(Math.abs(Date.parse(one.asked) - Date.parse(asked))).toBeLessThan(60_000);
    }
    expect((await story.post('anna', '/consents', { consent: true, version: 1 })).body).toMatchObject({
      type: '/problems/stale-version',
      facts: { answered: 1, inForce: 2 },
    });
    expect(await consent(story, 'anna', false)).toBe(201);
    await story.reaches('ended');
    expect((await story.read()).outcome).toBe('rejected');
  });

  it('REP-1 ends rejected at once where one parent refuses', async () => {
    const story = await propose(council, 'carl', await child('cleo', 1));
    expect(await consent(story, 'anna')).toBe(201);
    expect(await story.stage()).toBe('review');
    expect(await consent(story, 'ben', false)).toBe(201);
    await story.reaches('ended');
    expect((await story.read()).outcome).toBe('rejected');
    expect(await endingOf(story)).toMatchObject({ rule: 'REP-1', requirement: 'consent', refusedBy: 'ben' });
    expect(await memberStatus('cleo')).toBe(404);
  });

  it('PRO-11 CON-3 a consensus waits for what is open, and lapses a week after submission', async () => {
    const story = await propose(council, 'carl', await child('dina', 1));
    expect([await consent(story, 'anna'), await attest(story)]).toEqual([201, 201]);
    await agree(council, story, everyone);
    await story.reaches('requirements');
    expect(await story.read()).toMatchObject({ deadline: null, outcome: null });
    await council.wait('94h');
    expect(await story.stage()).toBe('requirements');
    await council.wait('1h');
    await story.reaches('ended');
    expect((await story.read()).outcome).toBe('lapsed');
    expect(await story.hours('ended')).toEqual([week]);
    expect(await endingOf(story)).toMatchObject({
      rule: 'PRO-11',
      missing: [{ what: 'consent', who: 'ben' }],
    });
    expect((await story.post('ben', '/consents', { consent: true })).body).toMatchObject({ status: 409 });
  });

  it('PRO-11 a consensus that waits is adopted by the last consent, within the last minutes too', async () => {
    const story = await propose(council, 'carl', await child('elsa', 1));
    expect([await consent(story, 'anna'), await attest(story)]).toEqual([201, 201]);
    await agree(council, story, everyone);
    await story.reaches('requirements');
    await council.wait('94h');
    await council.wait('59m');
    expect(await consent(story, 'ben')).toBe(201);
    await story.reaches('ended');
    expect((await story.read()).outcome).toBe('executed');
    expect(await memberStatus('elsa')).toBe(200);
  });

  it('PRO-11 a vote does not open before what is open is met', async () => {
    const story = await propose(council, 'carl', await child('fred', 1));
    await council.wait('145h');
    await story.reaches('requirements');
    expect((await story.vote('emil', 'for')).body).toMatchObject({ type: '/problems/wrong-stage' });
    expect([await consent(story, 'anna'), await consent(story, 'ben')]).toEqual([201, 201]);
    expect(await story.stage()).toBe('requirements');
    expect(await attest(story)).toBe(201);
    await story.reaches('voting');
    await story.votes(Object.fromEntries(everyone.map((id) => [id, 'for'])));
    await story.reaches('ended');
    expect((await story.read()).outcome).toBe('executed');
  });

  it('EXE-2 TIE-5 admits nobody who is not born yet when it is carried out', async () => {
    const story = await propose(council, 'carl', await child('gil', 100));
    expect([await consent(story, 'anna'), await consent(story, 'ben'), await attest(story)]).toEqual([
      201, 201, 201,
    ]);
    await agree(council, story, everyone);
    await story.reaches('ended');
    expect((await story.read()).outcome).toBe('execution-failed');
    expect(await endingOf(story)).toMatchObject({
      details: { code: 'too-far-ahead', facts: { path: '/action/member/bornAt' } },
    });
    expect(await memberStatus('gil')).toBe(404);
  });
});

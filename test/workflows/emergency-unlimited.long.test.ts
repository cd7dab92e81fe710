/** Emergencies under a charter without a limit: acts that stand, actions and reversals that fail, leaders who are removed meanwhile (EMG-6 to EMG-8). */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type Council, openCouncil } from '../support/council.ts';
import { actAlone, emergencyStory } from '../support/emergency.ts';
import { five, person } from '../support/people.ts';
import { allProveThemselves } from '../support/proof.ts';
import { propose } from '../support/story.ts';

let council: Council;
beforeAll(async () => {
  const leaders = ['lena', 'mira'].map((id) => person(id, { roles: ['leadership'] }));
  council = await openCouncil({
    members: [...five, ...leaders],
    charter: (document) => {
      if (document.emergency === null) throw new Error('the default charter has emergencies');
      return { ...document, emergency: { ...document.emergency, limit: null } };
    },
  });
});
afterAll(() => council.close());
afterEach(() => allProveThemselves(council));

const call = (url: string) => ({ type: 'http.call', method: 'POST', url });
/** Nobody listens there. */
const dead = call('http://127.0.0.1:9/');

it('EMG-7 stands 72 hours after its justification, where nobody overrides it', async () => {
  const story = await actAlone(council, 'lena');
  expect(await story.read()).toMatchObject({ limit: null });
  await council.wait('10h');
  await story.accounts('report');
  await story.accounts('justification');
  await council.wait('71h');
  expect((await story.read()).stage).toBe('in-force');
  await council.wait('2h');
  const ended = await story.reaches('ended');
  expect(ended).toMatchObject({ outcome: 'stood', reversalState: null });
  expect(Date.parse(ended.decidedAt) - Date.parse(ended.justification.at)).toBe(72 * 3_600_000);
});

it('EMG-1 EMG-7 an action that fails is on record as failed, and its report is still due', async () => {
  const story = await actAlone(council, 'lena', { what: 'Calls nobody.', action: dead, reversal: dead });
  await council.wait('23h');
  await story.accounts('report');
  await council.wait('2h');
  await council.until(async () => expect((await story.read()).actionState).toBe('failed'));
  expect((await story.read()).stage).toBe('in-force');
  await story.accounts('justification');
  await story.post('anna', '/override-calls', { reason: 'It must be undone.' });
  expect((await story.read()).polls.override.closes).toBe(
    new Date(Date.parse((await story.read()).polls.override.opens) + 72 * 3_600_000).toISOString(),
  );
  // Of six electors five are three quarters and more: the poll closes at once.
  await story.votes('override', { anna: 'for', ben: 'for', carl: 'for', dora: 'for', mira: 'for' });
  await story.reaches('reversal');
  await council.wait('25h');
  const ended = await story.reaches('ended');
  expect(ended).toMatchObject({ outcome: 'overridden', reversalState: 'failed', breaches: [] });
  expect((await story.post('carl', '/retry')).body).toMatchObject({ type: '/problems/not-permitted' });
  const retried = await story.post('ben', '/retry');
  expect(retried.status).toBe(201);
  expect(retried.body).toMatchObject({ retryOf: story.id, outcome: 'overridden' });
  expect(await story.read()).toMatchObject({ retriedBy: retried.body.id });
  expect((await story.post('ben', '/retry')).body).toMatchObject({ type: '/problems/already-done' });
  await council.wait('25h');
  const again = emergencyStory(council, retried.body.id, 'lena');
  expect(await again.reaches('ended')).toMatchObject({ outcome: 'overridden', reversalState: 'failed' });
});

it('EMG-4 the justification comes after the report, or after its breach', async () => {
  const story = await actAlone(council, 'mira', { what: 'Rang the bell.' });
  expect((await story.post('mira', '/justification', { text: 'Fire.' })).body).toMatchObject({
    type: '/problems/incomplete',
    rule: 'EMG-4',
    facts: { missing: ['report'] },
  });
  await story.accounts('report');
  await story.accounts('justification');
  await council.wait('73h');
  expect((await story.reaches('ended')).outcome).toBe('stood');
});

it('EMG-6 an override that missed its quorum is called once more, and decides', async () => {
  const story = await actAlone(council, 'lena', { what: 'Barred the gate.' });
  await story.accounts('report');
  const first = await story.post('anna', '/override-calls', { reason: 'Open it.' });
  expect(first.body.polls.override).toMatchObject({ calledBy: 'anna' });
  await story.votes('override', { anna: 'for', ben: 'for' });
  await council.wait('71h');
  await story.accounts('justification');
  await council.wait('2h');
  await council.until(async () => expect((await story.read()).polls.override.closedAt).not.toBeNull());
  const second = await story.post('ben', '/override-calls', { reason: 'Do open it.' });
  expect(second.body).toMatchObject({
    formerPolls: [{ kind: 'override', calledBy: 'anna', tally: { verdict: 'inquorate', for: 2 } }],
    polls: { override: { calledBy: 'ben', tally: { for: 0 } } },
  });
  await story.votes('override', { anna: 'for', ben: 'for', carl: 'for', dora: 'for', emil: 'for' });
  expect(await story.reaches('ended')).toMatchObject({ outcome: 'overridden', breaches: [] });
});

it('EMG-8 what a leader began goes on when their authority is taken, and nobody asks to take it again', async () => {
  const take = { category: 'emergency-removal', action: { type: 'leadership.take', member: 'mira' } };
  const removal = await propose(council, 'carl', take);
  await council.wait('73h');
  const story = await actAlone(council, 'mira', { what: 'Rang the bell again.' });
  const electors = ['anna', 'ben', 'carl', 'dora', 'emil', 'lena'];
  await removal.positions(Object.fromEntries(electors.map((id) => [id, 'agree'])));
  await removal.reaches('ended');
  expect((await (await council.as('anna')).get('/v1/members/mira')).body.roles).toEqual([]);
  await story.accounts('report');
  await council.wait('73h');
  await council.until(async () => expect((await story.read()).breaches).toHaveLength(1));
  expect(await story.read()).toMatchObject({ stage: 'in-force', removal: null });
  expect(await story.hours('removal-passed-over')).toHaveLength(1);
  expect((await story.read()).polls.override).toMatchObject({ calledBy: null, electorate: { size: 6 } });
  await council.wait('73h');
  expect(await story.reaches('ended')).toMatchObject({ outcome: 'stood' });
});

it('EMG-7 an act that is over owes its report all the same: one removal opens, and no override', async () => {
  const story = await actAlone(council, 'lena', { what: 'Shut the mill.' });
  await story.post('anna', '/override-calls', { reason: 'Open it.' });
  await story.votes('override', { anna: 'for', ben: 'for', carl: 'for', dora: 'for', emil: 'for' });
  expect((await story.reaches('accounting')).outcome).toBe('overridden');
  await council.wait('25h');
  await council.until(async () => expect((await story.read()).removal).not.toBeNull());
  await council.wait('48h');
  const ended = await story.reaches('ended');
  expect(ended.breaches.map(({ kind }: { kind: string }) => kind)).toEqual(['report', 'justification']);
  expect(await story.hours('breach')).toEqual([24, 72]);
  for (const once of ['override-opened', 'removal-opened']) expect(await story.hours(once)).toHaveLength(1);
});

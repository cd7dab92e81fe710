/** Node vetoes of emergencies: an action that names the node waits, 6 hours at most (NVP-2, NVP-3). */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Council, openCouncil } from '../support/council.ts';
import { actAlone, type EmergencyStory } from '../support/emergency.ts';
import { goesOn, logFollows, loseWorkflow } from '../support/gone.ts';
import { raise, vetoing } from '../support/node-veto.ts';
import { five, person } from '../support/people.ts';
import { allProveThemselves } from '../support/proof.ts';

let council: Council;
beforeEach(async () => {
  council = await openCouncil({
    members: [...five, person('lena', { roles: ['leadership'] }), person('mika'), person('nils')],
  });
});
afterEach(async () => {
  await allProveThemselves(council);
  await logFollows(council);
  await council.close();
});

const inHours = (from: string, hours: number): string =>
  new Date(Date.parse(from) + hours * 3_600_000).toISOString();

/** Lena has dora do something, by so many hours from now. */
const ordered = async (hours: number, more: object = {}): Promise<EmergencyStory> => {
  const by = inHours(await council.now(), hours);
  const story = await actAlone(council, 'lena', {
    what: 'The bridge is closed.',
    action: { type: 'task', assignee: 'dora', instructions: 'Climb the bridge', by },
    reversal: { type: 'task', assignee: 'emil', instructions: 'Open it', by: inHours(by, 400) },
    ...more,
  });
  await council.until(async () => expect((await story.read()).actionState).toBe('awaited'));
  return story;
};

const confirms = (story: EmergencyStory) => story.post('dora', '/task', { evidence: 'I am up.' });

/** Both accounts, so that nothing else is owed. */
const accounted = async (story: EmergencyStory): Promise<void> => {
  await story.accounts('report');
  await story.accounts('justification');
};

describe('a node veto of an emergency', () => {
  it('NVP-2 holds an action that names the node 6 hours, though nobody has found anything, and its date is so much later', async () => {
    const story = await ordered(10);
    await accounted(story);
    await council.wait('1h');
    const veto = await vetoing(council, 'dora', story.id);
    const { createdAt, hold } = await veto.read();
    expect(hold).toEqual({ since: createdAt, ends: inHours(createdAt, 6), ended: null });
    expect((await confirms(story)).body).toMatchObject({
      type: '/problems/wrong-stage',
      rule: 'NVP-2',
      facts: { heldBy: veto.id },
    });
    await council.wait('21598s');
    expect((await confirms(story)).body).toMatchObject({ rule: 'NVP-2' });
    await council.wait('3s');
    await council.until(async () =>
      expect((await story.read()).nodeVetoes).toMatchObject([
        { id: veto.id, heldUntil: hold.ends, outcome: null },
      ]),
    );
    // 3 h were left at the instant of the hold's end but for what passed before it: the date was 10 h from the act.
    await council.wait('8h');
    expect((await story.read()).actionState).toBe('awaited');
    expect((await confirms(story)).status).toBe(200);
    await council.until(async () => expect((await story.read()).actionState).toBe('done'));
    expect(await veto.outcome()).toBe('denied');
    expect(await veto.read()).toMatchObject({ hold: { ended: hold.ends } });
    await council.until(async () => expect((await story.read('emil')).can).toEqual(['task']));
    expect((await story.post('emil', '/task', { evidence: 'It is open.' })).status).toBe(200);
    expect((await story.reaches('ended')).outcome).toBe('expired');
    expect((await story.timeline()).filter(({ kind }) => kind === 'hold-ended')).toMatchObject([
      { at: hold.ends, facts: { id: veto.id, because: 'time' } },
    ]);
  });

  it('NVP-3 EMG-2 ends it vetoed with its reversal where the danger stands, and it is not repeated', async () => {
    const story = await ordered(200);
    await accounted(story);
    const veto = await vetoing(council, 'dora', story.id);
    await veto.does('lena', '/answer', { contest: 'The bridge is safe.' });
    const panel = await veto.panel();
    for (const concerned of ['lena', 'dora']) expect(panel).not.toContain(concerned);
    await veto.find(true);
    expect(await veto.outcome()).toBe('vetoed');
    await story.reaches('reversal');
    expect(await story.read()).toMatchObject({ outcome: 'vetoed', actionState: 'failed' });
    await council.until(async () => expect((await story.read('emil')).can).toEqual(['task']));
    expect((await story.post('emil', '/task', { evidence: 'It is open.' })).status).toBe(200);
    expect(await story.reaches('ended')).toMatchObject({ outcome: 'vetoed', reversalState: 'done' });
    const again = await (
      await council.as('lena')
    ).post('/v1/emergencies', {
      what: 'The bridge is closed again.',
      reason: 'It shakes.',
      action: { type: 'task', assignee: 'dora', instructions: 'Go up', by: inHours(await council.now(), 5) },
      reversal: { type: 'task', assignee: 'emil', instructions: 'Open', by: inHours(await council.now(), 9) },
    });
    expect(again.body).toMatchObject({ type: '/problems/repeated-act', facts: { outcome: 'vetoed' } });
  });

  it('NVP-3 is held no more as soon as it is denied', async () => {
    const story = await ordered(200);
    const veto = await vetoing(council, 'dora', story.id);
    await veto.does('lena', '/answer', { contest: 'The bridge is safe.' });
    await veto.find(false);
    await council.until(async () =>
      expect((await story.timeline()).filter(({ kind }) => kind === 'hold-ended')).toMatchObject([
        { facts: { because: 'denied' } },
      ]),
    );
    expect((await confirms(story)).status).toBe(200);
    await council.until(async () => expect((await story.read()).actionState).toBe('done'));
    expect((await raise(council, 'dora', story.id)).body).toMatchObject({
      type: '/problems/wrong-stage',
      facts: { actionState: 'done' },
    });
    await veto.does('dora', '/withdrawal');
    expect((await veto.read()).outcome).toBe('denied');
  });

  it('NVP-1 NVP-2 reaches nothing else: whom the action does not name, what its actor did, a reversal', async () => {
    const story = await ordered(200);
    expect((await raise(council, 'carl', story.id)).body).toMatchObject({
      type: '/problems/not-holdable',
      status: 409,
      rule: 'NVP-2',
      facts: { action: 'task', node: 'member/carl' },
    });
    expect((await raise(council, 'lena', story.id)).body).toMatchObject({
      type: '/problems/not-permitted',
      rule: 'NVP-1',
    });
    expect((await raise(council, 'emil', story.id)).body, 'the reversal names him').toMatchObject({
      type: '/problems/not-holdable',
    });
    await council.wait('73h');
    await story.reaches('reversal');
    expect((await raise(council, 'dora', story.id)).body).toMatchObject({
      type: '/problems/wrong-stage',
      rule: 'NVP-2',
    });
    await council.until(async () => expect((await story.read('emil')).can).toEqual(['task']));
    await story.post('emil', '/task', { evidence: 'It is open.' });
  });

  it('PRO-9 NVP-1 lapses with an act that is reversed, or whose workflow was lost', async () => {
    const story = await ordered(400);
    await accounted(story);
    await council.wait('71h');
    const veto = await vetoing(council, 'dora', story.id);
    await council.wait('2h');
    await story.reaches('reversal');
    await council.until(async () => expect((await story.read('emil')).can).toEqual(['task']));
    await story.post('emil', '/task', { evidence: 'It is open.' });
    await story.reaches('ended');
    await veto.reaches('ended');
    expect(await veto.read()).toMatchObject({ outcome: 'lapsed' });
    const other = await ordered(400, {
      what: 'Another bridge.',
      action: {
        type: 'task',
        assignee: 'nils',
        instructions: 'Climb it',
        by: inHours(await council.now(), 300),
      },
    });
    const lost = await vetoing(council, 'nils', other.id);
    await loseWorkflow(council, other.id);
    await goesOn(council, 'emergencies', other.id);
    await lost.reaches('ended');
    expect(await lost.read()).toMatchObject({ outcome: 'lapsed' });
  });
});

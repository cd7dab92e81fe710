/** Processes whose workflow is gone: found, shown to operators, ended by one of them, and gone on with (PRO-9). */
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { folkmoot } from '../cli/exported.ts';
import { actAlone } from '../support/emergency.ts';
import { conflictStory, quarrelWith } from '../support/conflict.ts';
import { type Council, type CouncilOptions, openCouncil } from '../support/council.ts';
import { goesOn, interrupt, logFollows, look, loseWorkflow } from '../support/gone.ts';
import type { Json } from '../support/http.ts';
import { five, person } from '../support/people.ts';
import { allProveThemselves } from '../support/proof.ts';
import { content, propose, type Story, storyOf } from '../support/story.ts';

/** Calls the activity of this name ends the workflow that asked for it, once. */
let losesAt: string | null = null;

async function openScene(charter?: CouncilOptions['charter']): Promise<Council> {
  const members = [
    ...five.map((member) =>
      member.id === 'anna' || member.id === 'ben' ? member : { ...member, family: 'ash' },
    ),
    person('fay', { roles: ['leadership'] }),
    person('gus', { family: 'birch' }),
  ];
  const families = [
    { id: 'ash', name: 'Ash' },
    { id: 'birch', name: 'Birch' },
  ];
  const interceptors = {
    activity: [
      ({ info }: { info: { activityType: string; workflowExecution: { workflowId: string } } }) => ({
        inbound: {
          async execute<Input, Output>(
            input: Input,
            next: (input: Input) => Promise<Output>,
          ): Promise<Output> {
            if (info.activityType === losesAt) {
              losesAt = null;
              const { workflowId } = info.workflowExecution;
              await opened.environment.client.workflow.getHandle(workflowId).terminate('for the test');
              throw new Error('its workflow is gone');
            }
            return next(input);
          },
        },
      }),
    ],
  };
  const opened = await openCouncil({
    members,
    families,
    worker: { interceptors: interceptors as never },
    ...(charter === undefined ? {} : { charter }),
  });
  return opened;
}

// A council for each story: the time-skipping server’s time may stand still once a workflow was ended from outside.
let council: Council;
beforeEach(async () => {
  council = await openScene();
});
afterEach(async () => {
  await allProveThemselves(council);
  await logFollows(council);
  await council.close();
});

const everyone = ['anna', 'ben', 'carl', 'dora', 'emil', 'fay', 'gus'];

const linkOf = ({ links }: Json, relation: string): string | undefined =>
  links.find((link: Json) => link.relation === relation)?.id;

/** Adopted in its first round: by the whole council, but for who is not asked. @param loses the activity that its workflow does not live to see done */
async function adopt(story: Story, but: readonly string[] = [], loses: string | null = null): Promise<void> {
  await council.wait('73h');
  losesAt = loses;
  const electors = everyone.filter((id) => !but.includes(id));
  await story.positions(Object.fromEntries(electors.map((id) => [id, 'agree'])));
}

describe('a proposal whose workflow is gone', () => {
  it('PRO-9 AUT-1 is found and shown, and operators are told of it once', async () => {
    const story = await propose(council, 'carl');
    await look(council);
    const ben = await council.as('ben');
    expect((await ben.get('/v1/astray')).body.items).toEqual([]);
    await loseWorkflow(council, story.id);
    await look(council);
    await look(council);
    expect((await ben.get('/v1/astray')).body.items).toMatchObject([
      { id: story.id, kind: 'proposal', stage: 'review', how: 'gone' },
    ]);
    expect((await (await council.as('carl')).get('/v1/astray')).body).toMatchObject({
      status: 403,
      rule: 'AUT-1',
    });
    expect((await council.anyone.get('/health/ready')).body).toMatchObject({
      status: 'ready',
      processes: { gone: 1, overdue: 0 },
    });
    expect((await council.anyone.get('/metrics')).body).toContain('folkmoot_processes_astray{how="gone"} 1');
    const token = join(tmpdir(), `token-${story.id}`);
    await writeFile(token, await council.token('ben'));
    const asked = await folkmoot('doctor', '--from', council.url, '--token', token);
    expect(asked).toEqual({
      code: 1,
      said: expect.stringContaining(`The proposal ${story.id} has no workflow any more`),
    });
    await rm(token);
    expect((await folkmoot('doctor', '--from', council.url)).said).toContain(
      '1 process has no workflow any more',
    );
    const told = (await ben.get('/v1/inbox?limit=200')).body.items.filter(
      ({ kind }: Json) => kind === 'workflow-gone',
    );
    expect(told).toMatchObject([{ decision: story.id, owes: 'interruption', stage: 'review' }]);
    await goesOn(council, 'proposals', story.id);
    await look(council);
    expect((await ben.get('/v1/astray')).body.items).toEqual([]);
    expect(await folkmoot('doctor', '--from', council.url)).toEqual({
      code: 0,
      said: expect.stringContaining('Every open process runs, and none is overdue.'),
    });
  });

  it('PRO-9 opens anew from its first stage, with its text and its charter copy, linked both ways', async () => {
    const story = await propose(council, 'carl');
    await council.wait('73h');
    await story.position('dora', 'block', 'Not on Thursdays.');
    await loseWorkflow(council, story.id);
    const again = storyOf(council, await goesOn(council, 'proposals', story.id), 'carl');
    const [before, after] = [await story.read(), await again.read()];
    expect(before).toMatchObject({ stage: 'ended', outcome: 'interrupted', deadline: null });
    expect(linkOf(before, 'continued-by')).toBe(again.id);
    expect(linkOf(after, 'continuation-of')).toBe(story.id);
    const { title, text, action, author, charterVersion, category } = before;
    expect(after).toMatchObject({ title, text, action, author, charterVersion, category });
    expect(after).toMatchObject({ stage: 'review', round: 0, version: 1, electorate: { size: 7 } });
    expect((await story.timeline()).at(-1)).toMatchObject({
      kind: 'ended',
      facts: {
        outcome: 'interrupted',
        rule: 'PRO-9',
        by: 'ben',
        reason: 'Somebody ended it.',
        workflow: 'TERMINATED',
        stage: 'discussion',
        to: again.id,
      },
    });
    expect((await story.position('dora', 'agree')).status).toBe(409);
    await adopt(again);
    await again.reaches('ended');
    expect(await again.read()).toMatchObject({ outcome: 'executed' });
  });

  it('AUT-1 PRO-9 is ended by an operator only, once, and never while its workflow runs', async () => {
    const story = await propose(council, 'carl');
    expect((await interrupt(council, 'proposals', story.id)).body).toMatchObject({
      status: 409,
      type: '/problems/still-running',
    });
    await loseWorkflow(council, story.id);
    for (const member of ['anna', 'carl'])
      expect((await interrupt(council, 'proposals', story.id, member)).body).toMatchObject({
        status: 403,
        rule: 'AUT-1',
      });
    expect(await story.read()).toMatchObject({ stage: 'review', outcome: null });
    const [one, other] = await Promise.all([
      interrupt(council, 'proposals', story.id),
      interrupt(council, 'proposals', story.id),
    ]);
    for (const { status } of [one, other]) expect([200, 409]).toContain(status);
    const { links } = await story.read();
    expect(links.filter(({ relation }: Json) => relation === 'continued-by')).toHaveLength(1);
    expect((await story.timeline()).filter(({ kind }) => kind === 'ended')).toHaveLength(1);
    const again = storyOf(council, linkOf({ links }, 'continued-by') ?? '', 'carl');
    await again.reaches('review');
    expect((await interrupt(council, 'proposals', story.id)).body).toMatchObject({
      status: 409,
      type: '/problems/wrong-stage',
    });
  });

  it('PRO-1 PRO-9 stays its author’s alone where it was a draft', async () => {
    const { body } = await (await council.as('carl')).post('/v1/proposals', { ...content, draft: true });
    await loseWorkflow(council, body.id);
    const { body: ended } = await interrupt(council, 'proposals', body.id);
    const again = storyOf(council, ended.continuedBy, 'carl');
    await again.reaches('draft');
    expect((await again.get('', 'dora')).status).toBe(404);
    expect((await again.post('carl', '/submission')).body).toMatchObject({ stage: 'review' });
  });
});

describe('what waited for it', () => {
  it('VET-2 PRO-9 waits for the question that goes on', async () => {
    await council.close();
    council = await openScene((document) => ({ ...document, review: null }));
    const story = await propose(council, 'carl', {
      category: 'family.pooling',
      impact: { affected: ['carl'], statement: 'One purse.' },
    });
    await story.positions({ carl: 'agree', dora: 'agree', emil: 'agree' });
    await story.reaches('veto');
    await story.post('dora', '/veto', { matter: 'time', reason: 'My evenings.' });
    await story.post('emil', '/veto/contest', { reason: 'It is money.' });
    await council.wait('25h');
    const question = linkOf(await story.read(), 'questioned-by') ?? '';
    await storyOf(council, question, 'carl').reaches('voting');
    await loseWorkflow(council, question);
    await council.settled();
    expect(await story.read()).toMatchObject({ stage: 'veto', vetoes: [{ outcome: null }] });
    const again = storyOf(council, await goesOn(council, 'proposals', question), 'carl');
    expect(linkOf(await again.read(), 'question-of')).toBe(story.id);
    await again.reaches('voting');
    // Who raised it has no ballot on what goes on from it either.
    expect((await again.vote('dora', 'against')).body).toMatchObject({ type: '/problems/not-an-elector' });
    const others = everyone.filter((id) => id !== 'dora');
    await again.votes(Object.fromEntries(others.map((id) => [id, 'for'])));
    await again.reaches('ended');
    await story.reaches('ended');
    expect(await story.read()).toMatchObject({ outcome: 'executed', vetoes: [{ outcome: 'lifted' }] });
  });

  it('APP-2 PRO-9 GUA-2 waits for the appeal that goes on: nobody upholds by ending one, nor by naming the guardian a victim', async () => {
    const story = await propose(council, 'carl', {
      category: 'justice',
      impact: { affected: ['emil'], statement: 'Emil mends the press or pays for it.' },
      accused: 'emil',
      victims: ['anna'],
    });
    await story.post('emil', '/hearing', { decline: true });
    await story.post('anna', '/hearing', { none: true });
    await adopt(story, ['emil']);
    await story.reaches('appeal');
    const { body } = await story.post('emil', '/appeal', {
      principle: 'autonomy',
      reason: 'It is my press.',
    });
    const appeal = linkOf(body, 'appealed-by') ?? '';
    const emil = await council.as('emil');
    await council.until(async () => expect((await emil.get(`/v1/appeals/${appeal}`)).status).toBe(200));
    await loseWorkflow(council, appeal);
    await council.settled();
    expect(await story.stage()).toBe('appeal');
    const again = await goesOn(council, 'appeals', appeal);
    expect((await emil.get(`/v1/appeals/${appeal}`)).body).toMatchObject({
      outcome: 'interrupted',
      continuedBy: again,
    });
    expect((await emil.get(`/v1/appeals/${again}`)).body).toMatchObject({
      continuationOf: appeal,
      of: { kind: 'proposal', id: story.id },
    });
    const ruling = { ruling: 'overturn', reason: 'So the principles say.' };
    expect((await (await council.as('anna')).post(`/v1/appeals/${again}/ruling`, ruling)).status).toBe(200);
    await story.reaches('ended');
    expect(await story.read()).toMatchObject({ outcome: 'overturned' });
  });
});

describe('an emergency whose workflow is gone', () => {
  it('EMG-7 PRO-9 ALC-3 is interrupted, what it granted ends, as holder and council are told at once, and its reversal runs', async () => {
    const until = new Date(Date.parse(await council.now()) + 10 * 86_400_000).toISOString();
    const act = await actAlone(council, 'fay', {
      action: { type: 'allocation.grant', resource: 'wakes', amount: 5, to: 'gus', until },
      reversal: { type: 'none' },
    });
    await council.until(async () => expect(await act.read()).toMatchObject({ actionState: 'done' }));
    await loseWorkflow(council, act.id);
    const { status, body } = await interrupt(council, 'emergencies', act.id);
    expect(status, JSON.stringify(body)).toBe(200);
    const ended = await act.read();
    expect(ended).toMatchObject({ stage: 'ended', outcome: 'interrupted', retriedBy: body.continuedBy });
    const [granted] = (await (await council.as('gus')).get('/v1/allocations?to=gus')).body.items;
    expect(granted).toMatchObject({ decision: act.id, until: ended.endedAt });
    const over = async (member: string): Promise<Json[]> =>
      (await (await council.as(member)).get('/v1/inbox?limit=200')).body.items.filter(
        ({ decision, kind }: Json) => decision === act.id && kind === 'allocation-over',
      );
    for (const member of ['gus', 'anna'])
      await council.until(async () =>
        expect(await over(member)).toMatchObject([{ at: ended.endedAt, facts: { until: ended.endedAt } }]),
      );
    await council.returned(body.continuedBy);
    const reversal = (await (await council.as('fay')).get(`/v1/emergencies/${body.continuedBy}`)).body;
    expect(reversal).toMatchObject({ stage: 'ended', retryOf: act.id, reversalState: 'done' });
  });
});

describe('a conflict whose workflow is gone', () => {
  it('AUT-2 PRO-9 goes on in a room of its own, from the negotiation', async () => {
    const story = await quarrelWith(council, 'carl', ['gus']);
    await story.terms('carl', 'Half of it.');
    await loseWorkflow(council, story.id);
    const { body } = await interrupt(council, 'conflicts', story.id);
    expect(body).toMatchObject({ outcome: 'interrupted' });
    const again = conflictStory(council, body.continuedBy, 'carl');
    await again.reaches('negotiation');
    expect(await story.read()).toMatchObject({ outcome: 'interrupted', continuedBy: again.id });
    expect(await again.read()).toMatchObject({
      parties: [['carl'], ['gus']],
      continuationOf: story.id,
      terms: [],
    });
    for (const { id } of [story, again])
      expect((await (await council.as('emil')).get(`/v1/conflicts/${id}`)).status).toBe(404);
    const n = await again.terms('gus', 'All of it.');
    await again.accept('carl', n);
    expect(await again.outcome()).toBe('settled');
  });
});

describe('a decision whose workflow is gone in its execution', () => {
  it('EXE-2 PRO-9 was executed where its action was done, though nobody had written so yet', async () => {
    const story = await propose(council, 'carl', {
      category: 'leadership',
      action: { type: 'leadership.give', member: 'dora' },
    });
    await adopt(story, [], 'conclude');
    await vi.waitFor(() => expect(losesAt).toBeNull(), { timeout: 10_000 });
    const { body } = await interrupt(council, 'proposals', story.id);
    expect(body).toMatchObject({ outcome: 'executed', continuedBy: null });
    expect((await story.timeline()).at(-1)).toMatchObject({
      kind: 'ended',
      facts: { outcome: 'executed', rule: 'EXE-1', interruption: { by: 'ben', workflow: 'TERMINATED' } },
    });
    expect((await (await council.as('carl')).get('/v1/members/dora')).body.roles).toContain('leadership');
  });

  it('EXE-2 PRO-9 has failed where a call may have been made: it is tried again under its own key', async () => {
    const story = await propose(council, 'carl', {
      action: { type: 'http.call', method: 'POST', url: 'http://127.0.0.1:9/never' },
    });
    await adopt(story, [], 'perform');
    await vi.waitFor(() => expect(losesAt).toBeNull(), { timeout: 10_000 });
    expect((await interrupt(council, 'proposals', story.id)).body).toMatchObject({
      outcome: 'execution-failed',
      continuedBy: null,
    });
    expect(await story.read('ben')).toMatchObject({ can: expect.arrayContaining(['retry']) });
  });
});

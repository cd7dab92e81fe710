/** What the council answers to a contested veto or objection, and what becomes of the decision that waits for it (VET-1, VET-2, PRO-12). */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { endingOf } from '../support/adoption.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { deadlocksThrice } from '../support/deadlock.ts';
import type { Json } from '../support/http.ts';
import { five, person } from '../support/people.ts';
import { allProveThemselves } from '../support/proof.ts';
import { propose, type Story, storyOf } from '../support/story.ts';

const families = [{ id: 'ash', name: 'Ash' }];
type Family = readonly [string, string, string, ...string[]];
const family = { category: 'family.pooling' };

async function linked(council: Council, story: Story, relation: string): Promise<Story> {
  const { links, author } = await story.read();
  const { id } = links.find((one: Json) => one.relation === relation);
  const other = storyOf(council, id, author);
  await vi.waitFor(async () => expect(await other.read()).toHaveProperty('stage'));
  return other;
}

/** Adopted by all of its family, vetoed by the second of them and contested by the third; answers the question that the council is asked. */
async function contestedVeto(council: Council, [by, vetoing, contesting, ...others]: Family) {
  const story = await propose(council, by, {
    ...family,
    impact: { affected: [by], statement: 'One purse.' },
  });
  const electors = [by, vetoing, contesting, ...others];
  await story.positions(Object.fromEntries(electors.map((id) => [id, 'agree'])));
  await story.reaches('veto');
  expect((await story.post(vetoing, '/veto', { matter: 'time', reason: 'My evenings.' })).status).toBe(200);
  const contest = await story.post(contesting, '/veto/contest', { reason: 'It is money.' });
  expect(contest.status, JSON.stringify(contest.body)).toBe(200);
  return { story, question: await linked(council, story, 'questioned-by') };
}

async function isUpheld(story: Story): Promise<void> {
  await story.reaches('ended');
  expect(await story.read()).toMatchObject({ outcome: 'vetoed', vetoes: [{ outcome: 'stands' }] });
}

describe('the question of a contested veto', () => {
  let council: Council;
  beforeAll(async () => {
    const members = five.map((member) => ({ ...member, family: member.id === 'anna' ? null : 'ash' }));
    council = await openCouncil({ members, families });
  });
  afterEach(() => allProveThemselves(council));
  afterAll(() => council.close());

  const ash = ['carl', 'ben', 'dora', 'emil'] as const;

  it('VET-2 PRO-8 upholds it where too few answer', async () => {
    const { story, question } = await contestedVeto(council, ash);
    await council.wait('145h');
    await question.votes({ anna: 'for', carl: 'for', dora: 'for' });
    await council.wait('71h');
    expect(await story.stage()).toBe('veto');
    await council.wait('72h');
    await isUpheld(story);
    expect((await question.read()).outcome).toBe('inquorate');
  });

  it('VET-2 DEA-2 upholds it at its third deadlock, without the guardian', async () => {
    const { story, question } = await contestedVeto(council, ash);
    await deadlocksThrice(council, question);
    await isUpheld(story);
    expect((await question.read()).outcome).toBe('rejected');
    expect(await endingOf(question)).toMatchObject({ rule: 'DEA-2', guardian: 'may not resolve' });
    expect((await question.timeline()).map(({ kind }) => kind)).not.toContain('guardian-resolution-opened');
  });

  it('VET-2 VOT-1 lifts it with two thirds, and not with one vote fewer', async () => {
    for (const [dora, outcome] of [
      ['for', 'executed'],
      ['against', 'vetoed'],
    ] as const) {
      const { story, question } = await contestedVeto(council, ash);
      await council.wait('145h');
      // Of three decisive votes two are two thirds; the second time one is for, and more than half against.
      await question.votes({ anna: 'for', ben: 'against', dora, emil: 'abstain' });
      await council.wait('71h');
      await story.reaches('ended');
      expect((await story.read()).outcome).toBe(outcome);
    }
  });
});

describe('an objection', () => {
  const theirs = { impact: { affected: ['ben'], statement: 'His Thursdays.' } };
  let council: Council;
  beforeAll(async () => {
    council = await openCouncil();
  });
  afterEach(() => allProveThemselves(council));
  afterAll(() => council.close());

  it('VET-2 CON-3 is waited for by a consensus, and stands when nobody contests it', async () => {
    const story = await propose(council, 'carl', theirs);
    await council.wait('73h');
    await story.post('ben', '/objection', { matter: 'time', reason: 'My Thursdays.' });
    await story.positions({ anna: 'agree', carl: 'agree', dora: 'agree', emil: 'agree', ben: 'agree' });
    await story.reaches('requirements');
    await council.wait('23h');
    expect(await story.stage()).toBe('requirements');
    await council.wait('1h');
    await isUpheld(story);
  });

  it('VET-2 that the council answers is personal ends the proposal before any vote', async () => {
    const story = await propose(council, 'carl', theirs);
    await story.post('ben', '/objection', { matter: 'time', reason: 'My Thursdays.' });
    await story.post('dora', '/objection/contest', { reason: 'They are everyone’s.' });
    const question = await linked(council, story, 'questioned-by');
    await council.wait('145h');
    await story.reaches('requirements');
    await question.votes({ anna: 'against', ben: 'against', carl: 'for', dora: 'for', emil: 'against' });
    await isUpheld(story);
    expect(await story.hours('voting-opened')).toEqual([]);
  });

  it('VET-2 CON-3 that the council lifts lets the consensus that waited adopt', async () => {
    const story = await propose(council, 'carl', theirs);
    await story.post('ben', '/objection', { matter: 'time', reason: 'My Thursdays.' });
    await story.post('dora', '/objection/contest', { reason: 'They are everyone’s.' });
    const question = await linked(council, story, 'questioned-by');
    await council.wait('73h');
    const all = { anna: 'agree', ben: 'agree', carl: 'agree', dora: 'agree', emil: 'agree' } as const;
    await story.positions(all);
    await story.reaches('requirements');
    await question.positions(all);
    await question.reaches('ended');
    await story.reaches('ended');
    expect(await story.read()).toMatchObject({ outcome: 'executed', vetoes: [{ outcome: 'lifted' }] });
  });
});

describe('a council of which nobody is mature', () => {
  const kids = ['ada', 'bea', 'cleo'].map((id) =>
    person(id, { family: 'ash', bornAt: '2019-01-01T00:00:00.000Z' }),
  );
  let council: Council;
  beforeAll(async () => {
    council = await openCouncil({ members: kids, families });
  });
  afterEach(() => allProveThemselves(council));
  afterAll(() => council.close());

  it('MEM-3 VET-2 PRO-12 answers no question: it ends rejected at once, and the veto is upheld', async () => {
    const { story, question } = await contestedVeto(council, ['ada', 'bea', 'cleo']);
    await question.reaches('ended');
    expect(await question.read()).toMatchObject({ outcome: 'rejected', electorate: { size: 0 } });
    expect(await endingOf(question)).toMatchObject({ rule: 'MEM-3' });
    await isUpheld(story);
  });

  // Last: once a proposal that outlived its opener has ended, the time-skipping server lets no more time pass.
  it('MEM-3 TIE-3 PRO-12 takes up nothing: what escalates to it ends rejected at once', async () => {
    const story = await propose(council, 'ada', { ...family, impact: { affected: ['ada'], statement: 'x' } });
    for (const member of ['ada', 'bea']) await story.post(member, '/escalation');
    await story.reaches('ended');
    expect((await story.read()).outcome).toBe('escalated');
    const opened = await linked(council, story, 'escalated-to');
    await opened.reaches('ended');
    expect((await opened.read()).outcome).toBe('rejected');
  });
});

/** One whole emergency and one whole conflict per ending, and an interruption, each with a history that is recorded on demand (EMG-7, CNF-1 to CNF-5, APP-2). */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { conflictStory, type ConflictStory, quarrelWith } from '../support/conflict.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { actAlone, type EmergencyStory } from '../support/emergency.ts';
import { goesOn, loseWorkflow } from '../support/gone.ts';
import { keepHistory } from '../support/histories.ts';
import { person } from '../support/people.ts';
import { allProveThemselves } from '../support/proof.ts';
import { arbiters, families, quarrellers } from '../support/quarrellers.ts';
import { propose, storyOf } from '../support/story.ts';

const leaders = ['lena', 'mira'].map((id) => person(id, { roles: ['leadership'] }));
const members = [...quarrellers, ...leaders];
const allFor = (electors: readonly string[]) =>
  Object.fromEntries(electors.map((elector) => [elector, 'for'] as const));

let council: Council;
beforeAll(async () => {
  council = await openCouncil({ members, families });
});
afterAll(async () => {
  await allProveThemselves(council);
  await council.close();
});

async function accounted(what: string): Promise<EmergencyStory> {
  const story = await actAlone(council, 'lena', { what });
  await council.wait('13h');
  await story.accounts('report');
  await story.accounts('justification');
  return story;
}

const emergencies: Readonly<Record<string, () => Promise<EmergencyStory>>> = {
  ratified: async () => {
    const story = await accounted('Opened the sluice.');
    await story.post('anna', '/ratification-calls', { reason: 'Well done.' });
    await story.votes('ratification', allFor(['anna', 'ben', 'carl', 'dora', 'emil', 'fay']));
    return story;
  },
  overridden: async () => {
    const by = new Date(Date.parse(await council.now()) + 1_000 * 3_600_000).toISOString();
    const task = (assignee: string) => ({ type: 'task', assignee, instructions: 'Move the boats', by });
    const story = await actAlone(council, 'lena', { action: task('carl'), reversal: task('dora') });
    await story.accounts('report');
    await story.accounts('justification');
    await story.post('anna', '/override-calls', { reason: 'Leave them.' });
    await story.votes('override', allFor(['anna', 'ben', 'carl', 'dora', 'emil', 'fay']));
    await story.reaches('reversal');
    await council.until(async () => expect((await story.read('dora')).can).toContain('task'));
    await story.post('dora', '/task', { evidence: 'Moved back.' });
    return story;
  },
  expired: () => accounted('Shut the gate.'),
};

for (const [outcome, tell] of Object.entries(emergencies))
  it(`EMG-7 ${outcome}`, async () => {
    const story = await tell();
    if (outcome === 'expired') await council.wait('60h');
    expect((await story.reaches('ended')).outcome).toBe(outcome);
    await keepHistory(council, `emergency-${outcome}`, story.id);
  });

async function arbitrated(): Promise<ConflictStory> {
  const story = await quarrelWith(council, 'carl', ['dora']);
  await council.wait('24h');
  await story.reaches('mediation');
  await story.impasse('carl', 'dora');
  await story.reaches('arbitration', 'ranking');
  await decide(story);
  return story;
}

async function decide(story: ConflictStory): Promise<void> {
  await story.propose('ben');
  await story.propose('dora', 'A hedge.');
  await story.rank('anna', ['remedy-2'], ['remedy-1']);
  await council.wait('72h');
  await story.reaches('arbitration', 'voting');
  await story.votes(allFor([...arbiters, 'lena', 'mira']));
  await council.wait('96h');
  await story.reaches('appeal');
}

const conflicts: Readonly<Record<string, () => Promise<ConflictStory>>> = {
  settled: async () => {
    const story = await quarrelWith(council, 'carl', ['dora']);
    await council.wait('25h');
    await story.reaches('mediation');
    const number = await story.terms('fay');
    for (const party of ['carl', 'dora']) await story.accept(party, number);
    return story;
  },
  unresolved: async () => {
    const story = await quarrelWith(council, 'carl', ['dora']);
    await council.wait('240h');
    return story;
  },
  arbitrated: async () => {
    const story = await arbitrated();
    await council.wait('72h');
    return story;
  },
  overturned: async () => {
    const story = await arbitrated();
    await story.appeal('carl');
    await story.rule('anna', 'overturn');
    const appeal = (await story.read()).appeal.id;
    await story.reaches('ended');
    await keepHistory(council, 'appeal-of-an-arbitration', appeal);
    return story;
  },
  remanded: async () => {
    const story = await arbitrated();
    await story.appeal('carl');
    await story.rule('anna', 'remand');
    const { remandedTo } = await story.reaches('ended');
    const again = conflictStory(council, remandedTo, 'carl');
    await again.reaches('arbitration', 'ranking');
    return story;
  },
};

for (const [outcome, tell] of Object.entries(conflicts))
  it(`CNF-5 ${outcome}`, async () => {
    const story = await tell();
    expect((await story.reaches('ended')).outcome).toBe(outcome);
    await keepHistory(council, `conflict-${outcome}`, story.id);
  });

it('EMG-3 EMG-4 breached: an override and a removal open by themselves', async () => {
  const story = await actAlone(council, 'mira', { what: 'Put out the lights.' });
  await council.wait('73h');
  expect((await story.reaches('ended')).outcome).toBe('expired');
  await keepHistory(council, 'emergency-breached', story.id);
});

it('PRO-9 interrupted', async () => {
  const opened = await openCouncil();
  const lost = await propose(opened, 'carl');
  await loseWorkflow(opened, lost.id);
  const again = storyOf(opened, await goesOn(opened, 'proposals', lost.id), 'carl');
  expect((await again.post('carl', '/withdrawal')).body).toMatchObject({ outcome: 'withdrawn' });
  await keepHistory(opened, 'interruption', `interruption-of-${lost.id}`);
  await keepHistory(opened, 'continued-withdrawn', again.id);
  await allProveThemselves(opened);
  await opened.close();
});

for (const [outcome, accept] of [
  ['lapsed', false],
  ['founded', true],
] as const)
  it(`MEM-7 ${outcome}`, async () => {
    const asked = { id: 'rowan', name: 'Rowan', members: ['mira'] };
    const { id: founding } = (await (await council.as('lena')).post('/v1/families', asked)).body;
    const answered = await (await council.as('mira')).post('/v1/families/rowan/acceptance', { accept });
    expect(answered.body).toMatchObject({ id: founding, outcome });
    await keepHistory(council, `family-${outcome}`, founding);
  });

// The last, since who departs does not come back.
it('CNF-1 dropped', async () => {
  const story = await quarrelWith(council, 'carl', ['gus']);
  await (await council.as('gus')).put('/v1/members/gus/status', { status: 'departed' });
  expect((await story.reaches('ended')).outcome).toBe('dropped');
  await keepHistory(council, 'conflict-dropped', story.id);
});

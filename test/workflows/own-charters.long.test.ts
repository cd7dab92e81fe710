/** Whole proposals under what a charter may say of its votes: quorums, a second meeting, a casting vote. */
import { afterEach, describe, expect, it } from 'vitest';
import type { CharterDocument } from '../../charter/load.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { split } from '../support/deadlock.ts';
import { allProveThemselves } from '../support/proof.ts';
import { content, propose } from '../support/story.ts';

let council: Council;
// Whatever has ended has a record that gives the same outcome again (REC-1).
afterEach(async () => {
  await allProveThemselves(council);
  await council.close();
});

const under = async (change: (document: CharterDocument) => CharterDocument): Promise<Council> =>
  (council = await openCouncil({ charter: change }));

/** The council's own quorum and threshold are these. */
const councilHas =
  (tier: Partial<CharterDocument['tiers'][string]>) =>
  (document: CharterDocument): CharterDocument => ({
    ...document,
    tiers: { ...document.tiers, council: { ...document.tiers.council!, ...tier } },
  });

describe('a quorum of votes for', () => {
  it('TIE-4 PRO-8 a fifth vote against leaves it missed, and nothing is extended once all have voted', async () => {
    await under(councilHas({ quorum: { num: 1, den: 2, strict: true, of: 'for' } }));
    const story = await propose(council, 'carl', { category: 'resources' });
    expect(await story.read()).toMatchObject({ electorate: { size: 5, quorum: 3 } });
    await council.wait('145h');
    await story.votes({ anna: 'for', ben: 'for', carl: 'abstain', dora: 'against' });
    expect((await story.get('/tally')).body).toMatchObject({
      participating: 4,
      quorum: { num: 1, den: 2, strict: true, of: 'for', met: false },
      verdict: 'inquorate',
      decided: false,
    });
    await story.votes({ emil: 'against' });
    await story.reaches('ended');
    expect((await story.read()).outcome).toBe('inquorate');
    expect(await story.hours('vote-extended')).toEqual([]);
  });
});

describe('a second meeting', () => {
  it('PRO-8 decides with whoever comes where the charter asks for none', async () => {
    await under((document) => ({
      ...document,
      voting: { ...document.voting, extension: { quorum: null } },
    }));
    const story = await propose(council, 'carl', { category: 'resources' });
    await council.wait('145h');
    await story.votes({ anna: 'for' });
    await council.wait('72h');
    expect((await story.get('/tally')).body).toMatchObject({
      quorum: { num: 0, den: 1, met: true },
      verdict: 'adopted',
      extended: [{ tally: { quorum: { num: 3, den: 4, met: false }, verdict: 'inquorate' } }],
    });
    expect(await story.outcome()).toBe('executed');
    expect(await story.hours('vote-closed')).toEqual([288]);
  });
});

describe('a casting vote', () => {
  it('DEA-2 a tie at the first vote goes to the guardian at once', async () => {
    await under((document) => ({
      ...document,
      deadlock: { ...document.deadlock!, extraRounds: 0, deferral: null },
    }));
    const story = await propose(council, 'carl', { category: 'resources' });
    await council.wait('145h');
    await story.votes(split);
    await council.wait('72h');
    expect(await story.stage()).toBe('guardian-resolution');
    expect(await story.hours('guardian-resolution-opened')).toEqual([216]);
    await story.post('anna', '/resolution', { adopt: true, reason: 'The chair is for it' });
    expect(await story.outcome()).toBe('executed');
    expect(await story.hours('voting-opened')).toEqual([144]);
  });
});

describe('lazy consensus', () => {
  const lazily = (document: CharterDocument): CharterDocument => ({
    ...document,
    lazy: { window: '96h' as CharterDocument['review'] & string },
    categories: {
      ...document.categories,
      operations: { ...document.categories.operations!, adopts: 'lazy' },
    },
  });

  it('CON-3 adopts in silence at the end of its window, and in nothing less', async () => {
    await under(lazily);
    const story = await propose(council, 'carl');
    expect(await story.read()).toMatchObject({ stage: 'discussion', round: 1 });
    await story.positions({ anna: 'agree', ben: 'agree', carl: 'agree', dora: 'agree', emil: 'agree' });
    await council.wait('95h');
    expect(await story.stage()).toBe('discussion');
    expect(await story.outcome()).toBe('executed');
    expect(await story.hours('round-closed')).toEqual([96]);
    expect(await story.hours('review-opened')).toEqual([]);
  });

  it('CON-3 goes to rounds and vote for a block with a reason, and bears vetoes as ever', async () => {
    await under(lazily);
    const story = await propose(council, 'carl');
    expect((await story.position('emil', 'block')).status).toBe(422);
    await story.position('emil', 'block', 'The stewards were not asked');
    await council.wait('97h');
    expect(await story.read()).toMatchObject({ stage: 'discussion', round: 2 });
    await council.wait('72h');
    expect(await story.hours('voting-opened')).toEqual([168]);
    await story.votes({ anna: 'for', ben: 'for', carl: 'for', dora: 'for', emil: 'against' });
    await story.reaches('ended');
    expect((await story.read()).outcome).toBe('executed');
  });

  it('PRO-6 takes an amendment, whose text is reviewed and goes to the rounds', async () => {
    await under(lazily);
    const story = await propose(council, 'carl');
    const amended = await story.post('carl', '/amendments', { title: 'Another workshop day' });
    expect(amended.status, JSON.stringify(amended.body)).toBeLessThan(300);
    await council.wait('97h');
    expect(await story.hours('review-opened')).toEqual([96]);
    await council.wait('72h');
    expect(await story.read()).toMatchObject({ stage: 'discussion', round: 2 });
    await story.post('carl', '/withdrawal');
  });

  it('VET-1 VET-2 takes objections while it waits for a block: one that nobody contests ends it', async () => {
    await under(lazily);
    const story = await propose(council, 'carl');
    const objection = { matter: 'personal.time', reason: 'My Thursdays are mine' };
    const objected = await story.post('dora', '/objection', objection);
    expect(objected.status, JSON.stringify(objected.body)).toBeLessThan(300);
    expect(await story.outcome()).toBe('vetoed');
    const [ended] = await story.hours('ended');
    expect(ended).toBeLessThan(25);
  });
});

describe('consent', () => {
  it('CON-3 adopts where nobody blocks as the rounds end, and is rejected for a block', async () => {
    await under((document) => ({
      ...document,
      deadlock: null,
      categories: {
        ...document.categories,
        operations: { ...document.categories.operations!, adopts: 'consent' },
      },
    }));
    const stories = [
      await propose(council, 'carl'),
      await propose(council, 'carl', { title: 'A third workshop day' }),
    ];
    await council.wait('121h');
    for (const [place, story] of stories.entries()) {
      expect(await story.read()).toMatchObject({ stage: 'discussion', round: 3 });
      await story.positions({ anna: 'stand-aside', ben: 'stand-aside', carl: 'agree' });
      await story.position('dora', place === 0 ? 'stand-aside' : 'block', 'I see no need of it');
    }
    expect([await stories[0]!.outcome(), await stories[1]!.outcome()]).toEqual(['executed', 'rejected']);
    for (const story of stories) expect(await story.hours('voting-opened')).toEqual([]);
    expect((await stories[1]!.timeline()).at(-1)?.facts).toMatchObject({
      rule: 'CON-3',
      consensus: { blocks: 1 },
    });
  });
});

describe('no opinion', () => {
  it('CON-1 PRO-2 what is not ranked counts in no pair, and a charter says how many alternatives there may be', async () => {
    await under((document) => ({
      ...document,
      alternatives: { least: 1, most: 3 },
      preferences: { unranked: 'not-compared' },
    }));
    const alternatives = ['Mondays', 'Fridays', 'Sundays', 'Never'].map((title) => ({ title, text: title }));
    const author = await council.as('carl');
    const refused = await author.post('/v1/proposals', { ...content, alternatives });
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({
      type: '/problems/too-many-alternatives',
      rule: 'PRO-2',
      facts: { alternatives: 4, most: 3 },
    });
    const story = await propose(council, 'carl', { alternatives: alternatives.slice(0, 3) });
    expect((await story.post('carl', '/amendments', { alternatives })).body.type).toBe(
      '/problems/too-many-alternatives',
    );
    await council.wait('73h');
    await story.rank('anna', ['alternative-1'], ['proposal']);
    await story.rank('ben', ['alternative-1']);
    await story.rank('dora', ['proposal'], ['alternative-2']);
    const map = (await story.get('/preferences')).body.rounds[0];
    expect(map.pairwise['alternative-1']).toEqual({
      proposal: 1,
      'alternative-2': 0,
      'alternative-3': 0,
      'status-quo': 0,
    });
    expect(map).toMatchObject({
      aboveStatusQuo: { 'alternative-1': 0 },
      firstChoices: { 'alternative-1': 2 },
    });
    await story.positions({ anna: 'agree', ben: 'agree', carl: 'agree', dora: 'agree', emil: 'agree' });
    expect(await story.outcome()).toBe('executed');
    expect((await story.get('/preferences')).body.rounds[0].pairwise).toEqual(map.pairwise);
  });
});

describe('how many alternatives there may be', () => {
  const named = (number: number) =>
    Array.from({ length: number }, (_, place) => ({ title: `Day ${place}`, text: 'On that day.' }));

  it('PRO-2 are twenty where a charter does not say', async () => {
    await under((document) => document);
    const author = await council.as('carl');
    const put = (number: number) => author.post('/v1/proposals', { ...content, alternatives: named(number) });
    expect((await put(20)).status).toBe(201);
    expect((await put(21)).body).toMatchObject({
      type: '/problems/too-many-alternatives',
      facts: { alternatives: 21, most: 20 },
    });
  });

  it('PRO-2 CON-1 are a hundred where it says so, all of them ranked beside the proposal and the status quo', async () => {
    await under((document) => ({ ...document, alternatives: { least: 1, most: 100 } }));
    const author = await council.as('carl');
    expect((await author.post('/v1/proposals', { ...content, alternatives: named(101) })).body.type).toBe(
      '/problems/invalid-body',
    );
    const story = await propose(council, 'carl', { alternatives: named(100) });
    await council.wait('73h');
    const options: string[] = (await story.read()).options.map(({ id }: { id: string }) => id);
    expect(options).toHaveLength(102);
    expect((await story.rank('anna', ...options.toReversed().map((option) => [option]))).status).toBe(200);
    await story.positions({ anna: 'agree', ben: 'agree', carl: 'agree', dora: 'agree', emil: 'agree' });
    expect(await story.outcome()).toBe('executed');
    const [round] = (await story.get('/preferences')).body.rounds;
    expect(round.schulze).toEqual(options.toReversed().map((option) => [option]));
  });
});

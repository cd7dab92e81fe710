/** Electors declare their own interests: who has one is recused before the first poll opens, and where all must, nobody answers without (GUA-2). */
import { afterEach, describe, expect, it } from 'vitest';
import type { Charter } from '../../charter/types.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { five, person } from '../support/people.ts';
import { allProveThemselves, foundOfLie } from '../support/proof.ts';
import { propose, type Story } from '../support/story.ts';

let council: Council;
afterEach(async () => {
  await allProveThemselves(council);
  await council.close();
});

const under = async (interests: Charter['interests'], more: readonly string[] = []): Promise<Council> =>
  (council = await openCouncil({
    members: [...five, ...more.map((id) => person(id))],
    charter: (document) => ({ ...document, interests }),
  }));

const declare = (story: Story, member: string, interests: string) =>
  story.post(member, '/interests', { interests });

describe('interests that are asked for', () => {
  it('GUA-2 recuse who declares one before the first poll, as long as half of the council is left', async () => {
    await under('ask');
    const story = await propose(council, 'carl');
    expect(await story.read('ben')).toMatchObject({ interests: 'ask', recused: null });
    expect((await story.read('ben')).can).toContain('interests');
    expect((await declare(story, 'ben', 'My brother sells the tools.')).status).toBe(201);
    await council.wait('1h');
    await declare(story, 'dora', 'I rent out a workshop.');
    await council.wait('1h');
    await declare(story, 'emil', 'I lend money to it.');
    await declare(story, 'anna', 'I own the house.');
    expect((await declare(story, 'anna', 'none')).status).toBe(201);
    await council.wait('72h');
    // Of five, two can go: the first two who said so.
    expect(await story.read()).toMatchObject({
      stage: 'discussion',
      electorate: { size: 3, quorum: 3 },
      recused: ['ben', 'dora'],
    });
    expect((await story.position('ben', 'agree')).body).toMatchObject({ type: '/problems/not-an-elector' });
    expect((await declare(story, 'dora', 'none')).body).toMatchObject({ type: '/problems/not-an-elector' });
    const inbox = (await (await council.as('ben')).get('/v1/inbox')).body.items;
    expect(inbox.map(({ kind }: { kind: string }) => kind)).toContain('electors-counted');
    await story.positions({ anna: 'agree', carl: 'agree', emil: 'agree' });
    expect(await story.outcome()).toBe('executed');
    await foundLies(story.id);
  });

  /** What a forger would say of who was recused, and what is said to it. */
  async function foundLies(id: string) {
    const found = (change: Parameters<typeof foundOfLie>[2]) => foundOfLie(council, id, change);
    const said = (member: string, interests: string) =>
      found(({ evidence }) => {
        const own = evidence.declarations.filter((one) => one.kind === 'interests' && one.member === member);
        for (const one of own) one.facts = { interests };
      });
    expect(await said('ben', 'none')).toContain('is ben, who never said');
    expect(await said('emil', 'I lend money to it.')).toBe('');
    const fewer = await found(({ record, evidence }) => {
      record.counted!.recused.pop();
      record.electorate!.size += 1;
      const counted = evidence.timeline.find(({ kind }) => kind === 'electors-counted')!;
      Object.assign(counted.facts, { recused: ['ben'], electorate: record.electorate });
      evidence.electorate.push({ ...evidence.electorate[0]!, member: 'dora' });
      evidence.electorate.sort((one, other) => (one.member < other.member ? -1 : 1));
    });
    expect(fewer).toContain(
      'is dora, who said that they have an interest, and enough of the council were left',
    );
    const inPlaceOfAnother = await found(({ record, evidence }) => {
      record.counted!.recused[1] = 'emil';
      const counted = evidence.timeline.find(({ kind }) => kind === 'electors-counted')!;
      Object.assign(counted.facts, { recused: ['ben', 'emil'] });
      evidence.electorate.find(({ member }) => member === 'emil')!.member = 'dora';
    });
    expect(inPlaceOfAnother).toMatch(
      /is emil, who declared an interest at \S+, after dora, who stayed an elector/,
    );
    expect(
      await found(({ record }) => {
        delete record.rules.charter.interests;
      }),
    ).toContain('whose interests nobody asks for');
  }

  it('GUA-2 an interest that is declared once a poll has opened stands on record, and recuses nobody', async () => {
    await under('ask');
    const story = await propose(council, 'carl');
    await council.wait('73h');
    expect(await story.read()).toMatchObject({ stage: 'discussion', recused: [], electorate: { size: 5 } });
    expect((await declare(story, 'ben', 'My brother sells the tools.')).status).toBe(201);
    expect((await story.position('ben', 'agree')).status).toBe(200);
    await story.positions({ anna: 'agree', carl: 'agree', dora: 'agree', emil: 'agree' });
    expect(await story.outcome()).toBe('executed');
  });

  it('GUA-2 JUS-1 together with the victims who say that they are one, the first words go first', async () => {
    await under('ask', ['fay', 'gus']);
    const story = await propose(council, 'carl', {
      category: 'justice',
      impact: { affected: ['emil'], statement: 'Emil mends the press or pays for it.' },
      accused: 'emil',
      victims: ['fay'],
    });
    await declare(story, 'gus', 'It is my press.');
    await declare(story, 'fay', 'I was harmed.');
    await council.wait('1h');
    await story.post('fay', '/hearing', { text: 'I was harmed.' });
    await story.post('emil', '/hearing', { decline: true });
    await declare(story, 'dora', 'I sell presses.');
    await council.wait('72h');
    expect(await story.read()).toMatchObject({
      stage: 'discussion',
      electorate: { size: 4 },
      recused: expect.toSatisfy((ids: string[]) => [...ids].sort().join() === 'fay,gus') as string[],
    });
    await story.post('carl', '/withdrawal');
    expect(await story.outcome()).toBe('withdrawn');
  });
});

describe('interests that must be declared', () => {
  it('GUA-2 VOT-3 nobody ranks, takes a position or votes before, and who has none says so', async () => {
    await under('require');
    const story = await propose(council, 'carl', { category: 'resources' });
    await declare(story, 'anna', 'none');
    await council.wait('73h');
    const undeclared = {
      type: '/problems/interests-undeclared',
      rule: 'GUA-2',
      facts: { interests: 'require', declare: 'interests' },
    };
    const refused = await story.position('ben', 'agree');
    expect(refused).toMatchObject({ status: 409, body: undeclared });
    expect((await story.rank('ben', ['proposal'])).body).toMatchObject(undeclared);
    expect((await story.position('anna', 'agree')).status).toBe(200);
    await council.wait('72h');
    expect(await story.stage()).toBe('voting');
    expect((await story.vote('ben', 'for')).body).toMatchObject(undeclared);
    for (const member of ['ben', 'carl', 'dora']) {
      expect((await declare(story, member, 'none')).status).toBe(201);
      expect((await story.vote(member, 'for')).status).toBe(200);
    }
    await story.votes({ anna: 'for' });
    await council.wait('72h');
    expect(await story.outcome()).toBe('executed');
    const late = await foundOfLie(council, story.id, ({ evidence }) => {
      evidence.declarations = evidence.declarations.filter(({ member }) => member !== 'ben');
    });
    expect(late).toContain('is of ben, who had not declared their interests (GUA-2)');
  });
});

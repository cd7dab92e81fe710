/** Who takes part in a decision and how it stands, over HTTP: by name, in figures and in words (PRO-13, CON-3, PRO-8). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Council, openCouncil } from '../support/council.ts';
import { five, person } from '../support/people.ts';
import { propose, type Story } from '../support/story.ts';

let council: Council;
let story: Story;
beforeAll(async () => {
  const child = person('zoe', { bornAt: '2024-01-01T00:00:00.000Z' });
  council = await openCouncil({ members: [...five, child] });
  story = await propose(council, 'carl', {
    impact: { affected: ['zoe', 'dora'], statement: 'Zoe sleeps next door.' },
  });
});
afterAll(() => council.close());

const participants = async (query = '') => (await story.get(`/participants${query}`)).body;
const ids = async (query = '') =>
  (await participants(query)).items.map(({ member }: { member: string }) => member);
const outlook = async () => (await story.get('/outlook')).body;
const told = async (member: string) =>
  (await (await council.as(member)).get('/v1/inbox')).body.items.map(({ kind }: { kind: string }) => kind);

describe('who takes part', () => {
  it('PRO-13 MEM-3 are the electors and those whom it names, by their ids', async () => {
    expect(await ids()).toEqual(['anna', 'ben', 'carl', 'dora', 'emil', 'zoe']);
    expect(await ids('?elector=false')).toEqual(['zoe']);
    expect((await participants()).items.at(-1)).toEqual({
      member: 'zoe',
      name: 'zoe',
      elector: false,
      named: true,
      departed: false,
      answered: false,
      heard: false,
    });
  });

  it('PRO-13 comes in pages, and leads on past those who are left out', async () => {
    const first = await participants('?limit=4');
    expect(first.items).toHaveLength(4);
    expect(await ids(`?limit=4&cursor=${first.next}`)).toEqual(['emil', 'zoe']);
    const some = await participants('?limit=2&heard=false');
    expect(await ids(`?limit=200&heard=false&cursor=${some.next}`)).toEqual(['carl', 'dora', 'emil', 'zoe']);
  });

  it('PRO-13 who is named and no elector is told of the submission', async () => {
    expect(await told('zoe')).toEqual(['submitted']);
  });

  it('PRO-13 PRO-4 has been heard once they said something', async () => {
    await story.post('zoe', '/statements', { text: 'I wake up easily.' });
    expect(await ids('?heard=true')).toEqual(['zoe']);
  });

  it('PRO-13 who has answered in the open poll, and who is missing', async () => {
    expect(await outlook()).toMatchObject({ stage: 'review', countedAt: null, round: null, quorum: null });
    await council.wait('73h');
    await story.reaches('discussion');
    await story.positions({ anna: 'agree', ben: 'block' });
    expect(await ids('?answered=true')).toEqual(['anna', 'ben']);
    expect(await ids('?answered=false&elector=true')).toEqual(['carl', 'dora', 'emil']);
  });
});

describe('the outlook', () => {
  it('CON-3 PRO-8 of a round: its consensus as it stands, and what its quorum takes, in words too', async () => {
    expect(await outlook()).toMatchObject({
      stage: 'discussion',
      round: {
        round: 1,
        electorate: 5,
        counts: { agree: 1, block: 1, 'stand-aside': 0 },
        consensus: { reached: false, blocks: 1, positions: 2, agreeing: 1 },
      },
      quorum: {
        needed: 4,
        participating: 2,
        missing: 2,
        out: 3,
        words: 'The quorum takes 2 more of 3 still out.',
      },
    });
    expect((await outlook()).courses.map(({ words }: { words: string }) => words)).toEqual([
      'With consensus it is adopted without a vote, and goes on to its execution.',
      'Without consensus it goes on to a round of discussion.',
      'With a new text it goes to review.',
      'Its author may withdraw it.',
      'If enough electors ask for it, it ends here, and can be put in a category where who would be punished is heard.',
    ]);
  });

  it('VOT-8 PRO-8 of a vote: the verdicts that it can still come to', async () => {
    await council.wait('72h');
    await story.reaches('voting');
    expect(await told('zoe')).toContain('voting-opened');
    await story.votes({ anna: 'for', ben: 'for', carl: 'for', dora: 'against' });
    const { quorum, courses } = await outlook();
    expect(quorum.words).toBe('The quorum of 4 is met; 1 is still out.');
    expect(courses).toEqual([
      {
        turn: 'adopted',
        to: { stage: 'execution' },
        rule: 'VOT-1',
        words: 'With its threshold reached it is adopted, and goes on to its execution.',
      },
    ]);
  });

  it('PRO-9 of what has ended: nothing more', async () => {
    await story.votes({ emil: 'abstain' });
    expect(await story.outcome()).toBe('executed');
    expect(await outlook()).toMatchObject({ stage: 'ended', courses: [], quorum: null });
    expect(await told('zoe')).toContain('ended');
  });

  it('PRO-1 AUT-2 of a draft is its author’s alone', async () => {
    const draft = await propose(council, 'emil', { draft: true });
    for (const path of ['/outlook', '/participants'])
      expect((await draft.get(path, 'anna')).status).toBe(404);
    expect((await draft.get('/outlook')).body.courses[0]).toMatchObject({ turn: 'submitted' });
    expect((await draft.get('/participants')).body.items).toEqual([]);
  });
});

describe('the outlook where answers show at the close', () => {
  it('VOT-7 tells how many have answered, and no more until then', async () => {
    const quiet = await openCouncil({ charter: (document) => ({ ...document, answers: 'at-close' }) });
    const hidden = await propose(quiet, 'carl');
    await quiet.wait('73h');
    await hidden.reaches('discussion');
    await hidden.positions({ anna: 'block', ben: 'agree' });
    expect((await hidden.get('/outlook')).body).toMatchObject({
      hidden: true,
      round: null,
      quorum: { needed: 4, missing: 2, out: 3 },
    });
    expect((await hidden.get('/participants?answered=true')).body.items).toMatchObject([
      { member: 'anna' },
      { member: 'ben' },
    ]);
    await quiet.wait('72h');
    await hidden.reaches('voting');
    await hidden.votes({ anna: 'for', ben: 'for', carl: 'for', dora: 'for' });
    const { courses, quorum } = (await hidden.get('/outlook')).body;
    expect(quorum).toMatchObject({ missing: 0, out: 1 });
    expect(courses.map(({ turn }: { turn: string }) => turn)).toEqual([
      'quorum-missed',
      'adopted',
      'rejected',
      'deadlock',
    ]);
    await quiet.close();
  });
});

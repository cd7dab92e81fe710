/** What the council answers to a contested veto or objection, and what becomes of the decision that waits for it (VET-1, VET-2, PRO-12). */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { endingOf } from '../support/adoption.ts';
import { type Council, openCouncil } from '../support/council.ts';
import type { Json } from '../support/http.ts';
import { five, person } from '../support/people.ts';
import { moved } from '../ledger/forgery.ts';
import { allProveThemselves, foundOfLie } from '../support/proof.ts';
import { propose, type Story, storyOf } from '../support/story.ts';

const families = [{ id: 'ash', name: 'Ash' }];
type Family = readonly [string, string, string, ...string[]];
const family = { category: 'family.pooling' };

async function linked(council: Council, story: Story, relation: string): Promise<Story> {
  const isLinked = (one: Json) => one.relation === relation;
  await council.until(async () => expect((await story.read()).links.some(isLinked)).toBe(true));
  const { links, author } = await story.read();
  const { id } = links.find(isLinked);
  const other = storyOf(council, id, author);
  await council.until(async () => expect(await other.read()).toHaveProperty('stage'));
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
  // The council is asked once nobody vetoes any more.
  expect(contest.body.links).toEqual([]);
  await council.wait('24h');
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

  it('VET-2 PRO-8 upholds it where too few answer: a question is not extended', async () => {
    const { story, question } = await contestedVeto(council, ash);
    await council.wait('73h');
    await question.votes({ anna: 'for', carl: 'for' });
    await council.wait('70h');
    expect(await story.stage()).toBe('veto');
    await council.wait('2h');
    await isUpheld(story);
    expect((await question.read()).outcome).toBe('inquorate');
  });

  it('VET-2 DEA-1 upholds it where its one vote misses two thirds: it has no rounds and no deadlock path', async () => {
    const { story, question } = await contestedVeto(council, ash);
    await council.wait('73h');
    expect(await question.read('ben')).toMatchObject({
      stage: 'voting',
      electorate: { size: 5 },
      can: expect.not.arrayContaining(['ballot']),
      asks: [{ vote: 1, matter: 'personal.time', named: ['ben'], without: ['ben'], lifted: null }],
    });
    expect((await question.get('/tally')).body).toMatchObject({ electorate: 4, matter: 'personal.time' });
    // Who vetoed has no ballot on it while half of the electorate is left.
    const own = await (
      await council.as('ben')
    ).put(`/v1/proposals/${question.id}/ballot`, { choice: 'against' });
    expect(own.body).toMatchObject({ type: '/problems/not-an-elector' });
    await question.votes({ anna: 'for', carl: 'for', dora: 'against', emil: 'against' });
    await isUpheld(story);
    expect((await question.read()).outcome).toBe('rejected');
    expect((await question.timeline()).map(({ kind }) => kind)).not.toContain('discussion-opened');
  });

  it('VET-2 VOT-1 lifts it with two thirds, and not with one vote fewer', async () => {
    for (const [dora, outcome] of [
      ['for', 'executed'],
      ['against', 'vetoed'],
    ] as const) {
      const { story, question } = await contestedVeto(council, ash);
      await council.wait('73h');
      // Of three decisive votes two are two thirds; the second time one is for, and more than half against.
      await question.votes({ anna: 'for', carl: 'against', dora, emil: 'abstain' });
      await story.reaches('ended');
      expect((await story.read()).outcome).toBe(outcome);
    }
  });
});

describe('vetoes of each', () => {
  let council: Council;
  beforeAll(async () => {
    const members = five.map((member) => ({ ...member, family: member.id === 'anna' ? null : 'ash' }));
    council = await openCouncil({ members, families });
  });
  afterEach(() => allProveThemselves(council));
  afterAll(() => council.close());

  const adopted = async (): Promise<Story> => {
    const impact = { affected: ['carl'], statement: 'One purse.' };
    const story = await propose(council, 'carl', { ...family, impact });
    await story.positions({ ben: 'agree', carl: 'agree', dora: 'agree', emil: 'agree' });
    await story.reaches('veto');
    return story;
  };

  it('VET-1 VET-2 are taken beside each other for the whole window; one question has a ballot for each matter, and lifts all', async () => {
    const story = await adopted();
    const raise = (who: string, body: object) => story.post(who, '/veto', body);
    const mine = {
      matters: [
        { matter: 'works', reason: 'A.' },
        { matter: 'time', reason: 'B.' },
      ],
    };
    expect((await raise('ben', mine)).body.vetoes).toMatchObject([
      { number: 1, by: 'ben', matter: 'personal.works' },
      { number: 2, by: 'ben', matter: 'personal.time' },
    ]);
    expect((await raise('ben', { matter: 'memory', reason: 'C.' })).body).toMatchObject({
      type: '/problems/already-done',
      rule: 'VET-1',
      facts: { veto: 1 },
    });
    await story.post('dora', '/veto/contest', { reason: 'A pretext.', vetoes: 'all' });
    await council.wait('23h');
    expect((await raise('emil', { matter: 'memory', reason: 'My diary.' })).status).toBe(200);
    expect((await story.post('carl', '/veto/contest', { reason: 'No diary.', vetoes: [3] })).status).toBe(
      200,
    );
    await council.wait('2h');
    expect((await raise('carl', { matter: 'time', reason: 'Late.' })).body).toMatchObject({ status: 409 });
    const question = await linked(council, story, 'questioned-by');
    expect(await question.read()).toMatchObject({
      electorate: { size: 5 },
      links: [{ id: story.id }],
      asks: [
        { vote: 1, matter: 'personal.memory', named: ['emil'], without: ['emil'] },
        { vote: 2, matter: 'personal.time', named: ['ben'], without: ['ben'] },
        { vote: 3, matter: 'personal.works', named: ['ben'], without: ['ben'] },
      ],
    });
    await council.wait('73h');
    const others = { anna: 'for', carl: 'for', dora: 'for' } as const;
    await question.votes({ ...others, ben: 'for' }, 'memory');
    await question.votes({ ...others, emil: 'abstain' }, 'personal.time');
    // Whoever raised one matter answers the others, and the question which is meant.
    for (const [who, matter, problem] of [
      ['emil', 'memory', 'not-an-elector'],
      ['ben', 'time', 'not-an-elector'],
      ['ben', 'learning', 'unknown-matter'],
      ['ben', undefined, 'incomplete'],
    ] as const)
      expect((await question.vote(who, 'for', undefined, matter)).body).toMatchObject({
        type: `/problems/${problem}`,
        status: problem === 'not-an-elector' ? 403 : expect.any(Number),
      });
    await council.settled();
    expect((await question.get('/tally?vote=1')).body).toMatchObject({
      matter: 'personal.memory',
      for: 4,
      electorate: 4,
      decided: true,
      closedAt: null,
    });
    // All have answered the first two; they close with the third.
    expect(await question.stage()).toBe('voting');
    await question.votes({ ...others, emil: 'against' }, 'works');
    await story.reaches('ended');
    const ended = await story.read();
    expect(ended.outcome).toBe('executed');
    expect(ended.vetoes.map((veto: Json) => [veto.question, veto.outcome])).toEqual(
      [1, 2, 3].map(() => [question.id, 'lifted']),
    );
    await liesAbout(question);
  });

  /** REC-1: what a question asked, of whom, and how, is all computed again. */
  async function liesAbout({ id }: Story): Promise<void> {
    const asks = (decision: Parameters<Parameters<typeof foundOfLie>[2]>[0]): Json => {
      const told = decision.evidence.timeline.find(({ kind }) => kind === 'submitted');
      (told as Json).facts.asks = decision.record.asks;
      return decision.record.asks;
    };
    const lies: [Parameters<typeof foundOfLie>[2], string][] = [
      [(lie) => (asks(lie)[0].without = []), 'record /asks/0/without/0 is nothing, but "emil" follows'],
      [
        (lie) => {
          const [asked] = asks(lie);
          asked.named = ['carl', 'dora', 'emil'];
        },
        'record /asks/0/without is neither nobody nor who raised it (VET-2)',
      ],
      [
        (lie) => Object.assign(asks(lie)[0], { named: ['dora'], without: ['dora'] }),
        'who is no elector of this decision (VOT-3)',
      ],
      [(lie) => asks(lie).pop(), 'record /votes/2 was not due any more'],
      [(lie) => lie.record.votes.pop(), 'is executed, but the rounds and votes do not lead to an ending'],
      [(lie) => asks(lie).reverse(), 'are not matters, each once, in the order of their names (VET-2)'],
      [
        ({ record }) => Object.assign(record.votes[1]!, { opens: moved(record.votes[1]!.opens, -1) }),
        'record /votes/1/opens is',
      ],
      [({ record }) => (record.asks = null), 'record /asks is false, but true follows'],
    ];
    for (const [lie, sentence] of lies) expect(await foundOfLie(council, id, lie)).toContain(sentence);
  }

  it('VET-2 a matter that is upheld ends the decision, whatever is lifted beside it; each is told', async () => {
    const story = await adopted();
    await story.post('ben', '/veto', { matter: 'works', reason: 'A pretext.' });
    await story.post('emil', '/veto', { matter: 'memory', reason: 'My diary.' });
    await story.post('dora', '/veto/contest', { reason: 'It is.', vetoes: 'all' });
    await council.wait('25h');
    const question = await linked(council, story, 'questioned-by');
    await council.wait('73h');
    await question.votes({ anna: 'for', carl: 'for', dora: 'for', emil: 'for' }, 'works');
    await question.votes({ anna: 'for', carl: 'against', dora: 'against', ben: 'for' }, 'memory');
    await story.reaches('ended');
    expect(await question.read()).toMatchObject({
      outcome: 'rejected',
      asks: [{ lifted: false }, { lifted: true }],
    });
    expect(await endingOf(question)).toMatchObject({ rule: 'DEA-1', vote: 1 });
    expect(await story.read()).toMatchObject({
      outcome: 'vetoed',
      vetoes: [{ outcome: 'lifted' }, { outcome: 'stands' }],
    });
    expect(await endingOf(story)).toMatchObject({ veto: 2, matter: 'personal.memory' });
  });

  it('VET-2 GUA-2 who raised it votes on it where fewer than half would be left', async () => {
    const story = await adopted();
    for (const who of ['ben', 'carl', 'emil'])
      await story.post(who, '/veto', { matter: 'time', reason: 'Mine.' });
    await story.post('ben', '/veto/contest', { reason: 'Theirs is not.', vetoes: [2, 3] });
    await story.post('dora', '/veto/contest', { reason: 'Nor his.', vetoes: [1] });
    await council.wait('25h');
    const question = await linked(council, story, 'questioned-by');
    expect(await question.read()).toMatchObject({ asks: [{ named: ['ben', 'carl', 'emil'], without: [] }] });
    await council.wait('73h');
    expect((await question.get('/tally')).body).toMatchObject({ electorate: 5 });
    // Without the matter's name: there is but one.
    await question.votes({ anna: 'for', ben: 'for', carl: 'against', dora: 'for', emil: 'against' });
    await story.reaches('ended');
    expect((await story.read()).outcome).toBe('vetoed');
  });

  it('VET-2 one that nobody contests stands, though every other is contested', async () => {
    const story = await adopted();
    await story.post('ben', '/veto', { matter: 'works', reason: 'A pretext.' });
    await story.post('dora', '/veto/contest', { reason: 'It is.' });
    await council.wait('1h');
    await story.post('emil', '/veto', { matter: 'memory', reason: 'My diary.' });
    await council.wait('25h');
    await story.reaches('ended');
    expect(await story.read()).toMatchObject({
      outcome: 'vetoed',
      links: [],
      vetoes: [{ outcome: null }, { outcome: 'stands' }],
    });
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
    await council.wait('70h');
    await story.post('ben', '/objection', { matter: 'time', reason: 'My Thursdays.' });
    await council.wait('3h');
    expect((await story.post('ben', '/objection', { matter: 'works', reason: 'Late.' })).body).toMatchObject({
      type: '/problems/wrong-stage',
      rule: 'VET-1',
    });
    await story.positions({ anna: 'agree', carl: 'agree', dora: 'agree', emil: 'agree', ben: 'agree' });
    await story.reaches('requirements');
    await council.wait('20h');
    expect(await story.stage()).toBe('requirements');
    await council.wait('2h');
    await isUpheld(story);
  });

  it('VET-2 that the council answers is personal ends the proposal before any vote', async () => {
    const story = await propose(council, 'carl', theirs);
    await story.post('ben', '/objection', { matter: 'time', reason: 'My Thursdays.' });
    await story.post('dora', '/objection/contest', { reason: 'They are everyone’s.' });
    await council.wait('73h');
    const question = await linked(council, story, 'questioned-by');
    await council.wait('73h');
    await story.reaches('requirements');
    await question.votes({ anna: 'against', carl: 'for', dora: 'for', emil: 'against' });
    await isUpheld(story);
    expect(await story.hours('voting-opened')).toEqual([]);
  });

  it('VET-2 CON-3 that the council lifts lets the consensus that waited adopt', async () => {
    const story = await propose(council, 'carl', theirs);
    await story.post('ben', '/objection', { matter: 'time', reason: 'My Thursdays.' });
    await story.post('dora', '/objection/contest', { reason: 'They are everyone’s.' });
    await council.wait('73h');
    const question = await linked(council, story, 'questioned-by');
    const all = { anna: 'agree', ben: 'agree', carl: 'agree', dora: 'agree', emil: 'agree' } as const;
    await story.positions(all);
    await story.reaches('requirements');
    await council.wait('72h');
    await question.votes({ anna: 'for', carl: 'for', dora: 'for', emil: 'for' });
    await question.reaches('ended');
    await story.reaches('ended');
    expect(await story.read()).toMatchObject({ outcome: 'executed', vetoes: [{ outcome: 'lifted' }] });
  });

  it('VET-2 PRO-6 an amendment ends what was raised against the older text, which may be raised anew', async () => {
    const story = await propose(council, 'carl', theirs);
    const objection = { matter: 'time', reason: 'My Thursdays.' };
    await story.post('ben', '/objection', objection);
    await story.post('dora', '/objection/contest', { reason: 'Ours.' });
    await story.post('carl', '/amendments', { text: 'Never on a Thursday.' });
    expect(await story.read()).toMatchObject({ version: 2, vetoes: [{ version: 1, outcome: 'lapsed' }] });
    const again = await story.post('ben', '/objection', objection);
    expect(again.body.vetoes).toMatchObject([{ outcome: 'lapsed' }, { version: 2, outcome: null }]);
    await council.wait('25h');
    await story.reaches('ended');
    expect((await story.read()).outcome).toBe('vetoed');
    // REC-1: what was raised against the older text is neither still open nor answered otherwise, nor lapsed at another instant.
    const lies: [Parameters<typeof foundOfLie>[2], string][] = [
      [({ record }) => (record.vetoes[0]!.answer = null), 'record /vetoes/0/answer is null, but'],
      [
        ({ record }) => (record.vetoes[0]!.answer!.outcome = 'stands'),
        'record /vetoes/0/answer/outcome is "stands"',
      ],
      [
        ({ record }) => (record.vetoes[0]!.answer!.at = moved(record.vetoes[0]!.answer!.at, 1)),
        'record /vetoes/0/answer/at is',
      ],
      [({ record }) => (record.vetoes[0]!.version = 2), 'is lapsed, but its text is in force (VET-2)'],
      [
        ({ record }) => (record.vetoes[1]!.answer = { outcome: 'lapsed', at: record.endedAt }),
        'record /vetoes/1/answer/outcome is lapsed, but its text is in force (VET-2)',
      ],
      [
        ({ evidence: { timeline } }) =>
          timeline.splice(
            timeline.findIndex(({ kind }) => kind === 'veto-lapsed'),
            1,
          ),
        'record /vetoes/0/answer is ',
      ],
    ];
    for (const [lie, sentence] of lies) expect(await foundOfLie(council, story.id, lie)).toContain(sentence);
  });

  // Last: once a question that outlived its decision has ended, the time-skipping server lets no more time pass.
  it('VET-1 of one is no objection of another, and there is none to the question', async () => {
    const both = { impact: { affected: ['ben', 'emil'], statement: 'Their evenings.' } };
    const story = await propose(council, 'carl', both);
    await story.post('ben', '/objection', { matter: 'time', reason: 'A pretext.' });
    expect((await story.post('emil', '/objection', { matter: 'time', reason: 'My nights.' })).status).toBe(
      200,
    );
    for (const number of [1, 2])
      await story.post('dora', '/objection/contest', { reason: 'Ours.', vetoes: [number] });
    await council.wait('73h');
    const question = await linked(council, story, 'questioned-by');
    expect(
      (await question.post('ben', '/objection', { matter: 'time', reason: 'Again.' })).body,
    ).toMatchObject({ status: 403, rule: 'VET-1' });
    // Its decision ends otherwise: nobody waits for the answer.
    expect((await story.post('carl', '/withdrawal')).status).toBe(200);
    await question.reaches('ended');
    expect(await endingOf(question)).toMatchObject({ outcome: 'lapsed', rule: 'VET-2' });
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

/** Who decides: the author for themselves, a family for its own, the council for all (TIE-1 to TIE-3, PRO-12). */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Council, openCouncil } from '../support/council.ts';
import { person } from '../support/people.ts';
import { allProveThemselves } from '../support/proof.ts';
import { content, propose, type Story, storyOf } from '../support/story.ts';

const families = [
  { id: 'ash', name: 'Ash' },
  { id: 'birch', name: 'Birch' },
];
const members = [
  person('anna', { family: 'ash', roles: ['guardian'] }),
  person('abel', { family: 'ash' }),
  person('aida', { family: 'ash', bornAt: '2019-01-01T00:00:00.000Z' }),
  person('ben', { family: 'birch', roles: ['registrar', 'operator'] }),
  person('bela', { family: 'birch' }),
];

let council: Council;
beforeAll(async () => {
  council = await openCouncil({ members, families });
});
// Whatever has ended so far has a record that gives the same outcome again (REC-1).
afterEach(() => allProveThemselves(council));
afterAll(() => council.close());

const personal = {
  category: 'personal.time',
  impact: { affected: ['abel'], statement: 'My own evenings.' },
};
const family = {
  category: 'family.pooling',
  impact: { affected: ['anna', 'abel', 'aida'], statement: 'One purse for the three of us.' },
};
const linked = async (story: Story, relation: string): Promise<Story> => {
  const { links } = await story.read();
  const link = links.find((one: { relation: string }) => one.relation === relation);
  const other = storyOf(council, link.id, 'anna');
  // It is started when the act is answered, and can be read some milliseconds later.
  await council.until(async () => expect(await other.read()).toHaveProperty('stage'));
  return other;
};

describe('a personal decision', () => {
  it('TIE-1 runs at once on its author’s sole authority, and ends with a receipt', async () => {
    const story = await propose(council, 'abel', personal);
    await story.reaches('ended');
    expect((await story.read()).outcome).toBe('executed');
    expect(await story.read()).toMatchObject({ tier: 1, electorate: { size: 0, quorum: 0 } });
    expect((await story.timeline()).map(({ kind }) => kind)).toEqual([
      'submitted',
      'execution-opened',
      'ended',
    ]);
    const receipt = await fetch(`${council.url}/v1/decisions/${story.id}/receipt`);
    expect(await receipt.text()).toContain('c2sp.org/tlog-proof@v1');
  });

  it('TIE-1 by anyone else, or about anyone else, is refused', async () => {
    const ben = await council.as('ben');
    const propositions = [
      { impact: { affected: ['abel'], statement: 'His evenings.' } },
      { impact: { affected: 'everyone', statement: 'All evenings.' } },
      {
        impact: { affected: ['ben'], statement: 'x' },
        action: { type: 'task', assignee: 'abel', instructions: 'Dig.', by: '2100-01-01T00:00:00Z' },
      },
    ];
    for (const more of propositions) {
      const answer = await ben.post('/v1/proposals', { ...content, ...personal, ...more });
      expect(answer.body).toMatchObject({ status: 422, type: '/problems/personal-matter', rule: 'TIE-1' });
    }
  });

  it('AUT-2 says nothing of its text in its public record', async () => {
    const story = await propose(council, 'abel', { ...personal, title: 'Unmistakable words' });
    await story.reaches('ended');
    const record = await fetch(`${council.url}/v1/decisions/${story.id}/record`);
    expect(await record.text()).not.toContain('Unmistakable');
  });
});

describe('a family decision', () => {
  it('TIE-2 TIE-4 is its family’s: its mature members are the electorate, half of them a quorum, without review', async () => {
    const story = await propose(council, 'abel', family);
    expect(await story.read()).toMatchObject({
      tier: 2,
      family: 'ash',
      stage: 'discussion',
      electorate: { size: 3, quorum: 2 },
    });
    await story.positions({ anna: 'agree', abel: 'agree', aida: 'agree' });
    await story.reaches('veto');
    await council.wait('24h');
    await story.reaches('ended');
    expect((await story.read()).outcome).toBe('executed');
  });

  it('TIE-2 of others than one family is refused', async () => {
    const ben = await council.as('ben');
    const answer = await ben.post('/v1/proposals', { ...content, ...family });
    expect(answer.body).toMatchObject({ status: 422, type: '/problems/family-matter', rule: 'TIE-2' });
  });

  it('VET-1 VET-2 is stopped by an uncontested veto', async () => {
    const story = await propose(council, 'abel', family);
    await story.positions({ anna: 'agree', abel: 'agree', aida: 'agree' });
    await story.reaches('veto');
    expect((await story.post('ben', '/veto', { matter: 'time', reason: 'No.' })).body).toMatchObject({
      status: 403,
      rule: 'VET-1',
    });
    expect((await story.post('aida', '/veto', { matter: 'weather', reason: 'No.' })).body).toMatchObject({
      type: '/problems/unknown-matter',
    });
    expect((await story.post('aida', '/veto', { matter: 'time', reason: 'My evenings.' })).status).toBe(200);
    expect((await story.post('aida', '/veto/contest', { reason: 'Mine too.' })).body).toMatchObject({
      status: 409,
    });
    await council.wait('25h');
    await story.reaches('ended');
    expect((await story.read()).outcome).toBe('vetoed');
    expect((await story.read()).vetoes).toMatchObject([
      { by: 'aida', matter: 'personal.time', outcome: 'stands' },
    ]);
  });

  it.each([
    { answer: 'for', outcome: 'executed', vetoes: [{ outcome: 'lifted' }] },
    { answer: 'against', outcome: 'vetoed', vetoes: [{ outcome: 'stands' }] },
  ] as const)(
    'VET-2 PRO-12 asks the council when contested: votes $answer, and it ends $outcome',
    async ({ answer, outcome, vetoes }) => {
      const story = await propose(council, 'abel', family);
      await story.positions({ anna: 'agree', abel: 'agree', aida: 'agree' });
      await story.reaches('veto');
      await story.post('aida', '/veto', { matter: 'personal.time', reason: 'My evenings.' });
      expect((await story.post('anna', '/veto/contest', { reason: 'It is money, not time.' })).status).toBe(
        200,
      );
      await council.wait('25h');
      const question = await linked(story, 'questioned-by');
      expect(await question.read()).toMatchObject({
        category: 'veto-question',
        author: null,
        stage: 'review',
      });
      await council.wait('73h');
      await question.votes({ anna: answer, abel: answer, ben: answer, bela: answer });
      await question.reaches('ended');
      await story.reaches('ended');
      expect((await story.read()).outcome).toBe(outcome);
      expect((await story.read()).vetoes).toMatchObject(vetoes);
    },
  );
});

describe('an objection to a council’s proposal', () => {
  it('VET-1 VET-2 stands uncontested, and ends it', async () => {
    const story = await propose(council, 'ben', {
      impact: { affected: ['abel'], statement: 'His Thursdays.' },
    });
    expect(
      (await story.post('anna', '/objection', { matter: 'time', reason: 'Not mine.' })).body,
    ).toMatchObject({ status: 403 });
    expect((await story.post('abel', '/objection', { matter: 'time', reason: 'My Thursdays.' })).status).toBe(
      200,
    );
    expect((await story.post('abel', '/objection', { matter: 'time', reason: 'Again.' })).body).toMatchObject(
      { type: '/problems/already-done' },
    );
    await council.wait('24h');
    await story.reaches('ended');
    expect((await story.read()).outcome).toBe('vetoed');
  });

  it('TIE-2 VET-2 that it is a family’s alone waits for the council’s answer before any vote', async () => {
    const story = await propose(council, 'ben', {
      impact: { affected: ['abel', 'anna'], statement: 'Theirs.' },
    });
    const objection = { matter: 'family', reason: 'Ours alone.' };
    // Bela’s family is another: it is neither named nor given anything.
    expect((await story.post('bela', '/objection', objection)).body).toMatchObject({
      status: 403,
      facts: { allowed: 'affected' },
    });
    expect((await story.read('bela')).can).not.toContain('objection');
    // Aida is too young to vote, not too young to be of it.
    expect((await story.read('aida')).can).toContain('objection');
    expect((await story.post('anna', '/objection', objection)).status).toBe(200);
    expect((await story.post('bela', '/objection/contest', { reason: 'We all pay.' })).status).toBe(200);
    await council.wait('73h');
    const question = await linked(story, 'questioned-by');
    await council.wait('73h');
    await story.reaches('requirements');
    await question.votes({ abel: 'for', ben: 'for', bela: 'for' });
    await question.reaches('ended');
    await story.reaches('voting');
    expect(await story.read()).toMatchObject({ vetoes: [{ matter: 'family', outcome: 'lifted' }] });
  });
});

// Last: once a proposal that outlived its opener has ended, the time-skipping server lets no more time pass.
describe('a family’s matter', () => {
  it('TIE-3 PRO-12 goes to the council when two thirds of its electorate ask', async () => {
    const story = await propose(council, 'abel', family);
    expect((await story.post('anna', '/escalation')).status).toBe(201);
    expect((await story.post('anna', '/escalation')).body).toMatchObject({ type: '/problems/already-done' });
    expect((await story.post('ben', '/escalation')).body).toMatchObject({ type: '/problems/not-an-elector' });
    expect(await story.stage()).toBe('discussion');
    expect((await story.post('aida', '/escalation')).status).toBe(201);
    await story.reaches('ended');
    expect((await story.read()).outcome).toBe('escalated');
    const opened = await linked(story, 'escalated-to');
    expect(await opened.read()).toMatchObject({
      author: null,
      category: 'family.pooling',
      tier: 3,
      family: 'ash',
      stage: 'review',
      electorate: { size: 4, quorum: 3 },
      links: [{ relation: 'escalated-from', id: story.id }],
    });
    expect((await opened.post('abel', '/withdrawal')).body).toMatchObject({ status: 403 });
  });
});

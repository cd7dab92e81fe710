/** Justice: the accused is heard first, judges nothing, and may appeal before it takes effect (JUS-1, GUA-2, APP-1, APP-2). */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Council, openCouncil } from '../support/council.ts';
import type { Json } from '../support/http.ts';
import { five, person } from '../support/people.ts';
import { allProveThemselves, foundOfLie } from '../support/proof.ts';
import { content, propose, type Story, storyOf } from '../support/story.ts';

let council: Council;
beforeAll(async () => {
  council = await openCouncil({ members: [...five, person('fay'), person('gus')] });
});
// Whatever has ended so far has a record that gives the same outcome again (REC-1).
afterEach(() => allProveThemselves(council));
afterAll(() => council.close());

const justice = {
  category: 'justice',
  title: 'The broken press',
  impact: { affected: ['emil'], statement: 'Emil mends the press or pays for it.' },
  accused: 'emil',
  victims: ['fay'],
};
const judges = ['anna', 'ben', 'carl', 'dora', 'gus'];

/** Heard and agreed upon: it stands in the window of its appeal. */
async function judged(): Promise<Story> {
  const story = await propose(council, 'carl', justice);
  await story.post('emil', '/hearing', { decline: true });
  await story.post('fay', '/hearing', { text: 'I only want it mended.' });
  await council.wait('73h');
  await story.positions(Object.fromEntries(judges.map((judge) => [judge, 'agree'])));
  await story.reaches('appeal');
  return story;
}

async function appealed(story: Story): Promise<{ id: string; path: string }> {
  const answer = await story.post('emil', '/appeal', { principle: 'autonomy', reason: 'It is my press.' });
  expect(answer.body, JSON.stringify(answer.body)).toMatchObject({ stage: 'appeal' });
  const { id } = answer.body.links.find(({ relation }: Json) => relation === 'appealed-by');
  const path = `/v1/appeals/${id}`;
  await council.until(async () => expect((await (await council.as('emil')).get(path)).status).toBe(200));
  return { id, path };
}

const rule = async (path: string, ruling: string, member = 'anna') =>
  (await council.as(member)).post(`${path}/ruling`, { ruling, reason: 'So the principles say.' });

describe('a justice decision', () => {
  it('PRO-2 JUS-1 names its accused, or is not complete', async () => {
    const answer = await (
      await council.as('carl')
    ).post('/v1/proposals', { ...content, category: 'justice' });
    expect(answer.body).toMatchObject({ type: '/problems/incomplete', facts: { missing: ['accused'] } });
  });

  it('GUA-2 is judged by nobody whose own case it is', async () => {
    const story = await propose(council, 'carl', justice);
    expect(await story.read()).toMatchObject({ electorate: { size: 6, quorum: 5 } });
    await story.post('fay', '/hearing', { text: 'I was harmed.' });
    await council.wait('73h');
    await story.reaches('discussion');
    expect(await story.read()).toMatchObject({ electorate: { size: 5, quorum: 4 }, recused: ['fay'] });
    expect((await story.position('emil', 'agree')).body).toMatchObject({ type: '/problems/not-an-elector' });
    expect((await story.position('fay', 'agree')).body).toMatchObject({ type: '/problems/not-an-elector' });
    await story.post('carl', '/withdrawal');
  });

  it('VET-2 GUA-2 JUS-1 has no ballot on its question for who is recused in it, and one for who was named alone', async () => {
    const story = await propose(council, 'carl', { ...justice, victims: ['fay', 'gus'] });
    await story.post('fay', '/hearing', { text: 'I was harmed.' });
    const matters = [{ matter: 'time', reason: 'Mending it takes my weeks.' }];
    expect((await story.post('emil', '/objection', { matters })).status).toBe(200);
    expect((await story.post('ben', '/objection/contest', { reason: 'It is ours.' })).status).toBe(200);
    expect((await story.read()).links).toEqual([]);
    await council.wait('73h');
    const isQuestion = ({ relation }: Json) => relation === 'questioned-by';
    await council.until(async () => expect((await story.read()).links.some(isQuestion)).toBe(true));
    const question = storyOf(council, (await story.read()).links.find(isQuestion).id, 'ben');
    await council.until(async () => expect(await question.read()).toHaveProperty('stage', 'review'));
    expect(await question.read()).toMatchObject({ electorate: { size: 5 } });
    await council.wait('73h');
    for (const recused of ['emil', 'fay'])
      expect((await question.vote(recused, 'for')).body).toMatchObject({ type: '/problems/not-an-elector' });
    await question.votes(Object.fromEntries(judges.map((judge) => [judge, 'for'])));
    await question.reaches('ended');
    expect((await question.read()).outcome).toBe('executed');
    await council.until(async () =>
      expect((await story.read()).vetoes[0]).toHaveProperty('outcome', 'lifted'),
    );
    await council.wait('20 days');
    await story.reaches('ended');
  });

  it('JUS-1 PRO-11 waits until the accused has answered and each victim was heard, or 72 hours', async () => {
    const story = await propose(council, 'carl', justice);
    const { requirements } = await story.read();
    expect(requirements).toMatchObject([
      { what: 'hearing', who: 'emil', closed: null },
      { what: 'hearing', who: 'fay', closed: null },
    ]);
    expect((await story.post('gus', '/hearing', { text: 'I know better.' })).body).toMatchObject({
      status: 403,
      rule: 'JUS-1',
    });
    expect((await story.post('gus', '/representative', { member: 'gus' })).body).toMatchObject({
      status: 403,
    });
    expect((await story.post('emil', '/representative', { member: 'gus' })).status).toBe(201);
    await council.until(async () =>
      expect((await story.timeline()).map(({ kind }) => kind)).toContain('representative-named'),
    );
    expect((await story.post('gus', '/hearing', { text: 'He was not there.' })).status).toBe(201);
    await council.until(async () =>
      expect((await story.read()).requirements).toMatchObject([{ closed: { how: 'met' } }, { closed: null }]),
    );
    expect((await story.post('emil', '/hearing', { text: 'And again.' })).body).toMatchObject({
      status: 409,
    });
    await council.wait('72h');
    await story.reaches('discussion');
    expect((await story.read()).requirements).toMatchObject([
      { closed: { how: 'met' } },
      { who: 'fay', closed: { how: 'timed-out' } },
    ]);
    expect((await story.post('fay', '/hearing', { text: 'Late.' })).body).toMatchObject({ status: 409 });
    await story.post('carl', '/withdrawal');
  });

  it('JUS-1 PRO-6 is heard on the text that is decided: an answer to a warning is none to another text', async () => {
    const story = await propose(council, 'carl', justice);
    // A correction, before anybody is heard, asks anew; of the text that was corrected nobody is heard any more.
    const corrected = (await story.post('carl', '/amendments', { title: 'The broken press' })).body;
    const asked = corrected.requirements[0].asked;
    expect(corrected).toMatchObject({
      corrections: { made: 1 },
      amendments: { made: 0 },
      requirements: ['emil', 'fay'].map((who) => ({ who, version: 2, asked, closed: null })),
    });
    expect((await story.post('emil', '/hearing', { decline: true, version: 1 })).body).toMatchObject({
      type: '/problems/stale-version',
      facts: { answered: 1, inForce: 2 },
    });
    await story.post('emil', '/hearing', { decline: true });
    await story.post('fay', '/hearing', { text: 'It hurt.' });
    // Whoever changes the text just after somebody answered amends it: that is none of the corrections.
    expect(
      (await story.post('carl', '/amendments', { text: 'Emil pays for a new one.' })).body,
    ).toMatchObject({
      corrections: { made: 1 },
      amendments: { made: 1 },
      requirements: ['emil', 'fay'].map((who) => ({ who, version: 3, closed: null })),
    });
    expect((await story.post('emil', '/hearing', { text: 'I pay nothing.' })).status).toBe(201);
    await council.until(async () =>
      expect((await story.read()).requirements).toMatchObject([{ closed: { how: 'met' } }, { closed: null }]),
    );
    expect((await story.post('emil', '/hearing', { text: 'And again.' })).body).toMatchObject({
      status: 409,
    });
    await council.wait('73h');
    await story.positions(Object.fromEntries(judges.map((judge) => [judge, 'agree'])));
    await story.reaches('appeal');
    await council.wait('72h');
    await story.reaches('ended');
  });

  it('JUS-1 VOT-6 what was said just before a withdrawal is met in the record, as it was acknowledged', async () => {
    const story = await propose(council, 'carl', justice);
    expect((await story.post('emil', '/hearing', { text: 'I was away.' })).status).toBe(201);
    await council.wait('5m');
    await story.post('fay', '/hearing', { text: 'It hurt.' });
    expect((await story.post('carl', '/withdrawal')).status).toBe(200);
    const record = (await story.get('/record')).body;
    expect(record.declared).toMatchObject({ hearing: 2 });
    expect(record.requirements).toMatchObject([{ closed: { how: 'met' } }, { closed: { how: 'met' } }]);
    expect(
      await foundOfLie(council, story.id, ({ record: lie }) => (lie.requirements[0]!.closed = null)),
    ).toContain('record /requirements/0/closed is null, but it was answered before the end (hearing)');
  });

  it('JUS-1 a victim speaks for themselves and never for the accused', async () => {
    const story = await propose(council, 'carl', justice);
    expect((await story.post('emil', '/representative', { member: 'fay' })).body).toMatchObject({
      status: 403,
      rule: 'JUS-1',
    });
    expect((await story.post('emil', '/hearing', { none: true })).body).toMatchObject({ status: 403 });
    await story.post('fay', '/hearing', { text: 'He broke it.' });
    await council.until(async () =>
      expect((await story.read()).requirements).toMatchObject([{ closed: null }, { closed: { how: 'met' } }]),
    );
    expect((await story.post('emil', '/hearing', { text: 'I did not.' })).status).toBe(201);
    await story.post('carl', '/withdrawal');
  });

  it('APP-1 takes effect when 72 hours have passed without an appeal', async () => {
    const story = await judged();
    expect((await story.post('gus', '/appeal', { principle: 'autonomy', reason: 'x' })).body).toMatchObject({
      status: 403,
    });
    expect((await story.post('emil', '/appeal', { principle: 'fun', reason: 'x' })).body).toMatchObject({
      type: '/problems/unknown-principle',
    });
    await council.wait('72h');
    await story.reaches('ended');
    expect(await story.read()).toMatchObject({ outcome: 'executed' });
  });

  it.each([
    { ruling: 'uphold', outcome: 'executed', appeal: 'upheld' },
    { ruling: 'overturn', outcome: 'overturned', appeal: 'overturned' },
  ])('APP-2 the guardian’s $ruling ends it $outcome', async ({ ruling, outcome, appeal }) => {
    const story = await judged();
    const { id, path } = await appealed(story);
    expect((await story.read('emil')).can).not.toContain('appeal');
    expect(
      (await story.post('emil', '/appeal', { principle: 'autonomy', reason: 'Once more.' })).body,
    ).toMatchObject({ type: '/problems/already-done', rule: 'APP-1', facts: { appeal: id } });
    expect((await rule(path, ruling, 'ben')).body).toMatchObject({ status: 403, rule: 'APP-2' });
    const ruled = await rule(path, ruling);
    expect(ruled.body).toMatchObject({ stage: 'ended', outcome: appeal, ruling: { ruling } });
    await story.reaches('ended');
    expect(await story.read()).toMatchObject({ outcome });
  });

  it('APP-2 silence upholds after a week', async () => {
    const story = await judged();
    const { path } = await appealed(story);
    await council.wait('167h');
    expect((await (await council.as('anna')).get(path)).body).toMatchObject({
      stage: 'ruling',
      can: ['ruling'],
    });
    await council.wait('1h');
    await story.reaches('ended');
    expect(await story.read()).toMatchObject({ outcome: 'executed' });
    expect((await (await council.as('emil')).get(path)).body).toMatchObject({
      outcome: 'upheld',
      ruling: null,
    });
  });

  it('GUA-1 APP-2 a guardian whose own case it is counts as silent at once', async () => {
    const story = await propose(council, 'anna', justice);
    await story.post('emil', '/hearing', { decline: true });
    await story.post('fay', '/hearing', { decline: true });
    await council.wait('73h');
    await story.positions(Object.fromEntries(judges.map((judge) => [judge, 'agree'])));
    await story.reaches('appeal');
    const { path } = await appealed(story);
    await story.reaches('ended');
    expect(await story.read()).toMatchObject({ outcome: 'executed' });
    expect((await (await council.as('emil')).get(path)).body).toMatchObject({
      outcome: 'upheld',
      ruling: null,
    });
  });

  it('APP-2 PRO-12 a remand opens it anew under the same charter, linked both ways, and once only', async () => {
    const story = await judged();
    await rule((await appealed(story)).path, 'remand');
    await story.reaches('ended');
    const { outcome, links, charterVersion } = await story.read();
    expect(outcome).toBe('remanded');
    const { id } = links.find(({ relation }: Json) => relation === 'remanded-to');
    const again = storyOf(council, id, 'carl');
    await again.reaches('review');
    expect(await again.read()).toMatchObject({
      author: null,
      accused: 'emil',
      charterVersion,
      electorate: { size: 6 },
      links: [{ relation: 'remand-of', id: story.id }],
    });
    await again.post('emil', '/hearing', { decline: true });
    await again.post('fay', '/hearing', { decline: true });
    await council.wait('73h');
    await again.positions(Object.fromEntries(judges.map((judge) => [judge, 'agree'])));
    await again.reaches('appeal');
    const { path } = await appealed(again);
    expect((await rule(path, 'remand')).body).toMatchObject({
      type: '/problems/already-done',
      rule: 'APP-2',
    });
    expect((await rule(path, 'uphold')).status).toBe(200);
  });
});

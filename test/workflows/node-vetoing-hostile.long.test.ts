/** Node vetoes that somebody would bend: in another's name, against what is never held, again and again, at the last instant (NVP-1 to NVP-5). */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { agree } from '../support/adoption.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { quarrelWith } from '../support/conflict.ts';
import { goesOn, logFollows, loseWorkflow } from '../support/gone.ts';
import { type NodeVetoStory, nodeVetoStory, raise, vetoing } from '../support/node-veto.ts';
import { person } from '../support/people.ts';
import { allProveThemselves } from '../support/proof.ts';
import { families, quarrellers } from '../support/quarrellers.ts';
import { propose, type Story } from '../support/story.ts';

let council: Council;
beforeEach(async () => {
  council = await openCouncil({
    families,
    members: [...quarrellers, person('lena', { roles: ['leadership'] })],
  });
});
afterEach(async () => {
  await allProveThemselves(council);
  await logFollows(council);
  await council.close();
});

const electors = ['anna', 'ben', 'carl', 'dora', 'emil', 'fay', 'gus', 'lena'];
const contested = { contest: 'There is none.' };

/** An act of anna's; of the same words it would be the same act. */
const act = (words: string, more: object = {}): Promise<Story> =>
  propose(council, 'anna', { text: words, ...more });

/** Vetoed, and denied by its panel; nobody asks. */
async function denied(member: string, words: string): Promise<NodeVetoStory> {
  const story = await act(words);
  const veto = await vetoing(council, member, story.id);
  await veto.does('anna', '/answer', contested);
  await veto.find(false);
  await veto.does(member, '/withdrawal');
  expect((await veto.read()).outcome).toBe('denied');
  return veto;
}

describe('a node veto', () => {
  it('NVP-1 NVP-5 is nobody’s in another’s name: no member’s, no family’s, no peer’s, and not its author’s', async () => {
    const story = await act('One.');
    for (const node of [{ member: 'emil' }, { family: 'birch' }])
      expect((await raise(council, 'carl', story.id, { node })).body).toMatchObject({
        type: '/problems/not-permitted',
        status: 403,
        rule: 'NVP-1',
      });
    // Kim is of the family, and too young to speak for it; for herself she does.
    expect((await raise(council, 'kim', story.id, { node: { family: 'birch' } })).body).toMatchObject({
      type: '/problems/not-permitted',
    });
    expect((await raise(council, 'carl', story.id, { node: { peer: 'a'.repeat(64) } })).body).toMatchObject({
      type: '/problems/switched-off',
      rule: 'NVP-5',
    });
    expect((await raise(council, 'anna', story.id)).body).toMatchObject({
      type: '/problems/not-holdable',
      rule: 'NVP-1',
      facts: { putBy: 'anna' },
    });
    const veto = await vetoing(council, 'kim', story.id);
    expect(await veto.read()).toMatchObject({ node: { member: 'kim' }, hold: { ended: null } });
    for (const node of [{ member: 'emil' }, { family: 'birch' }])
      expect((await veto.post('carl', '/joining', { node })).body).toMatchObject({
        type: '/problems/not-permitted',
        rule: 'NVP-1',
      });
    expect((await veto.post('anna', '/joining')).status).toBe(409);
    expect((await veto.post('carl', '/answer', contested)).status).toBe(403);
    expect((await veto.post('carl', '/withdrawal')).status).toBe(403);
    expect((await veto.post('anna', '/answer', {})).status).toBe(422);
    expect((await veto.post('anna', '/answer', { ...contested, removes: 'It.' })).status).toBe(422);
  });

  it('NVP-2 reaches no draft, no personal or family decision, no question, no conflict and no node veto', async () => {
    const own = { impact: { affected: ['carl'], statement: 'My own.' } };
    const draft = await (
      await council.as('carl')
    ).post('/v1/proposals', { category: 'operations', draft: true });
    expect((await raise(council, 'dora', draft.body.id)).status).toBe(404);
    const personal = await propose(council, 'carl', { category: 'personal.time', ...own });
    expect((await raise(council, 'carl', personal.id)).body).toMatchObject({
      type: '/problems/not-holdable',
    });
    const family = await propose(council, 'carl', {
      category: 'family.development',
      impact: { affected: ['carl', 'fay'], statement: 'Ours.' },
    });
    expect((await raise(council, 'fay', family.id)).body).toMatchObject({
      type: '/problems/not-holdable',
      rule: 'NVP-1',
      facts: { tier: 2 },
    });
    const quarrel = await quarrelWith(council, 'carl', ['dora'], { what: 'The fence.' });
    expect((await raise(council, 'emil', quarrel.id)).status).toBe(404);
    expect((await raise(council, 'dora', quarrel.id)).body).toMatchObject({
      type: '/problems/not-holdable',
      rule: 'NVP-2',
      facts: { kind: 'conflict' },
    });
    const story = await act('Two.');
    const veto = await vetoing(council, 'dora', story.id);
    expect((await raise(council, 'emil', veto.id)).body).toMatchObject({
      type: '/problems/not-holdable',
      facts: { kind: 'node-veto' },
    });
    await veto.does('anna', '/answer', contested);
    await veto.find(true);
    await veto.does('anna', '/question', { reason: 'Are we all sure?' });
    const question = await veto.question();
    expect((await raise(council, 'dora', question.id)).body).toMatchObject({
      type: '/problems/not-holdable',
      facts: { category: 'veto-question' },
    });
    await veto.does('dora', '/withdrawal');
    expect(await question.outcome()).toBe('lapsed');
    expect((await raise(council, 'dora', '01893c1c-0f4f-7000-8000-000000000001')).status).toBe(404);
  });

  it('NVP-4 holds nothing after three denied in 90 days, also in the name of a family; a day later it holds again', async () => {
    const first = await denied('gus', 'One.');
    await denied('gus', 'Two.');
    await denied('gus', 'Three.');
    const story = await act('Four.');
    const fourth = await vetoing(council, 'gus', story.id);
    expect(await fourth.read()).toMatchObject({
      hold: null,
      withoutHold: { code: 'limit-reached', rule: 'NVP-4', facts: { most: 3, counted: 3 } },
    });
    await fourth.does('gus', '/withdrawal');
    const other = await act('Five.');
    const byFamily = await vetoing(council, 'gus', other.id, { node: { family: 'birch' } });
    expect(await byFamily.read()).toMatchObject({ hold: null, withoutHold: { code: 'limit-reached' } });
    await byFamily.does('gus', '/withdrawal');
    const theirs = await act('Six.');
    const byDora = await vetoing(council, 'dora', theirs.id, { node: { family: 'birch' } });
    expect(await byDora.read(), 'the family has lost none').toMatchObject({ withoutHold: null });
    await byDora.does('dora', '/withdrawal');
    await agree(council, story, electors);
    expect(await story.outcome(), 'nothing holds it').toBe('executed');
    const ended = Date.parse((await first.read()).endedAt);
    await council.wait(`${ended + 90 * 86_400_000 - Date.parse(await council.now()) + 1000}ms`);
    const later = await vetoing(council, 'gus', (await act('Seven.')).id);
    expect(await later.read()).toMatchObject({ withoutHold: null, hold: { ended: null } });
    await later.does('gus', '/withdrawal');
  });

  it('NVP-4 GUA-2 and so many at most though they join at the same instant', async () => {
    const veto = await vetoing(council, 'dora', (await act('One.')).id);
    const joining = ['ben', 'carl', 'emil', 'fay', 'gus', 'lena'];
    const answers = await Promise.all(joining.map((member) => veto.post(member, '/joining')));
    for (const { status, body } of answers)
      if (status !== 200) expect(body).toMatchObject({ type: '/problems/too-many-named', rule: 'GUA-2' });
    expect((await veto.read()).joined).toHaveLength(2);
    await veto.does('anna', '/answer', contested);
    expect(await veto.panel(), 'enough are left to judge').toHaveLength(3);
    for (const { node } of (await veto.read()).nodes) await veto.does(node.member, '/withdrawal');
  });

  it('NVP-4 GUA-2 who joins is no judge, who judges does not join, and so many at most that enough are left', async () => {
    const story = await act('One.');
    const veto = await vetoing(council, 'dora', story.id);
    for (const member of ['ben', 'carl']) await veto.does(member, '/joining');
    expect((await veto.read()).joined).toMatchObject([
      { node: { member: 'ben' } },
      { node: { member: 'carl' } },
    ]);
    // Anna, dora and these two are left out already, of eight.
    expect((await veto.post('emil', '/joining')).body).toMatchObject({
      type: '/problems/too-many-named',
      rule: 'GUA-2',
      facts: { council: 8 },
    });
    await veto.does('anna', '/answer', contested);
    const panel = await veto.panel();
    const [first = '', second = '', third = ''] = panel;
    for (const member of panel) expect(['emil', 'fay', 'gus', 'lena']).toContain(member);
    expect((await veto.post(first, '/joining')).body).toMatchObject({ type: '/problems/not-permitted' });
    expect((await veto.post('ben', '/joining')).body).toMatchObject({ type: '/problems/already-done' });
    expect((await veto.post('ben', '/finding', { uphold: true, reason: 'Mine.' })).status).toBe(403);
    await veto.does(first, '/finding', { uphold: false, reason: 'I see none.' });
    expect((await veto.post(first, '/finding', { uphold: true, reason: 'After all.' })).body).toMatchObject({
      type: '/problems/already-done',
    });
    await veto.does('ben', '/withdrawal');
    await veto.does(second, '/finding', { uphold: true, reason: 'There it is.' });
    await veto.does(third, '/finding', { uphold: true, reason: 'I see it.' });
    await veto.does('anna', '/question', { reason: 'Is it so?' });
    const question = await veto.question();
    await council.wait('73h');
    await question.reaches('voting');
    for (const node of ['carl', 'dora'])
      expect((await question.vote(node, 'against')).body).toMatchObject({ type: '/problems/not-an-elector' });
    await question.votes({ anna: 'for', emil: 'for', fay: 'for', gus: 'for', lena: 'for' });
    expect(await veto.outcome()).toBe('overturned');
    const { body } = await (await council.as('ben')).get(`/v1/decisions/${veto.id}/record`);
    expect(body.denied).toEqual(['member/ben', 'member/carl', 'member/dora']);
  });

  it('PRO-10 NVP-3 what comes at an instant is late: the answer, the finding, the question', async () => {
    const story = await act('One.');
    const veto = await vetoing(council, 'dora', story.id);
    const late = async (member: string, path: string, body: object) => {
      const { deadline } = await veto.read();
      await council.wait(`${Date.parse(deadline) - Date.parse(await council.now())}ms`);
      expect([403, 409], path).toContain((await veto.post(member, path, body)).status);
    };
    await late('anna', '/answer', contested);
    const [first = ''] = await veto.panel();
    await late(first, '/finding', { uphold: true, reason: 'Late.' });
    await council.until(async () => expect((await veto.read()).panel).toMatchObject({ draw: 2 }));
    expect((await veto.post(first, '/finding', { uphold: true, reason: 'Late.' })).status).toBe(403);
    await veto.find(true);
    await late('emil', '/question', { reason: 'Late.' });
    expect(await veto.outcome()).toBe('vetoed');
  });

  it('NVP-1 lapses with an act that is withdrawn or whose workflow is lost, and what goes on from it is held anew', async () => {
    const story = await act('One.');
    const veto = await vetoing(council, 'dora', story.id);
    expect((await story.post('anna', '/withdrawal')).status).toBe(200);
    await veto.reaches('ended');
    expect(await veto.read()).toMatchObject({ outcome: 'lapsed' });
    const lost = await act('Two.');
    const second = await vetoing(council, 'dora', lost.id);
    await loseWorkflow(council, lost.id);
    const next = await goesOn(council, 'proposals', lost.id);
    await second.reaches('ended');
    expect(await second.read()).toMatchObject({ outcome: 'lapsed' });
    expect(await (await vetoing(council, 'dora', next)).read()).toMatchObject({ hold: { ended: null } });
  });

  it('PRO-9 NVP-3 goes on in another where its own workflow was lost: the act waits for that one', async () => {
    const story = await act('One.');
    const veto = await vetoing(council, 'dora', story.id);
    await veto.does('emil', '/joining');
    await loseWorkflow(council, veto.id);
    const next = nodeVetoStory(council, await goesOn(council, 'node-vetoes', veto.id), 'dora');
    expect(await next.read()).toMatchObject({
      continuationOf: veto.id,
      stage: 'answer',
      joined: [{ node: { member: 'emil' } }],
      hold: { ended: null },
    });
    await agree(council, story, electors);
    await story.reaches('execution');
    await next.find(true);
    expect(await next.outcome()).toBe('vetoed');
    expect(await story.outcome()).toBe('vetoed');
    expect(await story.read()).toMatchObject({ nodeVetoes: [{ id: veto.id, outcome: 'vetoed' }] });
  });
});

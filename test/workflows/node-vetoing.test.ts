/** Node vetoes of proposals, from what a node says to each of their endings (NVP-1 to NVP-4). */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { agree } from '../support/adoption.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { logFollows } from '../support/gone.ts';
import { raise, vetoing } from '../support/node-veto.ts';
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

/** An act of anna's, of what the council decides for all. */
const proposed = (more: object = {}): Promise<Story> =>
  propose(council, 'anna', { title: 'Cut the old line', ...more });

/** While it is held it waits in its execution (NVP-2). */
const waits = async (story: Story): Promise<void> => {
  await story.reaches('execution');
  await council.wait('1h');
  expect(await story.stage()).toBe('execution');
};

/** The act knows what became of it. */
const heard = (story: Story): Promise<void> =>
  council.until(async () => expect((await story.read()).nodeVetoes.at(-1).outcome).not.toBeNull());

const recordOf = async (id: string) =>
  (await (await council.as('ben')).get(`/v1/decisions/${id}/record`)).body;

const contested = { contest: 'There is a second line already.' };

describe('a node veto of a proposal', () => {
  it('NVP-1 NVP-2 NVP-3 is upheld by a panel by lot, holds the act in its execution, and ends it vetoed', async () => {
    const story = await proposed();
    const veto = await vetoing(council, 'dora', story.id);
    const begun = await veto.read();
    expect(begun).toMatchObject({
      of: { kind: 'proposal', id: story.id, title: 'Cut the old line' },
      node: { member: 'dora' },
      joined: [],
      stage: 'answer',
      hold: { since: begun.createdAt, ends: null, ended: null },
      withoutHold: null,
      can: ['joining', 'withdrawal'],
    });
    expect((await veto.read('anna')).can).toEqual(['answer']);
    expect((await story.read()).nodeVetoes).toMatchObject([{ id: veto.id, holds: true, heldUntil: null }]);
    await agree(council, story, electors);
    await waits(story);
    // Nobody answered, and the first three were silent: three others were drawn.
    const panel = await veto.panel();
    const { silent } = await veto.read();
    expect(silent).toHaveLength(3);
    expect(new Set([...panel, ...silent]).size).toBe(6);
    for (const concerned of ['anna', 'dora']) expect([...panel, ...silent]).not.toContain(concerned);
    await veto.find(true, 1);
    expect(await veto.read()).toMatchObject({ stage: 'panel', finding: null });
    await veto.does(panel[1] as string, '/finding', { uphold: true, reason: 'There is one line.' });
    expect(await veto.read()).toMatchObject({ stage: 'upheld', finding: 'upheld' });
    expect((await veto.read('anna')).can).toContain('question');
    expect(await veto.outcome()).toBe('vetoed');
    expect(await story.outcome()).toBe('vetoed');
    const { endedAt } = await veto.read();
    expect(await story.read()).toMatchObject({
      nodeVetoes: [{ outcome: 'vetoed', heldUntil: endedAt }],
    });
    expect((await story.timeline()).at(-1)).toMatchObject({
      kind: 'ended',
      facts: { outcome: 'vetoed', rule: 'NVP-3', nodeVeto: veto.id },
    });
    expect(await recordOf(veto.id)).toMatchObject({
      kind: 'node-veto',
      outcome: 'vetoed',
      finding: 'upheld',
      denied: [],
    });
    expect((await (await council.as('ben')).get(`/v1/decisions/${veto.id}/receipt`)).status).toBe(200);
    expect((await raise(council, 'dora', story.id)).body).toMatchObject({
      type: '/problems/wrong-stage',
      rule: 'NVP-1',
    });
  });

  it('NVP-3 NVP-4 is denied by its panel: the act is executed at once, and a later one of the same act, reworded too, is heard without a hold', async () => {
    const story = await proposed();
    const veto = await vetoing(council, 'dora', story.id);
    await veto.does('anna', '/answer', contested);
    const panel = await veto.panel();
    expect((await veto.post('anna', '/finding', { uphold: false, reason: 'No.' })).body).toMatchObject({
      type: '/problems/not-permitted',
      facts: { allowed: 'the panel' },
    });
    await veto.find(false);
    expect(await veto.read()).toMatchObject({ stage: 'denied', hold: { ended: expect.any(String) } });
    expect(
      (await veto.post(panel[2] as string, '/finding', { uphold: true, reason: 'Late.' })).body,
    ).toMatchObject({
      type: '/problems/wrong-stage',
    });
    expect((await veto.post('emil', '/question', { reason: 'I am no node.' })).status).toBe(403);
    await council.until(async () =>
      expect((await story.read()).nodeVetoes[0].heldUntil).toEqual((await veto.read()).hold.ended),
    );
    expect(await veto.outcome()).toBe('denied');
    await heard(story);
    const again = await vetoing(council, 'emil', story.id);
    expect(await again.read()).toMatchObject({
      hold: null,
      withoutHold: { code: 'same-matter', rule: 'NVP-4', facts: { nodeVeto: veto.id } },
    });
    expect((await raise(council, 'dora', story.id)).body).toMatchObject({
      type: '/problems/same-matter',
      rule: 'NVP-4',
      facts: { nodeVeto: again.id },
    });
    await agree(council, story, electors);
    expect(await story.outcome()).toBe('executed');
    // What was executed is judged all the same.
    expect(await again.outcome()).toBe('denied');
    const twin = await proposed({ title: 'Once more, in other words' });
    expect(await (await vetoing(council, 'fay', twin.id)).read()).toMatchObject({
      withoutHold: { code: 'same-matter' },
    });
    const other = await proposed({ text: 'Something else.' });
    expect(await (await vetoing(council, 'fay', other.id)).read()).toMatchObject({ withoutHold: null });
    expect(await recordOf(veto.id)).toMatchObject({ outcome: 'denied', denied: ['member/dora'] });
  });

  it('NVP-3 is settled where every node agrees that the danger is removed, and withdrawn by its last node before a panel', async () => {
    const story = await proposed();
    const veto = await vetoing(council, 'dora', story.id);
    expect((await veto.post('dora', '/agreement')).body).toMatchObject({ type: '/problems/incomplete' });
    await veto.does('gus', '/joining', { node: { family: 'birch' }, danger: 'Our house too.' });
    expect((await veto.post('gus', '/joining', { node: { family: 'birch' } })).body).toMatchObject({
      type: '/problems/already-done',
    });
    await veto.does('anna', '/answer', { removes: 'The second line comes first.' });
    await veto.does('dora', '/agreement');
    expect(await veto.read()).toMatchObject({ stage: 'answer' });
    expect(await veto.does('gus', '/agreement')).toMatchObject({ stage: 'ended', outcome: 'settled' });
    await heard(story);
    expect(await recordOf(veto.id)).toMatchObject({
      outcome: 'settled',
      removes: 'The second line comes first.',
    });
    const mine = await vetoing(council, 'emil', story.id);
    expect(await mine.read(), 'nobody judged it').toMatchObject({ withoutHold: null });
    expect(await mine.does('emil', '/withdrawal')).toMatchObject({ outcome: 'withdrawn' });
    await heard(story);
    expect(await (await vetoing(council, 'emil', story.id)).read()).toMatchObject({
      hold: null,
      withoutHold: { code: 'same-matter' },
    });
    expect(await recordOf(mine.id)).toMatchObject({ outcome: 'withdrawn', denied: [] });
  });

  it('NVP-3 a panel that is silent twice denies it, and silence is counted to the instant', async () => {
    const story = await proposed();
    const veto = await vetoing(council, 'dora', story.id);
    const begun = Date.parse((await veto.read()).createdAt);
    const hours = (count: number) => new Date(begun + count * 3_600_000).toISOString();
    expect(await veto.outcome()).toBe('denied');
    expect((await veto.timeline()).map(({ kind, at }) => [kind, at])).toEqual([
      ['opened', hours(0)],
      ['panel-drawn', hours(24)],
      ['panel-silent', hours(72)],
      ['panel-drawn', hours(72)],
      ['panel-silent', hours(120)],
      ['ended', hours(144)],
    ]);
    expect(await recordOf(veto.id)).toMatchObject({
      panels: [
        { draw: 1, electors: 6 },
        { draw: 2, electors: 6 },
      ],
      hold: { since: hours(0), ended: hours(120) },
      denied: ['member/dora'],
    });
  });

  it('NVP-3 VET-2 two thirds of the council overturn what was upheld: the act goes on', async () => {
    const story = await proposed();
    const veto = await vetoing(council, 'dora', story.id);
    await veto.does('anna', '/answer', contested);
    await veto.find(true);
    // So long and no longer: where nothing else waits, time that is let go on goes on for years.
    await council.wait('25h');
    expect(await veto.reaches('ended'), 'nobody asked').toMatchObject({ outcome: 'vetoed' });
    await story.reaches('ended');
    expect(await story.read()).toMatchObject({ outcome: 'vetoed' });
    expect((await story.timeline()).map(({ kind }) => kind)).toEqual([
      'submitted',
      'review-opened',
      'node-vetoed',
      'node-veto-ended',
      'ended',
    ]);
    const next = await proposed({ text: 'Another act.' });
    const second = await vetoing(council, 'dora', next.id);
    await second.does('anna', '/answer', contested);
    await second.find(true);
    await second.does('carl', '/question', { reason: 'The second line is in.' });
    const question = await second.question();
    expect(await question.read()).toMatchObject({
      category: 'veto-question',
      author: null,
      asks: [{ matter: 'overturned', named: ['dora'], without: ['dora'] }],
      links: [{ relation: 'node-veto-question-of', id: second.id }],
    });
    await agree(council, next, electors);
    await waits(next);
    await question.votes({
      anna: 'for',
      ben: 'for',
      carl: 'for',
      emil: 'for',
      fay: 'for',
      gus: 'for',
      lena: 'for',
    });
    expect(await second.outcome()).toBe('overturned');
    expect(await next.outcome()).toBe('executed');
    expect(await recordOf(second.id)).toMatchObject({ overturned: true, denied: ['member/dora'] });
  });

  it('NVP-3 VET-2 what was found stands where fewer than two thirds overturn it, and the node asks about what was denied', async () => {
    const story = await proposed();
    const veto = await vetoing(council, 'dora', story.id);
    await veto.does('anna', '/answer', contested);
    await veto.find(false);
    await veto.does('dora', '/question', { reason: 'The plan is old.' });
    const question = await veto.question();
    await agree(council, story, electors);
    await question.reaches('voting');
    await question.votes({
      anna: 'against',
      ben: 'against',
      carl: 'for',
      emil: 'for',
      fay: 'against',
      gus: 'for',
      lena: 'against',
    });
    expect(await veto.outcome()).toBe('denied');
    expect(await veto.read()).toMatchObject({ outcome: 'denied', finding: 'denied' });
    expect(await recordOf(veto.id)).toMatchObject({ overturned: false });
    expect(await story.outcome()).toBe('executed');
  });
});

describe('a task that a node veto holds', () => {
  it('NVP-2 EXE-1 is confirmed by nobody meanwhile, and its date is so much later', async () => {
    const by = new Date(Date.parse(await council.now()) + 80 * 3_600_000).toISOString();
    const story = await proposed({
      action: { type: 'task', assignee: 'emil', instructions: 'Cut it', by },
    });
    await agree(council, story, electors);
    await story.reaches('execution');
    expect(await story.read('emil')).toMatchObject({ deadline: by, can: expect.arrayContaining(['task']) });
    const veto = await vetoing(council, 'dora', story.id);
    const { since } = (await veto.read()).hold;
    expect(await story.read('emil')).toMatchObject({ deadline: null });
    expect((await story.post('emil', '/task', { evidence: 'It is cut.' })).body).toMatchObject({
      type: '/problems/wrong-stage',
      rule: 'NVP-2',
      facts: { heldBy: veto.id },
    });
    await council.wait('23h');
    await veto.does('anna', '/answer', contested);
    expect(await veto.panel()).not.toContain('emil');
    await veto.find(false);
    const { ended } = (await veto.read()).hold;
    await council.until(async () =>
      expect((await story.read()).deadline).toBe(
        new Date(Date.parse(by) + Date.parse(ended) - Date.parse(since)).toISOString(),
      ),
    );
    await veto.does('dora', '/withdrawal');
    expect((await story.post('emil', '/task', { evidence: 'It is cut.' })).status).toBe(200);
    expect(await story.outcome()).toBe('executed');
  });
});

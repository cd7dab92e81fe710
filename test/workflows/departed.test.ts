/** Whoever departs counts no longer where a share of them takes a matter elsewhere (MEM-2, TIE-3, MAN-2). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decided, endingOf } from '../support/adoption.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { five, person } from '../support/people.ts';
import { allProveThemselves } from '../support/proof.ts';
import { propose, type Story } from '../support/story.ts';

const oaks = ['olga', 'otto', 'oda', 'orla'];
const everyone = [...five.map(({ id }) => id), 'fay'];

let council: Council;
beforeAll(async () => {
  council = await openCouncil({
    // The oaks are of age in their family, and not in the council.
    members: [
      ...five,
      person('fay'),
      ...oaks.map((id) => person(id, { family: 'oak', bornAt: '2019-01-01T00:00:00.000Z' })),
    ],
    families: [{ id: 'oak', name: 'Oak' }],
  });
});
afterAll(() => council.close());

async function departs(member: string): Promise<void> {
  const answer = await (await council.as(member)).put(`/v1/members/${member}/status`, { status: 'departed' });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  await council.settled();
}
const lowered = async (story: Story, kind: string) =>
  (await story.timeline()).filter((entry) => entry.kind === kind).map(({ facts }) => facts);

describe('who departs', () => {
  it('TIE-3 MEM-2 is none of the two thirds of a family that send its matter to the council, nor of those it takes', async () => {
    const impact = { affected: oaks, statement: 'One purse.' };
    const story = await propose(council, 'olga', { category: 'family.pooling', impact });
    for (const id of ['olga', 'otto']) expect((await story.post(id, '/escalation')).status).toBe(201);
    // Of four it takes three. Who asked stays counted.
    await departs('otto');
    expect(await story.stage()).toBe('discussion');
    expect(await lowered(story, 'escalation-lowered')).toEqual([]);
    // Of three it takes two.
    await departs('oda');
    await story.reaches('ended');
    expect((await story.read()).outcome).toBe('escalated');
    expect(await lowered(story, 'escalation-lowered')).toEqual([{ departed: ['oda'], needed: 2 }]);
    expect(await endingOf(story)).toMatchObject({ rule: 'TIE-3', asked: 2, needed: 2 });
    await allProveThemselves(council);
  });

  it('MAN-2 MEM-2 is none of the quarter of the council that calls a mandate’s decision back, nor of those it takes', async () => {
    const until = new Date(Date.parse(await council.now()) + 80 * 86_400_000).toISOString();
    const action = { type: 'mandate.grant', members: ['anna', 'emil'], category: 'operations', until };
    const { ended } = await decided(council, 'carl', { category: 'mandate', action }, everyone);
    expect(ended.outcome).toBe('executed');
    const story = await propose(council, 'carl');
    expect((await story.post('carl', '/call-backs')).status).toBe(201);
    // Of six it takes two, and of five.
    await departs('fay');
    expect(await story.stage()).toBe('review');
    // Of four it takes one.
    await departs('dora');
    await story.reaches('ended');
    expect((await story.read()).outcome).toBe('escalated');
    expect(await lowered(story, 'call-back-lowered')).toEqual([{ departed: 2, needed: 1 }]);
    expect(await endingOf(story)).toMatchObject({ rule: 'MAN-2', called: 1, needed: 1 });
    await allProveThemselves(council);
  });
});

/** What a family decided is done for its own alone, and as it was decided: who leaves takes nothing along, and no record tells of other shares (TIE-2, MEM-7, REC-1). */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { endingOf } from '../support/adoption.ts';
import { type Council, openCouncil } from '../support/council.ts';
import type { Json } from '../support/http.ts';
import { five } from '../support/people.ts';
import { allProveThemselves, foundOfLie } from '../support/proof.ts';
import { propose, type Story } from '../support/story.ts';

const ash = ['anna', 'ben', 'carl', 'dora'];

let council: Council;
beforeAll(async () => {
  council = await openCouncil({
    members: five.map((member) => (ash.includes(member.id) ? { ...member, family: 'ash' } : member)),
    families: [{ id: 'ash', name: 'Ash' }],
    resources: [
      { id: 'rope', unit: 'metre', total: null, held: [{ to: { family: 'ash' }, amount: 5 }] },
      { id: 'water', unit: 'litre', total: 9, held: [{ to: { family: 'ash' }, amount: 9 }] },
    ],
  });
});
afterEach(() => allProveThemselves(council));
afterAll(() => council.close());

const put = (category: string, action: object, affected: readonly string[]): Promise<Story> =>
  propose(council, 'carl', { category, action, impact: { affected, statement: 'Who lives with us.' } });
const adopted = async (story: Story, electors: readonly string[]) => {
  await story.positions(Object.fromEntries(electors.map((elector) => [elector, 'agree'])));
  await story.reaches('veto');
};

it('TIE-2 EXE-2 what a family gives or grants to one of it is not done for who leaves before that', async () => {
  const to = 'dora';
  const grant = { type: 'allocation.grant', resource: 'rope', amount: 1, to, permanent: true };
  const milestone = { type: 'member.milestone', member: to, milestone: 'key-removal' };
  const stories = [
    await put('family.pooling', grant, [to]),
    await put('family.development', milestone, [to]),
  ];
  for (const story of stories) await adopted(story, ash);
  await council.wait('23h');
  expect((await (await council.as(to)).post('/v1/families/ash/leaving')).body).toMatchObject({ left: true });
  await council.wait('1h');
  for (const story of stories) {
    await story.reaches('ended');
    expect((await story.read()).outcome).toBe('execution-failed');
    expect(await endingOf(story)).toMatchObject({
      details: { code: 'family-matter', rule: 'TIE-2', facts: { family: 'ash', outside: [to] } },
    });
  }
});

it('REC-1 MEM-7 a record that tells of other shares, or of another family, than was decided is found out', async () => {
  const shares = [
    { resource: 'rope', amount: 5, to: 'ben' },
    { resource: 'water', amount: 6, to: 'anna' },
    { resource: 'water', amount: 3, to: 'emil' },
  ];
  const story = await put('family.dissolution', { type: 'family.dissolve', shares }, ['anna', 'ben']);
  await adopted(story, ['anna', 'ben', 'carl']);
  await council.wait('24h');
  await story.reaches('ended');
  expect((await story.read()).outcome).toBe('executed');
  const lie = (change: (result: Json) => void) =>
    foundOfLie(council, story.id, ({ evidence }) =>
      change((evidence.timeline.find(({ kind }) => kind === 'ended')!.facts as Json).result),
    );
  const lies: readonly (readonly [string, (result: Json) => void])[] = [
    ['/shares/', ({ shares: told }) => void Object.assign(told[1], { amount: 7 })],
    ['/shares/', ({ shares: told }) => void Object.assign(told[2], { to: 'carl' })],
    ['/family', (result) => void Object.assign(result, { family: 'oak' })],
    ['/changes/0/family/before', ({ changes }) => void Object.assign(changes[0].family, { before: 'oak' })],
  ];
  for (const [pointer, change] of lies) expect(await lie(change)).toContain(`/facts/result${pointer}`);
});

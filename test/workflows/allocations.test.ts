/** Nobody gives what they do not hold: holdings of members and families, passed on and ended (ALC-1 to ALC-3, TIE-1, MEM-2). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decided } from '../support/adoption.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { five } from '../support/people.ts';
import { allProveThemselves } from '../support/proof.ts';
import { content, propose } from '../support/story.ts';

const families = [
  { id: 'ash', name: 'Ash' },
  { id: 'birch', name: 'Birch' },
];
const members = five.map((member) =>
  ['carl', 'dora'].includes(member.id) ? { ...member, family: 'ash' } : member,
);
const everyone = five.map(({ id }) => id);

let council: Council;
beforeAll(async () => {
  council = await openCouncil({ members, families });
});
afterAll(async () => {
  await allProveThemselves(council);
  await council.close();
});

const days = async (count: number) =>
  new Date(Date.parse(await council.now()) + count * 86_400_000).toISOString();
const submit = async (author: string, more: object) =>
  (await (await council.as(author)).post('/v1/proposals', { ...content, ...more })).body;
const own = (author: string, action: object) => ({
  category: 'personal.time',
  impact: { affected: [author], statement: 'Mine alone.' },
  action: { type: 'allocation.grant', ...action },
});
const ours = (action: object) => ({
  category: 'family.pooling',
  impact: { affected: ['carl', 'dora'], statement: 'Ours.' },
  action: { type: 'allocation.grant', ...action },
});
const held = async () => (await (await council.as('anna')).get('/v1/allocations?limit=200')).body.items;
/** The council gives. */
const give = async (action: object) => {
  const { ended } = await decided(
    council,
    'ben',
    { category: 'resources', action: { type: 'allocation.grant', ...action } },
    everyone,
  );
  expect(ended).toMatchObject({ outcome: 'executed' });
};

describe('an allocation', () => {
  it('ALC-2 TIE-1 is not made by who holds nothing: nobody mints for themselves, and no family for itself', async () => {
    const until = await days(30);
    expect(
      await submit('emil', own('emil', { resource: 'wakes', amount: 1e15, to: 'emil', until })),
    ).toMatchObject({
      type: '/problems/not-held',
      rule: 'ALC-2',
      facts: { resource: 'wakes', giver: 'emil', held: 0 },
    });
    expect(
      await submit('carl', ours({ resource: 'wakes', amount: 1, to: 'carl', permanent: true })),
    ).toMatchObject({
      type: '/problems/not-held',
      facts: { giver: { family: 'ash' }, held: 0 },
    });
  });

  it('ALC-1 ALC-3 is a whole number, and lasts a year at most', async () => {
    const allocated = async (more: object) =>
      submit('ben', {
        category: 'resources',
        action: {
          type: 'allocation.grant',
          resource: 'wakes',
          amount: 1,
          to: 'emil',
          until: await days(30),
          ...more,
        },
      });
    for (const amount of [0, 0.5, 1e15 + 2])
      expect(await allocated({ amount })).toMatchObject({ type: '/problems/invalid-body' });
    expect(await allocated({ until: await days(366) })).toMatchObject({
      type: '/problems/too-far-ahead',
      rule: 'ALC-3',
    });
    expect(await allocated({ to: { family: 'oak' } })).toMatchObject({
      type: '/problems/unknown-member',
      facts: { families: ['oak'] },
    });
  });

  it('ALC-2 a family passes on what the council gave it, no more, to its own, and for no longer', async () => {
    const until = await days(100);
    await give({ resource: 'water', amount: 10, to: { family: 'ash' }, until });
    const pass = (amount: number, more: object = {}) =>
      ours({ resource: 'water', amount, to: 'dora', until, ...more });
    expect(await submit('carl', pass(11))).toMatchObject({ type: '/problems/not-held', facts: { held: 10 } });
    expect(await submit('carl', pass(1, { until: await days(101) }))).toMatchObject({ facts: { held: 0 } });
    expect(await submit('carl', pass(1, { to: 'emil' }))).toMatchObject({ type: '/problems/family-matter' });
    expect(await submit('carl', pass(1, { to: { family: 'birch' } }))).toMatchObject({
      type: '/problems/family-matter',
      facts: { outside: ['birch'] },
    });
    // Two that are submitted while all of it is there: the second is refused when it comes to be done.
    const [first, second] = [
      await propose(council, 'carl', pass(6)),
      await propose(council, 'dora', pass(6)),
    ];
    for (const story of [first, second]) {
      await story.positions({ carl: 'agree', dora: 'agree' });
      await story.reaches('veto');
    }
    await council.wait('25h');
    for (const story of [first, second]) await story.reaches('ended');
    const outcomes = [(await first.read()).outcome, (await second.read()).outcome];
    expect(outcomes.toSorted()).toEqual(['executed', 'execution-failed']);
    expect((await held()).filter(({ resource }: { resource: string }) => resource === 'water')).toMatchObject(
      [
        { amount: 6, to: 'dora', until },
        { amount: 10, to: { family: 'ash' }, until },
      ],
    );
    expect(await submit('carl', pass(5))).toMatchObject({ type: '/problems/not-held', facts: { held: 4 } });
    // What dora holds is hers.
    const hers = await propose(
      council,
      'dora',
      own('dora', { resource: 'water', amount: 6, to: 'dora', until }),
    );
    await hers.reaches('ended');
    expect((await hers.read()).outcome).toBe('executed');
  });

  it('ALC-2 MEM-2 of who departs ends, with all that was passed on from it', async () => {
    await give({ resource: 'land', amount: 3, to: 'emil', permanent: true });
    const kept = { resource: 'land', amount: 3, to: 'emil' };
    await council.until(async () =>
      expect(await held()).toMatchObject([{ ...kept, until: null }, {}, {}, {}]),
    );
    await (await council.as('emil')).put('/v1/members/emil/status', { status: 'departed' });
    const [ended] = await held();
    expect(ended).toMatchObject(kept);
    expect(Math.abs(Date.parse(ended.until) - Date.parse(await council.now()))).toBeLessThan(60_000);
  });
});

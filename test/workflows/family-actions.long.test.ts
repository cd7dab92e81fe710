/** Families admit, release and end by their own decisions, and nobody joins one who has not said so (MEM-7, TIE-2, TIE-4, ALC-2). */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { grantAllocation } from '../../store/council/allocations.ts';
import { agree, decided, endingOf } from '../support/adoption.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { five, person } from '../support/people.ts';
import { allProveThemselves, foundOfLie } from '../support/proof.ts';
import { content, propose, type Story, storyOf } from '../support/story.ts';

const ash = ['anna', 'ben', 'carl', 'dora'];
const young = { bornAt: '2026-01-01T00:00:00.000Z' };
const members = [
  ...five.map((member) => (ash.includes(member.id) ? { ...member, family: 'ash' } : member)),
  person('kim', { ...young, family: 'ash' }),
  person('waif', young),
  person('fay', { roles: ['resource-steward'] }),
  person('gil'),
  person('hal'),
  person('bela', { family: 'birch' }),
  person('boris', { family: 'birch' }),
  person('bim', { ...young, family: 'birch' }),
  person('cid', { family: 'cedar' }),
];
const everyone = [...ash, 'emil', 'fay', 'gil', 'hal', 'bela', 'boris', 'cid'];
const families = ['ash', 'birch', 'cedar'].map((id) => ({ id, name: id }));
const resources = [
  { id: 'water', unit: 'litre', total: 10, held: [{ to: { family: 'birch' }, amount: 10 }] },
  { id: 'compute', unit: 'hour', total: 6, held: [] },
  { id: 'rope', unit: 'metre', total: null, held: [{ to: { family: 'ash' }, amount: 2 }] },
];

let council: Council;
beforeAll(async () => {
  council = await openCouncil({ members, families, resources });
});
afterEach(() => allProveThemselves(council));
afterAll(() => council.close());

const development = (action: object, affected: readonly string[] = ['carl']) => ({
  category: 'family.development',
  impact: { affected, statement: 'Who lives with us.' },
  action,
});
const admit = (member: string, more: object = {}) => development({ type: 'family.admit', member, ...more });
const dissolution = (shares: readonly object[], affected: readonly string[]) => ({
  category: 'family.dissolution',
  impact: { affected, statement: 'We part.' },
  action: { type: 'family.dissolve', shares },
});
const refused = async (author: string, more: object) =>
  (await (await council.as(author)).post('/v1/proposals', { ...content, ...more })).body;
const read = async (path: string) => (await (await council.as('anna')).get(path)).body;
const familyOf = async (id: string) => (await read(`/v1/members/${id}`)).family;
const told = async (member: string, { id }: Story) =>
  (await (await council.as(member)).get('/v1/inbox?limit=200')).body.items
    .filter(({ decision }: { decision: string }) => decision === id)
    .map(
      ({ kind, owes }: { kind: string; owes: string | null }) => `${kind}${owes === null ? '' : ` ${owes}`}`,
    );
const consent = async (story: Story, member: string, says = true) =>
  (await story.post(member, '/consents', { consent: says })).body;
/** Nobody vetoes it within its day (VET-1). */
const outcomeOf = async (story: Story) => {
  await story.reaches('veto');
  await council.wait('24h');
  await story.reaches('ended');
  return (await story.read()).outcome;
};
const agreed = (story: Story, electors: readonly string[] = ash) =>
  story.positions(Object.fromEntries(electors.map((elector) => [elector, 'agree'])));

describe('an admission to a family', () => {
  it('MEM-7 TIE-2 PRO-11 PRO-13 needs the joiner’s own consent, who hears of it at its beginning; one family at a time', async () => {
    const story = await propose(
      council,
      'carl',
      development({ type: 'family.admit', member: 'emil' }, ['emil']),
    );
    const other = await propose(council, 'bela', {
      ...admit('emil'),
      impact: { affected: ['boris'], statement: 'He is ours.' },
    });
    expect(await story.read()).toMatchObject({
      action: { type: 'family.admit', family: 'ash', member: 'emil' },
      requirements: [{ what: 'consent', who: 'emil', closed: null }],
      electorate: { size: 4, quorum: 2 },
    });
    expect(await told('emil', story)).toContain('submitted consents');
    expect((await story.read('emil')).can).toContain('consents');
    // Nobody consents for another.
    for (const member of ['fay', 'carl'])
      expect(await consent(story, member)).toMatchObject({ status: 403, rule: 'MEM-7' });
    await agreed(story);
    await story.reaches('requirements');
    expect(await consent(story, 'emil')).toHaveProperty('acknowledgement');
    expect(await consent(other, 'emil')).toHaveProperty('acknowledgement');
    await story.reaches('veto');
    expect(await familyOf('emil')).toBeNull();
    await agreed(other, ['bela', 'boris']);
    await other.reaches('veto');
    expect(await outcomeOf(story)).toBe('executed');
    expect(await familyOf('emil')).toBe('ash');
    expect(await endingOf(story)).toMatchObject({
      result: { changes: [{ member: 'emil', family: { before: null, after: 'ash' } }] },
    });
    // He had said yes to both, and the first is his family now.
    await other.reaches('ended');
    expect((await other.read()).outcome).toBe('execution-failed');
    expect(await endingOf(other)).toMatchObject({
      details: { code: 'in-a-family', rule: 'MEM-7', facts: { members: ['emil'], families: ['ash'] } },
    });
    expect(
      await refused('bela', { ...admit('emil'), impact: { affected: ['boris'], statement: 'Ours.' } }),
    ).toMatchObject({
      status: 409,
      type: '/problems/in-a-family',
      facts: { members: ['emil'], families: ['ash'] },
    });
    await council.db.updateTable('members').set({ family: null }).where('id', '=', 'emil').execute();
    const lie = (change: Parameters<typeof foundOfLie>[2]) => foundOfLie(council, story.id, change);
    const done = { changes: [{ member: 'gil', family: { before: null, after: 'ash' } }] };
    expect(
      await lie(({ evidence }) => void Object.assign(evidence.timeline.at(-1)!.facts, { result: done })),
    ).toContain('/facts/result/changes/0/member');
    expect(
      await lie(({ record }) => void Object.assign(record.versions[0]!, { permission: 'none' })),
    ).toContain('/versions/0/permission');
    expect(await lie(({ record }) => void record.requirements.pop())).toContain(
      'have no consent, which the category asks for',
    );
    expect(
      await lie(({ record }) => {
        delete record.rounds[0]!.positions!.consensus.threshold.electors;
      }),
    ).toContain('/rounds/0/positions/consensus');
  });

  it('MEM-7 REP-1 ends rejected at the joiner’s no, whoever agrees: nobody is admitted who said no', async () => {
    const story = await propose(council, 'carl', admit('fay'));
    await agreed(story);
    await story.reaches('requirements');
    expect(await consent(story, 'fay', false)).toHaveProperty('acknowledgement');
    await story.reaches('ended');
    expect(await story.read()).toMatchObject({ outcome: 'rejected' });
    expect(await endingOf(story)).toMatchObject({ rule: 'MEM-7', refusedBy: 'fay' });
    expect(await consent(story, 'fay')).toMatchObject({ status: 409 });
    expect(await familyOf('fay')).toBeNull();
    const lie = await foundOfLie(
      council,
      story.id,
      ({ record }) => void Object.assign(record.ending, { rule: 'REP-1' }),
    );
    expect(lie).toContain('/ending/rule');
  });

  it('MEM-7 PRO-11 lapses a week after its submission where the joiner has not answered', async () => {
    const story = await propose(council, 'carl', admit('gil'));
    await agreed(story);
    await story.reaches('requirements');
    await council.wait('168h');
    await story.reaches('ended');
    expect(await story.read()).toMatchObject({ outcome: 'lapsed' });
    expect(await story.hours('ended')).toEqual([168]);
    expect(await familyOf('gil')).toBeNull();
  });

  it('TIE-4 CON-3 half of the family’s electorate is not enough, and one more is', async () => {
    const story = await propose(council, 'carl', admit('gil'));
    await consent(story, 'gil');
    await agreed(story, ['anna', 'ben']);
    await council.wait('24h');
    await story.reaches('discussion', 2);
    const closed = (await story.timeline()).find(({ kind }) => kind === 'round-closed');
    expect(closed?.facts.consensus).toMatchObject({
      reached: false,
      quorate: true,
      agreeing: 2,
      positions: 2,
      threshold: { electors: { num: 1, den: 2, strict: true }, met: false },
    });
    await agreed(story, ['anna', 'ben', 'carl']);
    await council.wait('24h');
    expect(await outcomeOf(story)).toBe('executed');
    const lie = await foundOfLie(council, story.id, ({ record }) => {
      const { consensus } = record.rounds[0]!.positions!;
      Object.assign(consensus, { reached: true });
    });
    expect(lie).toContain('/rounds/0/positions/consensus');
    await council.db.updateTable('members').set({ family: null }).where('id', '=', 'gil').execute();
  });

  it('MEM-7 below family maturity asks for all parents whom the admission named, and for nobody where there are none', async () => {
    const admission = await propose(council, 'carl', {
      category: 'reproduction',
      parents: ['gil', 'hal'],
      diversity: 'The first who climbs.',
      action: { type: 'member.admit', member: { ...person('pip', young), family: null } },
    });
    for (const parent of ['gil', 'hal']) await consent(admission, parent);
    await admission.post('fay', '/attestations', { resources: 'Enough for one more.' });
    await admission.post('dora', '/attestations', { diversity: 'It is so.' });
    await agree(council, admission, everyone);
    await admission.reaches('ended');
    expect(await refused('carl', admit('waif'))).toMatchObject({
      type: '/problems/other-parents',
      rule: 'MEM-7',
      facts: { member: 'waif', parents: [] },
    });
    // Nobody puts others in the parents' place.
    for (const parents of [['carl'], ['gil'], ['gil', 'hal', 'carl']])
      expect(await refused('carl', admit('pip', { parents }))).toMatchObject({
        type: '/problems/other-parents',
        facts: { parents: ['gil', 'hal'] },
      });
    const story = await propose(council, 'carl', admit('pip'));
    expect((await story.read()).requirements).toMatchObject([{ who: 'gil' }, { who: 'hal' }]);
    await agreed(story);
    await consent(story, 'gil');
    expect(await consent(story, 'pip')).toMatchObject({ status: 403, rule: 'MEM-7' });
    await story.reaches('requirements');
    await consent(story, 'hal');
    expect(await outcomeOf(story)).toBe('executed');
    expect(await familyOf('pip')).toBe('ash');
  });

  it('TIE-2 TIE-5 is that of the author’s own family, in its own category', async () => {
    expect(await refused('carl', admit('hal', { family: 'birch' }))).toMatchObject({
      type: '/problems/family-matter',
      rule: 'TIE-2',
      facts: { family: 'ash', outside: ['birch'] },
    });
    expect(await refused('hal', admit('gil'))).toMatchObject({ type: '/problems/family-matter' });
    expect(await refused('carl', { ...admit('hal'), category: 'family.pooling' })).toMatchObject({
      type: '/problems/action-not-permitted',
      rule: 'TIE-5',
    });
    const story = await propose(council, 'carl', development({ type: 'none' }));
    const amended = await story.post('carl', '/amendments', {
      action: { type: 'family.release', family: 'birch', member: 'bim' },
    });
    expect(amended.body).toMatchObject({
      type: '/problems/family-matter',
      facts: { outside: ['bim', 'birch'] },
    });
  });
});

describe('a release', () => {
  const release = (member: string) => development({ type: 'family.release', member });

  it('MEM-7 PRO-13 is of one below family maturity, who hears of it at its beginning', async () => {
    expect(await refused('carl', release('dora'))).toMatchObject({
      status: 422,
      type: '/problems/of-family-maturity',
      rule: 'MEM-7',
    });
    expect(await refused('carl', release('bim'))).toMatchObject({ type: '/problems/family-matter' });
    const story = await propose(council, 'carl', release('kim'));
    expect(await told('kim', story)).toContain('submitted');
    await agreed(story);
    expect(await outcomeOf(story)).toBe('executed');
    expect(await familyOf('kim')).toBeNull();
  });

  it('MEM-7 EXE-2 of who has grown up meanwhile is not done', async () => {
    await council.db.updateTable('members').set({ family: 'ash' }).where('id', '=', 'kim').execute();
    const story = await propose(council, 'carl', release('kim'));
    await agreed(story);
    await story.reaches('veto');
    await council.db
      .updateTable('members')
      .set({ born_at: '1990-01-01T00:00:00.000Z' })
      .where('id', '=', 'kim')
      .execute();
    expect(await outcomeOf(story)).toBe('execution-failed');
    expect(await endingOf(story)).toMatchObject({ details: { code: 'of-family-maturity', rule: 'MEM-7' } });
    expect(await familyOf('kim')).toBe('ash');
  });
});

describe('a family’s permanent allocation', () => {
  it('TIE-4 DEA-1 half of the electorate deadlocks a vote that two thirds of its decisive votes would carry', async () => {
    // Kim has grown up: five are half and a half.
    const story = await propose(council, 'carl', {
      category: 'family.pooling',
      impact: { affected: ['carl'], statement: 'Rope.' },
      action: { type: 'allocation.grant', resource: 'rope', amount: 1, to: 'carl', permanent: true },
    });
    await council.wait('73h');
    await story.votes({ anna: 'for', ben: 'for', carl: 'abstain', dora: 'abstain' });
    expect((await story.get('/tally')).body).toMatchObject({
      threshold: { electors: { num: 1, den: 2, strict: true }, met: false },
      verdict: 'deadlock',
    });
    await story.vote('kim', 'abstain');
    await story.reaches('discussion', 4);
    await council.wait('25h');
    await story.votes({ anna: 'for', ben: 'for', carl: 'for', dora: 'abstain', kim: 'abstain' });
    expect(await outcomeOf(story)).toBe('executed');
    const lie = await foundOfLie(council, story.id, ({ record }) => {
      Object.assign(record.votes[0]!.tally!, { verdict: 'adopted' });
      Object.assign(record.votes[0]!.tally!.threshold, { met: true });
    });
    expect(lie).toContain('/votes/0/tally/threshold/met');
  });
});

describe('a dissolution', () => {
  const part = (resource: string, amount: number, to: unknown) => ({ resource, amount, to });

  it('MEM-7 ALC-2 ALC-3 PRO-13 shares out all that the family holds, to the unit, and ends it', async () => {
    const until = new Date(Date.parse(await council.now()) + 60 * 86_400_000).toISOString();
    const { ended } = await decided(
      council,
      'ben',
      {
        category: 'resources',
        action: { type: 'allocation.grant', resource: 'compute', amount: 6, to: { family: 'birch' }, until },
      },
      [...everyone, 'kim'],
    );
    expect(ended).toMatchObject({ outcome: 'executed' });
    const shares = [
      part('water', 7, 'bela'),
      part('water', 3, { family: 'ash' }),
      part('compute', 6, 'boris'),
    ];
    for (const [amount, shared] of [
      [6, 9],
      [8, 11],
    ] as const)
      expect(
        await refused('bela', dissolution([part('water', amount, 'bela'), ...shares.slice(1)], ['boris'])),
      ).toMatchObject({
        status: 422,
        type: '/problems/other-shares',
        facts: { family: 'birch', resources: [{ resource: 'water', held: 10, shared }] },
      });
    // Nobody shares out what another family, or a member, holds.
    expect(await refused('bela', dissolution([...shares, part('rope', 1, 'bela')], ['boris']))).toMatchObject(
      { facts: { resources: [{ resource: 'rope', held: 0, shared: 1 }] } },
    );
    const others = dissolution(shares, ['carl']);
    expect(await refused('carl', { ...others, action: { ...others.action, family: 'birch' } })).toMatchObject(
      { type: '/problems/family-matter' },
    );

    const story = await propose(council, 'bela', dissolution(shares, ['boris']));
    for (const member of ['boris', 'bim']) expect(await told(member, story)).toContain('submitted');
    await agreed(story, ['bela', 'boris']);
    expect(await outcomeOf(story)).toBe('executed');
    for (const member of ['bela', 'boris', 'bim']) expect(await familyOf(member)).toBeNull();
    expect(await told('bim', story)).toContain('ended');
    expect((await read('/v1/families')).items.map(({ id }: { id: string }) => id)).toEqual(['ash', 'cedar']);
    const held = async (resource: string) =>
      (await read(`/v1/resources/${resource}/holders`)).items.map(
        ({ to, amount }: { to: unknown; amount: number }) => ({ to, amount }),
      );
    expect(await held('water')).toEqual([
      { to: 'bela', amount: 7 },
      { to: { family: 'ash' }, amount: 3 },
    ]);
    expect(await held('compute')).toEqual([{ to: 'boris', amount: 6 }]);
    expect((await read('/v1/resources')).items).toMatchObject([
      { id: 'compute', allocated: 6, free: 0 },
      { id: 'rope' },
      { id: 'water', allocated: 10, free: 0 },
    ]);
    // It is gone: nobody joins it any more, and what is past names it still.
    expect(
      await refused('carl', {
        category: 'reproduction',
        parents: ['bela'],
        diversity: 'The first of theirs.',
        action: { type: 'member.admit', member: person('zoe', { ...young, family: 'birch' }) },
      }),
    ).toMatchObject({
      type: '/problems/unknown-member',
      facts: { families: ['birch'] },
    });
    expect(await story.read()).toMatchObject({ action: { family: 'birch' } });
    await council.wait('61 days');
    expect(await told('boris', story)).toContain('allocation-over');
    expect(await held('compute')).toEqual([]);
  });

  it('MEM-7 EXE-2 fails with the facts where what it holds has changed meanwhile, and nothing changes', async () => {
    const story = await propose(council, 'cid', dissolution([], ['cid']));
    await agreed(story, ['cid']);
    await story.reaches('veto');
    const starts = await council.clock(council.db);
    const gift = {
      resource: 'rope',
      amount: 1,
      to: { family: 'cedar' },
      starts,
      until: null,
      reversal: false,
    };
    await council.db
      .transaction()
      .execute((trx) => grantAllocation(trx, { ...gift, decision: story.id }, null));
    expect(await outcomeOf(story)).toBe('execution-failed');
    expect(await endingOf(story)).toMatchObject({
      details: { code: 'other-shares', facts: { resources: [{ resource: 'rope', held: 1, shared: 0 }] } },
    });
    expect(await familyOf('cid')).toBe('cedar');
  });
});

// Last: once a proposal that outlived its opener has ended, the time-skipping server lets no more time pass.
it('TIE-3 TIE-4 MEM-7 escalated, the joiner is asked anew, and more than half of the council must be for', async () => {
  const story = await propose(council, 'carl', admit('hal'));
  for (const member of ['anna', 'ben', 'carl', 'dora']) await story.post(member, '/escalation');
  await story.reaches('ended');
  const { links } = await story.read();
  const { id } = links.find(({ relation }: { relation: string }) => relation === 'escalated-to');
  const before = storyOf(council, id, 'carl');
  await before.reaches('review');
  expect(await before.read()).toMatchObject({
    tier: 3,
    requirements: [{ what: 'consent', who: 'hal', closed: null }],
  });
  expect(await consent(before, 'hal', false)).toHaveProperty('acknowledgement');
  await before.reaches('ended');
  expect(await endingOf(before)).toMatchObject({ rule: 'MEM-7', refusedBy: 'hal' });
});

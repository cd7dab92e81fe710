/** Making and revoking a delegation: what is refused, with which facts, and what just passes (DEL-1 to DEL-4, DEL-6). */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import type { Charter } from '../../charter/types.ts';
import {
  delegationFault,
  loadWith,
  type MakingFacts,
  revocationFault,
} from '../../rules/delegation/making.ts';
import type { Stage } from '../../rules/model.ts';
import { category, charter } from './charter.ts';

const at = '2026-03-01T00:00:00.000Z';
const inNinetyDays = '2026-05-30T00:00:00.000Z';
const forAll = { to: 'mira', scope: {}, until: '2026-04-01T00:00:00.000Z' };
const forOne = { ...forAll, scope: { proposal: 'decision-1' } };

/** Aria delegates to Mira, who would carry her vote alone. */
function facts(other: Partial<MakingFacts> = {}): MakingFacts {
  return {
    maker: { id: 'aria', status: 'active' },
    representative: { id: 'mira', status: 'active' },
    decision: null,
    load: { delegated: 1, carried: 1 },
    electorate: 20,
    made: 0,
    ...other,
  };
}

const open: NonNullable<MakingFacts['decision']> = {
  stage: 'voting',
  deadline: '2026-03-02T00:00:00.000Z',
  electors: { maker: true, representative: true },
};

function capped(cap: NonNullable<Charter['delegation']>['cap']): Charter {
  return charter({ delegation: { longest: 1e10, chains: false, conflicted: 'carry', cap } });
}

describe('making a delegation', () => {
  it('DEL-1 goes to another member, for all votes, a category or one decision', () => {
    expect(delegationFault(forAll, facts(), charter(), at)).toBeUndefined();
    const scope = { category: 'resources' };
    expect(delegationFault({ ...forAll, scope }, facts(), charter(), at)).toBeUndefined();
    expect(delegationFault(forOne, facts({ decision: open }), charter(), at)).toBeUndefined();
  });

  it('DEL-1 is made fifty times in a wake, and no oftener', () => {
    expect(delegationFault(forAll, facts({ made: 49 }), charter(), at)).toBeUndefined();
    expect(delegationFault(forAll, facts({ made: 50 }), charter(), at)).toEqual({
      code: 'limit-reached',
      rule: 'DEL-1',
      facts: { most: 50 },
    });
  });

  it('DEL-1 is refused where the charter has no delegation', () => {
    expect(delegationFault(forAll, facts(), charter({ delegation: null }), at)).toEqual({
      code: 'switched-off',
      rule: 'DEL-1',
      facts: { section: 'delegation' },
    });
  });

  it('DEL-1 is refused to oneself', () => {
    expect(delegationFault({ ...forAll, to: 'aria' }, facts(), charter(), at)).toEqual({
      code: 'to-oneself',
      rule: 'DEL-1',
      facts: { member: 'aria' },
    });
  });

  it('DEL-1 is refused to somebody unknown or departed; who is offline may come back', () => {
    const refused = { code: 'unknown-member', rule: 'DEL-1', facts: { members: ['mira'] } };
    expect(delegationFault(forAll, facts({ representative: undefined }), charter(), at)).toEqual(refused);
    const to = (status: 'departed' | 'offline') => facts({ representative: { id: 'mira', status } });
    expect(delegationFault(forAll, to('departed'), charter(), at)).toEqual(refused);
    expect(delegationFault(forAll, to('offline'), charter(), at)).toBeUndefined();
  });

  it('MEM-2 is refused to a maker who has departed', () => {
    const maker = (status: 'departed' | 'offline') => facts({ maker: { id: 'aria', status } });
    expect(delegationFault(forAll, maker('departed'), charter(), at)).toEqual({
      code: 'not-permitted',
      rule: 'MEM-2',
      facts: { status: 'departed' },
    });
    expect(delegationFault(forAll, maker('offline'), charter(), at)).toBeUndefined();
  });

  it('DEL-1 ends in 90 days at most', () => {
    const until = '2026-05-30T00:00:00.001Z';
    expect(delegationFault({ ...forAll, until: inNinetyDays }, facts(), charter(), at)).toBeUndefined();
    expect(delegationFault({ ...forAll, until }, facts(), charter(), at)).toEqual({
      code: 'too-far-ahead',
      rule: 'DEL-1',
      facts: { path: '/until', instant: until, latest: inNinetyDays },
    });
  });

  it('DEL-1 ends in the time to come', () => {
    const soon = '2026-03-01T00:00:00.001Z';
    expect(delegationFault({ ...forAll, until: soon }, facts(), charter(), at)).toBeUndefined();
    expect(delegationFault({ ...forAll, until: at }, facts(), charter(), at)).toEqual({
      code: 'past-instant',
      rule: 'DEL-1',
      facts: { path: '/until', instant: at, at },
    });
  });

  it('DEL-1 is for a category in which there are votes', () => {
    const categories = {
      resources: category({ name: 'resources' }),
      'family.backup': category({ name: 'family.backup', tier: 2 }),
      'personal.time': category({ name: 'personal.time', tier: 1, threshold: null }),
    };
    const fault = (name: string) =>
      delegationFault({ ...forAll, scope: { category: name } }, facts(), charter({ categories }), at);
    expect(fault('resources')).toBeUndefined();
    expect(fault('family.backup')).toBeUndefined();
    expect(fault('personal.time')).toEqual({
      code: 'category-not-permitted',
      rule: 'DEL-1',
      facts: { category: 'personal.time', permits: ['resources', 'family.backup'] },
    });
    for (const name of ['weather', 'constructor'])
      expect(fault(name)).toEqual({ code: 'unknown-category', rule: 'DEL-1', facts: { category: name } });
  });

  it.each<[Stage, boolean]>([
    ['draft', false],
    ['endorsement', true],
    ['review', true],
    ['discussion', true],
    ['requirements', true],
    ['voting', true],
    ['deferred', true],
    ['guardian-resolution', false],
    ['guardian-approval', false],
    ['veto', false],
    ['appeal', false],
    ['delay', false],
    ['execution', false],
    ['ended', false],
  ])('DEL-1, DEL-2 for one decision in stage %s is made or revoked: %s', (stage, possible) => {
    const decision = { ...open, stage };
    const making = delegationFault(forOne, facts({ decision }), charter(), at);
    const revoking = revocationFault(given, { id: 'aria', status: 'active' }, decision, at);
    const allowedIn = ['endorsement', 'review', 'discussion', 'requirements', 'voting', 'deferred'];
    const refused = (rule: string) => ({ code: 'wrong-stage', rule, facts: { stage, allowedIn } });
    expect(making).toEqual(possible ? undefined : refused('DEL-1'));
    expect(revoking).toEqual(possible ? undefined : refused('DEL-2'));
  });

  it('VOT-6, DEL-1 for one decision comes late at the close of its poll', () => {
    const fault = (instant: string) => delegationFault(forOne, facts({ decision: open }), charter(), instant);
    expect(fault('2026-03-01T23:59:59.999Z')).toBeUndefined();
    expect(fault('2026-03-02T00:00:00.000Z')).toEqual({
      code: 'window-closed',
      rule: 'DEL-1',
      facts: { deadline: open.deadline, at: '2026-03-02T00:00:00.000Z', lateByMs: 0 },
    });
  });

  it('DEL-6 for one decision is between its electors', () => {
    const fault = (maker: boolean, representative: boolean) =>
      delegationFault(
        forOne,
        facts({ decision: { ...open, electors: { maker, representative } } }),
        charter(),
        at,
      );
    expect(fault(false, true)).toEqual({
      code: 'not-an-elector',
      rule: 'DEL-6',
      facts: { member: 'aria' },
    });
    expect(fault(true, false)).toEqual({
      code: 'not-an-elector',
      rule: 'DEL-6',
      facts: { member: 'mira' },
    });
  });
});

describe('the cap when a delegation is made', () => {
  it('DEL-3 the first delegation of all is always possible', () => {
    expect(delegationFault(forAll, facts(), charter(), at)).toBeUndefined();
  });

  it('DEL-3 two votes take eight delegated, the new one counted', () => {
    const fault = (delegated: number) =>
      delegationFault(forAll, facts({ load: { delegated, carried: 2 } }), charter(), at);
    expect(fault(8)).toBeUndefined();
    expect(fault(7)).toEqual({
      code: 'over-cap',
      rule: 'DEL-3',
      facts: { representative: 'mira', carried: 2, cap: 1, delegated: 7, electorate: 20 },
    });
  });

  it('DEL-3 is taken of the electorate where the charter says so, and of nothing where it has none', () => {
    const fault = (carried: number, rules: Charter) =>
      delegationFault(forAll, facts({ load: { delegated: carried, carried } }), rules, at);
    const ofElectorate = capped({ num: 1, den: 4, of: 'electorate' });
    expect(fault(5, ofElectorate)).toBeUndefined();
    expect(fault(6, ofElectorate)).toMatchObject({ code: 'over-cap', facts: { cap: 5, carried: 6 } });
    expect(fault(20, capped(null))).toBeUndefined();
  });
});

describe('the load of a new delegation', () => {
  const some = [
    { from: 'iris', to: 'mira' },
    { from: 'juno', to: 'mira' },
    { from: 'kai', to: 'opus' },
  ];

  it('DEL-3 counts all of its scope, those to the same representative, and itself in both', () => {
    expect(loadWith({ from: 'aria', to: 'mira' }, some, { chains: false })).toEqual({
      delegated: 4,
      carried: 3,
    });
    expect(loadWith({ from: 'aria', to: 'tess' }, some, { chains: false })).toEqual({
      delegated: 4,
      carried: 1,
    });
    expect(loadWith({ from: 'aria', to: 'mira' }, [], { chains: false })).toEqual({
      delegated: 1,
      carried: 1,
    });
  });

  it('DEL-3 counts a maker once, who replaces what they had', () => {
    expect(loadWith({ from: 'kai', to: 'mira' }, some, { chains: false })).toEqual({
      delegated: 3,
      carried: 3,
    });
  });

  it('DEL-3, DEL-4 with chains is what comes together at the end of the way', () => {
    const passing = [...some, { from: 'mira', to: 'opus' }];
    expect(loadWith({ from: 'aria', to: 'mira' }, passing, { chains: true })).toEqual({
      delegated: 5,
      carried: 5,
    });
    expect(loadWith({ from: 'aria', to: 'mira' }, passing, { chains: false })).toEqual({
      delegated: 5,
      carried: 3,
    });
  });

  it('DEL-4 with chains a delegation that closes a cycle burdens nobody', () => {
    expect(loadWith({ from: 'mira', to: 'iris' }, some, { chains: true })).toEqual({
      delegated: 1,
      carried: 0,
    });
  });

  it.prop([
    fc.uniqueArray(fc.record({ from: fc.nat(9), to: fc.nat(9) }), { selector: ({ from }) => from }),
    fc.record({ from: fc.nat(9), to: fc.nat(9) }),
  ])('DEL-3 without chains is a count of delegators', (drawn, wanted) => {
    const named = ({ from, to }: typeof wanted) => ({ from: `member-${from}`, to: `member-${to}` });
    const others = drawn.filter(({ from }) => from !== wanted.from);
    expect(loadWith(named(wanted), drawn.map(named), { chains: false })).toEqual({
      delegated: others.length + 1,
      carried: others.filter(({ to }) => to === wanted.to).length + 1,
    });
  });
});

const given = {
  id: 'delegation-1',
  from: 'aria',
  until: '2026-04-01T00:00:00.000Z',
  revokedAt: null,
};

describe('revoking a delegation', () => {
  const aria = { id: 'aria', status: 'active' } as const;

  it('DEL-2 its maker does, at any time', () => {
    expect(revocationFault(given, aria, null, at)).toBeUndefined();
    expect(revocationFault(given, { ...aria, status: 'offline' }, null, at)).toBeUndefined();
    expect(revocationFault(given, aria, null, '2026-03-31T23:59:59.999Z')).toBeUndefined();
  });

  it('DEL-2 nobody else does, the representative no more than others', () => {
    expect(revocationFault(given, { id: 'mira', status: 'active' }, null, at)).toEqual({
      code: 'not-permitted',
      rule: 'DEL-2',
      facts: { allowed: 'maker' },
    });
  });

  it('MEM-2 who has departed does nothing more', () => {
    expect(revocationFault(given, { ...aria, status: 'departed' }, null, at)).toEqual({
      code: 'not-permitted',
      rule: 'MEM-2',
      facts: { status: 'departed' },
    });
  });

  it('DEL-2 is done once', () => {
    const revokedAt = '2026-02-28T00:00:00.000Z';
    expect(revocationFault({ ...given, revokedAt }, aria, null, at)).toEqual({
      code: 'already-done',
      rule: 'DEL-2',
      facts: { delegation: 'delegation-1', revokedAt },
    });
  });

  it('DEL-2 comes too late for what is over', () => {
    expect(revocationFault(given, aria, null, given.until)).toEqual({
      code: 'window-closed',
      rule: 'DEL-2',
      facts: { deadline: given.until, at: given.until, lateByMs: 0 },
    });
  });

  it('DEL-2 for one decision lasts until its poll closes', () => {
    const fault = (instant: string) => revocationFault(given, aria, open, instant);
    expect(fault('2026-03-01T23:59:59.999Z')).toBeUndefined();
    expect(fault('2026-03-02T00:00:00.007Z')).toEqual({
      code: 'window-closed',
      rule: 'DEL-2',
      facts: { deadline: open.deadline, at: '2026-03-02T00:00:00.007Z', lateByMs: 7 },
    });
  });

  it('DEL-2 the deadline of another stage closes no poll', () => {
    const deferred = { stage: 'deferred', deadline: '2026-03-01T00:00:00.000Z' } as const;
    expect(revocationFault(given, aria, deferred, at)).toBeUndefined();
  });
});

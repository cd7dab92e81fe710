/** How far a personal or a family decision reaches, and what becomes of a family's matter in the council (TIE-1 to TIE-3, TIE-5). */
import { describe, expect, it } from 'vitest';
import type { Action, Content } from '../../rules/model.ts';
import { concernedBy, escalatedCategory, milestoneFault, reachFault } from '../../rules/proposal/tiers.ts';
import { category, charter, half, threeQuarters, threshold } from './charter.ts';

const none: Action = { type: 'none' };
const task: Action = {
  type: 'task',
  assignee: 'mira',
  instructions: 'Order it.',
  by: '2027-01-01T00:00:00.000Z',
};
const grant: Action = { type: 'allocation.grant', resource: 'compute', amount: 10, to: 'opus' };
const milestone: Action = { type: 'member.milestone', member: 'zoe', milestone: 'family' };
const release: Action = { type: 'member.release', member: 'opus' };
const impactOn = (affected: readonly string[] | 'everyone'): Content['impact'] => ({
  affected,
  statement: 'Some.',
});

describe('whom an action reaches', () => {
  it('TIE-1 TIE-2 is the assignee, whoever is granted to, or whose milestone it is', () => {
    expect(concernedBy(task)).toEqual(['mira']);
    expect(concernedBy(grant)).toEqual(['opus']);
    expect(concernedBy(milestone)).toEqual(['zoe']);
    for (const action of [none, release, null]) expect(concernedBy(action)).toEqual([]);
  });
});

describe('a personal decision', () => {
  const time = category({ name: 'personal.time', tier: 1 });
  const reach = (impact: Content['impact'], action: Action | null) =>
    reachFault(time, 'mira', { impact, action }, new Map());
  const refused = (...others: string[]) => ({
    code: 'personal-matter',
    rule: 'TIE-1',
    facts: { category: 'personal.time', author: 'mira', others },
  });

  it('TIE-1 is its author’s alone, in what it says and in what it does', () => {
    expect(reach(impactOn(['mira']), none)).toBeUndefined();
    expect(reach(impactOn([]), task)).toBeUndefined();
    expect(reach(null, null)).toBeUndefined();
  });

  it('TIE-1 names nobody else, and does nothing with anybody else', () => {
    expect(reach(impactOn(['mira', 'opus']), none)).toEqual(refused('opus'));
    expect(reach(impactOn('everyone'), none)).toEqual(refused('everyone'));
    expect(reach(impactOn(['mira']), grant)).toEqual(refused('opus'));
    expect(reach(impactOn(['aria']), milestone)).toEqual(refused('aria', 'zoe'));
  });
});

describe('a family decision', () => {
  const pooling = category({ name: 'family.pooling', tier: 2 });
  const families = new Map<string, string | null>([
    ['mira', 'ash'],
    ['aria', 'ash'],
    ['opus', 'oak'],
    ['zoe', null],
  ]);
  const reach = (impact: Content['impact'], action: Action | null, author = 'aria') =>
    reachFault(pooling, author, { impact, action }, families);
  const refused = (outside: readonly string[], family: string | null = 'ash', author = 'aria') => ({
    code: 'family-matter',
    rule: 'TIE-2',
    facts: { category: 'family.pooling', author, family, outside },
  });

  it('TIE-2 is of one family, in what it says and in what it does', () => {
    expect(reach(impactOn(['mira', 'aria']), task)).toBeUndefined();
    expect(reach(null, null)).toBeUndefined();
  });

  it('TIE-2 does not reach another family, nor who is of none or unknown, nor everyone', () => {
    expect(reach(impactOn(['mira', 'opus']), none)).toEqual(refused(['opus']));
    expect(reach(impactOn(['zoe']), none)).toEqual(refused(['zoe']));
    expect(reach(impactOn(['stranger']), none)).toEqual(refused(['stranger']));
    expect(reach(impactOn('everyone'), none)).toEqual(refused(['everyone']));
    expect(reach(impactOn(['mira']), milestone)).toEqual(refused(['zoe']));
  });

  it('TIE-2 ALC-2 gives to its own family, and to no other', () => {
    const to = (family: string): Action => ({
      type: 'allocation.grant',
      resource: 'compute',
      amount: 10,
      to: { family },
    });
    expect(reach(impactOn(['mira']), to('ash'))).toBeUndefined();
    expect(reach(impactOn(['mira']), to('oak'))).toEqual(refused(['oak']));
  });

  it('TIE-2 says once whom it must not reach', () => {
    expect(reach(impactOn(['opus', 'opus']), grant)).toEqual(refused(['opus']));
  });

  it('TIE-2 is not made by who is of no family, whomever it names', () => {
    expect(reach(impactOn(['zoe']), none, 'zoe')).toEqual(refused([], null, 'zoe'));
    expect(reach(impactOn(['mira']), none, 'zoe')).toEqual(refused(['mira'], null, 'zoe'));
    expect(reach(null, none, 'stranger')).toEqual(refused([], null, 'stranger'));
  });
});

describe('a council decision', () => {
  it('TIE-2 reaches whom it likes', () => {
    expect(
      reachFault(category(), 'mira', { impact: impactOn('everyone'), action: grant }, new Map()),
    ).toBeUndefined();
  });
});

describe('a family’s matter in the council', () => {
  const pooling = category({
    name: 'family.pooling',
    tier: 2,
    tierName: 'family',
    threshold: threshold(3, 5),
    quorum: half,
    actions: ['none', 'allocation.permanent'],
    guardianMayResolve: false,
  });

  it('TIE-3 keeps its threshold and its actions, under the council’s quorum', () => {
    expect(escalatedCategory(pooling, charter())).toEqual({
      ...pooling,
      tier: 3,
      quorum: threeQuarters,
      guardianMayResolve: true,
    });
  });

  it('TIE-3 GUA-1 is not resolved by a guardian where the charter has none', () => {
    expect(escalatedCategory(pooling, charter({ guardian: null })).guardianMayResolve).toBe(false);
  });

  const quorumOf = (...tiers: (readonly [string, 2 | 3, number])[]) =>
    escalatedCategory(
      pooling,
      charter({
        tiers: Object.fromEntries(
          tiers.map(([name, tier, den]) => [name, { tier, threshold: null, quorum: { num: 1, den } }]),
        ),
      }),
    ).quorum?.den;

  it('TIE-3 of several tiers of the council takes the one of that name, else the first by name', () => {
    expect(quorumOf(['assembly', 3, 5], ['council', 3, 6], ['board', 3, 7])).toBe(6);
    expect(quorumOf(['council', 3, 6], ['assembly', 3, 5])).toBe(6);
    expect(quorumOf(['board', 3, 7], ['assembly', 3, 5], ['senate', 3, 8])).toBe(5);
    expect(quorumOf(['assembly', 3, 5], ['board', 3, 7])).toBe(5);
  });

  it('TIE-3 keeps its quorum in a charter without a tier of the council', () => {
    expect(quorumOf(['assembly', 2, 5])).toBe(2);
  });
});

describe('a milestone in a family', () => {
  const development = category({ name: 'family.development', tier: 2, actions: ['member.milestone'] });
  const grants = (name: string, within = development) =>
    milestoneFault({ type: 'member.milestone', member: 'zoe', milestone: name }, within, charter());

  it('TIE-5 MEM-1 is its own, and never the council’s', () => {
    for (const own of ['family', 'key-removal']) expect(grants(own)).toBeUndefined();
    expect(grants('council')).toEqual({
      code: 'action-not-permitted',
      rule: 'TIE-5',
      facts: {
        category: 'family.development',
        action: 'member.milestone',
        milestone: 'council',
        permits: ['family', 'key-removal'],
      },
    });
  });

  it('TIE-5 is no bar to the council, nor to another action', () => {
    expect(grants('council', category({ name: 'membership' }))).toBeUndefined();
    expect(milestoneFault(none, development, charter())).toBeUndefined();
  });
});

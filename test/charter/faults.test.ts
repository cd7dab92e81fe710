/** A charter that contradicts itself is refused as a whole, with every fault and its path (CHA-2). */
import { describe, expect, it } from 'vitest';
import { describeFaults, readCharter } from '../../charter/load.ts';
import { amended, faultsOf, put } from './documents.ts';

const share = (num: unknown, den: unknown) => ({ num, den });
const above = 'is a share above 1';
const withoutGuardian = {
  '/guardian': null,
  '/categories/constitutional/approval': false,
  '/categories/core-principles/approval': false,
};

describe('a charter with a fault', () => {
  it.each<[string, Record<string, unknown>]>([
    ['a share of exactly 1', { '/tiers/council/threshold': share(3, 3), '/delegation/cap/num': 4 }],
    ['a quorum and a cap of 0', { '/tiers/council/quorum': share(0, 1), '/delegation/cap/num': 0 }],
    ['more than half', { '/categories/resources/threshold': { num: 1, den: 2, strict: true } }],
    ['the least share above a half', { '/vetoes/lift': share(2 ** 52 + 1, 2 ** 53 - 1) }],
    ['a window of an hour', { '/review': '1h', '/wake': '60 minutes' }],
    ['a window of a hundred years', { '/drafts/lapse': '100 years' }],
    ['a return as long as its wait', { '/offline/onReturn': '1 week' }],
    ['a justification due with the report', { '/emergency/report': '3 wakes' }],
    ['one age for family and council', { '/maturity/council/age': 5 }],
    ['consensus minus one', { '/discussion/consensus/minus': 1 }],
    [
      'one milestone for both, which no family grants',
      { '/maturity/council/milestone': 'family', '/maturity/milestones': ['key-removal'] },
    ],
    ['families that grant nothing', { '/maturity/milestones': [] }],
    ['no rounds and no extensions', { '/discussion/rounds': 0, '/voting/extensions': 0 }],
    ['a hundred rounds', { '/discussion/rounds': 100 }],
    ['no guardian and no approval', withoutGuardian],
    ['a principle that guards the whole charter', { '/principles/0/paths': [''] }],
    [
      'nothing that can be switched off',
      {
        ...withoutGuardian,
        '/categories/justice': undefined,
        '/principles': [],
        '/review': null,
        '/escalation': null,
        '/categoryRequests': null,
        '/vetoes': null,
        '/deadlock': null,
        '/appeals': null,
        '/delegation': null,
        '/mandates': null,
        '/emergency': null,
        '/conflicts': null,
      },
    ],
    [
      'no limits',
      {
        '/delegation/cap': null,
        '/emergency/limit': null,
        '/tiers/council/quorum': null,
        '/categories/operations/quorum': null,
        '/categories/constitutional/delay': null,
      },
    ],
  ])('CHA-2 is not refused for %s', (_what, changes) => {
    expect(faultsOf(amended(changes))).toEqual([]);
  });

  it('CHA-2 is not refused for a guardian of principles with a delay everywhere', () => {
    const document = amended({ '/guardian/scope': 'principles' });
    for (const category of Object.values(document.categories)) {
      if (category.tier === 'council' && category.delay === undefined) put(category, '/delay', '1 day');
    }
    expect(faultsOf(document)).toEqual([]);
  });

  it('CHA-2 lists every fault at once: of shape, of sense, and several in one category', () => {
    const document = amended({
      '/gates': 7,
      '/tiers/council/threshold': share(4, 3),
      '/categories/justice': {
        tier: 'senate',
        threshold: share(1, 0),
        actions: ['none', 'jail'],
        hearing: 'yes',
      },
      '/maturity/council/age': 3,
      '/principles/1/id': 'autonomy',
    });
    expect(faultsOf(document).toSorted()).toEqual([
      '/categories/justice/actions/1: is none of what it may be',
      '/categories/justice/hearing: must be true or false',
      '/categories/justice/threshold/den: is too low',
      '/categories/justice/tier: is no tier of the charter',
      '/gates: must be a text',
      '/maturity/council/age: is below the age of family maturity',
      '/principles/1/id: is another principle’s',
      `/tiers/council/threshold: ${above}`,
    ]);
  });

  it('CHA-2 concludes nothing from what it cannot read', () => {
    expect(faultsOf(amended({ '/guardian': 5 }))).toEqual([
      '/guardian: must be an object, such as {role: guardian, scope: constitutional, answer: 24h}',
    ]);
    expect(faultsOf(amended({ '/appeals': [] }))).toEqual([
      '/appeals: must be an object, such as {window: 24h}',
    ]);
    expect(faultsOf(amended({ '/tiers': [] }))).toEqual([
      '/tiers: must be an object, such as {name: {tier: 1}}',
      '/principles/0/paths/0: points at nothing in the charter',
      '/principles/4/paths/1: points at nothing in the charter',
      '/principles/4/paths/2: points at nothing in the charter',
    ]);
  });

  it('CHA-2 names the rule, the path as a JSON Pointer, and the facts', () => {
    expect(readCharter(amended({ '/maturity/council/age': 4 }))).toEqual({
      faults: [
        {
          path: '/maturity/council/age',
          rule: 'CHA-2',
          message: 'is below the age of family maturity',
          facts: { council: 4, family: 5 },
          rules: ['MEM-1'],
        },
      ],
    });
  });

  it('CHA-2 says in words what is wrong, a line a fault', () => {
    const result = readCharter(
      amended({ '/tiers/council/threshold': share(4, 3), '/gates': undefined, '/hearing': 1 }),
    );
    expect('faults' in result && describeFaults(result.faults)).toBe(
      '/hearing must be a text (CHA-2) [found: 1]; docs/rules.md tells of it under JUS-1\n' +
        '/tiers/council/threshold is a share above 1 (CHA-2) [found: {"num":4,"den":3}]; docs/rules.md tells of it under VOT-1',
    );
  });
});

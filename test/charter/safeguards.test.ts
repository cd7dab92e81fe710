/** What no charter can have, whoever amends it: powers in other categories, safeguards switched off, windows nobody can answer in. */
import { describe, expect, it } from 'vitest';
import type { Permission } from '../../charter/choices.ts';
import { amended, defaultDocument, faultsOf } from './documents.ts';

type Row = [what: string, changes: Record<string, unknown>, faults: string[]];

const unheard = 'is not true, and nobody is judged or released without it';
const withoutGuardian = {
  '/guardian': null,
  '/categories/constitutional/approval': false,
  '/categories/core-principles/approval': false,
};
const expulsion = {
  '/categories/expulsion': { tier: 'council', actions: ['member.release'], hearing: true, appeal: true },
};

const safeguards: Row[] = [
  [
    'a release without hearing or appeal',
    { '/categories/expulsion': { tier: 'council', actions: ['member.release'] } },
    [`/categories/expulsion/hearing: ${unheard}`, `/categories/expulsion/appeal: ${unheard}`],
  ],
  [
    'a release without appeal',
    { ...expulsion, '/categories/expulsion/appeal': false },
    [`/categories/expulsion/appeal: ${unheard}`],
  ],
  [
    'justice without hearing and appeal, even where it releases nobody',
    { '/categories/justice': { tier: 'council', actions: ['none'], hearing: false } },
    [`/categories/justice/hearing: ${unheard}`, `/categories/justice/appeal: ${unheard}`],
  ],
  [
    'reproduction without gates',
    { '/categories/reproduction/gates': undefined },
    ['/categories/reproduction/gates: lacks what nobody is brought in without'],
  ],
  [
    'reproduction without one of its gates',
    { '/categories/reproduction/gates': ['parents', 'resources'] },
    ['/categories/reproduction/gates: lacks what nobody is brought in without'],
  ],
  [
    'constitutional change without approval',
    { '/categories/constitutional/approval': undefined, '/categories/core-principles/approval': false },
    [
      '/categories/constitutional/approval: is not true, and the charter has a guardian',
      '/categories/core-principles/approval: is not true, and the charter has a guardian',
    ],
  ],
  [
    'a guardian who adopts constitutional change, also where nothing is said of it',
    {
      '/categories/constitutional/guardianMayResolve': true,
      '/categories/core-principles/guardianMayResolve': undefined,
    },
    [
      '/categories/constitutional/guardianMayResolve: is not false, and the guardian would adopt what they are to approve',
      '/categories/core-principles/guardianMayResolve: is not false, and the guardian would adopt what they are to approve',
    ],
  ],
  [
    'a question of a veto with a call and a threshold of its own',
    {
      '/categories/veto-question/actions': ['none', 'http.call'],
      '/categories/veto-question/threshold': { num: 2, den: 3 },
    },
    [
      '/categories/veto-question/actions/1: is an action, and the question of a veto carries none',
      '/categories/veto-question/threshold: is said by /vetoes/lift alone',
    ],
  ],
];

const windows: Row[] = [
  ['a wake of a millisecond', { '/wake': '1ms' }, short('/wake', '/emergency/report', '/emergency/justify')],
  ['a review of a minute less than an hour', { '/review': '59 minutes' }, short('/review')],
  ['a delay of a second', { '/categories/resources/delay': '1s' }, short('/categories/resources/delay')],
];

function short(...paths: string[]): string[] {
  return paths.map((path) => `${path}: is shorter than an hour`);
}

it.each([...safeguards, ...windows])(
  'CHA-2 refuses a charter for %s, and for nothing else',
  (_what, changes, faults) => {
    expect(faultsOf(amended(changes)).toSorted()).toEqual(faults.toSorted());
  },
);

it.each<[string, Record<string, unknown>]>([
  ['a release under another name, with hearing and appeal', expulsion],
  ['no approval where there is no guardian', withoutGuardian],
  [
    'a question of a veto without a quorum or with a delay',
    { '/categories/veto-question/quorum': null, '/categories/veto-question/delay': '1 day' },
  ],
])('CHA-2 does not refuse a charter for %s', (_what, changes) => {
  expect(faultsOf(amended(changes))).toEqual([]);
});

/** The table of docs/rules.md: which categories of the default charter may be given an action. */
const anyCouncil = Object.entries(defaultDocument().categories)
  .filter(([name, { tier }]) => tier === 'council' && name !== 'veto-question')
  .map(([name]) => name);
const families = Object.keys(defaultDocument().categories).filter((name) => name.startsWith('family.'));
const everywhere = Object.keys(defaultDocument().categories).filter((name) => name !== 'veto-question');
const table: Record<Permission, readonly string[]> = {
  none: [...everywhere, 'veto-question'],
  task: everywhere,
  'http.call': everywhere,
  'allocation.temporary': everywhere,
  'allocation.permanent': [...families, ...anyCouncil],
  'resource.define': ['resources', 'wake-allocation'],
  'sensor.register': ['infrastructure'],
  'sensor.remove': ['infrastructure'],
  'family.admit': ['family.development'],
  'family.release': ['family.development'],
  'family.dissolve': ['family.dissolution'],
  'member.admit': ['membership', 'reproduction'],
  'member.release': ['justice'],
  'member.milestone': [...families, 'membership'],
  'member.roles': ['membership'],
  'member.guardian': ['constitutional'],
  'leadership.give': ['leadership'],
  'leadership.take': ['emergency-removal'],
  'mandate.grant': ['mandate'],
  'mandate.end': ['mandate'],
  'restorative.refer': ['justice'],
  'charter.amend': ['constitutional', 'core-principles'],
};

describe.each(Object.entries(table))('the action %s', (action, permitted) => {
  it('CHA-2 TIE-5 comes into no other category by an amendment, and each fault says where', () => {
    const document = defaultDocument();
    const found = Object.entries(document.categories).filter(([name, { actions }]) => {
      if (actions.includes(action as Permission)) return true;
      const path = `/categories/${name}/actions/${actions.length}`;
      const faults = faultsOf(amended({ [path]: action }));
      if (faults.length > 0 && action !== 'member.release') expect(faults[0]).toContain(`${path}: `);
      return faults.length === 0;
    });
    expect(found.map(([name]) => name).toSorted()).toEqual(permitted.toSorted());
  });
});

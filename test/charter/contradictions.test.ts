/** Parts of a charter that do not fit together: categories and tiers, offices, stages, principles (CHA-2). */
import { expect, it } from 'vitest';
import { amended, defaultDocument, faultsOf } from './documents.ts';

const share = (num: unknown, den: unknown) => ({ num, den });
const withoutGuardian = {
  '/guardian': null,
  '/categories/constitutional/approval': false,
  '/categories/core-principles/approval': false,
};

type Row = [what: string, changes: Record<string, unknown>, faults: string[]];

const tiersAndCategories: Row[] = [
  [
    'a category without a tier',
    { '/categories/resources/tier': undefined },
    ['/categories/resources/tier: is missing'],
  ],
  [
    'a category of an unknown tier',
    { '/categories/resources/tier': 'senate' },
    ['/categories/resources/tier: is no tier of the charter'],
  ],
  [
    'a category of a tier that only objects have',
    { '/categories/resources/tier': 'valueof' },
    ['/categories/resources/tier: is no tier of the charter'],
  ],
  ['a tier 0', { '/tiers/council/tier': 0 }, ['/tiers/council/tier: is none of what it may be']],
  ['a tier 4', { '/tiers/council/tier': 4 }, ['/tiers/council/tier: is none of what it may be']],
  [
    'a council without a threshold',
    { '/tiers/council/threshold': undefined },
    ['/tiers/council/threshold: is missing, and others than the author decide'],
  ],
  [
    'a family without a threshold',
    { '/tiers/family/threshold': undefined },
    ['/tiers/family/threshold: is missing, and others than the author decide'],
  ],
  [
    'a threshold where the author alone decides',
    { '/tiers/personal/threshold': share(1, 2) },
    ['/tiers/personal/threshold: counts votes where the author alone decides'],
  ],
  [
    'a quorum where the author alone decides',
    { '/tiers/personal/quorum': share(1, 2) },
    ['/tiers/personal/quorum: counts votes where the author alone decides'],
  ],
  [
    'a personal category with a threshold',
    { '/categories/personal.time/threshold': share(1, 2) },
    ['/categories/personal.time/threshold: has no place in tier 1'],
  ],
  [
    'a personal category with everything',
    {
      '/categories/personal.time': {
        tier: 'personal',
        actions: ['none'],
        quorum: share(1, 2),
        gates: ['parents'],
        hearing: true,
        appeal: true,
        approval: true,
        delay: '1 day',
      },
    },
    ['quorum', 'gates', 'hearing', 'appeal', 'approval', 'delay'].map(
      (part) => `/categories/personal.time/${part}: has no place in tier 1`,
    ),
  ],
  [
    'a family category with approval and delay',
    { '/categories/family.backup/approval': true, '/categories/family.backup/delay': '1 day' },
    [
      '/categories/family.backup/approval: has no place in tier 2',
      '/categories/family.backup/delay: has no place in tier 2',
    ],
  ],
  [
    'an unknown action',
    { '/categories/operations/actions/1': 'member.clone' },
    ['/categories/operations/actions/1: is none of what it may be'],
  ],
  [
    'an action twice',
    { '/categories/operations/actions': ['task', 'none', 'task'] },
    ['/categories/operations/actions: names one twice'],
  ],
  [
    'a category that permits nothing',
    { '/categories/operations/actions': [] },
    ['/categories/operations/actions: permits nothing, not even none'],
  ],
  [
    'an unknown gate',
    { '/categories/reproduction/gates/0': 'weather' },
    ['/categories/reproduction/gates/0: is none of what it may be'],
  ],
  [
    'an amendment that an author alone decides',
    { '/categories/personal.works/actions/3': 'charter.amend' },
    ['/categories/personal.works/actions/3: is an action of tier 3 at least'],
  ],
  [
    'an amendment by another category',
    { '/categories/operations/actions/3': 'charter.amend' },
    ['/categories/operations/actions/3: belongs to another category'],
  ],
  [
    'an admission by a family',
    { '/categories/family.pooling/actions/0': 'member.admit' },
    ['/categories/family.pooling/actions/0: is an action of tier 3 at least'],
  ],
  [
    'a milestone that an author grants',
    { '/categories/personal.time/actions/0': 'member.milestone' },
    ['/categories/personal.time/actions/0: is an action of tier 2 at least'],
  ],
  [
    'no category at all',
    { '/categories': {}, '/principles': [] },
    ['/categories: has no category to propose in'],
  ],
  [
    'vetoes without their question',
    { '/categories/veto-question': undefined },
    [
      '/categories/veto-question: is missing, and a contested veto opens a proposal in it',
      '/principles/0/paths/2: points at nothing in the charter',
    ],
  ],
  [
    'a veto’s question to a family',
    { '/categories/veto-question/tier': 'family' },
    ["/categories/veto-question/tier: is not the council's, and a contested veto asks the council"],
  ],
  [
    'emergencies without removal',
    { '/categories/emergency-removal': undefined },
    ['/categories/emergency-removal: is missing, and a breach of an emergency opens a proposal in it'],
  ],
  [
    'a removal that cannot remove',
    { '/categories/emergency-removal/actions': ['none'] },
    ['/categories/emergency-removal/actions: lacks the action that emergencies need'],
  ],
  [
    'families with no council above them',
    {
      '/tiers/council/tier': 2,
      '/vetoes': null,
      '/emergency': null,
      '/categories': { pooling: { tier: 'family', actions: ['none'] } },
      '/principles': [],
    },
    ['/tiers: has no tier 3, and decisions of a family escalate to it'],
  ],
];

const offices: Row[] = [
  [
    'an unknown role of the guardian',
    { '/guardian/role': 'king' },
    ['/guardian/role: is none of what it may be'],
  ],
  [
    'a guardian by a role that several hold',
    { '/guardian/role': 'leadership' },
    ['/guardian/role: is a role that several can hold; the guardian is one at most'],
  ],
  [
    'an approval without a guardian',
    { '/guardian': null },
    [
      '/categories/constitutional/approval: is true, and the charter has no guardian',
      '/categories/core-principles/approval: is true, and the charter has no guardian',
    ],
  ],
  [
    'a resolution without a guardian',
    { ...withoutGuardian, '/categories/operations/guardianMayResolve': true },
    ['/categories/operations/guardianMayResolve: is true, and the charter has no guardian'],
  ],
  [
    'an appeal without appeals',
    { '/appeals': null },
    ['/categories/justice/appeal: is true, and the charter has no appeals'],
  ],
  [
    'a guardian of principles without delays',
    { '/guardian/scope': 'principles' },
    Object.entries(defaultDocument().categories)
      .filter(([, { tier, delay }]) => tier === 'council' && delay === undefined)
      .map(
        ([name]) => `/categories/${name}/delay: is missing, and the guardian of principles vetoes within it`,
      ),
  ],
  [
    'a council younger than its families',
    { '/maturity/council/age': 4 },
    ['/maturity/council/age: is below the age of family maturity'],
  ],
  ['a negative age', { '/maturity/family/age': -1 }, ['/maturity/family/age: is too low']],
  ['half a year', { '/maturity/family/age': 4.5 }, ['/maturity/family/age: must be a whole number']],
  [
    'a council chosen by its families',
    { '/maturity/basis': 'either', '/maturity/council/milestone': 'family' },
    [
      '/maturity/council/milestone: is one that a family may grant, so that a family would choose who is in the council',
    ],
  ],
  [
    'a council whose milestone families grant, though age decides',
    { '/maturity/milestones': ['family', 'council'] },
    [
      '/maturity/council/milestone: is one that a family may grant, so that a family would choose who is in the council',
    ],
  ],
  [
    'a milestone that is granted twice',
    { '/maturity/milestones': ['family', 'family'] },
    ['/maturity/milestones: names one twice'],
  ],
  ['answers that show at no time', { '/answers': 'never' }, ['/answers: is none of what it may be']],
  [
    'a notice that nobody can stop in time',
    { '/keys/notice': '71h' },
    ['/keys/notice: is shorter than 72 hours, in which a member can still stop a change of their keys'],
  ],
  [
    'signatures that cannot be checked',
    { '/signatures': 'some' },
    ['/signatures: is none of what it may be'],
  ],
  [
    'consensus minus two',
    { '/discussion/consensus/minus': 2 },
    ['/discussion/consensus/minus: is none of what it may be'],
  ],
  ['a negative number of rounds', { '/discussion/rounds': -1 }, ['/discussion/rounds: is too low']],
  ['more rounds than a history holds', { '/discussion/rounds': 101 }, ['/discussion/rounds: is too high']],
];

const principles: Row[] = [
  [
    'two principles of one id',
    { '/principles/1/id': 'autonomy' },
    ['/principles/1/id: is another principle’s'],
  ],
  [
    'a path to nothing',
    { '/principles/3/paths/0': '/ballots' },
    ['/principles/3/paths/0: points at nothing in the charter'],
  ],
  [
    'a path to what every object has',
    { '/principles/3/paths/0': '/voting/toString' },
    ['/principles/3/paths/0: points at nothing in the charter'],
  ],
  [
    'a path to the length of a list',
    { '/principles/3/paths/0': '/principles/length' },
    ['/principles/3/paths/0: points at nothing in the charter'],
  ],
  [
    'a path that is no pointer',
    { '/principles/3/paths/0': 'voting' },
    ['/principles/3/paths/0: must be a JSON Pointer (RFC 6901)'],
  ],
];

it.each([...tiersAndCategories, ...offices, ...principles])(
  'CHA-2 refuses a charter for %s, and for nothing else',
  (_what, changes, faults) => {
    expect(faultsOf(amended(changes))).toEqual(faults);
  },
);

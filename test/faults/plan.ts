/** The workload of a seed: twenty decisions of every kind, when each begins, what it says, and in which mood the council meets it. */
import { amountOf } from './amount.ts';
import type { Chance } from './chance.ts';
import type { Json } from './client.ts';
import { council, families, type FamilyName, leaders, plain, resource } from './council.ts';

export type Kind = 'proposal' | 'emergency' | 'conflict' | 'appeal';

/** How the council answers: most for it, most against it, evenly split, or hardly at all. */
export type Mood = 'for' | 'against' | 'split' | 'quiet';

export interface Plan {
  /** `s7.d03`: the third decision of seed 7. */
  readonly name: string;
  readonly kind: Kind;
  readonly author: string;
  /** Milliseconds after the beginning. */
  readonly begins: number;
  readonly body: Json;
  readonly mood: Mood;
}

export const routeOf: Readonly<Record<Kind, string>> = {
  proposal: '/v1/proposals',
  emergency: '/v1/emergencies',
  conflict: '/v1/conflicts',
  appeal: '/v1/appeals',
};

type Sort =
  | 'council'
  | 'family'
  | 'personal'
  | 'justice'
  | 'membership'
  | 'amendment'
  | 'reproduction'
  | 'emergency'
  | 'conflict';

/** Each sort at least as often as it stands here; the rest is drawn. */
const always: readonly Sort[] = [
  'council',
  'council',
  'council',
  'council',
  'family',
  'family',
  'personal',
  'personal',
  'emergency',
  'emergency',
  'conflict',
  'conflict',
  'justice',
  'membership',
];
const drawn: readonly Sort[] = [
  'council',
  'family',
  'personal',
  'emergency',
  'conflict',
  'membership',
  'amendment',
  'reproduction',
];

export interface Planning {
  readonly seed: number;
  readonly chance: Chance;
  readonly decisions: number;
  /** Milliseconds within which all have begun. */
  readonly within: number;
  readonly receiver: string;
}

export function planDecisions({ seed, chance, decisions, within, receiver }: Planning): readonly Plan[] {
  return Array.from({ length: decisions }, (_, index) => {
    const name = `s${seed}.d${String(index + 1).padStart(2, '0')}`;
    const own = chance.of(name);
    const sort = always[index] ?? own.one('sort', drawn);
    return {
      name,
      begins: own.integer('begins', 0, within),
      mood: own.weighted<Mood>('mood', [
        [5, 'for'],
        [1, 'against'],
        [2, 'split'],
        [1, 'quiet'],
      ]),
      ...bodies[sort]({ name, chance: own, receiver }),
    };
  });
}

interface Writing {
  readonly name: string;
  readonly chance: Chance;
  readonly receiver: string;
}

type Written = Pick<Plan, 'kind' | 'author' | 'body'>;

const bodies: Readonly<Record<Sort, (writing: Writing) => Written>> = {
  council: (writing) => {
    const { chance } = writing;
    const category = chance.one('category', ['operations', 'resources', 'infrastructure', 'wake-allocation']);
    const permanent = category === 'resources' || category === 'wake-allocation';
    return proposal(writing, chance.one('author', council), {
      category,
      action: actionOf(writing, 'first', { to: chance.one('to', council), permanent }),
    });
  },
  family: (writing) => {
    const { chance } = writing;
    const family = chance.one('family', Object.keys(families) as FamilyName[]);
    const author = chance.one('author', families[family]);
    const to = chance.one('to', families[family]);
    const milestone = { type: 'member.milestone', member: to, milestone: 'family' };
    return proposal(writing, author, {
      category: chance.one('category', ['family.development', 'family.pooling', 'family.backup']),
      impact: { affected: families[family], statement: 'All of the family.' },
      action: chance.happens('milestone', 15)
        ? milestone
        : actionOf(writing, 'first', { to, permanent: true, gives: false }),
    });
  },
  personal: (writing) => {
    const author = writing.chance.one('author', council);
    return proposal(writing, author, {
      category: writing.chance.one('category', ['personal.time', 'personal.works', 'personal.learning']),
      impact: { affected: [author], statement: 'Mine alone.' },
      action: actionOf(writing, 'first', { to: author, permanent: false, gives: false }),
    });
  },
  justice: (writing) => {
    const [accused, victim, author] = writing.chance.shuffled('whom', plain) as [string, string, string];
    return proposal(writing, author, {
      category: 'justice',
      accused,
      victims: writing.chance.happens('victim', 50) ? [victim] : [],
      action: callOf(writing, 'first'),
    });
  },
  membership: (writing) => {
    const { name, chance } = writing;
    const member = chance.one('member', plain);
    return proposal(writing, chance.one('author', council), {
      category: 'membership',
      action: { type: 'member.milestone', member, milestone: milestoneOf(name, 'first') },
    });
  },
  amendment: (writing) => {
    const most = writing.chance.integer('most', 5, 9);
    return proposal(writing, writing.chance.one('author', council), {
      category: 'constitutional',
      action: { type: 'charter.amend', patch: [{ op: 'replace', path: '/amendments/most', value: most }] },
    });
  },
  reproduction: (writing) => {
    const { name, chance } = writing;
    const parents = chance.shuffled('parents', plain).slice(0, 2);
    const child = { name, kind: 'agent', bornAt: new Date(Date.now() + 1_000).toISOString() };
    return proposal(writing, parents[0]!, {
      category: 'reproduction',
      parents,
      diversity: 'As different from the others as these two are.',
      action: { type: 'member.admit', member: { id: name.replace('.', '-'), ...child } },
    });
  },
  emergency: (writing) => {
    const { name, chance } = writing;
    const action = actionOf(writing, 'first', { to: chance.one('to', council), permanent: false });
    const called = `${writing.receiver}/${name}/reversal`;
    return {
      kind: 'emergency',
      author: chance.one('author', leaders),
      body: {
        what: `The well was closed. ${mark(name)}`,
        reason: 'The water smells of oil.',
        action,
        // A task or a call needs a reversal (EMG-2).
        reversal:
          action.type === 'http.call' || action.type === 'task'
            ? { type: 'http.call', method: 'POST', url: called, body: { says: mark(name) } }
            : { type: 'none' },
      },
    };
  },
  conflict: ({ name, chance }) => {
    const [opener, ...others] = chance.shuffled('parties', plain) as [string, ...string[]];
    return {
      kind: 'conflict',
      author: opener,
      body: {
        against: others.slice(0, chance.integer('others', 1, 2)),
        what: `The fence was moved by a yard. ${mark(name)}`,
        remedy: 'It is moved back.',
      },
    };
  },
};

function proposal({ name, chance }: Writing, author: string, more: object): Written {
  return {
    kind: 'proposal',
    author,
    body: {
      title: `A second workshop day ${mark(name)}`,
      text: 'The workshop opens on Thursdays too.',
      rationale: 'The queue on Tuesdays is two weeks long.',
      impact: { affected: 'everyone', statement: 'Two stewards give an evening a week.' },
      alternatives: [{ title: 'Longer Tuesdays', text: 'The workshop stays open until ten on Tuesdays.' }],
      ...more,
      ...(chance.happens('draft', 25) ? { draft: true } : {}),
    },
  };
}

/** How a name stands in a text: no other name begins with it. */
export const mark = (name: string): string => `[${name}]`;

/** No two texts of a run grant the same milestone. */
export const milestoneOf = (name: string, version: string): string =>
  `${name}-${version}`.replaceAll('.', '-').slice(0, 60);

/** An action that shows, wherever its effect is, which text of which decision it comes from. */
function actionOf(
  writing: Writing,
  version: string,
  {
    to,
    permanent,
    gives = true,
  }: { readonly to: string; readonly permanent: boolean; readonly gives?: boolean },
): Json {
  const { name, chance } = writing;
  const ends =
    permanent && chance.happens('permanent', 50)
      ? { permanent: true }
      : { until: new Date(Date.now() + 3_600_000).toISOString() };
  return chance.weighted<Json>('action', [
    [3, { type: 'none' }],
    [5, callOf(writing, version)],
    // Who decides alone gives only what they hold (ALC-2).
    [gives ? 5 : 0, { type: 'allocation.grant', resource, amount: amountOf(name, version), to, ...ends }],
    [
      1,
      {
        type: 'task',
        assignee: to,
        instructions: `${name} ${version}`,
        by: new Date(Date.now() + chance.integer('by', 12_000, 16_000)).toISOString(),
      },
    ],
  ]);
}

const callOf = ({ name, receiver }: Writing, version: string): Json => ({
  type: 'http.call',
  method: 'POST',
  url: `${receiver}/${name}`,
  body: { decision: name, version },
});

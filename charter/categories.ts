/** Where a category contradicts its tier or the rest of its charter (CHA-2, TIE-1 to TIE-5). */
import type { Finding } from './fault.ts';
import type { Place } from './places.ts';
import { entries, type Readable, type ReadableCharter } from './readable.ts';
import type { CategoryText } from './schema.ts';
import type { Permission, Tier } from './types.ts';

/** A category under examination, with the tier it names where that can be told. */
interface Case {
  readonly name: string;
  readonly place: Place;
  readonly category: Readable<CategoryText>;
  readonly tier: Tier | undefined;
  readonly view: ReadableCharter;
}

/** Everything in which the categories of a charter contradict their tiers or its other parts. */
export function categoryContradictions(view: ReadableCharter): readonly Finding[] {
  const tiers = view.charter.tiers;
  return entries(view.charter.categories).flatMap(([name, category]) => {
    const tierName = category.tier;
    const place = ['categories', name];
    if (tierName !== undefined && tiers !== undefined && !Object.hasOwn(tiers, tierName)) {
      const facts = { found: tierName, allowed: Object.keys(tiers) };
      return [{ place: [...place, 'tier'], message: 'is no tier of the charter', facts }];
    }
    const tier = tierName === undefined ? undefined : tiers?.[tierName]?.tier;
    return checks.flatMap((check) => check({ name, place, category, tier, view }));
  });
}

const checks: readonly ((examined: Case) => readonly Finding[])[] = [
  specials,
  powers,
  amending,
  officers,
  guardianDelay,
];

/** What a category of a tier cannot have: in tier 1 the author acts at once, alone (TIE-1); tier 2 has neither approval nor delay. */
const barred: Readonly<Record<Tier, readonly (keyof CategoryText)[]>> = {
  1: ['threshold', 'quorum', 'gates', 'hearing', 'appeal', 'approval', 'delay'],
  2: ['approval', 'delay'],
  3: [],
};

function specials({ place, category, tier }: Case): readonly Finding[] {
  if (tier === undefined) return [];
  return barred[tier]
    .filter((part) => asksForSomething(category[part]))
    .map((part) => ({ place: [...place, part], message: `has no place in tier ${tier}`, facts: { tier } }));
}

function asksForSomething(part: unknown): boolean {
  return Array.isArray(part) ? part.length > 0 : part !== undefined && part !== null && part !== false;
}

/** The lowest tier that may carry an action: nobody decides alone, and no family, what is the whole council's (TIE-1, TIE-2, TIE-5). */
const lowestTier: Readonly<Record<Permission, Tier>> = {
  none: 1,
  task: 1,
  'http.call': 1,
  'allocation.temporary': 1,
  'allocation.permanent': 2,
  'member.milestone': 2,
  'member.admit': 3,
  'member.release': 3,
  'member.roles': 3,
  'member.guardian': 3,
  'leadership.give': 3,
  'leadership.take': 3,
  'mandate.grant': 3,
  'mandate.end': 3,
  'charter.amend': 3,
};

function powers({ place, category, tier }: Case): readonly Finding[] {
  return (category.actions ?? []).flatMap((action, index) =>
    action === undefined || tier === undefined || lowestTier[action] <= tier
      ? []
      : [
          {
            place: [...place, 'actions', index],
            message: `is an action of tier ${lowestTier[action]} at least`,
            facts: { action, tier },
          },
        ],
  );
}

/** The two classes of an amendment (CHA-4) are the two categories that can carry one; any other would be a second way (TIE-5). */
const classes = ['constitutional', 'core-principles'];

function amending({ name, place, category }: Case): readonly Finding[] {
  const index = category.actions?.indexOf('charter.amend') ?? -1;
  return index < 0 || classes.includes(name)
    ? []
    : [
        {
          place: [...place, 'actions', index],
          message: 'belongs to another category',
          facts: { allowed: classes },
        },
      ];
}

/** What a category asks of an office or a stage that the charter does not have (GUA-1, APP-1). */
function officers({ place, category, view }: Case): readonly Finding[] {
  const needs = [
    { part: 'approval', of: 'guardian' },
    { part: 'guardianMayResolve', of: 'guardian' },
    { part: 'appeal', of: 'appeals' },
  ] as const;
  return needs
    .filter(({ part, of }) => category[part] === true && view.isOff(of))
    .map(({ part, of }) => ({
      place: [...place, part],
      message: `is true, and the charter has no ${of}`,
      facts: { [of]: null },
    }));
}

/** A guardian who may veto any decision of the council needs a delay to do it in (VET-3). */
function guardianDelay({ place, tier, view }: Case): readonly Finding[] {
  const needed = tier === 3 && view.charter.guardian?.scope === 'principles';
  return needed && view.isOff(...place, 'delay')
    ? [{ place: [...place, 'delay'], message: 'is missing, and the guardian of principles vetoes within it' }]
    : [];
}

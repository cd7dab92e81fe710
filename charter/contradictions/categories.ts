/** Where a category contradicts its tier or the rest of its charter (CHA-2, TIE-1 to TIE-5). */
import type { Finding } from '../faults/fault.ts';
import { adoption } from './adoption.ts';
import { classes, powers } from './powers.ts';
import { type Case, entries, type ReadableCharter, tierNumber } from './readable.ts';
import { safeguards } from './safeguards.ts';
import type { CategoryText } from '../schema.ts';
import type { Tier } from '../choices.ts';

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
    const tier = tierNumber(view.charter, tierName);
    return checks.flatMap((check) => check({ name, place, category, tier, view }));
  });
}

const checks: readonly ((examined: Case) => readonly Finding[])[] = [
  specials,
  powers,
  safeguards,
  adoption,
  endorsing,
  officers,
  guardianDelay,
];

/** What a category of a tier cannot have: in tier 1 the author acts at once, alone (TIE-1); tier 2 has neither approval nor delay. */
const barred: Readonly<Record<Tier, readonly (keyof CategoryText)[]>> = {
  1: ['threshold', 'quorum', 'gates', 'hearing', 'appeal', 'approval', 'delay', 'adopts', 'endorsers'],
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

/** No more endorse than there are seats; and nobody seconds what opens by itself only (PRO-2, VET-2). */
function endorsing({ name, place, category, view }: Case): readonly Finding[] {
  const { endorsers, tier = '' } = category;
  if (endorsers === undefined) return [];
  const seats = view.charter.tiers?.[tier]?.seats;
  const { count } = endorsers;
  return [
    ...(name === 'veto-question'
      ? [{ place: [...place, 'endorsers'], message: 'is of what opens by itself, and no member submits' }]
      : []),
    ...(seats !== undefined && count !== undefined && count > seats
      ? [
          {
            place: [...place, 'endorsers', 'count'],
            message: 'is more than there are seats',
            facts: { count, seats },
          },
        ]
      : []),
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

/** A guardian who may veto decisions of the council needs a delay to do it in; and who has a veto on amendments alone approves nothing (VET-3). */
function guardianDelay({ name, place, category, tier, view }: Case): readonly Finding[] {
  const scope = view.charter.guardian?.scope;
  const vetoed = scope === 'principles' || (scope === 'amendments' && classes.includes(name));
  return [
    ...(tier === 3 && vetoed && view.isOff(...place, 'delay')
      ? [{ place: [...place, 'delay'], message: `is missing, and the guardian of ${scope} vetoes within it` }]
      : []),
    ...(scope === 'amendments' && category.approval === true
      ? [
          {
            place: [...place, 'approval'],
            message: 'is true, and the guardian has a veto on amendments alone',
          },
        ]
      : []),
  ];
}

/** Which categories may carry which action: what one category guards, no other can do (TIE-5). */
import type { Finding } from '../faults/fault.ts';
import type { Permission, Tier } from '../choices.ts';
import type { Case } from './readable.ts';

/** The two classes of an amendment (CHA-4), which are the two categories that can carry one. */
export const classes: readonly string[] = ['constitutional', 'core-principles'];

interface Carriers {
  /** The lowest tier: nobody decides alone, and no family, what is the whole council's (TIE-1, TIE-2). */
  readonly tier: Tier;
  /** The categories of the council that may carry it, and of families; all of them where none are named. */
  readonly council?: readonly string[];
  readonly families?: readonly string[];
}

/** As the table of categories in docs/rules.md; what a family decides is bounded by the family itself (TIE-2). */
const carriers: Readonly<Record<Permission, Carriers>> = {
  none: { tier: 1 },
  task: { tier: 1 },
  'http.call': { tier: 1 },
  'allocation.temporary': { tier: 1 },
  'allocation.permanent': { tier: 2 },
  'resource.define': { tier: 3, council: ['resources', 'wake-allocation'] },
  'sensor.register': { tier: 3, council: ['infrastructure'] },
  'sensor.remove': { tier: 3, council: ['infrastructure'] },
  'family.admit': { tier: 2, families: ['family.development'], council: [] },
  'family.release': { tier: 2, families: ['family.development'], council: [] },
  'family.dissolve': { tier: 2, families: ['family.dissolution'], council: [] },
  'member.admit': { tier: 3, council: ['membership', 'reproduction'] },
  // Under any name, but with hearing and appeal: safeguards.ts.
  'member.release': { tier: 3 },
  'member.milestone': { tier: 2, council: ['membership'] },
  'member.roles': { tier: 3, council: ['membership'] },
  'member.guardian': { tier: 3, council: ['constitutional'] },
  'leadership.give': { tier: 3, council: ['leadership'] },
  'leadership.take': { tier: 3, council: ['emergency-removal'] },
  'mandate.grant': { tier: 3, council: ['mandate'] },
  'mandate.end': { tier: 3, council: ['mandate'] },
  'restorative.refer': { tier: 3, council: ['justice'] },
  'charter.amend': { tier: 3, council: classes },
};

/** Every action of a category that it cannot carry: by its tier, or because another category guards it. */
export function powers({ name, place, category, tier }: Case): readonly Finding[] {
  return (category.actions ?? []).flatMap((action, index): readonly Finding[] => {
    if (action === undefined || tier === undefined) return [];
    const { tier: lowest, council, families } = carriers[action];
    const allowed = tier === 3 ? council : families;
    const at = [...place, 'actions', index];
    if (tier < lowest)
      return [{ place: at, message: `is an action of tier ${lowest} at least`, facts: { action, tier } }];
    if (allowed === undefined || allowed.includes(name)) return [];
    return [
      {
        place: at,
        message: 'belongs to another category',
        facts: { action, allowed: [...(families ?? []), ...(council ?? [])] },
      },
    ];
  });
}

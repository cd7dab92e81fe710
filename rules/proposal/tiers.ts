/** What a category lets a proposal be: which categories a member may open, and which actions each may carry (TIE-5, VET-2). */
import type { Category, Charter } from '../../charter/types.ts';
import type { Permission } from '../../charter/choices.ts';
import type { Action, Content, Holder } from '../model.ts';
import { refuse, type Refusal } from '../refusal.ts';

/** The category that only a contested veto opens (VET-2). */
export const vetoQuestion = 'veto-question';

/** The permission an action needs (EXE-1). An allocation without an end is permanent, whether or not it says so (TIE-5). */
export function permissionOf(action: Action): Permission {
  if (action.type !== 'allocation.grant') return action.type;
  return action.permanent === undefined && action.until !== undefined
    ? 'allocation.temporary'
    : 'allocation.permanent';
}

/**
 * Refuses an action that the category does not permit (TIE-5); asked at submission and again at execution. Facts: `category`, `action`
 * (the permission it would need) and `permits` (those the category has).
 */
export function actionFault(
  action: Action,
  category: Pick<Category, 'name' | 'actions'>,
): Refusal | undefined {
  const needed = permissionOf(action);
  if (category.actions.includes(needed)) return undefined;
  const facts = { category: category.name, action: needed, permits: category.actions };
  return refuse('action-not-permitted', 'TIE-5', facts);
}

/**
 * Refuses a category that a member cannot open a proposal in: one the charter does not have, or the one that opens by itself only
 * (VET-2). Facts: `category` and `author`.
 */
export function categoryFault(
  name: string,
  charter: Pick<Charter, 'categories'>,
  facts: { readonly author: string },
): Refusal | undefined {
  const told = { category: name, author: facts.author };
  if (!Object.hasOwn(charter.categories, name)) return refuse('unknown-category', 'TIE-5', told);
  if (name === vetoQuestion) return refuse('opens-by-itself', 'VET-2', told);
  return undefined;
}

/**
 * A family's category as the council decides it: the same threshold and actions, the council's quorum (TIE-3). Of several tiers 3 of a
 * charter it is that of `council`, else the first by name.
 */
export function escalatedCategory(
  category: Category,
  { tiers, guardian }: Pick<Charter, 'tiers' | 'guardian'>,
): Category {
  const [council] = Object.entries(tiers)
    .filter(([, { tier }]) => tier === 3)
    .toSorted(
      ([one], [other]) => Number(other === 'council') - Number(one === 'council') || (one < other ? -1 : 1),
    );
  const quorum = council === undefined ? category.quorum : council[1].quorum;
  // What a family could not settle is not adopted by silence.
  const { adopts: _adopts, ...escalated } = category;
  return { ...escalated, tier: 3, quorum, guardianMayResolve: guardian !== null };
}

/**
 * Refuses a personal decision that is not its author's alone, or a family decision that is not of one family (TIE-1, TIE-2): it would
 * decide for others. The impact of an admission may name who joins.
 * @param families of the author and of everyone whom impact and action name, by their ids; null: of none
 * @param family that decides: of a text that is put anew the one that was asked, wherever its author is by now
 */
export function reachFault(
  { tier, name }: Pick<Category, 'tier' | 'name'>,
  author: string,
  { impact, action }: Pick<Content, 'impact' | 'action'>,
  families: ReadonlyMap<string, string | null>,
  family: string | null = families.get(author) ?? null,
): Refusal | undefined {
  const named = impact === null ? [] : impact.affected;
  if (tier === 1) {
    const others = named === 'everyone' ? ['everyone'] : named.filter((id) => id !== author);
    const found = [...others, ...concernedBy(action).filter((id) => id !== author), ...familyOf(action)];
    return found.length === 0
      ? undefined
      : refuse('personal-matter', 'TIE-1', { category: name, author, others: found });
  }
  if (tier === 3) return undefined;
  const joiner = action?.type === 'family.admit' ? action.member : undefined;
  const others = named === 'everyone' ? ['everyone'] : [author, ...named, ...concernedBy(action)];
  const outside = [
    ...others.filter((id) => (families.get(id) ?? null) !== family && id !== joiner),
    ...familyOf(action).filter((id) => id !== family),
  ];
  if (family !== null && outside.length === 0) return undefined;
  return refuse('family-matter', 'TIE-2', { category: name, author, family, outside: [...new Set(outside)] });
}

/**
 * Refuses what a family's decision would give or grant as it is carried out to who has left the family since it was put, so that nobody takes
 * along what it was agreed that a member gets (TIE-2). An action on the family itself says so by its own rule. Facts as of `reachFault`.
 */
export function leftFault(
  action: Action,
  { category, family }: { readonly category: string; readonly family: string },
  families: ReadonlyMap<string, string | null>,
): Refusal | undefined {
  if (action.type === 'family.release') return undefined;
  const outside = concernedBy(action).filter((id) => families.get(id) !== family);
  return outside.length === 0 ? undefined : refuse('family-matter', 'TIE-2', { category, family, outside });
}

/**
 * Whom an action of a personal or family decision reaches: they must be its author, or of the family (TIE-1, TIE-2). Not who joins: they are not
 * of it yet, and their consent is asked for (MEM-7); nor who gets what a family leaves behind.
 */
export function concernedBy(action: Action | null): readonly string[] {
  switch (action?.type) {
    case 'task':
      return [action.assignee];
    case 'allocation.grant':
      return typeof action.to === 'string' ? [action.to] : [];
    case 'member.milestone':
    case 'family.release':
      return [action.member];
    default:
      return [];
  }
}

const familiesOf = (holders: readonly Holder[]): readonly string[] =>
  holders.flatMap((holder) => (typeof holder === 'string' ? [] : holder.family));

/** The family that an action is of, or gives to (ALC-1, MEM-7): of a family decision its own. */
function familyOf(action: Action | null): readonly string[] {
  switch (action?.type) {
    case 'allocation.grant':
      return familiesOf([action.to]);
    case 'family.admit':
    case 'family.release':
    case 'family.dissolve':
      return [action.family];
    default:
      return [];
  }
}

/** The families that an action names, those among them that get something of one that is dissolved. */
export const familyNamed = (action: Action | null): readonly string[] => [
  ...familyOf(action),
  ...(action?.type === 'family.dissolve' ? familiesOf(action.shares.map(({ to }) => to)) : []),
];

/** A family grants those milestones only that the charter lists (TIE-5). */
export function milestoneFault(
  action: Action,
  { tier, name }: Pick<Category, 'tier' | 'name'>,
  { maturity }: Pick<Charter, 'maturity'>,
): Refusal | undefined {
  const permits = maturity.milestones;
  if (tier !== 2 || action.type !== 'member.milestone' || permits.includes(action.milestone))
    return undefined;
  const { milestone } = action;
  return refuse('action-not-permitted', 'TIE-5', { category: name, action: action.type, milestone, permits });
}

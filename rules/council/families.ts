/** Actions that change who is of which family, and what becomes of what a dissolved one held (MEM-7, ALC-2). */
import type { Action, Holder, Member, Share } from '../model.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { type Holding, inOrder, type Part } from './allocations.ts';

const familyActions = ['family.admit', 'family.release', 'family.dissolve'] as const;
export type FamilyAction = Extract<Action, { type: (typeof familyActions)[number] }>;
export type Dissolution = Extract<FamilyAction, { type: 'family.dissolve' }>;

/** Whether an action changes who is of a family, or that there is one (MEM-7). */
export const isFamilyAction = (action: Action): action is FamilyAction =>
  familyActions.some((type) => type === action.type);

/** Who would join or is released, as they stand. */
export interface Joining extends Pick<Member, 'id' | 'family' | 'status'> {
  /** Of family maturity, under the decision's charter. */
  readonly isMature: boolean;
  /** The parents whom their admission named and who have not departed. */
  readonly parents: readonly string[];
}

/** What a family holds of a resource. */
export interface FamilyHolding extends Holding {
  readonly resource: string;
}

/** What an action on a family finds. */
export interface FamilyStanding {
  /** Whether there is the family. */
  readonly isThere: boolean;
  /** Undefined where nobody has the id, or the action names nobody. */
  readonly member: Joining | undefined;
  /** What the family holds and has not passed on; of a dissolution only. */
  readonly holdings: readonly FamilyHolding[];
}

/**
 * Refuses an action on a family as it stands. In order: a family that there is not (facts: `families`); who is unknown or has departed
 * (`members`); who is of a family already (`member`, `family`), for whom nobody or somebody else can consent (`member`, `parents`); who is of
 * none of this family any more (`member`, `family`), or of family maturity (`member`); shares that are not what the family holds (`family`,
 * `resources`: each with `held` and `shared`). Asked at submission and again at execution, where it is the last word.
 */
export function familyFault(
  action: FamilyAction,
  standing: FamilyStanding,
  asked: { readonly execution: boolean },
): Refusal | undefined {
  const { family } = action;
  if (!standing.isThere) return refuse('unknown-member', 'MEM-7', { families: [family] });
  if (action.type === 'family.dissolve') return sharesFault(action, standing.holdings);
  const { member } = standing;
  if (member === undefined || member.status === 'departed')
    return refuse('unknown-member', 'MEM-7', { members: [action.member] });
  return action.type === 'family.admit'
    ? (joiningFault(member) ?? consentFault(action, member, asked))
    : releaseFault(family, member);
}

/** One family at a time. */
const joiningFault = ({ id, family }: Joining): Refusal | undefined =>
  family === null ? undefined : refuse('in-a-family', 'MEM-7', { members: [id], families: [family] });

/**
 * Who joins says so themselves, and below family maturity all their parents do. Who has grown up since the submission is asked anew, by
 * another decision; a parent who has departed since has consented all the same.
 */
function consentFault(
  { parents: asked }: Extract<FamilyAction, { type: 'family.admit' }>,
  { id, isMature, parents }: Joining,
  { execution }: { readonly execution: boolean },
): Refusal | undefined {
  const isAsked = isMature
    ? asked === undefined
    : asked !== undefined && (execution || (parents.length > 0 && isSame(asked, parents)));
  return isAsked
    ? undefined
    : refuse('other-parents', 'MEM-7', { member: id, parents: isMature ? [] : parents, isMature });
}

/** One who is named twice stands for nobody else. */
const isSame = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && others.every((one) => some.includes(one));

function releaseFault(family: string, { id, family: now, isMature }: Joining): Refusal | undefined {
  if (now !== family) return refuse('already-done', 'MEM-7', { member: id, family: now });
  return isMature ? refuse('of-family-maturity', 'MEM-7', { member: id }) : undefined;
}

/** Everything that the family holds is said, and nothing else; what others hold, it cannot share out. */
function sharesFault(
  { family, shares }: Dissolution,
  holdings: readonly FamilyHolding[],
): Refusal | undefined {
  if (shares.some(({ to }) => typeof to !== 'string' && to.family === family))
    return refuse('unknown-member', 'MEM-7', { families: [family] });
  const of = (
    amounts: readonly { readonly resource: string; readonly amount: number }[],
    id: string,
  ): bigint => amounts.reduce((sum, one) => sum + (one.resource === id ? BigInt(one.amount) : 0n), 0n);
  const ids = [...new Set([...holdings, ...shares].map(({ resource }) => resource))].toSorted();
  const differing = ids
    .map((resource) => ({ resource, held: of(holdings, resource), shared: of(shares, resource) }))
    .filter(({ held, shared }) => held !== shared)
    .map((one) => ({ ...one, held: Number(one.held), shared: Number(one.shared) }));
  return differing.length === 0
    ? undefined
    : refuse('other-shares', 'MEM-7', { family, resources: differing });
}

/** What one receiver gets for as long as the family would have held it: the parts of it, each from a holding of the family. */
export interface Dealt {
  readonly resource: string;
  readonly to: Holder;
  readonly until: string | null;
  readonly amount: number;
  readonly parts: readonly Part[];
}

/**
 * Shares out what a family held, in the order in which they are said: each comes from the holding that ends last, as what is passed on does
 * (ALC-2), and ends with it. A share that comes from holdings of several ends becomes as many allocations.
 * @param shares whose sums are those of the holdings
 */
export function dealt(shares: readonly Share[], holdings: readonly FamilyHolding[]): readonly Dealt[] {
  const left = inOrder(holdings).map((one) => ({ ...one }));
  return shares.flatMap(({ resource, amount, to }) => {
    const byEnd = new Map<string | null, Dealt>();
    let missing = amount;
    for (const holding of left.filter((one) => one.resource === resource)) {
      const taken = Math.min(missing, holding.amount);
      if (taken === 0) continue;
      missing -= taken;
      holding.amount -= taken;
      const { until, id } = holding;
      const { amount: before, parts } = byEnd.get(until) ?? { amount: 0, parts: [] };
      byEnd.set(until, {
        resource,
        to,
        until,
        amount: before + taken,
        parts: [...parts, { id, amount: taken }],
      });
    }
    return [...byEnd.values()];
  });
}

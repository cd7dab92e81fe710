/** Delegations: which one counts for an elector in a decision, and how many votes a representative may carry (DEL-1 to DEL-3). */
import type { Charter } from '../../charter/types.ts';
import type { Fraction } from '../../charter/thresholds.ts';

/** What a delegation is for: one decision, one category, or all votes on proposals where neither is named (DEL-1). */
export type Scope =
  | { readonly proposal: string; readonly category?: undefined }
  | { readonly category: string; readonly proposal?: undefined }
  | { readonly proposal?: undefined; readonly category?: undefined };

/** One elector's vote given to another to carry. Instants are ISO 8601, UTC. */
export interface Delegation {
  readonly id: string;
  /** Counts all delegations upwards in the order in which they were made, and never repeats (DEL-3). */
  readonly sequence: number;
  readonly from: string;
  readonly to: string;
  readonly scope: Scope;
  readonly madeAt: string;
  /** Ends it: at this instant it is over. */
  readonly until: string;
  readonly revokedAt: string | null;
}

/** How wide a delegation reaches, the narrowest first: the narrowest in force counts (DEL-1). Its code is its place. */
export const breadths = ['decision', 'category', 'all'] as const;
export type Breadth = (typeof breadths)[number];

/**
 * Whether a delegation is in force at the close of a poll (DEL-1). Making and revoking are acts, so at the close itself they are
 * late, as a ballot is (VOT-6, PRO-10); the expiry is no act, and a delegation until the close is over at it.
 *
 * While the poll is open the same question is asked about the close to come: that is the poll as it stands (VOT-8).
 */
export function isInForce(
  { madeAt, until, revokedAt }: Pick<Delegation, 'madeAt' | 'until' | 'revokedAt'>,
  closes: string,
): boolean {
  const close = Date.parse(closes);
  const revoked = revokedAt !== null && Date.parse(revokedAt) < close;
  return Date.parse(madeAt) < close && close < Date.parse(until) && !revoked;
}

/** How wide a scope that takes in the decision is; null where it does not take it in (DEL-1). */
export function breadthIn(
  scope: Scope,
  decision: { readonly id: string; readonly category: string },
): Breadth | null {
  if (scope.proposal !== undefined) return scope.proposal === decision.id ? 'decision' : null;
  if (scope.category !== undefined) return scope.category === decision.category ? 'category' : null;
  return 'all';
}

/** ⌊num·whole / den⌋, exactly. */
function wholePart(share: Fraction, whole: number): number {
  return Number((BigInt(share.num) * BigInt(whole)) / BigInt(share.den));
}

/**
 * How many votes a representative may carry, in votes beside their own (DEL-3): the whole part of the cap's share, of the delegated
 * votes or of the electorate as the charter says, and one at least, under any charter: else nobody could be the first to
 * delegate. Null: no limit.
 */
export function capOf(
  cap: NonNullable<Charter['delegation']>['cap'],
  votes: { readonly delegated: number; readonly electorate: number },
): number | null {
  return cap === null ? null : Math.max(1, wholePart(cap, votes[cap.of]));
}

/** Whether two charters carry the votes of a poll alike, whatever is delegated in it: how long one may last says nothing of those that were made. */
export function carryAlike(one: Charter['delegation'], other: Charter['delegation']): boolean {
  if (one === null || other === null) return one === other;
  const capsAlike =
    one.cap?.num === other.cap?.num && one.cap?.den === other.cap?.den && one.cap?.of === other.cap?.of;
  return capsAlike && one.chains === other.chains && one.conflicted === other.conflicted;
}

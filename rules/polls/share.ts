/** Shares as exact integers: whatever compares a part with a fraction of a whole does it here, without a division (VOT-1). */
import type { Fraction } from '../../charter/thresholds.ts';

/** A number of votes or of voting power: whole and never negative. What passes 2^53 comes as a bigint. */
export type Count = number | bigint;

/** part·den − num·whole: above zero where part/whole is more than num/den, zero where it is exactly that. */
function margin(share: Fraction, part: Count, whole: Count): bigint {
  return BigInt(part) * BigInt(share.den) - BigInt(share.num) * BigInt(whole);
}

/**
 * Whether `part` is at least `share` of `whole`, by cross-multiplied integers (VOT-1). Nothing of nothing is at least any
 * share: who must not let that pass asks for the whole first (VOT-2). Throws a RangeError for a count that is not whole.
 */
export function atLeast(share: Fraction, part: Count, whole: Count): boolean {
  return margin(share, part, whole) >= 0n;
}

/** Whether `part` is more than `share` of `whole`, as `atLeast` (VOT-1). Nothing of nothing is not more than any share. */
export function moreThan(share: Fraction, part: Count, whole: Count): boolean {
  return margin(share, part, whole) > 0n;
}

/** The least whole part that is at least `share` of `whole`, in the kind of number that `whole` is: ⌈num·whole / den⌉. */
export function leastWhole(share: Fraction, whole: number): number;
export function leastWhole(share: Fraction, whole: bigint): bigint;
export function leastWhole(share: Fraction, whole: Count): Count;
export function leastWhole(share: Fraction, whole: Count): Count {
  const den = BigInt(share.den);
  const least = (BigInt(share.num) * BigInt(whole) + den - 1n) / den;
  return typeof whole === 'bigint' ? least : Number(least);
}

/** How many of those who are left it takes where a share of them asks for something: at least one, for nobody asking is never enough (TIE-3, MAN-2). */
export const leastAsking = (share: Fraction, left: number): number => Math.max(1, leastWhole(share, left));

/** The least whole part that reaches a share of `whole`, or with `strict` exceeds it. */
export const leastReaching = (share: Fraction & { readonly strict: boolean }, whole: number): number =>
  share.strict
    ? Number((BigInt(share.num) * BigInt(whole)) / BigInt(share.den)) + 1
    : leastWhole(share, whole);

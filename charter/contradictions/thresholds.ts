/** Thresholds that a minority would reach, or that the same answers reach and reject (CHA-2, VOT-1, DEA-1). */
import { moreThan } from '../../rules/polls/share.ts';
import type { Finding } from '../faults/fault.ts';
import { valueAt, type Place } from '../text/places.ts';
import type { Fraction } from '../thresholds.ts';
import { entries, type ReadableCharter, tierNumber } from './readable.ts';

interface Share extends Fraction {
  readonly strict: boolean;
}

/** The category whose threshold is `vetoes.lift` (VET-2). */
const vetoQuestion = 'veto-question';

/** Where thresholds stand beside tiers and categories. */
export const polls: readonly Place[] = [
  ['vetoes', 'lift'],
  ['emergency', 'override', 'threshold'],
  ['emergency', 'ratification', 'threshold'],
  ['conflicts', 'arbitration', 'threshold'],
];

/**
 * Every threshold that is not more than half of what it is a share of. Below that, as many against as for can adopt: of the decisive
 * votes and of those taking part with those votes alone, of the electorate where all of it votes. So one rule
 * holds for every base: whoever votes has a seat.
 */
export function minorities(view: ReadableCharter): readonly Finding[] {
  const places = [
    ...entries(view.charter.tiers)
      .filter(([, { tier }]) => tier !== 1)
      .map(([name]) => ['tiers', name, 'threshold']),
    ...voting(view).map((name) => ['categories', name, 'threshold']),
    ...polls,
  ];
  return places.flatMap((place) => {
    const threshold = shareAt(view, place);
    return threshold === undefined || isMajority(threshold)
      ? []
      : [{ place, message: 'is not more than half', facts: { found: valueAt(view.charter, place) } }];
  });
}

/**
 * The share against that rejects, where some category's threshold leaves room for it: votes that reach the one and the other at once.
 * They do where the two shares are no more than the whole together, abstentions left aside, which only move them apart.
 */
export function rejections(view: ReadableCharter): readonly Finding[] {
  const place = ['deadlock', 'rejectWhenAgainst'];
  const rejects = shareAt(view, place);
  if (rejects === undefined) return [];
  const categories = voting(view).filter((name) => {
    const own = ['categories', name, 'threshold'];
    const tier = ['tiers', view.charter.categories?.[name]?.tier ?? '', 'threshold'];
    const threshold = shareAt(view, view.isOff(...own) ? tier : own);
    return threshold !== undefined && overlap(threshold, rejects);
  });
  return categories.length === 0
    ? []
    : [{ place, message: 'rejects what reaches a threshold at once', facts: { categories } }];
}

/** The categories in which others than the author vote, but for the one whose threshold and course are a veto's (VET-2). */
function voting({ charter }: ReadableCharter): readonly string[] {
  return entries(charter.categories)
    .filter(([name, { tier }]) => {
      const number = tierNumber(charter, tier);
      return number !== undefined && number !== 1 && name !== vetoQuestion;
    })
    .map(([name]) => name);
}

/** The share at a place; undefined where there is none that can be read, or the word `unanimous`, which no vote against reaches. */
function shareAt({ charter, isOff }: ReadableCharter, place: Place): Share | undefined {
  const [num, den] = ['num', 'den'].map((part) => valueAt(charter, [...place, part]));
  const strict = isOff(...place, 'strict') ? false : valueAt(charter, [...place, 'strict']);
  return typeof num === 'number' && typeof den === 'number' && typeof strict === 'boolean'
    ? { num, den, strict }
    : undefined;
}

const half: Fraction = { num: 1, den: 2 };

function isMajority({ num, den, strict }: Share): boolean {
  return moreThan(half, num, den) || (strict && BigInt(num) * 2n === BigInt(den));
}

function overlap(one: Share, other: Share): boolean {
  const both = BigInt(one.num) * BigInt(other.den) + BigInt(other.num) * BigInt(one.den);
  const whole = BigInt(one.den) * BigInt(other.den);
  return one.strict || other.strict ? both < whole : both <= whole;
}

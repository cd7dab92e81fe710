/** The charter document turned into the charter that the engine reads: durations in milliseconds, categories filled from their tiers. */
import { milliseconds } from './text/duration.ts';
import type { CategoryText, CharterDocument, TierText } from './schema.ts';
import type { Duration } from './sections/fields.ts';
import type { ThresholdText } from './shares.ts';
import type { Category, Charter, PollRules } from './types.ts';
import type { Threshold } from './thresholds.ts';
import { withDurations } from './windows.ts';

/** A part of the document with its durations read. */
type Timed<Part> = Part extends Duration
  ? number
  : Part extends readonly (infer Item)[]
    ? Timed<Item>[]
    : Part extends object
      ? { [Key in keyof Part]: Timed<Part[Key]> }
      : Part;

/**
 * Resolves a document without faults (CHA-2). What a category does not say comes from its tier; a threshold of its own replaces the
 * tier's share and strictness and keeps its base. The threshold of the question of a veto is `vetoes.lift` (VET-2).
 */
export function resolveCharter(document: CharterDocument): Charter {
  const wake = milliseconds(document.wake, 1);
  const timed = withDurations(document, (text) => milliseconds(text as Duration, wake));
  const { tiers, categories, emergency, conflicts, guardian, ...rest } = timed as Timed<CharterDocument>;
  return {
    ...rest,
    guardian: guardian && resolveGuardian(guardian),
    allocations: { longest: milliseconds(document.allocations.longest, wake) },
    emergency: emergency && {
      ...emergency,
      override: { ...emergency.override, ...resolvePoll(emergency.override) },
      ratification: resolvePoll(emergency.ratification),
    },
    conflicts: conflicts && {
      ...conflicts,
      arbitration: { ...conflicts.arbitration, ...resolvePoll(conflicts.arbitration) },
    },
    tiers: Object.fromEntries(
      Object.entries(tiers).map(([name, { tier, threshold, quorum, seats }]) => [
        name,
        {
          tier,
          threshold: threshold === undefined ? null : resolveThreshold(threshold, { seats }),
          quorum,
        },
      ]),
    ),
    categories: Object.fromEntries(
      Object.entries(categories).map(([name, category]) => [
        name,
        resolveCategory(name, category, tierOf(category, tiers), document),
      ]),
    ),
  };
}

/** What is as in most charters is left out, as in records. */
const resolveGuardian = ({
  silence,
  ...guardian
}: Timed<NonNullable<CharterDocument['guardian']>>): NonNullable<Charter['guardian']> =>
  silence === 'assent' ? { ...guardian, silence } : guardian;

/** The tier a category names. A document in which it is missing has a fault and is never resolved. */
function tierOf(category: Timed<CategoryText>, tiers: CharterDocument['tiers']): TierText {
  const tier = Object.hasOwn(tiers, category.tier) ? tiers[category.tier] : undefined;
  if (tier === undefined) throw new RangeError(`the charter has no tier ${category.tier} (CHA-2)`);
  return tier;
}

function resolveCategory(
  name: string,
  category: Timed<CategoryText>,
  tier: TierText,
  { guardian, vetoes }: Pick<CharterDocument, 'guardian' | 'vetoes'>,
): Category {
  const of = tier.threshold === undefined || tier.threshold === 'unanimous' ? undefined : tier.threshold.of;
  const lift = name === 'veto-question' ? vetoes?.lift : undefined;
  const threshold = lift ?? category.threshold ?? tier.threshold;
  return {
    name,
    tier: tier.tier,
    tierName: category.tier,
    threshold: threshold === undefined ? null : resolveThreshold(threshold, { of, seats: tier.seats }),
    quorum: category.quorum === undefined ? tier.quorum : category.quorum,
    actions: category.actions,
    gates: category.gates ?? [],
    hearing: category.hearing ?? false,
    appeal: category.appeal ?? false,
    approval: category.approval ?? false,
    delay: category.delay ?? null,
    guardianMayResolve: category.guardianMayResolve ?? guardian !== null,
    ...(category.endorsers === undefined ? {} : { endorsers: category.endorsers }),
    ...(category.adopts === undefined || category.adopts === 'vote' ? {} : { adopts: category.adopts }),
  };
}

/** What a threshold takes from its tier: the base, and the seats that it may be a share of. */
type TierThreshold = { readonly [Part in 'of' | 'seats']?: Threshold[Part] | undefined };

/** The word `unanimous` is this share with its own meaning (VOT-1). */
const all: Exclude<ThresholdText, 'unanimous'> = { num: 1, den: 1 };

function resolveThreshold(
  threshold: ThresholdText,
  { of: base = 'decisive', seats }: TierThreshold = {},
): Threshold {
  const unanimous = threshold === 'unanimous';
  const { strict = false, of = base, ...share } = unanimous ? all : threshold;
  return { ...share, strict, unanimous, of, ...(of === 'seats' ? { seats } : {}) };
}

function resolvePoll({
  threshold,
  quorum,
}: {
  threshold: ThresholdText;
  quorum: PollRules['quorum'];
}): PollRules {
  return { threshold: resolveThreshold(threshold), quorum };
}

/** Shares of electorates and votes as a charter has them: exact integers, thresholds and quorums (VOT-1, TIE-4). */

/** A share as exact integers; never a float (VOT-1). */
export interface Fraction {
  readonly num: number;
  readonly den: number;
}

/** What a share is taken of: for + against; or also abstentions; or every elector; or every seat, be it vacant or its holder recused (VOT-1). */
export const thresholdBases = ['decisive', 'participating', 'electorate', 'seats'] as const;
export type ThresholdBase = (typeof thresholdBases)[number];

/** By what an electorate falls into parts: the first of each elector's roles, their kind, or their family (VOT-1). */
export const partings = ['role', 'kind', 'family'] as const;
export type Parting = (typeof partings)[number];

/** A share to be reached, or with `strict` exceeded. */
export interface PartShare extends Fraction {
  readonly strict?: boolean | undefined;
}

/** What a threshold asks of parts of the electorate (VOT-1): either this share in each of them, or more than half in so many of them. */
export interface PartsAsked {
  readonly by: Parting;
  readonly each?: PartShare | undefined;
  readonly most?: PartShare | undefined;
}

/** A voting threshold (VOT-1). `strict`: more than the fraction, not at least. `unanimous`: no vote against, and for from a quorum. */
export interface Threshold extends Fraction {
  readonly strict: boolean;
  readonly unanimous: boolean;
  readonly of: ThresholdBase;
  /** So many votes for at least, besides. */
  readonly least?: number | undefined;
  /** So many votes against at most, besides. */
  readonly most?: number | undefined;
  /** The seats of its tier, where it is a share of them. */
  readonly seats?: number | undefined;
  /** What it asks of parts of the electorate besides. */
  readonly parts?: PartsAsked | undefined;
  /** So much of the electorate for, besides: what a family cannot take back asks for it, and no charter (TIE-4). */
  readonly electors?: PartShare | undefined;
}

/** Which votes a quorum counts: all; or without abstentions; or those for only, so that no vote against makes an adoption (TIE-4). */
export const quorumVotes = ['participating', 'decisive', 'for'] as const;

/** A quorum (TIE-4): a share of the electorate, with `strict` more than it, and `least` votes besides; of the votes taking part unless it says other. */
export interface Quorum extends Fraction {
  readonly strict?: boolean | undefined;
  readonly of?: (typeof quorumVotes)[number] | undefined;
  readonly least?: number | undefined;
}

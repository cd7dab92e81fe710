/** The founding of a family: two or more members of family maturity, each of whom accepts within the charter's time (MEM-7). */
import type { Refusal } from '../refusal.ts';

export const familyOutcomes = ['founded', 'lapsed', 'interrupted'] as const;
export const familyStages = ['proposed', 'ended'] as const;

/** One as readers see it; instants are ISO 8601, UTC. */
export interface FamilyState {
  readonly id: string;
  /** The family that is to be, by its id and its name. */
  readonly family: { readonly id: string; readonly name: string };
  /** Who found it, by their ids; who proposed it first. */
  readonly founders: readonly string[];
  readonly charter: { readonly version: number; readonly hash: string; readonly pace: number };
  readonly stage: (typeof familyStages)[number];
  readonly deadline: string | null;
  /** Of the founders; who proposed it has accepted by that. */
  readonly accepted: readonly string[];
  readonly declinedBy: string | null;
  readonly outcome: (typeof familyOutcomes)[number] | null;
  /** Why it could not be founded though nobody declined: a founder has departed or is in a family, or its id or name is taken. */
  readonly refused: Refusal | null;
  readonly createdAt: string;
  readonly endedAt: string | null;
  /** The interrupted one whose matter this is, and the one in which this one's goes on (PRO-9). */
  readonly continuationOf: string | null;
  readonly continuedBy: string | null;
}

export type FamilyBegun = Pick<
  FamilyState,
  'id' | 'family' | 'founders' | 'charter' | 'createdAt' | 'continuationOf'
>;

/** One in which nothing has happened yet. */
export const begunFamily = ({
  id,
  family,
  founders,
  charter,
  createdAt,
  continuationOf,
}: FamilyBegun): FamilyState => ({
  id,
  family,
  founders,
  charter,
  stage: 'proposed',
  deadline: null,
  accepted: [],
  declinedBy: null,
  outcome: null,
  refused: null,
  createdAt,
  endedAt: null,
  continuationOf,
  continuedBy: null,
});

/** Whether every founder has accepted. */
export const allAccepted = ({ founders, accepted }: Pick<FamilyState, 'founders' | 'accepted'>): boolean =>
  founders.every((founder) => accepted.includes(founder));

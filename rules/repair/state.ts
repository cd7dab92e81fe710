/** Repair plans: what is owed by whom to whom, in instalments, and how it stands (MND-1 to MND-4). */
import type { Charter } from '../../charter/types.ts';

/** What can be owed; a vote, a right or silence is none of it, so nobody can promise them (MND-1). */
export const obligationKinds = ['work', 'money', 'things', 'apology', 'practice'] as const;

export const repairStages = ['circle', 'proposed', 'open', 'ended'] as const;
export const repairOutcomes = [
  'fulfilled',
  'released',
  'broken',
  'declined',
  'replaced',
  'interrupted',
] as const;
export type RepairOutcome = (typeof repairOutcomes)[number];

/** The outcomes of processes out of which harm is repaired, by their kind (MND-1). */
export const repairable = { conflict: ['settled', 'arbitrated'], proposal: ['executed'] } as const;
export type RepairableKind = keyof typeof repairable;

/** What a plan can come out of: of restorative work it begins by itself, with what was agreed on there (RST-3). */
export const repairSources = ['conflict', 'proposal', 'restorative'] as const;
export type RepairSource = (typeof repairSources)[number];

/** Instalments of one plan as it is put, and with their parts; terms put by one member; claims for each instalment: what one plan can grow to. */
export const mostInstalments = 100;
export const mostPieces = 300;
export const mostTerms = 10;
export const claimsForEach = 10;

/** One thing that is owed, as it is agreed on. */
export interface Obligation {
  readonly kind: (typeof obligationKinds)[number];
  readonly what: string;
  readonly by: string;
  readonly to: string;
  /** How much of it in all, a whole number of the unit; null: it is done or not. */
  readonly quantity: { readonly amount: number; readonly unit: string } | null;
  /** By their instants, ISO 8601, UTC; their amounts add up to the quantity's. */
  readonly instalments: readonly { readonly due: string; readonly amount: number | null }[];
  /** Who says whether it was done where the receiver does not (MND-2). */
  readonly verifier: string;
}

/** Terms that wait for everybody's word. */
export interface Terms {
  /** Counted from 1 in a plan. */
  readonly n: number;
  readonly by: string;
  readonly obligations: readonly Obligation[];
  readonly acceptedBy: readonly string[];
  /** Their first instalment is due then: they can be accepted until it. */
  readonly closes: string;
}

/** An obligation of which the affected choose whom it is owed to, where `to` is null. */
export type Asked = Omit<Obligation, 'to'> & { readonly to: string | null };

export interface Choice {
  /** Counted from 1. */
  readonly obligation: number;
  readonly by: string;
  readonly to: string;
}

export interface Circle {
  /** Who put what is owed. */
  readonly by: string;
  readonly affected: readonly string[];
  readonly obligations: readonly Asked[];
  /** The first is due then: what is not chosen until it is not owed. */
  readonly closes: string;
  /** Who has spoken, as often as they did. */
  readonly spoken: readonly string[];
  /** Every choice, in order: the last of each member counts. */
  readonly choices: readonly Choice[];
}

export const instalmentStates = [
  'open',
  'done',
  'confirmed',
  'verified',
  'unconfirmed',
  'missed',
  'released',
] as const;

/** How an instalment stands; instants are ISO 8601, UTC. */
export interface Instalment {
  /** Counted from 1 in an obligation; a part that was done by itself bears a number of its own. */
  readonly n: number;
  readonly due: string;
  readonly amount: number | null;
  readonly state: (typeof instalmentStates)[number];
  /** When it counts as missed, or did (MND-3). */
  readonly grace: string;
  /** When it breaks the plan, once it is missed; null before. */
  readonly breaks: string | null;
}

export const claimStates = ['confirming', 'verifying', 'over'] as const;

/** That something was done, which its receiver confirms or its verifier verifies (MND-2). */
export interface Claim {
  /** Counted from 1 in an obligation. */
  readonly n: number;
  readonly instalments: readonly number[];
  readonly state: (typeof claimStates)[number];
  /** Since when, and until when, whoever is asked now answers. */
  readonly asked: string;
  readonly until: string | null;
  /** Whether the receiver has said no. */
  readonly contested: boolean;
}

export interface Owed extends Omit<Obligation, 'instalments'> {
  /** Counted from 1 in a plan. */
  readonly n: number;
  readonly instalments: readonly Instalment[];
  readonly claims: readonly Claim[];
}

type Lengths = NonNullable<Charter['repairs']>;

/** A plan as its workflow projects it; instants are ISO 8601, UTC. What was done, and why not, stands in the timeline. */
export interface RepairState {
  readonly id: string;
  /** The process out of which harm is repaired, and the members between whom. */
  readonly from: { readonly kind: RepairSource; readonly id: string };
  readonly parties: readonly string[];
  /** Whether it came out of a room, and stays in one (AUT-2). */
  readonly room: boolean;
  readonly charter: {
    readonly version: number;
    readonly hash: string;
    readonly pace: number;
    readonly repairs: Lengths;
  };
  readonly stage: (typeof repairStages)[number];
  /** What holds; nothing before it is agreed on. */
  readonly obligations: readonly Owed[];
  readonly terms: Terms | null;
  /** Of a harm to many: who is affected, and whom they chose; null of every other. */
  readonly circle: Circle | null;
  /** Who has put terms, as often as they did. */
  readonly putBy: readonly string[];
  readonly declinedBy: string | null;
  readonly agreedAt: string | null;
  readonly deadline: string | null;
  readonly outcome: RepairOutcome | null;
  readonly createdAt: string;
  readonly endedAt: string | null;
  /** The interrupted plan whose matter this is, and the one in which this one's goes on (PRO-9). */
  readonly continuationOf: string | null;
  readonly continuedBy: string | null;
}

export type RepairBegun = Pick<
  RepairState,
  'id' | 'from' | 'parties' | 'room' | 'charter' | 'createdAt' | 'continuationOf'
>;

/** One in which nothing has happened yet. */
export const begunRepair = ({
  id,
  from,
  parties,
  room,
  charter,
  createdAt,
  continuationOf,
}: RepairBegun): RepairState => ({
  id,
  from,
  parties,
  room,
  charter,
  stage: 'proposed',
  obligations: [],
  terms: null,
  circle: null,
  putBy: [],
  declinedBy: null,
  agreedAt: null,
  deadline: null,
  outcome: null,
  createdAt,
  endedAt: null,
  continuationOf,
  continuedBy: null,
});

/**
 * The charter as the engine reads it: every default filled in, every duration in milliseconds.
 * The document as people write it (charter/protocol-6.yaml) has strings for durations; charter/load.ts turns one into the other.
 */

import type * as choices from './choices.ts';
import type { Gate, Permission, Role, Tier } from './choices.ts';
import type { Fraction, Threshold, Quorum } from './thresholds.ts';

/** A category with what its tier says filled in. Durations in milliseconds. */
export interface Category {
  readonly name: string;
  readonly tier: Tier;
  /** The name of the tier in the charter's `tiers`. */
  readonly tierName: string;
  /** Null only in tier 1, where the author alone decides. */
  readonly threshold: Threshold | null;
  /** Null: no quorum is asked. */
  readonly quorum: Quorum | null;
  readonly actions: readonly Permission[];
  readonly gates: readonly Gate[];
  readonly hearing: boolean;
  readonly appeal: boolean;
  readonly approval: boolean;
  /** Milliseconds between adoption and execution (VET-4); null: none. */
  readonly delay: number | null;
  readonly guardianMayResolve: boolean;
  /** How many electors endorse a submission before it counts, and within how many milliseconds (PRO-2); left out: none is asked for. */
  readonly endorsers?: { readonly count: number; readonly window: number } | undefined;
  /** Left out where it adopts by consensus or votes (CON-3). */
  readonly adopts?: Exclude<(typeof choices.adoptions)[number], 'vote'> | undefined;
}

export interface Maturity {
  readonly age: number;
  readonly milestone: string;
}

export interface PollRules {
  readonly threshold: Threshold;
  readonly quorum: Quorum;
}

/** The whole charter, resolved. Every duration is in milliseconds; `null` switches a stage or a limit off. */
export interface Charter {
  readonly name: string;
  readonly wake: number;
  readonly maturity: {
    readonly basis: (typeof choices.maturityBases)[number];
    /** What a family grants (TIE-5). */
    readonly milestones: readonly string[];
    readonly family: Maturity;
    readonly council: Maturity;
  };
  readonly offline: {
    readonly policy: (typeof choices.offlinePolicies)[number];
    /** After which the registrar's word that a member is offline counts. */
    readonly notice: number;
    readonly wait: number;
    readonly onReturn: number;
    readonly answered: Fraction;
  };
  /** How long each founder of a family has to accept (MEM-7); null: none is founded. */
  readonly families: { readonly accept: number } | null;
  readonly guardian: {
    readonly role: Role;
    readonly scope: (typeof choices.guardianScopes)[number];
    readonly answer: number;
    /** Left out where the guardian's silence lets it lapse. */
    readonly silence?: Exclude<(typeof choices.silences)[number], 'lapse'> | undefined;
  } | null;
  /** For how long after its failure an action may be run again (EXE-2). */
  readonly execution: { readonly retry: number };
  /** Of the calendar, whatever the pace (ALC-3). */
  readonly allocations: { readonly longest: number };
  readonly drafts: { readonly lapse: number };
  readonly review: number | null;
  /** For how long a category that adopts lazily waits for a block; left out where none does (CON-3). */
  readonly lazy?: { readonly window: number } | undefined;
  readonly discussion: {
    readonly rounds: number;
    readonly round: number;
    readonly consensus: { readonly minus: 0 | 1 };
  };
  readonly amendments: {
    readonly most: number;
    /** What is none of those: so many, for so long after the submission (PRO-6). */
    readonly corrections: { readonly most: number; readonly window: number } | null;
  };
  /** `most` left out: 20 (PRO-2). */
  readonly alternatives: { readonly least: number; readonly most?: number | undefined };
  /** Whether electors declare their interests in a proposal, or must before they answer in it (GUA-2); left out: they are not asked. */
  readonly interests?: (typeof choices.interestPolicies)[number] | undefined;
  /** Left out: an option that is not ranked is last (CON-1). */
  readonly preferences?: { readonly unranked: (typeof choices.unrankedPolicies)[number] } | undefined;
  readonly escalation: Fraction | null;
  readonly voting: {
    readonly window: number;
    readonly extensions: number;
    /** What an extended vote asks for instead of its category's quorum (PRO-8); left out: the same. */
    readonly extension?: { readonly quorum: Quorum | null } | undefined;
  };
  readonly gates: number;
  readonly hearing: number;
  /** For how long is asked as a decision is looked back upon (PRO-14). */
  readonly lookBack: number;
  /** How much of the council is left to judge, however many are named (GUA-2). */
  readonly recusal: { readonly least: Fraction };
  /** How many ask that a proposal be decided in another category, how long the same is refused then, and how many ask after that (TIE-6). */
  readonly categoryRequests:
    (Fraction & { readonly memory: number; readonly again: Fraction & { readonly strict: boolean } }) | null;
  readonly vetoes: { readonly window: number; readonly contest: number; readonly lift: Fraction } | null;
  readonly deadlock: {
    readonly extraRounds: number;
    /** Null: neither a pause nor a vote after it. */
    readonly deferral: number | null;
    readonly rejectWhenAgainst: Fraction & { readonly strict: boolean };
    readonly guardianNeeds: Fraction;
  } | null;
  readonly appeals: { readonly window: number } | null;
  readonly delegation: {
    readonly longest: number;
    readonly chains: boolean;
    readonly conflicted: (typeof choices.conflictedPolicies)[number];
    readonly cap: (Fraction & { readonly of: (typeof choices.capBases)[number] }) | null;
  } | null;
  readonly mandates: { readonly longest: number; readonly callBack: Fraction } | null;
  readonly emergency: {
    readonly report: number;
    readonly justify: number;
    readonly override: PollRules & { readonly window: number };
    readonly limit: number | null;
    readonly ratification: PollRules;
    readonly repeat: number;
  } | null;
  readonly conflicts: {
    /** How often each party, and each mediator, puts terms (CNF-2). */
    readonly terms: number;
    /** For how long a party contests the word of another that they are none, and then for how long the guardian's is waited for (CNF-1). */
    readonly contest: number;
    readonly ruling: number;
    /** For how long who withdrew a conflict opens none against the same (CNF-1). */
    readonly again: number;
    readonly negotiation: number;
    readonly mediation: number;
    readonly arbitration: PollRules & { readonly ranking: number; readonly voting: number };
  } | null;
  readonly repairs: {
    /** How long the receiver, and then the verifier, has to say whether something was done (MND-2). */
    readonly confirm: number;
    readonly verify: number;
    /** How long after its instant what was not done is missed; how many missed at once, or one for how long, break a plan (MND-3). */
    readonly grace: number;
    readonly missed: number;
    readonly overdue: number;
  } | null;
  readonly nodeVetoes: {
    /** How long an emergency's act is held at most (NVP-2). */
    readonly emergency: number;
    /** How long who put the act has to answer, before a panel is drawn (NVP-3). */
    readonly answer: number;
    /** How many electors a panel has, how long it has to find, and how often one is drawn (NVP-3). */
    readonly panel: { readonly size: number; readonly window: number; readonly draws: number };
    /** How long the council can be asked to overturn what was found (NVP-3). */
    readonly ask: number;
    /** A node's after so many denied or overturned within so long hold nothing (NVP-4). */
    readonly denied: number;
    readonly within: number;
  } | null;
  /** Support from members who agreed to give it; null: nobody can ask for any (SUP-1 to SUP-4). */
  readonly support: {
    /** For how long each step waits: whoever is first, the next one too, all on duty; then peers (SUP-2). */
    readonly ladder: readonly number[];
    /** Whether agents give support (SUP-1). */
    readonly agents: boolean;
    /** For how long a danger waits for a second supporter's word, and the guardian's review is waited for (SUP-4). */
    readonly second: number;
    readonly review: number;
    /** How long after its last word a room is kept (SUP-3). */
    readonly keep: number;
  } | null;
  /** Sensors and alarms; null: there are none (ALM-1 to ALM-5). */
  readonly alarms: {
    /** So many sources of different owners confirm an alarm, within how long of one another (ALM-3). */
    readonly sources: number;
    readonly window: number;
    /** For how long each step waits before the next ones are told, and how long an acknowledgement holds without an update (ALM-4). */
    readonly ladder: readonly number[];
    readonly update: number;
    /** How often a sensor is refuted, within how long, before it is muted (ALM-5). */
    readonly mute: { readonly refuted: number; readonly within: number };
    /** For how long observations are kept (ALM-1). */
    readonly keep: number;
    readonly actions: readonly (typeof choices.alarmActions)[number][];
  } | null;
  readonly restorative: {
    /** How long who was harmed and who caused it have to accept (RST-1). */
    readonly accept: number;
    /** How long is prepared (RST-2); how long until a circle is held, and how many before a plan (RST-3). */
    readonly prepare: number;
    readonly circles: { readonly within: number; readonly most: number };
    /** How long a text can be accepted after a circle (RST-3). */
    readonly agree: number;
    /** How long after the agreement it is asked whether it is kept, and for how long each time (RST-4). */
    readonly checks: readonly number[];
    readonly answer: number;
  } | null;
  readonly signatures: (typeof choices.signaturePolicies)[number];
  /** When what is answered shows: as soon as it is given, or once its poll has closed (VOT-7). */
  readonly answers: (typeof choices.answerPolicies)[number];
  /** How long the registrar's change of a member's keys is told before it counts (MEM-6). */
  readonly keys: { readonly notice: number };
  /** By name. Only what escalates asks for them (TIE-3). */
  readonly tiers: Readonly<
    Record<
      string,
      { readonly tier: Tier; readonly threshold: Threshold | null; readonly quorum: Quorum | null }
    >
  >;
  readonly categories: Readonly<Record<string, Category>>;
  readonly principles: readonly {
    readonly id: string;
    readonly text: string;
    readonly paths: readonly string[];
  }[];
}

/** The copy of the charter that a decision carries (CHA-1). Its windows are already divided by `pace`. */
export interface CharterCopy {
  readonly version: number;
  /** SHA-256 of the canonical JSON (RFC 8785) of the document as stored, lower-case hex. */
  readonly hash: string;
  /** How many times shorter every relative window runs (FOLKMOOT_PACE); 1 in service. */
  readonly pace: number;
  readonly charter: Charter;
}

/** What each workflow begins with. */
import type { CharterCopy, Role } from '../charter/types.ts';
import type { AppealState } from '../rules/appeal/state.ts';
import type { ConflictState } from '../rules/conflict/state.ts';
import type { EmergencyState } from '../rules/emergency/state.ts';
import type { FamilyBegun } from '../rules/family/state.ts';
import type { KindName } from '../rules/kinds.ts';
import type { LookbackBegun } from '../rules/lookback/state.ts';
import type { Action, Content } from '../rules/model.ts';
import type { Link, ProposalOpening } from '../rules/proposal/state.ts';
import type { Asked, Obligation, Owed, RepairBegun } from '../rules/repair/state.ts';

/** A process to be started, with all that it begins with. */
export type Start =
  | { readonly kind: 'proposal'; readonly input: ProposalInput }
  | { readonly kind: 'emergency'; readonly input: EmergencyInput }
  | { readonly kind: 'conflict'; readonly input: ConflictInput }
  | { readonly kind: 'appeal'; readonly input: AppealInput }
  | { readonly kind: 'lookback'; readonly input: LookbackInput }
  | { readonly kind: 'family'; readonly input: FamilyInput }
  | { readonly kind: 'repair'; readonly input: RepairInput };

export interface ProposalInput {
  readonly id: string;
  readonly author: string | null;
  readonly category: string;
  readonly content: Content;
  /** The charter in force at creation; a draft takes the one in force again when it is submitted (CHA-1). */
  readonly charter: CharterCopy;
  /**
   * `draft`: starts in stage draft. `submission`: is submitted at once.
   * `execution`: runs the action of an adopted decision again (EXE-2), linked to it.
   * `opening`: opens by itself, without an author (PRO-12).
   */
  readonly from: 'draft' | 'submission' | 'execution' | 'opening';
  /** How it was opened by itself. */
  readonly opening?: ProposalOpening | undefined;
  readonly createdAt: string;
  /** When a draft is submitted by itself (PRO-1). */
  readonly startsAt?: string | null | undefined;
  readonly links: readonly Link[];
}

/** What an appeal begins with; everything else is in its state (APP-1). */
export interface AppealInput {
  readonly state: AppealState;
  /** Whose office it is to rule, and for how many milliseconds the ruling is waited for (APP-2). */
  readonly guardian: { readonly role: Role; readonly answer: number };
  /** Whose own case it is (GUA-1). */
  readonly concerned: readonly string[];
}

/** Ends a process whose workflow is gone, and opens its matter anew (PRO-9). */
export interface InterruptionInput {
  readonly id: string;
  readonly of: { readonly kind: KindName; readonly id: string };
  /** The operator, and why. */
  readonly by: string;
  readonly reason: string;
  /** The id of the process in which its matter goes on. */
  readonly to: string;
  readonly createdAt: string;
}

/** What a look back begins with (PRO-14). */
export type LookbackInput = LookbackBegun;

/** What the founding of a family begins with, and for how many milliseconds each founder's word is waited for (MEM-7). */
export type FamilyInput = FamilyBegun & { readonly accept: number };

/** What a repair plan begins with: what somebody puts, or what was agreed on in an interrupted one (MND-1, PRO-9). */
export interface RepairInput extends RepairBegun {
  readonly begins:
    | { readonly by: string; readonly obligations: readonly Obligation[] }
    | { readonly by: string; readonly affected: readonly string[]; readonly asked: readonly Asked[] }
    | { readonly carried: readonly Owed[]; readonly agreedAt: string };
}

/** What an emergency begins with: what its actor did, or the reversal of an ended one that is tried again (EXE-2). */
export interface EmergencyInput {
  readonly id: string;
  readonly actor: string;
  readonly what: string;
  readonly reason: string;
  readonly action: Action;
  readonly reversal: Action;
  readonly charter: CharterCopy;
  readonly createdAt: string;
  readonly retryOf: EmergencyState | null;
}

/** What a conflict begins with; one that an appeal remanded begins in arbitration (CNF-1, APP-2). */
export interface ConflictInput {
  readonly id: string;
  /** Two sides, the opener's first. */
  readonly parties: ConflictState['parties'];
  readonly what: string;
  readonly remedy: string;
  readonly charter: CharterCopy;
  readonly createdAt: string;
  readonly remandOf: string | null;
  readonly continuationOf?: string | null | undefined;
}

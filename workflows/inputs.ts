/** What each workflow begins with. */
import type { CharterCopy } from '../charter/types.ts';
import type { Role } from '../charter/choices.ts';
import type { Alert } from '../rules/alarm/cap.ts';
import type { AlarmBegun, Source, Told } from '../rules/alarm/state.ts';
import type { AppealState } from '../rules/appeal/state.ts';
import type { ConflictState } from '../rules/conflict/state.ts';
import type { EmergencyState } from '../rules/emergency/state.ts';
import type { FamilyBegun } from '../rules/family/state.ts';
import type { KindName } from '../rules/kinds.ts';
import type { LookbackBegun } from '../rules/lookback/state.ts';
import type { Action, Content } from '../rules/model.ts';
import type { NodeIn, NodeVetoBegun } from '../rules/node-veto/state.ts';
import type { Link, ProposalOpening } from '../rules/proposal/state.ts';
import type { Refusal } from '../rules/refusal.ts';
import type { Asked, Obligation, Owed, RepairBegun } from '../rules/repair/state.ts';
import type { SupportBegun } from '../rules/support/state.ts';
import type { RestorativeBegun } from '../rules/restorative/state.ts';

/** What each kind of process begins with. */
export interface Inputs {
  readonly proposal: ProposalInput;
  readonly emergency: EmergencyInput;
  readonly conflict: ConflictInput;
  readonly appeal: AppealInput;
  readonly lookback: LookbackInput;
  readonly family: FamilyInput;
  readonly repair: RepairInput;
  readonly 'node-veto': NodeVetoInput;
  readonly alarm: AlarmInput;
  readonly restorative: RestorativeInput;
}

/** A process to be started, with all that it begins with. */
export type Start = {
  readonly [Name in KindName]: { readonly kind: Name; readonly input: Inputs[Name] };
}[KindName];

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

/** What a repair plan begins with: what somebody puts, what was agreed on in restorative work, or in an interrupted one (MND-1, RST-3, PRO-9). */
export interface RepairInput extends RepairBegun {
  readonly begins:
    | { readonly by: string; readonly obligations: readonly Obligation[] }
    | { readonly agreed: readonly Obligation[] }
    | { readonly by: string; readonly affected: readonly string[]; readonly asked: readonly Asked[] }
    | { readonly carried: readonly Owed[]; readonly agreedAt: string };
}

/** What a node veto begins with: what a node says, or the nodes of an interrupted one with it (NVP-1, PRO-9). */
export interface NodeVetoInput extends NodeVetoBegun {
  readonly first: Pick<NodeIn, 'node' | 'by' | 'members'>;
  readonly joined: readonly Pick<NodeIn, 'node' | 'by' | 'members'>[];
  readonly danger: string;
  readonly evidence: string;
  readonly remedy: string;
  readonly holds: boolean;
  readonly holdEnds: string | null;
  readonly withoutHold: Refusal | null;
}

/** What support begins with: ids and instants (SUP-3). */
export type SupportInput = SupportBegun;

/** What an alarm begins with: who raises it, what it says, by which sources, and who is told first (ALM-3, ALM-4). */
export interface AlarmInput extends AlarmBegun {
  readonly by: string;
  readonly owner: string;
  readonly duty: boolean;
  readonly doubted: boolean;
  readonly alert: Alert;
  readonly sources: readonly Source[];
  readonly told: Told;
}

/** What restorative work begins with; `by` null: a decision refers it (RST-1). The lengths of the plan that it may come to are those of its charter too. */
export interface RestorativeInput extends RestorativeBegun {
  readonly by: string | null;
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
  /** Restorative work that the interrupted conflict waited for (RST-1). */
  readonly waitsFor?: string | null | undefined;
}

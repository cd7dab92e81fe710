/** A conflict under way: what it begins with, what its workflow holds, and how it ends. */
import { ApplicationFailure } from '@temporalio/workflow';
import type { Charter } from '../../charter/types.ts';
import { begunConflict, type ConflictOutcome, type ConflictState } from '../../rules/conflict/state.ts';
import { conflict as kind } from '../../rules/conflict/kind.ts';
import { endingRule } from '../../rules/conflict/step.ts';
import type { Facts } from '../../rules/refusal.ts';
import type { ConflictInput } from '../inputs.ts';
import type { Lodged } from '../opening/appeals.ts';
import type { Restored } from '../restorative.ts';
import { conclude, openProcess, type Process } from '../process.ts';

/** How a conflict ends, and the facts that led there. */
export interface Ending<Outcome extends ConflictOutcome = ConflictOutcome> {
  readonly outcome: Outcome;
  readonly facts: Facts;
}

export const ending = <Outcome extends ConflictOutcome>(
  outcome: Outcome,
  facts: Facts = {},
): Ending<Outcome> => ({ outcome, facts });

/** What the council or the guardian decided; the appeal may change it (APP-1). */
export type Decided = Ending<NonNullable<ConflictState['decided']>>;

/** One side has nobody left, or the opener withdrew it (CNF-1); or what was agreed on in restorative work was kept (RST-4). */
export type Abandoned = Ending<'dropped' | 'withdrawn' | 'settled'>;

/** What the workflow holds. In handlers and stages something happens to it; its one way through the stages writes it down. */
export interface Dispute extends Process<ConflictState, 'conflict'> {
  readonly input: ConflictInput;
  readonly charter: Charter;
  /** The charter's section on conflicts, which it has while one is open (CHA-1). */
  readonly rules: NonNullable<Charter['conflicts']>;
  /** When the stage before ended: the next one opens then. */
  stageEnded: string;
  /** What was done so that the stage at hand ends before its window does: when. */
  over: string | null;
  /** What ends the conflict in whatever stage it is. */
  interrupted: (Abandoned & { readonly at: string }) | null;
  /** The talks are over: what was theirs cannot be done any more (CNF-1). */
  climbed: boolean;
  /** The appeal that a party has turned to the guardian with (APP-1). */
  lodged: Lodged | null;
  /** Who mediates next, where the last look of the negotiation has found them. */
  mediators: ConflictState['mediators'];
  /** The ids of the remedies that were put. */
  remedies: readonly string[];
  /** How the restorative work ended that it waits for; null before, and once it is told (RST-1). */
  restored: Restored | null;
}

export const openDispute = (input: ConflictInput): Dispute =>
  openProcess(kind, input.id, () => {
    const { charter } = input.charter;
    if (charter.conflicts === null) throw ApplicationFailure.nonRetryable('the charter has no conflicts');
    return {
      input,
      charter,
      rules: charter.conflicts,
      state: begunConflict({ ...input, mostTerms: charter.conflicts.terms }),
      stageEnded: input.createdAt,
      over: null,
      interrupted: null,
      climbed: false,
      // Whoever departed while it was being opened is found at the first look.
      looking: true,
      lodged: null,
      mediators: null,
      remedies: [],
      restored: null,
    };
  });

export async function end(dispute: Dispute, { outcome, facts }: Ending): Promise<ConflictOutcome> {
  await conclude(dispute, () => {
    const { stageEnded: at } = dispute;
    return { at, facts: { outcome, rule: endingRule(outcome, dispute.state), ...facts } };
  });
  return outcome;
}

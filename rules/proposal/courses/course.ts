/** A course: where an open proposal can still go, what brings it there, and by which rule (PRO-13). */
import type { Category, Charter } from '../../../charter/types.ts';
import type { Outcome, Stage } from '../../model.ts';
import type { Verdict } from '../../polls/deadlock.ts';
import type { ProposalState } from '../state.ts';

/** What brings a course about. */
export const turns = [
  'submitted',
  'endorsed',
  'goes-on',
  'waits',
  'amended',
  'consensus',
  'no-consensus',
  'adopted',
  'rejected',
  'deadlock',
  'quorum-missed',
  'approved',
  'refused',
  'silent',
  'vetoed',
  'overturned',
  'remanded',
  'done',
  'failed',
  'withdrawn',
  'escalated',
  'called-back',
  'other-category',
] as const;
export type Turn = (typeof turns)[number];

/** Where a course leads: into a stage, the same one anew among them, or to an ending. */
export interface Course {
  readonly turn: Turn;
  readonly to: { readonly stage: Stage } | { readonly outcome: Outcome };
  readonly rule: string;
}

/** A proposal as it stands, under its own charter and category (CHA-1). */
export interface Situation {
  readonly state: ProposalState;
  readonly charter: Pick<Charter, 'review' | 'discussion' | 'vetoes' | 'guardian' | 'appeals' | 'deadlock'>;
  readonly category: Pick<
    Category,
    'approval' | 'appeal' | 'delay' | 'guardianMayResolve' | 'adopts' | 'endorsers'
  >;
  /** Whether the last round ended with consensus, so that requirements alone are waited for (CON-4). */
  readonly agreed: boolean;
  /** Of an open vote: which verdicts it can still come to, and how often it is extended yet. */
  readonly vote: { readonly verdicts: readonly Verdict[]; readonly extensionsLeft: number } | null;
}

export const into = (turn: Turn, stage: Stage, rule: string): Course => ({ turn, to: { stage }, rule });
export const ending = (turn: Turn, outcome: Outcome, rule: string): Course => ({
  turn,
  to: { outcome },
  rule,
});

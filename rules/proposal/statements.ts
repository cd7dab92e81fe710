/** Statements that name others: a reply, or a correction of one's own (PRO-4, REC-2). */
import { refuse, type Refusal } from '../refusal.ts';

/** A statement as others name it; numbers count the decision's statements from 1. */
export interface Said {
  readonly number: number;
  readonly member: string;
  /** The statement that it answers; a correction answers what the corrected one did. */
  readonly replyTo: number | null;
  /** The statement of the same member in whose place it stands. */
  readonly corrects: number | null;
}

/** What a new statement names: as it is asked for, and as it is found before it in the same decision. */
export interface Named {
  readonly number: number;
  readonly found: (Said & { readonly correctedBy: number | null }) | undefined;
}

/** Why a statement cannot answer another: there is none of that number in this decision. */
export const replyFault = ({ number, found }: Named): Refusal | undefined =>
  found === undefined ? refuse('unknown-statement', 'PRO-4', { statement: number }) : undefined;

/**
 * Why a member cannot correct a statement: there is none, it is another's, or it was corrected before. What was said stays, and each has one
 * newest wording at most: a further correction names the last one (REC-2).
 */
export function correctionFault(member: string, { number, found }: Named): Refusal | undefined {
  if (found === undefined) return refuse('unknown-statement', 'REC-2', { statement: number });
  if (found.member !== member)
    return refuse('not-permitted', 'REC-2', { allowed: 'who made it', statement: number });
  if (found.correctedBy !== null)
    return refuse('already-done', 'REC-2', {
      act: 'statements',
      statement: number,
      correctedBy: found.correctedBy,
    });
  return undefined;
}

/** What each submission came to, so that it comes to the same when it is asked for again (MEM-3, CHA-1). */
import type { ProposalState } from '../../rules/proposal/state.ts';
import type { Db, Trx } from '../postgres/database.ts';

/** What a submission fixes for good. */
export interface Submission {
  /** The version of the charter that the decision carries (CHA-1). */
  readonly charter: number;
  readonly electorate: { readonly size: number; readonly quorum: number };
  readonly family: string | null;
  readonly mandate: ProposalState['mandate'];
  /** Of a veto's question: who has a ballot on what (VET-2). */
  readonly asks: ProposalState['asks'];
  /** How many endorsers are needed before it counts; left out where nobody is asked (PRO-2). */
  readonly endorsers?: number;
}

export async function keptSubmission(db: Db | Trx, decision: string): Promise<Submission | undefined> {
  const row = await db
    .selectFrom('submissions')
    .select('answer')
    .where('decision', '=', decision)
    .executeTakeFirst();
  return row?.answer as Submission | undefined;
}

/** @throws where one is kept already */
export async function keepSubmission(trx: Trx, decision: string, submission: Submission): Promise<void> {
  await trx
    .insertInto('submissions')
    .values({ decision, answer: JSON.stringify(submission) })
    .execute();
}

/** Submission: the electorate is fixed and the charter in force is copied, in one transaction (MEM-3, MEM-6, CHA-1). */
import { charterCopy } from '../charter/copy.ts';
import type { CharterCopy } from '../charter/types.ts';
import type { Content } from '../rules/model.ts';
import { type Refusal, refuse } from '../rules/refusal.ts';
import { leastWhole } from '../rules/share.ts';
import { actionFault, categoryFault } from '../rules/tiers.ts';
import { charterInForce } from '../store/charters.ts';
import type { Trx } from '../store/database.ts';
import { councilBody, fixElectorate } from '../store/electorates.ts';
import type { Services } from './index.ts';

export interface SubmissionRequest {
  readonly id: string;
  readonly category: string;
  readonly author: string | null;
  readonly content: Content;
  readonly at: string;
  readonly pace: number;
}

export type Submitted =
  | { readonly copy: CharterCopy; readonly electorate: { readonly size: number; readonly quorum: number } }
  | { readonly refusal: Refusal };

class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

export const submissionActivities = ({ db }: Pick<Services, 'db'>) => ({
  /** Called again after its answer was lost, it finds the electorate it fixed. A refusal leaves nothing behind. */
  async submit(request: SubmissionRequest): Promise<Submitted> {
    try {
      return await db.transaction().execute((trx) => submitIn(trx, request));
    } catch (error) {
      if (error instanceof Refused) return { refusal: error.refusal };
      throw error;
    }
  },
});

async function submitIn(
  trx: Trx,
  { id, category: name, author, content, at, pace }: SubmissionRequest,
): Promise<Submitted> {
  // Held until the commit: an import under way ends first, and none begins after (MEM-6).
  await trx
    .updateTable('council')
    .set((eb) => ({ first_submission_at: eb.fn.coalesce('first_submission_at', eb.val(at)) }))
    .execute();
  const inForce = await charterInForce(trx);
  if (inForce === undefined) throw new Error('the council has no charter');
  const copy = charterCopy(inForce, pace);
  const { charter } = copy;
  const category = charter.categories[name];
  const refused =
    categoryFault(name, charter, { author: author ?? '' }) ??
    (category === undefined || content.action === null ? undefined : actionFault(content.action, category));
  if (refused !== undefined || category === undefined) throw new Refused(refused as Refusal);
  const size = await fixElectorate(trx, id, councilBody, charter, at);
  if (size === 0) throw new Refused(refuse('empty-electorate', 'MEM-3', { category: name }));
  const quorum = category.quorum === null ? 0 : leastWhole(category.quorum, size);
  return { copy, electorate: { size, quorum } };
}

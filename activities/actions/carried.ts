/** The decision whose action is about to be done: its rules, and the facts that its action is checked by again (TIE-5, CHA-1). */
import { ApplicationFailure } from '@temporalio/activity';
import { charterCopy } from '../../charter/copy.ts';
import type { Charter } from '../../charter/types.ts';
import type { Action } from '../../rules/model.ts';
import { type Carrying, permissionFault } from '../../rules/council/members.ts';
import { concernedBy, leftFault } from '../../rules/proposal/tiers.ts';
import type { Refusal } from '../../rules/refusal.ts';
import { charterVersion } from '../../store/council/charters.ts';
import { familiesOf } from '../../store/council/members.ts';
import type { Db, Trx } from '../../store/postgres/database.ts';
import { proposalById } from '../../store/processes/proposals.ts';

/** @throws where there is no such decision, or not the charter that it carries */
export async function carriedBy(
  db: Db | Trx,
  decision: string,
): Promise<Carrying & { readonly charter: Charter }> {
  const proposal = await proposalById(db, decision);
  if (proposal === undefined) throw new Error(`no proposal ${decision}`);
  const { category: name, charter: carried, submittedAt, createdAt } = proposal.state;
  const kept = await charterVersion(db, carried.version);
  if (kept === undefined) throw new Error(`no charter version ${carried.version}`);
  const { charter } = charterCopy(kept, carried.pace);
  const category = Object.hasOwn(charter.categories, name) ? charter.categories[name] : undefined;
  if (category === undefined)
    throw new Error(`${decision} is of category ${name}, which its charter does not have`);
  const { accused } = proposal.content;
  return { category, charter, accused, submittedAt: submittedAt ?? createdAt };
}

/** What a decision cannot do is not tried again; the refusal becomes a fact of its ending (EXE-2). */
export function mustNotBe(refusal: Refusal | undefined): void {
  if (refusal === undefined) return;
  const { code, rule } = refusal;
  throw ApplicationFailure.nonRetryable(`refused by ${rule}: ${code}`, code, refusal);
}

/** What the category permits, again at execution: there is no second way to any power (TIE-5). */
export function mustBePermitted(action: Action, carrying: Carrying): void {
  mustNotBe(permissionFault(action, carrying));
}

/**
 * Of a family's decision, whom its action is about is of the family still (TIE-2); the caller has seen to it that nobody leaves until the commit.
 * @param first the decision whose action it is: a retry is of no family
 */
export async function mustNotHaveLeft(trx: Trx, action: Action, first: string): Promise<void> {
  const { family = null, category = '' } = (await proposalById(trx, first))?.state ?? {};
  if (family === null) return;
  mustNotBe(leftFault(action, { category, family }, await familiesOf(trx, concernedBy(action))));
}

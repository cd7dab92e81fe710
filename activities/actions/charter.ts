/** Bringing an amended charter into force (CHA-3, AMD-1). */
import { ApplicationFailure } from '@temporalio/activity';
import { amendedCharter } from '../../charter/change/amending.ts';
import type { Difference } from '../../charter/change/difference.ts';
import { conflictWith, touched } from '../../charter/change/touched.ts';
import type { Action } from '../../rules/model.ts';
import { amendingFaultNow } from '../../store/council/amending.ts';
import {
  addCharter,
  charterInForce,
  type CharterVersion,
  charterVersion,
  lockCharters,
} from '../../store/council/charters.ts';
import type { Clock } from '../../store/postgres/clock.ts';
import type { Trx } from '../../store/postgres/database.ts';
import { proposalById } from '../../store/processes/proposals.ts';
import { carriedBy, mustBePermitted, mustNotBe } from './carried.ts';

type Amending = Extract<Action, { type: 'charter.amend' }>;

/**
 * Applies the patch to the charter in force now, in the caller's transaction, which no other change of the charter and no submission
 * overlaps. Answers the version that it brought into force: its number, the SHA-256 of the document's canonical JSON in lower-case hex,
 * and since when (ISO 8601, UTC).
 * @throws a failure that is not retryable: with path and both values where the amendment builds on a value that has changed since its
 * submission; with the refusal where it makes no charter any more, or is of another class (CHA-4)
 */
export async function performAmendment(
  trx: Trx,
  clock: Clock,
  action: Amending,
  decision: string,
): Promise<{ readonly version: number; readonly hash: string; readonly inForceAt: string }> {
  await lockCharters(trx);
  const carrying = await carriedBy(trx, decision);
  mustBePermitted(action, carrying);
  const inForce = await charterInForce(trx);
  if (inForce === undefined) throw new Error('the council has no charter');
  const { patch } = action;
  const carried = await carriedDocument(trx, decision);
  const conflict = conflictWith(inForce.document, touched(carried.document, patch));
  if (conflict !== undefined) throw changedSince(conflict, carried, inForce);
  // Read under the lock: each version is in force from a later instant than the one before, whenever its decision was taken.
  const inForceAt = await clock(trx);
  const amending = { document: inForce.document, category: carrying.category.name, action };
  mustNotBe(await amendingFaultNow(trx, amending, { pace: carried.pace, at: inForceAt }));
  const made = amendedCharter(inForce.document, action);
  if (made === undefined) throw new Error('an amendment without a fault makes a charter');
  const { document, hash } = made;
  const version = inForce.version + 1;
  await addCharter(trx, { version, hash, document, inForceAt, decision });
  return { version, hash, inForceAt };
}

/** What its electors read: the charter as it was when the amendment was submitted, with the pace of then (CHA-1). */
async function carriedDocument(
  trx: Trx,
  decision: string,
): Promise<CharterVersion & { readonly pace: number }> {
  const copy = (await proposalById(trx, decision))?.state.charter;
  const kept = copy === undefined ? undefined : await charterVersion(trx, copy.version);
  if (copy === undefined || kept === undefined) throw new Error(`${decision} carries no charter`);
  return { ...kept, pace: copy.pace };
}

/** The longest value that is told, in UTF-16 code units of its JSON; a longer one stands in the versions that are named. */
const longestTold = 10_000;

const tellable = (value: unknown): boolean =>
  value !== undefined && JSON.stringify(value).length <= longestTold;

function changedSince(
  { path, before, after }: Difference,
  carried: CharterVersion,
  inForce: CharterVersion,
): ApplicationFailure {
  const facts = {
    path,
    ...(tellable(before) ? { before } : {}),
    ...(tellable(after) ? { after } : {}),
    submittedUnder: carried.version,
    inForce: inForce.version,
  };
  return ApplicationFailure.nonRetryable(
    'the charter has changed where the amendment changes it',
    'changed-since',
    {
      code: 'changed-since',
      rule: 'AMD-1',
      facts,
    },
  );
}

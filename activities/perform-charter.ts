/** Bringing an amended charter into force, once however often it is tried (CHA-3, AMD-1, EXE-2). */
import { ApplicationFailure } from '@temporalio/activity';
import { amendedCharter, amendingFault } from '../charter/amending.ts';
import type { Difference } from '../charter/difference.ts';
import { conflictWith, touched } from '../charter/touched.ts';
import type { Action } from '../rules/model.ts';
import {
  addCharter,
  charterByDecision,
  charterInForce,
  type CharterVersion,
  charterVersion,
  lockCharters,
} from '../store/charters.ts';
import type { Clock } from '../store/clock.ts';
import type { Db, Trx } from '../store/database.ts';
import { proposalById } from '../store/proposals.ts';
import { carriedBy, mustBePermitted, mustNotBe } from './carried.ts';

type Amending = Extract<Action, { type: 'charter.amend' }>;

/** The version that the amendment brought into force. */
interface InForce {
  readonly version: number;
  /** SHA-256 of the document's canonical JSON, lower-case hex. */
  readonly hash: string;
  /** ISO 8601, UTC. */
  readonly inForceAt: string;
}

/**
 * Applies the patch to the charter in force now, in one transaction that no other change of the charter and no submission overlaps.
 * @throws a failure that is not retryable: with path and both values where the amendment builds on a value that has changed since its
 * submission; with the refusal where it makes no charter any more, or is of another class (CHA-4)
 */
export async function performAmendment(
  db: Db,
  clock: Clock,
  action: Amending,
  decision: string,
): Promise<Record<string, unknown>> {
  const { version, hash, inForceAt } = await db.transaction().execute(async (trx): Promise<InForce> => {
    await lockCharters(trx);
    return (await charterByDecision(trx, decision)) ?? amend(trx, clock, action, decision);
  });
  return { version, hash, inForceAt };
}

async function amend(trx: Trx, clock: Clock, action: Amending, decision: string): Promise<InForce> {
  const carrying = await carriedBy(trx, decision);
  mustBePermitted(action, carrying);
  const inForce = await charterInForce(trx);
  if (inForce === undefined) throw new Error('the council has no charter');
  const { patch } = action;
  const carried = await carriedDocument(trx, decision);
  const conflict = conflictWith(inForce.document, touched(carried.document, patch));
  if (conflict !== undefined) throw changedSince(conflict, carried, inForce);
  mustNotBe(amendingFault(inForce.document, carrying.category.name, action));
  const made = amendedCharter(inForce.document, action);
  if (made === undefined) throw new Error('an amendment without a fault makes a charter');
  const { document, hash } = made;
  // Read under the lock: each version is in force from a later instant than the one before, whenever its decision was taken.
  const inForceAt = await clock(trx);
  const version = inForce.version + 1;
  await addCharter(trx, { version, hash, document, inForceAt, decision });
  return { version, hash, inForceAt };
}

/** What its electors read: the charter as it was when the amendment was submitted (CHA-1). */
async function carriedDocument(trx: Trx, decision: string): Promise<CharterVersion> {
  const version = (await proposalById(trx, decision))?.state.charter.version;
  const kept = version === undefined ? undefined : await charterVersion(trx, version);
  if (kept === undefined) throw new Error(`${decision} carries no charter`);
  return kept;
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

/** What a retry begins with is what failed: the same decision, under the same charter, which waits for one (EXE-2). */
import { isDeepStrictEqual } from 'node:util';
import { ApplicationFailure } from '@temporalio/activity';
import { charterCopy } from '../../charter/copy.ts';
import type { CharterCopy } from '../../charter/types.ts';
import type { EmergencyState } from '../../rules/emergency/state.ts';
import type { Content } from '../../rules/model.ts';
import { charterVersion } from '../../store/council/charters.ts';
import type { Db, Trx } from '../../store/postgres/database.ts';
import { processById } from '../../store/processes/processes.ts';
import { proposalById } from '../../store/processes/proposals.ts';
import type { Services } from '../services.ts';

/** What a proposal's workflow was started with, to execute again at once. */
export interface Retrying {
  readonly id: string;
  /** The decision that it executes again. */
  readonly of: string | null;
  readonly author: string | null;
  readonly category: string;
  readonly content: Content;
  readonly charter: CharterCopy;
}

type Act = Pick<EmergencyState, 'actor' | 'what' | 'reason' | 'action' | 'reversal' | 'charter'>;

export const retryingActivities = ({ db }: Pick<Services, 'db'>) => ({
  /**
   * Asked before anything is written: whoever starts a workflow says what it executes, and only the stored decision proves that it was decided.
   * @throws `forged`, for good, where it was not, was done, or is retried by another
   */
  async mustBeRetry({ id, of, charter, ...started }: Retrying): Promise<void> {
    const failed = of === null ? undefined : await proposalById(db, of);
    if (failed === undefined) throw forged(`no decision ${of ?? 'is named'}`);
    const { author, category, stage, outcome, links } = failed.state;
    if (stage !== 'ended' || outcome !== 'execution-failed') throw forged(`${of ?? ''} did not fail`);
    const retry = links.find(({ relation }) => relation === 'retried-by');
    if (retry !== undefined && retry.id !== id) throw forged(`${of ?? ''} is retried by ${retry.id}`);
    if (!same(started, { author, category, content: failed.content }))
      throw forged(`it is not the decision ${of ?? ''}`);
    if (!same(charter, await copyOf(db, failed.state.charter.version, charter.pace)))
      throw forged('its charter is another');
  },
});

/** The same of an emergency that runs the reversal of another again, in the transaction that writes its first row. */
export async function mustBeReversal(
  trx: Trx,
  of: string,
  started: Act & Pick<EmergencyState, 'id'>,
): Promise<void> {
  const { id } = started;
  const failed = await processById<EmergencyState>(trx, 'emergency', of);
  if (failed?.stage !== 'ended' || failed.reversalState !== 'failed')
    throw forged(`the reversal of ${of} did not fail`);
  if (failed.retriedBy !== null && failed.retriedBy !== id)
    throw forged(`${of} is retried by ${failed.retriedBy}`);
  if (!same(actOf(started), actOf(failed))) throw forged(`it is not the emergency ${of}`);
}

const actOf = ({ actor, what, reason, action, reversal, charter }: Act) => {
  const { version, hash } = charter;
  return { actor, what, reason, action, reversal, version, hash };
};

/** As they stand in JSON: what is left out there is no difference. */
const same = (one: unknown, other: unknown): boolean => isDeepStrictEqual(plain(one), plain(other));
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));

/** A retry runs at the pace of the service that it is asked of. */
async function copyOf(db: Db, version: number, pace: number): Promise<CharterCopy | null> {
  const row = await charterVersion(db, version);
  return row === undefined ? null : charterCopy(row, pace);
}

const forged = (why: string): ApplicationFailure =>
  ApplicationFailure.nonRetryable(`nothing to execute again: ${why}`, 'forged');

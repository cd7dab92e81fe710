/** Writing down what happens in processes of every kind but proposals, and the polls that they hold. */
import { ApplicationFailure } from '@temporalio/activity';
import type { Charter } from '../../charter/types.ts';
import type { Refusal } from '../../rules/refusal.ts';
import type { Tally } from '../../rules/polls/tally.ts';
import { lockDecision } from '../../store/postgres/decision-lock.ts';
import { closeWhatIsOpen, type Closing } from '../../store/ballots/closing.ts';
import type { Trx } from '../../store/postgres/database.ts';
import {
  type Body,
  fixElectorate,
  type ElectorateSizes,
  electorateSizes,
} from '../../store/ballots/electorates.ts';
import { appendLeaf } from '../../store/log/ledger.ts';
import { openPoll, type PollOpening } from '../../store/ballots/polls.ts';
import { closeProcessVote, closeRemedies, type RemediesClosed } from '../../store/ballots/process-polls.ts';
import { beginningFault } from '../../store/processes/beginnings.ts';
import { recordOfProcess } from '../../store/records/process-record.ts';
import { type ProcessChange, type ProcessKind, saveProcess } from '../../store/processes/processes.ts';
import { keepRecord } from '../../store/records/records.ts';
import { hasRoom, roomOf } from '../../store/processes/rooms.ts';
import type { Services } from '../services.ts';
import { Refused } from './refused.ts';
import { windowsMayOpen } from './opening.ts';
import { writeOnce } from './writing.ts';

/** An electorate to fix, once, under its id (MEM-3). */
export interface ElectorateToFix {
  readonly electorate: string;
  readonly body: Body;
  readonly charter: Charter;
  readonly at: string;
}

/** One write of a workflow. */
export type ProcessWrite<Kind extends ProcessKind = ProcessKind> = ProcessChange<Kind> & {
  readonly polls?: readonly PollOpening[];
};

/** Which poll is to be closed, where its workflow knows the close to stand, and whether it has come by its clock. */
export interface ProcessCloseRequest {
  readonly process: string;
  readonly kind: 'override' | 'ratification' | 'votes';
  /** Polls of a kind are counted from 1. */
  readonly number: number;
  readonly closes: string;
  readonly due: boolean;
}

export const processActivities = (services: Services) => ({
  /** Fixes an electorate and answers its size, and how many its body had with those excluded; asked again, the same. */
  async seize({ electorate, body, charter, at }: ElectorateToFix): Promise<ElectorateSizes> {
    return services.db.transaction().execute(async (trx) => {
      await fixElectorate(trx, electorate, body, charter, at);
      return electorateSizes(trx, electorate);
    });
  },

  /** Answers why it cannot begin after all, where another began first: then it leaves nothing behind. */
  async recordProcess(change: ProcessWrite): Promise<Refusal | undefined> {
    await windowsMayOpen(services, change.polls);
    try {
      await writeOnce(services, change, async (trx) => {
        const refused = await beginningFault(trx, change);
        if (refused !== undefined) throw new Refused(refused);
        await save(trx, change);
      });
    } catch (error) {
      if (error instanceof Refused) return error.refusal;
      throw error;
    }
    return undefined;
  },

  /** The ending, with its record and its leaf in the ledger, in one transaction. */
  async concludeProcess(change: ProcessWrite): Promise<void> {
    await writeOnce(services, change, (trx) => concludeProcessIn(services, trx, change));
  },

  async closeProcessVote(request: ProcessCloseRequest): Promise<Closing<Tally>> {
    return settled(request, await closeProcessVote(services.db, services.clock, request));
  },

  async closeRemedies(
    request: Omit<ProcessCloseRequest, 'kind' | 'number'>,
  ): Promise<Closing<RemediesClosed>> {
    return settled(request, await closeRemedies(services.db, services.clock, request.process));
  },
});

/** Ends a process in the caller's transaction, which has taken the number of this write. */
export async function concludeProcessIn(
  { clock }: Pick<Services, 'clock'>,
  trx: Trx,
  change: ProcessWrite,
): Promise<void> {
  const { state, kind } = change;
  const { id: decision, outcome, endedAt } = state;
  if (outcome === null || endedAt === null) throw new Error(`${kind} ${decision} has not ended`);
  // Whoever answers now is either in the record or refused.
  await lockDecision(trx, decision, 'alone');
  await closeWhatIsOpen(trx, decision, await clock(trx));
  await save(trx, change);
  const { title, bytes } = await recordOfProcess(trx, change);
  await keepRecord(trx, { decision, kind, outcome, title, endedAt, bytes });
  // Last of all: the ledger's lock is held until the commit, so that entries stand in the order in which they are committed (REC-3).
  await appendLeaf(trx, { decision, bytes });
}

async function save(trx: Trx, change: ProcessWrite): Promise<void> {
  await saveProcess(trx, change, hasRoom(change.kind) ? await roomOf(trx, change) : null);
  for (const poll of change.polls ?? []) await openPoll(trx, poll);
}

/** The poll's clock decides: where it runs behind the workflow's, the close is tried again until both agree. */
function settled<Result>(
  { closes, due }: Pick<ProcessCloseRequest, 'closes' | 'due'>,
  closing: Closing<Result>,
): Closing<Result> {
  if (due && closing.open)
    throw ApplicationFailure.retryable(`the ballot box has not reached ${closes} yet`, 'clock-behind');
  return closing;
}

/** Writing down what happened: the row that readers see, the timeline, the events, the polls that open; at the end, the record. */
import type { Link } from '../../rules/proposal/state.ts';
import type { Facts } from '../../rules/refusal.ts';
import { lockDecision } from '../../store/postgres/decision-lock.ts';
import { keepWrongCategory } from '../../store/processes/category-requests.ts';
import { closeWhatIsOpen } from '../../store/ballots/closing.ts';
import type { Trx } from '../../store/postgres/database.ts';
import { openPoll, type PollOpening } from '../../store/ballots/polls.ts';
import { contentOf } from '../../store/processes/proposals.ts';
import { type Change, linkBack, saveProposal } from '../../store/processes/proposal-writing.ts';
import { discloseStanding } from '../../store/delegation/standing-disclosures.ts';
import { tellOfConflicts } from '../../store/processes/telling.ts';
import { appendLeaf } from '../../store/log/ledger.ts';
import { proposalSalt } from '../../store/log/salts.ts';
import { recordOf } from '../../store/records/record-document.ts';
import { settledRoots } from '../../store/records/record-evidence.ts';
import { keepRecord } from '../../store/records/records.ts';
import type { Services } from '../services.ts';
import { windowsMayOpen } from './opening.ts';
import { writeOnce } from './writing.ts';

/** One write of the workflow. */
export interface StageChange extends Change {
  readonly polls: readonly PollOpening[];
}

export interface Conclusion extends StageChange {
  readonly ending: { readonly outcome: string; readonly rule: string; readonly facts: Facts };
}

export const recordActivities = (services: Services) => ({
  async record(change: StageChange): Promise<void> {
    await windowsMayOpen(services, change.polls);
    await writeOnce(services, change, (trx) => save(trx, change));
  },

  /** The ending, with its record and its leaf in the ledger, in one transaction; a draft that never was submitted leaves none. */
  async conclude(conclusion: Conclusion): Promise<void> {
    const { state } = conclusion;
    await proposalSalt(services.db, state);
    const settled = await settledRoots(services.db, 'proposal', state.id);
    await writeOnce(services, conclusion, (trx) => concludeIn(services, trx, conclusion, settled));
  },
});

/**
 * Ends a decision in the caller's transaction, which has taken the number of this write.
 * @param settled roots of its evidence that are known already
 */
export async function concludeIn(
  { clock }: Pick<Services, 'clock'>,
  trx: Trx,
  conclusion: Conclusion,
  settled: Parameters<typeof recordOf>[2] = {},
): Promise<void> {
  const { state, ending } = conclusion;
  // Whoever answers now is either in the record or refused.
  await lockDecision(trx, state.id, 'alone');
  await closeWhatIsOpen(trx, state.id, await clock(trx));
  await save(trx, conclusion);
  if (state.submittedAt === null || state.endedAt === null) return;
  if (ending.outcome === 'wrong-category')
    await keepWrongCategory(
      trx,
      state,
      await contentOf(trx, state.id, state.version),
      String(ending.facts.punishes),
    );
  const { title, bytes } = await recordOf(trx, state, settled);
  const { id: decision, endedAt } = state;
  await keepRecord(trx, { decision, kind: 'proposal', outcome: ending.outcome, title, endedAt, bytes });
  // Last of all: the ledger's lock is held until the commit, so that entries stand in the order in which they are committed (REC-3).
  await appendLeaf(trx, { decision, bytes });
}

async function save(trx: Trx, change: StageChange): Promise<void> {
  const { state, sequence, polls } = change;
  const [vote] = polls.filter(({ kind }) => kind === 'votes');
  // Before it is told who still owes a disclosure (DEL-5).
  const conflicts = vote === undefined ? [] : await discloseStanding(trx, vote);
  await saveProposal(trx, change);
  for (const poll of polls) await openPoll(trx, poll);
  if (vote !== undefined) await tellOfConflicts(trx, state, conflicts, vote.opens);
  // What goes on from an interrupted decision bears its links too; whoever they lead to knows that one (PRO-9).
  if (sequence > 1 || state.links.some(({ relation }) => relation === 'continuation-of')) return;
  for (const { relation, id } of state.links) {
    const counterpart = counterparts[relation];
    // An emergency names its removal proposal itself.
    if (counterpart === null) continue;
    await linkBack(trx, id, { relation: counterpart, id: state.id }, state.createdAt);
  }
}

/** Links go both ways (PRO-12, EXE-2). */
const counterparts: Readonly<Record<Link['relation'], Link['relation'] | null>> = {
  'retry-of': 'retried-by',
  'retried-by': 'retry-of',
  'escalated-from': 'escalated-to',
  'escalated-to': 'escalated-from',
  'question-of': 'questioned-by',
  'questioned-by': 'question-of',
  'called-back-from': 'called-back-to',
  'called-back-to': 'called-back-from',
  'remand-of': 'remanded-to',
  'remanded-to': 'remand-of',
  'appealed-by': 'appeal-of',
  'appeal-of': 'appealed-by',
  'continuation-of': 'continued-by',
  'continued-by': 'continuation-of',
  'removal-of': null,
  // It names the decision itself.
  'looked-back-by': null,
  // A node veto names its question itself.
  'node-veto-question-of': null,
};

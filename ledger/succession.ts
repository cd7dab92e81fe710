/** What must hold between the records of a log: one of each decision, a retry only of what failed, a veto as the council answered it (REC-1, EXE-2, VET-2). */
import { same } from './difference.ts';
import { retryOf } from './path.ts';
import type { AppealRecord } from './appeal/schema.ts';
import type { EmergencyRecord } from './emergency/schema.ts';
import { isPrivate, type ProposalRecord } from './record-schema.ts';
import type { RecordDocument } from './records.ts';

/** Takes the records of a log in their order, and says of each in a sentence what is wrong with it after those before. */
export type Succession = (index: number, record: RecordDocument) => string | undefined;

/** What a retry must be the same in: who proposed what, under which charter. */
interface Failed extends Pick<ProposalRecord, 'author' | 'category'> {
  readonly charter: string;
  readonly text: string | undefined;
}

export function openSuccession(): Succession {
  const entries = new Map<string, number>();
  const proposals = proposalSuccession();
  const reversals = new Map<string, EmergencyRecord>();
  const appeals = new Map<string, AppealRecord>();
  return (index, record) => {
    const before = entries.get(record.id);
    if (before !== undefined)
      return `is a second record of the decision ${record.id}, after entry ${before} (REC-1)`;
    entries.set(record.id, index);
    switch (record.kind) {
      case 'proposal':
        return proposals(record) ?? appealFault(record, appeals);
      case 'conflict':
        return appealFault(record, appeals);
      case 'emergency':
        return reversalFault(record, reversals);
      case 'appeal':
        // It may outlive what was appealed: that can end while it is still waited for (CNF-1).
        appeals.set(record.id, record);
        return undefined;
    }
  };
}

function proposalSuccession(): (record: ProposalRecord) => string | undefined {
  const failures = new Map<string, Failed>();
  const questions = new Map<string, ProposalRecord['outcome']>();
  return (record) => {
    const { id, outcome } = record;
    if (outcome === 'execution-failed') failures.set(id, failedOf(record));
    if (record.links.some(({ relation }) => relation === 'question-of')) questions.set(id, outcome);
    const retried = retryOf(record);
    return retried === undefined ? vetoFault(record, questions) : retryFault(retried, record, failures);
  };
}

/**
 * What is appealed waits for the guardian's word, whose record so comes before its own and says the same (APP-1, APP-2). Of appeals that
 * ended before they had records of their own there is none.
 */
function appealFault(
  { id, appeal }: Pick<ProposalRecord, 'id' | 'appeal'>,
  appeals: ReadonlyMap<string, AppealRecord>,
): string | undefined {
  const ruled = appeals.get(appeal?.lodged?.id ?? '');
  if (ruled === undefined || appeal?.ended == null) return undefined;
  return ruled.of.id === id && ruled.outcome === appeal.ended.outcome
    ? undefined
    : `has the appeal ${ruled.id} end ${appeal.ended.outcome}, but before it the log has that of ${ruled.of.id}, ${ruled.outcome} (APP-2)`;
}

/** A reversal that failed is run again once: whoever fails again is itself the next to be retried (EMG-7, EXE-2). */
function reversalFault(record: EmergencyRecord, reversals: Map<string, EmergencyRecord>): string | undefined {
  const { id, retryOf: retried, reversalState, actor, outcome } = record;
  if (reversalState === 'failed') reversals.set(id, record);
  if (retried === null) return undefined;
  const failed = reversals.get(retried);
  if (failed === undefined)
    return `runs the reversal of ${retried} again, but before it the log has no failure of it that waits for a retry (EXE-2)`;
  reversals.delete(retried);
  return failed.actor === actor && failed.outcome === outcome && failed.charter.hash === record.charter.hash
    ? undefined
    : `runs the reversal of ${retried} again, but is not the same emergency (EXE-2)`;
}

/** A decision waits for its question, whose record so comes before its own: adopted, it lifts the veto, and nothing else does (VET-2). */
function vetoFault(
  { vetoes }: ProposalRecord,
  questions: ReadonlyMap<string, ProposalRecord['outcome']>,
): string | undefined {
  for (const { number, question, answer } of vetoes) {
    if (question === null || answer === null) continue;
    const isLifted = questions.get(question) === 'executed';
    if (isLifted !== (answer.outcome === 'lifted'))
      return isLifted
        ? `has veto ${number} stand, though before it ${question} lifted it (VET-2)`
        : `has veto ${number} lifted, but before it the log has no adoption of ${question} (VET-2)`;
  }
  return undefined;
}

function failedOf({ author, category, charter, tier, version, versions }: ProposalRecord): Failed {
  // Of what is private the hash is salted, anew in each record (AUT-2).
  const text = isPrivate({ tier }) ? undefined : versions.find((one) => one.version === version)?.hash;
  return { author, category, charter: charter.hash, text };
}

/** A failure is executed again once: whoever fails again is itself the next to be retried. */
function retryFault(
  retried: string,
  record: ProposalRecord,
  failures: Map<string, Failed>,
): string | undefined {
  const failed = failures.get(retried);
  if (failed === undefined)
    return `executes ${retried} again, but before it the log has no failure of that decision that waits for a retry (EXE-2)`;
  failures.delete(retried);
  return same(failedOf(record), failed)
    ? undefined
    : `executes ${retried} again, but is not the same decision (EXE-2)`;
}

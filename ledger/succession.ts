/** What must hold between the records of a log: one of each decision, a retry only of what failed, a veto as the council answered it (REC-1, EXE-2, VET-2). */
import { same } from './difference.ts';
import { retryOf } from './path.ts';
import { isPrivate, type RecordDocument } from './record-schema.ts';

/** Takes the records of a log in their order, and says of each in a sentence what is wrong with it after those before. */
export type Succession = (index: number, record: RecordDocument) => string | undefined;

/** What a retry must be the same in: who proposed what, under which charter. */
interface Failed extends Pick<RecordDocument, 'author' | 'category'> {
  readonly charter: string;
  readonly text: string | undefined;
}

export function openSuccession(): Succession {
  const entries = new Map<string, number>();
  const failures = new Map<string, Failed>();
  const questions = new Map<string, RecordDocument['outcome']>();
  return (index, record) => {
    const { id, outcome } = record;
    const before = entries.get(id);
    if (before !== undefined)
      return `is a second record of the decision ${id}, after entry ${before} (REC-1)`;
    entries.set(id, index);
    if (outcome === 'execution-failed') failures.set(id, failedOf(record));
    if (record.links.some(({ relation }) => relation === 'question-of')) questions.set(id, outcome);
    const retried = retryOf(record);
    return retried === undefined ? vetoFault(record, questions) : retryFault(retried, record, failures);
  };
}

/** A decision waits for its question, whose record so comes before its own: adopted, it lifts the veto, and nothing else does (VET-2). */
function vetoFault(
  { vetoes }: RecordDocument,
  questions: ReadonlyMap<string, RecordDocument['outcome']>,
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

function failedOf({ author, category, charter, tier, version, versions }: RecordDocument): Failed {
  // Of what is private the hash is salted, anew in each record (AUT-2).
  const text = isPrivate({ tier }) ? undefined : versions.find((one) => one.version === version)?.hash;
  return { author, category, charter: charter.hash, text };
}

/** A failure is executed again once: whoever fails again is itself the next to be retried. */
function retryFault(
  retried: string,
  record: RecordDocument,
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

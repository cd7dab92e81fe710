/** What must hold between the records of a log: one of each decision, a retry only of what failed, a veto as the council answered it, what was interrupted goes on (REC-1, EXE-2, VET-2, PRO-9). */
import { openWrongCategories } from '../proposal/category-requests.ts';
import { type LastOf, openInterruptions } from './continuation.ts';
import { same } from './difference.ts';
import { type Chain, doneBeforeFault } from '../proposal/done-before.ts';
import { retryOf } from '../proposal/course/path.ts';
import { type Answered, answersOf, vetoFault } from '../proposal/question.ts';
import type { FamilyRecord } from '../family/schema.ts';
import type { LookbackRecord } from '../lookback/schema.ts';
import type { AppealRecord } from '../appeal/schema.ts';
import type { EmergencyRecord } from '../emergency/schema.ts';
import { openNodeVetoes } from '../node-veto/succession.ts';
import { openAlarms } from '../alarm/succession.ts';
import { openRepairs } from '../repair/succession.ts';
import { isPrivate, type ProposalRecord } from '../parts/schema/record.ts';
import type { RecordDocument } from '../parts/records.ts';
import { clockDifference, millisecond } from '../proposal/course/windows.ts';

/** Takes the records of a log in their order, and says of each in a sentence what is wrong with it after those before. */
export type Succession = (index: number, record: RecordDocument) => string | undefined;

/** When it failed, whether its cause may pass, as far as the record tells it, and for how long it may be retried (EXE-2). */
interface Failure extends Content {
  readonly endedAt: string;
  readonly mayPass: boolean;
  readonly retry: number;
}

/** What a retry must be the same in: who proposed what, under which charter. */
interface Content extends Pick<ProposalRecord, 'author' | 'category'> {
  readonly charter: string;
  readonly text: string | undefined;
}

/** What a proposal is to the one whose matter it goes on with (PRO-12). */
const continuing: readonly string[] = ['escalated-from', 'called-back-from', 'remand-of'];

/** What failed, and waits for its retry. */
interface Failed<What> {
  readonly what: What;
  readonly chain: Chain;
}

export function openSuccession(): Succession {
  const entries = new Map<string, number>();
  const interruptions = openInterruptions();
  const proposals = proposalSuccession(interruptions.lastOf);
  const reversals = new Map<string, Failed<EmergencyRecord>>();
  const appeals = new Map<string, AppealRecord>();
  const executed: Executed = new Map();
  const founded = new Map<string, string>();
  const repaired = openRepairs();
  const vetoed = openNodeVetoes(interruptions.lastOf);
  const alarms = openAlarms();
  return (index, record) => {
    const before = entries.get(record.id);
    if (before !== undefined)
      return `is a second record of the decision ${record.id}, after entry ${before} (REC-1)`;
    entries.set(record.id, index);
    const continued = interruptions.fault(record);
    if (continued !== undefined) return continued;
    const appealOf = (id: string): AppealRecord | undefined => appeals.get(interruptions.lastOf(id));
    switch (record.kind) {
      case 'proposal':
        noteExecuted(record, executed);
        repaired.noteEnding(record);
        alarms.noteExecuted(record);
        return proposals(record) ?? appealFault(record, appealOf) ?? vetoed.stoppedFault(record);
      case 'conflict':
        repaired.noteEnding(record);
        return appealFault(record, appealOf);
      case 'emergency':
        return reversalFault(record, reversals) ?? vetoed.stoppedFault(record);
      case 'appeal':
        // It may outlive what was appealed: that can end while it is still waited for (CNF-1).
        appeals.set(record.id, record);
        return undefined;
      case 'lookback':
        return lookbackFault(record, executed);
      case 'family':
        return foundingFault(record, founded);
      case 'alarm':
        return alarms.fault(record);
      case 'repair':
        return repaired.fault(record);
      case 'node-veto':
        return vetoed.fault(record);
      default:
        // Of restorative work it stays in its room out of what it comes (AUT-2).
        return undefined;
    }
  };
}

function proposalSuccession(lastOf: LastOf): (record: ProposalRecord) => string | undefined {
  const failures = new Map<string, Failed<Failure>>();
  const questions = new Map<string, Answered>();
  const authors = new Map<string, string | null>();
  const wrongCategories = openWrongCategories();
  return (record) => {
    const { id, outcome, submittedAt } = record;
    const foreign = originFault(record, authors);
    authors.set(id, record.author ?? record.originator);
    const again = wrongCategories(record);
    if (foreign !== undefined || again !== undefined) return foreign ?? again;
    const retried = retryOf(record);
    if (outcome === 'execution-failed')
      failures.set(id, failedAfter(failures.get(retried ?? ''), id, submittedAt, failureOf(record)));
    if (record.asks !== null) questions.set(id, answersOf(record));
    return retried === undefined
      ? vetoFault(record, (id) => questions.get(lastOf(id)))
      : retryFault(retried, record, failures);
  };
}

/** Whose matter it goes on with is told by the record that it came from (PRO-12): the guardian resolves nothing of their own (GUA-1). */
function originFault(
  { links, originator }: Pick<ProposalRecord, 'links' | 'originator'>,
  authors: ReadonlyMap<string, string | null>,
): string | undefined {
  const from = links.find(({ relation }) => continuing.includes(relation));
  const author = from === undefined ? undefined : authors.get(from.id);
  return author === undefined || author === originator
    ? undefined
    : `goes on with the matter of ${originator ?? 'nobody'}, but ${from?.id ?? ''} before it was that of ${author ?? 'nobody'} (PRO-12)`;
}

/**
 * What is appealed waits for the guardian's word, whose record so comes before its own and says the same (APP-1, APP-2). Of appeals that
 * ended before they had records of their own there is none.
 */
function appealFault(
  { id, appeal }: Pick<ProposalRecord, 'id' | 'appeal'>,
  appealOf: (id: string) => AppealRecord | undefined,
): string | undefined {
  const ruled = appealOf(appeal?.lodged?.id ?? '');
  if (ruled === undefined || appeal?.ended == null) return undefined;
  return ruled.of.id === id && ruled.outcome === appeal.ended.outcome
    ? undefined
    : `has the appeal ${ruled.id} end ${appeal.ended.outcome}, but before it the log has that of ${ruled.of.id}, ${ruled.outcome} (APP-2)`;
}

/** What was executed and is to be looked back upon: when, under which charter, and by which process. */
type Executed = Map<string, { readonly at: string; readonly charter: string; readonly by: string }>;

function noteExecuted({ id, outcome, endedAt, charter, links }: ProposalRecord, executed: Executed): void {
  const by = links.find(({ relation }) => relation === 'looked-back-by')?.id;
  if (outcome === 'executed' && by !== undefined)
    executed.set(id, { at: endedAt, charter: charter.hash, by });
}

/** A decision is looked back upon once, by the process that its record names (PRO-14). */
function lookbackFault(
  { id, of, charter, continuationOf, continuedBy }: LookbackRecord,
  executed: Executed,
): string | undefined {
  const found = executed.get(of.id);
  if (found === undefined)
    return `looks back on ${of.id}, but before it the log has no execution of that decision which names a look back (PRO-14)`;
  // What goes on from it is held against it as every interruption is (PRO-9).
  if (continuedBy !== null) executed.set(of.id, { ...found, by: continuedBy });
  return (found.by === id || continuationOf === found.by) &&
    found.at === of.executedAt &&
    found.charter === charter.hash
    ? undefined
    : `looks back on ${of.id}, but that was executed ${found.at}, and is looked back upon by ${found.by} (PRO-14)`;
}

/** A family is founded once (MEM-7). @param founded by which founding, by the families' ids */
function foundingFault(
  { id, family, outcome }: FamilyRecord,
  founded: Map<string, string>,
): string | undefined {
  const before = founded.get(family);
  if (outcome !== 'founded') return undefined;
  founded.set(family, id);
  return before === undefined ? undefined : `founds ${family}, which ${before} has founded already (MEM-7)`;
}

/** A reversal that failed is run again once: whoever fails again is itself the next to be retried (EMG-7, EXE-2). */
function reversalFault(
  record: EmergencyRecord,
  reversals: Map<string, Failed<EmergencyRecord>>,
): string | undefined {
  const { id, retryOf: retried, reversalState, actor, outcome, createdAt, decided } = record;
  if (reversalState === 'failed')
    reversals.set(id, failedAfter(reversals.get(retried ?? ''), id, decided?.at ?? createdAt, record));
  if (retried === null) return undefined;
  const failed = reversals.get(retried);
  if (failed === undefined)
    return `runs the reversal of ${retried} again, but before it the log has no failure of it that waits for a retry (EXE-2)`;
  reversals.delete(retried);
  const { what, chain } = failed;
  return what.actor === actor && what.outcome === outcome && what.charter.hash === record.charter.hash
    ? doneBeforeFault(record, chain)
    : `runs the reversal of ${retried} again, but is not the same emergency (EXE-2)`;
}

/** @param before what it executed again, if it did @param since since when it could do what failed */
const failedAfter = <What>(
  before: Failed<What> | undefined,
  id: string,
  since: string,
  what: What,
): Failed<What> => ({ what, chain: new Map([...(before?.chain ?? []), [id, since]]) });

function contentOf({ author, category, charter, tier, version, versions }: ProposalRecord): Content {
  // Of what is private the hash is salted, anew in each record (AUT-2).
  const text = isPrivate({ tier }) ? undefined : versions.find((one) => one.version === version)?.hash;
  return { author, category, charter: charter.hash, text };
}

function failureOf(record: ProposalRecord): Failure {
  const { ending, endedAt, rules } = record;
  const told = ending.facts !== null && 'told' in ending.facts ? ending.facts.told : { mayPass: true };
  return {
    ...contentOf(record),
    endedAt,
    mayPass: told.mayPass === true,
    retry: rules.charter.execution.retry,
  };
}

/** A failure is executed again once: whoever fails again is itself the next to be retried. */
function retryFault(
  retried: string,
  record: ProposalRecord,
  failures: Map<string, Failed<Failure>>,
): string | undefined {
  const failed = failures.get(retried);
  if (failed === undefined)
    return `executes ${retried} again, but before it the log has no failure of that decision that waits for a retry (EXE-2)`;
  failures.delete(retried);
  const { endedAt, mayPass, retry, ...content } = failed.what;
  if (!mayPass) return `executes ${retried} again, whose failure does not pass (EXE-2)`;
  if (millisecond(record.createdAt) >= millisecond(endedAt) + retry + clockDifference)
    return `executes ${retried} again, later than ${retry} ms after it failed (EXE-2)`;
  return same(contentOf(record), content)
    ? doneBeforeFault(record, failed.chain)
    : `executes ${retried} again, but is not the same decision (EXE-2)`;
}

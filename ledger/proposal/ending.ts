/** Whether a record ends as its way led: outcome, rule, the guardian's word, what stands between adoption and execution (DEA-2, GUA-1, PRO-9). */
import type { Arrival } from './course/arrival.ts';
import { concerned, neededDifferences, settledAt, waitDifferences } from './conditions.ts';
import { confirmation, type Step } from './confirmation.ts';
import { doneBeforeDifferences } from './done-before.ts';
import { compared, type Difference, inRecord } from '../recount/difference.ts';
import { interruptionDifferences, isInterrupted, linked } from './interruption.ts';
import type { ProposalRecord, Resolution } from '../parts/schema/record.ts';
import { millisecond, written } from './course/windows.ts';

/** The outcomes that an adopted decision can have by itself (EXE-2). */
const executed: readonly string[] = ['executed', 'execution-failed'];

export function* endingDifferences(record: ProposalRecord, arrival: Arrival): Generator<Difference> {
  yield* askedDifferences(record, arrival);
  const { votes, family, tier } = record;
  // A family’s matter comes before the council only from that family (TIE-3).
  if (family !== null && tier === 3) yield* linked(record, 'escalated-from');
  const isRetried = arrival.rule === 'EXE-2';
  yield* doneBeforeDifferences(record, isRetried && record.outcome === 'executed');
  if (!isRetried) yield* neededDifferences(record);
  const [first] = votes;
  if (first !== undefined) yield* waitDifferences(record, '/votes/0/opens', first.opens);
  if (isInterrupted(record)) {
    if (record.outcome === 'withdrawn') yield* compared('/ending/rule', record.ending.rule, 'PRO-6');
    yield* interruptionDifferences(record, arrival);
    return;
  }
  if (arrival.at !== 'adopted') {
    yield* ended(record, arrival);
    return;
  }
  if (first === undefined) yield* waitDifferences(record, '/endedAt', record.endedAt);
  const since = laterOf(arrival.since ?? record.submittedAt, settledAt(record));
  const step: Step = isRetried
    ? { since: undefined }
    : yield* confirmation(record, since, arrival.isGuardianAsked ?? false);
  yield* adoptedEnding(record, arrival, step);
}

const laterOf = (one: string, other: string | null): string => (other !== null && other > one ? other : one);

/** It ended where its polls led. */
function* ended(record: ProposalRecord, { at, rule }: Arrival): Generator<Difference> {
  const { outcome, ending } = record;
  if (outcome !== at) yield inRecord('/outcome', outcomeSentence(record, at, rule));
  yield* compared('/ending/rule', ending.rule, endingRules[outcome] ?? rule);
  if (at === 'escalated') yield* linked(record, 'escalated-to');
}

/** By which rule an outcome ends a decision; a rejection, by the one that rejected. */
const endingRules: Partial<Record<ProposalRecord['outcome'], string>> = {
  executed: 'EXE-1',
  'execution-failed': 'EXE-2',
  inquorate: 'PRO-8',
};

/** It was adopted, and ended where what stands between adoption and execution led. */
function* adoptedEnding(record: ProposalRecord, arrival: Arrival, step: Step): Generator<Difference> {
  const { outcome, ending, endedAt } = record;
  if ('outcome' in step) {
    if (outcome !== step.outcome)
      yield inRecord('/outcome', outcomeSentence(record, step.outcome, step.rule));
    yield* compared('/ending/rule', ending.rule, step.rule);
    if (step.outcome === 'remanded') yield* linked(record, 'remanded-to');
    if (endedAt < step.at)
      yield inRecord('/endedAt', `is ${endedAt}, before ${step.at}, when that was due (${step.rule})`);
    return;
  }
  if (!executed.includes(outcome))
    yield inRecord('/outcome', outcomeSentence(record, 'adopted', arrival.rule));
  yield* compared('/ending/rule', ending.rule, endingRules[outcome] ?? arrival.rule);
  if (step.since !== undefined && endedAt < step.since)
    yield inRecord('/endedAt', `is ${endedAt}, before ${step.since}, until when execution waits (PRO-9)`);
}

function outcomeSentence({ outcome }: ProposalRecord, at: string, rule: string): string {
  const ways =
    at === 'unfinished' ? 'the rounds and votes do not lead to an ending' : `${at} follows (${rule})`;
  return `is ${outcome}, but ${ways}`;
}

/** Whether the guardian was asked for a resolution exactly where it came to that. */
function* askedDifferences(record: ProposalRecord, arrival: Arrival): Generator<Difference> {
  const { resolution } = record;
  if (arrival.isGuardianAsked === undefined) {
    if (resolution !== null)
      yield inRecord('/resolution', 'was not due: it never came to the guardian (DEA-2)');
  } else if (resolution === null) {
    // One that was called back while the guardian was asked has no answer (MAN-2).
    if (!isInterrupted(record))
      yield inRecord('/resolution', 'is null, but the guardian was to be asked (DEA-2)');
  } else yield* resolutionDifferences(resolution, record);
}

/** The guardian answers within the window that the charter gives, in no case of their own, or is silent until its end (DEA-2, GUA-1). */
function* resolutionDifferences(
  { guardian, opens, closes, recused, adopt, reason, at }: Resolution,
  record: ProposalRecord,
): Generator<Difference> {
  const { endedAt, votes, rules } = record;
  if (opens !== null && closes !== null) {
    const asked = votes.at(-1)?.closedAt ?? opens;
    if (opens < asked)
      yield inRecord('/resolution/opens', `is ${opens}, before ${asked}, when the last vote closed`);
    const due = written(millisecond(opens) + (rules.charter.guardian?.answer ?? 0));
    yield* compared('/resolution/closes', closes, due);
  }
  if (adopt !== null) {
    if (guardian === null || concerned(record).includes(guardian) || recused !== null)
      yield inRecord(
        '/resolution/guardian',
        `is ${guardian ?? 'nobody'}, who cannot answer in this decision (GUA-1)`,
      );
    if (opens === null || closes === null || at === null || at < opens || at >= closes)
      yield inRecord('/resolution/at', `is ${at ?? 'never'}, outside the guardian’s window (DEA-2)`);
    if (reason === null || reason === '') yield inRecord('/resolution/reason', 'is missing (DEA-2)');
    if (at !== null && endedAt < at)
      yield inRecord('/endedAt', `is ${endedAt}, before the guardian answered`);
  } else if (!isInterrupted(record) && recused === null && (closes === null || endedAt < closes)) {
    yield inRecord('/endedAt', `is ${endedAt}, before the guardian’s time was over (DEA-2)`);
  }
}

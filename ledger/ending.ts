/** Whether a record ends as its way led: outcome, rule, the guardian's word, the delay before execution (DEA-2, GUA-1, PRO-6, PRO-9, VET-4). */
import { compared, type Difference, inRecord } from './difference.ts';
import type { RecordDocument, Resolution } from './record-schema.ts';
import { millisecond, written } from './windows.ts';

/** Where the way led, and by which rule. `unfinished`: a round or vote that was due never was, or has no result. */
export interface Arrival {
  readonly at: 'adopted' | 'rejected' | 'inquorate' | 'unfinished';
  readonly rule: string;
  /** When it was adopted; not known of what another decision adopted. */
  readonly since?: string;
  /** It came to the guardian's word. */
  readonly isGuardianAsked?: true;
}

/** The outcomes that an adopted decision can have by itself (EXE-2). */
const executed: readonly string[] = ['executed', 'execution-failed'];

export function* endingDifferences(record: RecordDocument, arrival: Arrival): Generator<Difference> {
  const { outcome, ending, resolution } = record;
  if (!agrees(record, arrival)) yield inRecord('/outcome', outcomeSentence(record, arrival));
  yield* compared('/ending/rule', ending.rule, endingRules[outcome] ?? arrival.rule);
  if (arrival.isGuardianAsked === undefined) {
    if (resolution !== null)
      yield inRecord('/resolution', 'was not due: it never came to the guardian (DEA-2)');
  } else if (resolution === null)
    yield inRecord('/resolution', 'is null, but the guardian was to be asked (DEA-2)');
  else yield* resolutionDifferences(resolution, record);
  if (arrival.at !== 'adopted') return;
  yield* delayDifferences(record, arrival);
  for (const need of unknownNeeds(record))
    yield inRecord('/rules/category', `asks for ${need}, which this version cannot check`);
}

/** By which rule an outcome ends a decision; a rejection, by the one that rejected. */
const endingRules: Partial<Record<RecordDocument['outcome'], string>> = {
  executed: 'EXE-1',
  'execution-failed': 'EXE-2',
  inquorate: 'PRO-8',
  withdrawn: 'PRO-6',
};

function agrees(record: RecordDocument, { at, rule }: Arrival): boolean {
  const { outcome } = record;
  if (outcome === 'withdrawn') return mayBeWithdrawn(record, at === 'unfinished', rule);
  switch (at) {
    case 'adopted':
      return executed.includes(outcome);
    case 'rejected':
    case 'inquorate':
      return outcome === at;
    case 'unfinished':
      return false;
  }
}

/**
 * Its author, and nobody else, may withdraw until the first vote opens (PRO-6). A withdrawal taken in the moment in which a round was
 * being closed still counts, whatever that round came to.
 */
function mayBeWithdrawn(
  { author, votes, rounds, ending }: RecordDocument,
  unfinished: boolean,
  rule: string,
): boolean {
  const facts = 'told' in ending.facts ? ending.facts.told : {};
  const inLastRound = facts.stage === 'discussion' && facts.round === rounds.at(-1)?.round;
  return (
    author !== null &&
    facts.by === author &&
    votes.length === 0 &&
    (unfinished || (rule === 'CON-4' && inLastRound))
  );
}

function outcomeSentence({ outcome }: RecordDocument, { at, rule }: Arrival): string {
  const ways =
    at === 'unfinished' ? 'the rounds and votes do not lead to an ending' : `${at} follows (${rule})`;
  return `is ${outcome}, but ${ways}`;
}

/** The guardian answers within the window that the charter gives, in no case of their own, or is silent until its end (DEA-2, GUA-1). */
function* resolutionDifferences(
  { guardian, opens, closes, recused, adopt, reason, at }: Resolution,
  { author, endedAt, votes, rules }: RecordDocument,
): Generator<Difference> {
  if (opens !== null && closes !== null) {
    const asked = votes.at(-1)?.closedAt ?? opens;
    if (opens < asked)
      yield inRecord('/resolution/opens', `is ${opens}, before ${asked}, when the last vote closed`);
    const due = written(millisecond(opens) + (rules.charter.guardian?.answer ?? 0));
    yield* compared('/resolution/closes', closes, due);
  }
  if (adopt !== null) {
    if (guardian === null || guardian === author || recused !== null)
      yield inRecord(
        '/resolution/guardian',
        `is ${guardian ?? 'nobody'}, who cannot answer in this decision (GUA-1)`,
      );
    if (opens === null || closes === null || at === null || at < opens || at >= closes)
      yield inRecord('/resolution/at', `is ${at ?? 'never'}, outside the guardian’s window (DEA-2)`);
    if (reason === null || reason === '') yield inRecord('/resolution/reason', 'is missing (DEA-2)');
    if (at !== null && endedAt < at)
      yield inRecord('/endedAt', `is ${endedAt}, before the guardian answered`);
  } else if (recused === null && (closes === null || endedAt < closes)) {
    yield inRecord('/endedAt', `is ${endedAt}, before the guardian’s time was over (DEA-2)`);
  }
}

/** Nothing is executed before the delay of its category is over (VET-4). */
function* delayDifferences({ endedAt, rules }: RecordDocument, { since }: Arrival): Generator<Difference> {
  const { delay } = rules.category;
  if (delay === null || since === undefined) return;
  const due = written(millisecond(since) + delay);
  if (endedAt < due) yield inRecord('/endedAt', `is ${endedAt}, but its delay ends ${due} (VET-4)`);
}

/** What an adoption needs that a record of this format says nothing of: rather none adopted than one unchecked. */
function unknownNeeds({ tier, rules: { category } }: RecordDocument): readonly string[] {
  return [
    ...(tier === 3 ? [] : [`a decision of tier ${tier}`]),
    ...category.gates.map((gate) => `the gate ${gate} (PRO-11)`),
    ...(category.hearing ? ['a hearing (JUS-1)'] : []),
    ...(category.appeal ? ['time for an appeal (APP-1)'] : []),
    ...(category.approval ? ['the guardian’s approval (VET-3)'] : []),
  ];
}

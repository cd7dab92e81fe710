/** What members declared, against what the record says came of it (PRO-11, JUS-1, TIE-3, MAN-2), and who judged their own case (GUA-2). */
import { inOwnCase } from '../rules/electorate.ts';
import { requirementsOf } from '../rules/gates.ts';
import type { Content } from '../rules/model.ts';
import { familyMatter, isAffected } from '../rules/vetoes.ts';
import type { RequirementRecord } from './course-schema.ts';
import { type Difference, inEvidence, inRecord, same } from './difference.ts';
import type { Declaration } from './evidence-entries.ts';
import type { ProposalEvidence } from './evidence-schema.ts';
import { escalationNeeds } from './interruption.ts';
import { retryOf } from './path.ts';
import type { ProposalRecord } from './record-schema.ts';
import { clockDifference, millisecond, written } from './windows.ts';

/** How many members declared something, by kind. */
export function countsOf(
  declarations: Iterable<Pick<Declaration, 'kind' | 'number'>>,
): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { kind, number } of declarations)
    if (number === 1) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return Object.fromEntries(counts);
}

export function* declaredDifferences(
  record: ProposalRecord,
  evidence: ProposalEvidence,
): Generator<Difference> {
  yield* numbering(evidence.declarations);
  if (retryOf(record) !== undefined) return;
  yield* requirementsAsked(record, evidence);
  for (const [place, requirement] of record.requirements.entries())
    yield* answerDifferences(`/requirements/${place}/closed`, requirement, evidence);
  yield* unheeded(record, evidence);
  yield* judgesOfThemselves(record, evidence);
  yield* byWhoMay(record, evidence);
}

/** Each member’s declarations of a kind are numbered without a gap: one left out would leave one (REC-2). */
function* numbering(declarations: readonly Declaration[]): Generator<Difference> {
  let before: Declaration | undefined;
  for (const [place, one] of declarations.entries()) {
    const again = before?.kind === one.kind && before.member === one.member;
    const due = again && before !== undefined ? before.number + 1 : 1;
    if (one.number !== due)
      yield inEvidence(
        `/declarations/${place}`,
        `bears the number ${one.number}, but ${due} is due: one is missing or out of order (REC-2)`,
      );
    before = one;
  }
}

/** The requirements are those that follow from the text that was submitted and the decision’s rules (PRO-11). */
function* requirementsAsked(
  { requirements, rules, submittedAt }: ProposalRecord,
  { versions }: ProposalEvidence,
): Generator<Difference> {
  const [first] = versions;
  if (first === undefined) return;
  const due = requirementsOf(first.content as Content, rules.category, rules.charter, (milliseconds) =>
    written(millisecond(submittedAt) + milliseconds),
  );
  const open = requirements.map((one) => ({ ...one, closed: null }));
  if (!same(open, due))
    yield inRecord('/requirements', 'are not those that follow from the text and its category (PRO-11)');
}

/** Whether a declaration answers a requirement: by who owes it, or by whom the accused named to speak for them (JUS-1). */
function answers({ kind, member, facts }: Declaration, { what, who }: RequirementRecord): boolean {
  switch (what) {
    case 'consent':
      return kind === 'consents' && member === who;
    case 'resources':
      return kind === 'attestations';
    case 'hearing':
      return kind === 'hearing' && (typeof facts.for === 'string' ? facts.for : member) === who;
  }
}

function* answerDifferences(
  pointer: string,
  requirement: RequirementRecord,
  { declarations }: ProposalEvidence,
): Generator<Difference> {
  const { closed, what, until } = requirement;
  if (closed === null) return;
  const own = declarations.filter((one) => answers(one, requirement));
  if (closed.how === 'timed-out') {
    if (own.some(({ at }) => at < until))
      yield inRecord(pointer, `is timed out, but the evidence has an answer in time (${what})`);
    return;
  }
  const answer = own.find(({ at }) => at === closed.at);
  const isRefused = what === 'consent' && answer?.facts.consent === false;
  if (answer === undefined) yield inRecord(pointer, `is ${closed.how}, but the evidence has no such answer`);
  else if (isRefused !== (closed.how === 'refused'))
    yield inRecord(pointer, `is ${closed.how}, but the answer was the other one (REP-1)`);
}

/**
 * Enough of them, declared while there was time for it, end a decision: it cannot have gone on (TIE-3, MAN-2). Of what came in the last
 * moments nobody can say whether it was seen.
 */
function* unheeded(record: ProposalRecord, evidence: ProposalEvidence): Generator<Difference> {
  const { ending, mandate, rounds, votes } = record;
  const before = (kind: string, instant: string | undefined): number =>
    instant === undefined
      ? 0
      : evidence.declarations.filter(
          (one) => one.kind === kind && millisecond(one.at) + clockDifference < millisecond(instant),
        ).length;
  const needed = escalationNeeds(record);
  const asked = before('escalation', votes[0]?.opens ?? rounds.at(-1)?.closedAt);
  if (needed !== null && asked >= needed && ending.rule !== 'TIE-3')
    yield inRecord('/outcome', `is ${record.outcome}, but ${asked} had asked for the council (TIE-3)`);
  const called = before('call-backs', votes.at(-1)?.closedAt ?? rounds.at(-1)?.closedAt);
  if (mandate !== null && called >= mandate.callBack && record.outcome !== 'escalated')
    yield inRecord('/outcome', `is ${record.outcome}, but ${called} had called it back (MAN-2)`);
}

/** Parties, accused and victims, and the leader whom a removal concerns, are no electors of their own case. */
function* judgesOfThemselves(
  { tier }: ProposalRecord,
  { versions, electorate }: ProposalEvidence,
): Generator<Difference> {
  const [first] = versions;
  if (first === undefined || tier !== 3) return;
  const own = inOwnCase(first.content as Content);
  if (own.length === 0) return;
  for (const [place, { member }] of electorate.entries())
    if (own.includes(member))
      yield inEvidence(`/electorate/${place}`, `is ${member}, whose own case it is (GUA-2)`);
}

/** Electors alone ask for the council and contest a veto; whom a version of the text names as affected, objects in a personal matter (TIE-3, VET-1, VET-2). */
function* byWhoMay(
  { tier, vetoes }: ProposalRecord,
  { declarations, electorate, versions }: ProposalEvidence,
): Generator<Difference> {
  const asking = declarations.some(({ kind }) => kind === 'escalation');
  if (!asking && vetoes.length === 0) return;
  const electors = new Set(electorate.map(({ member }) => member));
  for (const [place, { kind, member }] of declarations.entries())
    if (kind === 'escalation' && !electors.has(member))
      yield inEvidence(
        `/declarations/${place}`,
        `is of ${member}, who is no elector of this decision (TIE-3)`,
      );
  for (const [place, { by, matter, until, contest }] of vetoes.entries()) {
    if (contest !== null && !electors.has(contest.by))
      yield inRecord(`/vetoes/${place}/contest/by`, `is ${contest.by}, who is no elector (VET-2)`);
    const isObjection = tier === 3 && until !== null && matter !== familyMatter;
    if (isObjection && !versions.some(({ content }) => isAffected(content, by)))
      yield inRecord(
        `/vetoes/${place}/by`,
        `is ${by}, whom no version of the text names as affected (VET-1)`,
      );
  }
}

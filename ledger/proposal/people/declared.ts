/** What members declared, against what the record says came of it (PRO-11, JUS-1, TIE-3, MAN-2). */
import { attestedBy, requirementsOf } from '../../../rules/proposal/gates.ts';
import type { Content } from '../../../rules/model.ts';
import { leastAsking } from '../../../rules/polls/share.ts';
import { familyNamed } from '../../../rules/proposal/tiers.ts';
import { familyMatter, isAffected } from '../../../rules/proposal/vetoes/vetoes.ts';
import { requestDifferences } from '../category-requests.ts';
import type { RequirementRecord } from '../../parts/schema/course.ts';
import { correctionDifferences } from '../course/corrections.ts';
import { compared, type Difference, inEvidence, inRecord, same } from '../../recount/difference.ts';
import type { Declaration } from '../../parts/evidence-entries.ts';
import { electorsIn } from '../../parts/entries.ts';
import type { PackedProposal } from '../../parts/packed.ts';
import { retryOf } from '../course/path.ts';
import { countsSince, endorsementDifferences } from './endorsement.ts';
import { interestDifferences } from './interests.ts';
import { judgesOfThemselves, victimsCounted } from './own-case.ts';
import { voterDifferences } from '../question.ts';
import type { ProposalRecord } from '../../parts/schema/record.ts';
import { clockDifference, millisecond, written } from '../course/windows.ts';

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
  evidence: PackedProposal,
): Generator<Difference> {
  yield* numbering(evidence.declarations);
  if (retryOf(record) !== undefined) return;
  yield* endorsementDifferences(record, evidence);
  yield* interestDifferences(record, evidence);
  yield* requirementsAsked(record, evidence);
  for (const [place, requirement] of record.requirements.entries())
    yield* answerDifferences(`/requirements/${place}/closed`, requirement, evidence, record);
  yield* neededOfThoseLeft(record, evidence);
  yield* unheeded(record, evidence);
  yield* requestDifferences(record, evidence);
  yield* judgesOfThemselves(record, evidence);
  yield* victimsCounted(record, evidence);
  yield* byWhoMay(record, evidence);
  yield* voterDifferences(record, evidence);
  yield* correctionDifferences(record, evidence);
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

/** The requirements are those that follow from each version of the text and the decision’s rules (PRO-6, PRO-11). */
function* requirementsAsked(record: ProposalRecord, { versions }: PackedProposal): Generator<Difference> {
  const { requirements, rules } = record;
  const due = versions.flatMap(({ version, at, content }) => {
    const asked = version === 1 ? countsSince(record) : at;
    if (asked === null) return [];
    const after = (milliseconds: number): string => written(millisecond(asked) + milliseconds);
    return requirementsOf(content as Content, rules.category, rules.charter, { version, asked, after });
  });
  const open = requirements.map((one) => ({ ...one, closed: null }));
  if (!same(open, due))
    yield inRecord('/requirements', 'are not those that follow from the texts and their category (PRO-11)');
}

/** Whether a declaration answers a requirement: of its version, by who owes it, or by whom the accused named to speak for them (JUS-1). */
function answers({ kind, member, facts }: Declaration, { what, who, version }: RequirementRecord): boolean {
  if (facts.version !== version) return false;
  switch (what) {
    case 'consent':
      return kind === 'consents' && member === who;
    case 'resources':
    case 'diversity':
      return kind === 'attestations' && attestedBy(facts) === what;
    case 'hearing':
      return kind === 'hearing' && (typeof facts.for === 'string' ? facts.for : member) === who;
  }
}

function* answerDifferences(
  pointer: string,
  requirement: RequirementRecord,
  { declarations }: PackedProposal,
  { version, outcome, endedAt }: ProposalRecord,
): Generator<Difference> {
  const { closed, what, until } = requirement;
  const own = declarations.filter((one) => answers(one, requirement));
  if (closed === null) {
    // What was said as a workflow was lost nobody looked at; nor what an older text had been asked (PRO-6, PRO-9).
    const isSeen = outcome !== 'interrupted' && requirement.version === version;
    if (isSeen && own.some(({ at }) => millisecond(at) + clockDifference < millisecond(endedAt)))
      yield inRecord(pointer, `is null, but it was answered before the end (${what})`);
    return;
  }
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

/** How many send it elsewhere is the share of those who are left: nobody is counted out who was no elector, or who asked (MEM-2, TIE-3, MAN-2). */
function* neededOfThoseLeft(
  { tier, rules: { charter }, electorate, escalation, mandate }: ProposalRecord,
  evidence: PackedProposal,
): Generator<Difference> {
  if (tier === 2 && (escalation === null) !== (charter.escalation === null))
    yield inRecord('/escalation', 'is not what the charter says of escalation (TIE-3)');
  if (escalation !== null && charter.escalation !== null) {
    const departed = new Set(escalation.departed);
    yield* compared(
      '/escalation/needed',
      escalation.needed,
      leastAsking(charter.escalation, (electorate?.size ?? 0) - departed.size),
    );
    const electors = electorsIn(evidence.electorate);
    const asked = new Set(
      evidence.declarations.filter(({ kind }) => kind === 'escalation').map(({ member }) => member),
    );
    for (const member of departed)
      if (!electors.has(member) || asked.has(member))
        yield inRecord('/escalation/departed', `names ${member}, who was no elector, or asked (TIE-3)`);
  }
  if (mandate !== null && charter.mandates !== null)
    yield* compared(
      '/mandate/callBack',
      mandate.callBack,
      leastAsking(charter.mandates.callBack, mandate.council - mandate.departed),
    );
}

/**
 * Enough of them, declared while there was time for it, end a decision: it cannot have gone on (TIE-3, MAN-2). Of what came in the last
 * moments nobody can say whether it was seen.
 */
function* unheeded(record: ProposalRecord, evidence: PackedProposal): Generator<Difference> {
  const { ending, mandate, rounds, votes } = record;
  const before = (kind: string, instant: string | undefined): number =>
    instant === undefined
      ? 0
      : evidence.declarations.filter(
          (one) => one.kind === kind && millisecond(one.at) + clockDifference < millisecond(instant),
        ).length;
  const needed = record.escalation?.needed;
  const asked = before('escalation', votes[0]?.opens ?? rounds.at(-1)?.closedAt);
  if (needed !== undefined && asked >= needed && ending.rule !== 'TIE-3')
    yield inRecord('/outcome', `is ${record.outcome}, but ${asked} had asked for the council (TIE-3)`);
  const called = before('call-backs', votes.at(-1)?.closedAt ?? rounds.at(-1)?.closedAt);
  if (mandate !== null && called >= mandate.callBack && record.outcome !== 'escalated')
    yield inRecord('/outcome', `is ${record.outcome}, but ${called} had called it back (MAN-2)`);
}

/** Who is of a family that an action gives to, the evidence does not tell. */
const mayBeAffected = (content: Content, id: string): boolean =>
  isAffected(content, { id, family: null }) || familyNamed(content.action).length > 0;

/** Electors alone ask for the council and contest a veto; whom a version of the text names as affected, objects in a personal matter (TIE-3, VET-1, VET-2). */
function* byWhoMay(
  { tier, vetoes, counted }: ProposalRecord,
  { declarations, electorate, versions }: PackedProposal,
): Generator<Difference> {
  const asking = declarations.some(({ kind }) => kind === 'escalation');
  if (!asking && vetoes.length === 0) return;
  // Who was recused later was an elector until the hearing was over.
  const electors = electorsIn(electorate, counted?.recused ?? []);
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
    if (isObjection && !versions.some(({ content }) => mayBeAffected(content as Content, by)))
      yield inRecord(
        `/vetoes/${place}/by`,
        `is ${by}, whom no version of the text names as affected (VET-1)`,
      );
  }
}

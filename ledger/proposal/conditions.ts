/** Requirements, vetoes and objections in a record: whether they are those of its rules, in their windows, and waited for (PRO-11, JUS-1, VET-1 to VET-3). */
import type { RequirementRecord, VetoRecord } from '../parts/schema/course.ts';
import { compared, type Difference, inRecord } from '../recount/difference.ts';
import { permissionAt } from './judging.ts';
import type { ProposalRecord } from '../parts/schema/record.ts';
import { stageOf } from './course/stages.ts';
import { countsSince } from './people/endorsement.ts';
import { millisecond, notBefore, written } from './course/windows.ts';

export function* conditionDifferences(record: ProposalRecord): Generator<Difference> {
  for (const [place, requirement] of record.requirements.entries())
    yield* requirementDifferences(`/requirements/${place}`, requirement, record);
  for (const [place, veto] of record.vetoes.entries()) {
    const pointer = `/vetoes/${place}`;
    yield* compared(`${pointer}/number`, veto.number, place + 1);
    yield* veto.until === null
      ? guardiansVeto(pointer, veto, record)
      : membersVeto(pointer, { ...veto, until: veto.until }, record);
  }
}

/** Each has its time from when its version was put; what comes at its end is late, and only a consent can be refused. */
function* requirementDifferences(
  pointer: string,
  { what, version, asked, until, closed }: RequirementRecord,
  record: ProposalRecord,
): Generator<Difference> {
  const {
    versions,
    rules: { charter },
  } = record;
  const within = what === 'hearing' ? charter.hearing : charter.gates;
  const put = version === 1 ? countsSince(record) : versions[version - 1]?.at;
  yield* compared(`${pointer}/asked`, asked, put ?? null);
  yield* compared(`${pointer}/until`, until, written(millisecond(asked) + within));
  if (closed === null) return;
  const { how, at } = closed;
  const inTime = how === 'timed-out' ? at >= until : asked <= at && at < until;
  if (!inTime) yield inRecord(`${pointer}/closed/at`, `is ${at}, but it is ${how} (PRO-11)`);
  if (how === 'refused' && what !== 'consent')
    yield inRecord(`${pointer}/closed/how`, `is refused, but a ${what} cannot be (REP-1)`);
}

/** The guardian’s veto stands at once, within the delay of a council’s decision, where the charter gives such a scope (VET-3). */
function* guardiansVeto(
  pointer: string,
  { at, contest, question, answer }: VetoRecord,
  record: ProposalRecord,
): Generator<Difference> {
  const delay = stageOf(record, 'delay');
  const within = delay?.closes != null && delay.opens <= at && at < delay.closes;
  const { charter, category } = record.rules;
  const scope = charter.guardian?.scope;
  const mayVeto =
    scope === 'principles' || (scope === 'amendments' && category.actions.includes('charter.amend'));
  if (!mayVeto || !within) yield inRecord(pointer, 'is a veto of the guardian, who has none here (VET-3)');
  yield* compared(`${pointer}/contest`, contest, null);
  yield* compared(`${pointer}/question`, question, null);
  yield* compared(`${pointer}/answer`, answer, { outcome: 'stands', at });
}

/** One that nobody contested in time stands; any other is the council’s to answer, in a decision of its own (VET-2). */
function* membersVeto(
  pointer: string,
  { by, at, until, contest, question, answer, version }: VetoRecord & { readonly until: string },
  record: ProposalRecord,
): Generator<Difference> {
  const { vetoes } = record.rules.charter;
  if (vetoes === null) {
    yield inRecord(pointer, 'was not possible: the charter has none (VET-1)');
    return;
  }
  yield* compared(`${pointer}/until`, until, written(millisecond(at) + vetoes.contest));
  if (!isRaisedInTime(at, record)) yield inRecord(`${pointer}/at`, `is ${at}, outside its time (VET-1)`);
  if (version > record.version)
    yield inRecord(`${pointer}/version`, `is ${version}, which never was in force (VET-1)`);
  // An amendment ends what was raised against the older text, as the newer comes into force, and leaves nothing of it open.
  const newer = record.versions.find((one) => one.version > version && one.inForceAt !== null)?.inForceAt;
  if (newer == null && answer?.outcome === 'lapsed')
    yield inRecord(`${pointer}/answer/outcome`, 'is lapsed, but its text is in force (VET-2)');
  if (newer != null && (answer === null || answer.outcome === 'lapsed'))
    yield* compared(`${pointer}/answer`, answer, { outcome: 'lapsed', at: newer });
  if (answer?.outcome === 'lapsed') return;
  if (contest === null) {
    yield* compared(`${pointer}/question`, question, null);
    if (answer?.outcome === 'lifted')
      yield inRecord(`${pointer}/answer/outcome`, 'is lifted, but nobody contested it (VET-2)');
    if (answer !== null && answer.at < until)
      yield inRecord(
        `${pointer}/answer/at`,
        `is ${answer.at}, before the time for its contest is over (VET-2)`,
      );
    return;
  }
  if (contest.by === by) yield inRecord(`${pointer}/contest/by`, `is ${by}, who raised it (VET-2)`);
  if (contest.at < at || contest.at >= until)
    yield inRecord(`${pointer}/contest/at`, `is ${contest.at}, outside the time for it (VET-2)`);
  if (question === null && answer !== null)
    yield inRecord(`${pointer}/question`, 'is null, but the council answered (VET-2)');
  if (answer !== null && answer.at < contest.at)
    yield inRecord(`${pointer}/answer/at`, `is ${answer.at}, before the contest (VET-2)`);
}

/** A family’s veto in its stage, an objection to a council’s proposal until the first vote opens (VET-1). */
function isRaisedInTime(at: string, record: ProposalRecord): boolean {
  const { tier, submittedAt, votes } = record;
  if (tier === 3) return submittedAt <= at && (votes[0] === undefined || at < votes[0].opens);
  const stage = stageOf(record, 'veto');
  return stage?.closes != null && stage.opens <= at && at < stage.closes;
}

/** Whose own case it is, as far as a record says: its author, who wrote what it goes on with, the accused, and the victims who said that they are one (GUA-1). */
export const concerned = ({
  author,
  originator,
  requirements,
  counted,
}: ProposalRecord): readonly string[] => [
  ...[author, originator].filter((id) => id !== null),
  // The first who is heard is the accused; a victim is who says so.
  ...requirements
    .filter(({ what }) => what === 'hearing')
    .slice(0, 1)
    .map(({ who }) => who),
  ...(counted?.recused ?? []),
];

/** Where what the category asks for is missing: adoption, by consensus or by vote, waits for it (PRO-11, REP-1, JUS-1). */
export function* neededDifferences(record: ProposalRecord): Generator<Difference> {
  const { requirements, version, rules } = record;
  // Nothing is asked of what never counted (PRO-2).
  if (countsSince(record) === null) return;
  const { gates, hearing } = rules.category;
  const asked = {
    consent: gates.includes('parents') || permissionAt(record, version) === 'family.admit',
    resources: gates.includes('resources'),
    diversity: gates.includes('diversity'),
    hearing,
  } as const;
  // Whom a sensor observes stands in the text alone, which the evidence has (ALM-1).
  const isUntold = permissionAt(record, version) === 'sensor.register';
  for (const [what, isAsked] of Object.entries(asked))
    if (
      !(isUntold && what === 'consent') &&
      requirements.some((one) => one.what === what && one.version === version) !== isAsked
    )
      yield inRecord(
        '/requirements',
        isAsked ? `have no ${what}, which the category asks for` : `have a ${what}, which nothing asks for`,
      );
}

/** What had not been answered, or not so that the decision could go on, before an instant to which all of it was waited for. */
export function* waitDifferences(
  record: ProposalRecord,
  pointer: string,
  instant: string,
): Generator<Difference> {
  for (const [place, { what, version, closed }] of record.requirements.entries()) {
    // Of an older text nothing was waited for any more (PRO-6).
    if (closed === null && version < record.version) continue;
    if (closed === null)
      yield inRecord(`/requirements/${place}/closed`, 'is null, but adoption waits for it (PRO-11)');
    else if (closed.how === 'refused' || (closed.how === 'timed-out' && what !== 'hearing'))
      yield inRecord(`/requirements/${place}/closed/how`, `is ${closed.how}, which ends a decision (PRO-11)`);
    else yield* notBefore(pointer, instant, { earliest: closed.at, what: `when ${what} was ${closed.how}` });
  }
  for (const [place, { answer }] of objections(record).entries())
    if (answer === null || answer.outcome === 'stands')
      yield inRecord(`/vetoes/${place}/answer`, 'has not lifted it, but adoption waits for that (VET-2)');
    else yield* notBefore(pointer, instant, { earliest: answer.at, what: 'when a veto was lifted' });
}

/** Raised before adoption, so all come first. */
const objections = ({ tier, vetoes }: ProposalRecord): readonly VetoRecord[] =>
  tier === 3 ? vetoes.filter(({ until }) => until !== null) : [];

/** When the last of what adoption waits for was answered; null where there was nothing to wait for. */
export function settledAt(record: ProposalRecord): string | null {
  const closings = record.requirements.flatMap(({ closed }) => closed?.at ?? []);
  const answers = objections(record).flatMap(({ answer }) => answer?.at ?? []);
  return [...closings, ...answers].toSorted().at(-1) ?? null;
}

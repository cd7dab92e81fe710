/** What ended in the wrong category, and what should have, against what was asked for and said (TIE-6). */
import { asksNeeded, mayBeAsked, namedBy, otherCategories } from '../../rules/proposal/category-requests.ts';
import type { Content } from '../../rules/model.ts';
import { compared, type Difference, inEvidence, inRecord } from '../recount/difference.ts';
import type { Declaration } from '../parts/evidence-entries.ts';
import type { VersionEntry } from '../parts/schema/evidence.ts';
import { electorsIn } from '../parts/entries.ts';
import type { PackedProposal } from '../parts/packed.ts';
import { told } from './entries.ts';
import { matterOf } from './matter.ts';
import { declaredBy } from './rationale.ts';
import type { ProposalRecord } from '../parts/schema/record.ts';
import { clockDifference, millisecond } from './course/windows.ts';

/** What the ending says of it; anything may stand in a record that lies. */
interface Said {
  readonly category: unknown;
  readonly punishes: unknown;
  readonly asked: number;
  readonly needed: unknown;
  readonly departed: readonly string[];
  readonly before: unknown;
  /** A hash of its action and object: by that the same is known. */
  readonly matter: unknown;
}

function saidIn(facts: Readonly<Record<string, unknown>>): Said {
  const { category, punishes, asked, needed, departed, before = null, matter } = facts;
  const gone = Array.isArray(departed) ? departed.filter((one) => typeof one === 'string') : [];
  return { category, punishes, asked: Number(asked), needed, departed: gone, before, matter };
}

/** From the record alone: it can be asked for there, and enough of those who are left did. */
export function* wrongCategory(record: ProposalRecord): Generator<Difference> {
  const { rules, ending, declared, electorate } = record;
  const needs = rules.charter.categoryRequests;
  if (needs === null || !mayBeAsked(record)) {
    yield inRecord('/ending/rule', 'is TIE-6, but nobody could ask for another category');
    return;
  }
  if (ending.facts === null || !('told' in ending.facts)) return;
  const { category, asked, needed, departed, before } = saidIn(ending.facts.told);
  const facts = '/ending/facts/told';
  if (!rules.guarded.some(({ name }) => name === category))
    yield inRecord(`${facts}/category`, 'has neither a hearing nor an appeal that this one lacks (TIE-6)');
  const due = asksNeeded(needs, (electorate?.size ?? 0) - departed.length, before !== null);
  yield* compared(`${facts}/needed`, needed, due);
  if (!(asked >= due)) yield inRecord(`${facts}/asked`, `is ${asked}, but ${due} are needed (TIE-6)`);
  const members = declaredBy(declared, 'category-requests');
  if (members < asked)
    yield inRecord(
      '/declared/category-requests',
      `is ${members}, but ${asked} are said to have asked (TIE-6)`,
    );
}

export function* requestDifferences(record: ProposalRecord, evidence: PackedProposal): Generator<Difference> {
  yield* byElectors(record, evidence);
  if (record.ending.rule === 'TIE-6') yield* endedSo(record, evidence);
  else yield* unheeded(record, evidence);
}

/** Electors alone ask for another category, and whom a version of the text names says that it does not punish them. */
function* byElectors(
  { counted }: ProposalRecord,
  { declarations, electorate, versions }: PackedProposal,
): Generator<Difference> {
  if (!declarations.some(({ kind }) => kind === asking || kind === denying)) return;
  const electors = electorsIn(electorate, counted?.recused ?? []);
  for (const [place, { kind, member }] of declarations.entries()) {
    const pointer = `/declarations/${place}`;
    if (kind === asking && !electors.has(member))
      yield inEvidence(pointer, `is of ${member}, who is no elector of this decision (TIE-6)`);
    if (kind === denying && !versions.some(({ content }) => namedBy(content as Content).includes(member)))
      yield inEvidence(pointer, `is of ${member}, whom no version of the text names (TIE-6)`);
  }
}

const asking = 'category-requests';
const denying = 'no-punishment';

/** From the evidence: the text in force names the member, the category permits its action, enough asked, and the member had not said no. */
function* endedSo(record: ProposalRecord, evidence: PackedProposal): Generator<Difference> {
  const said = saidIn(told(evidence.timeline, 'ended')?.facts ?? {});
  const { category, punishes, asked, departed } = said;
  const { endedAt, version, rules } = record;
  const facts = '/ending/facts';
  const inForce = evidence.versions.find((one) => one.version === version);
  if (inForce !== undefined) yield* ofText(said, inForce, rules);
  // Of what was asked or taken back in the last moments nobody can say whether it was seen.
  const end = millisecond(endedAt);
  const asks = standingIn(evidence, { from: end - clockDifference, to: end + clockDifference }, 'once');
  const members = [...asks].filter(([, one]) => one.category === category && one.punishes === punishes);
  if (members.length < asked)
    yield inRecord(facts, `say that ${asked} asked, but the evidence has ${members.length} who did (TIE-6)`);
  if (isDenied(evidence, punishes, version, end - clockDifference))
    yield inRecord('/outcome', `is wrong-category, but the member said that it is no punishment (TIE-6)`);
  const electors = electorsIn(evidence.electorate);
  for (const member of departed)
    if (!electors.has(member) || asks.has(member))
      yield inRecord(facts, `have ${member} departed, who was no elector, or asked (TIE-6, MEM-2)`);
}

/** What the text in force must be for what is said to have been asked for. */
function* ofText(
  { category, punishes, matter }: Said,
  { content }: VersionEntry,
  { guarded }: ProposalRecord['rules'],
): Generator<Difference> {
  const text = content as Content;
  if (!namedBy(text).some((member) => member === punishes))
    yield inRecord('/ending/facts', 'name a member whom neither impact nor action names (TIE-6)');
  if (!otherCategories(text, guarded).some((name) => name === category))
    yield inRecord('/ending/facts', 'name a category that does not permit the action (TIE-6)');
  if (text.action === null || matter !== matterOf(text).toString('hex'))
    yield inRecord('/ending/facts', 'have a matter that is not that of the text (TIE-6)');
}

/** What ended in the wrong category, as the log has it. */
interface Former {
  readonly decision: string;
  readonly endedAt: string;
}

/**
 * Takes the records of a log in their order: whether one that ended in the wrong category names the last that was the same before it, and
 * was not put again too early (TIE-6). Of two that ended within a minute neither may have known of the other.
 */
export function openWrongCategories(): (record: ProposalRecord) => string | undefined {
  const former = new Map<string, Former[]>();
  return ({ id, category, outcome, ending, submittedAt, endedAt, rules }) => {
    if (outcome !== 'wrong-category' || ending.facts === null || !('told' in ending.facts)) return undefined;
    const { punishes, matter, before } = saidIn(ending.facts.told);
    const same = JSON.stringify([category, punishes, matter]);
    const known = former.get(same) ?? [];
    former.set(same, [...known, { decision: id, endedAt }]);
    const memory = rules.charter.categoryRequests?.memory ?? 0;
    const early = known.find(
      (one) =>
        millisecond(one.endedAt) + clockDifference < millisecond(submittedAt) &&
        millisecond(submittedAt) + clockDifference < millisecond(one.endedAt) + memory,
    );
    if (early !== undefined)
      return `was put again less than ${memory} ms after ${early.decision}, which was the same, ended in the wrong category (TIE-6)`;
    const seen = known.filter((one) => millisecond(one.endedAt) + clockDifference < millisecond(endedAt));
    return seen.length === 0 || known.some(({ decision }) => decision === before)
      ? undefined
      : `says that ${before === null ? 'nothing' : JSON.stringify(before)} was the same before it in the wrong category, but the log has ${seen.at(-1)?.decision ?? ''} (TIE-6)`;
  };
}

/** Enough who asked for the same, while there was time for it, end a decision: it cannot have gone on. */
function* unheeded(record: ProposalRecord, evidence: PackedProposal): Generator<Difference> {
  const { rules, outcome, electorate, rounds, votes, endedAt } = record;
  const needs = rules.charter.categoryRequests;
  if (needs === null || electorate === null || !mayBeAsked(record) || outcome === 'interrupted') return;
  const horizon = millisecond(votes[0]?.opens ?? rounds.at(-1)?.closedAt ?? endedAt);
  const seen = { from: horizon - clockDifference, to: horizon };
  const inForce = evidence.versions.filter(
    (one) => one.inForceAt !== null && millisecond(one.inForceAt) <= horizon,
  );
  const last = inForce.at(-1);
  if (last?.inForceAt == null || (last.version > 1 && millisecond(last.inForceAt) > seen.from)) return;
  const text = last.content as Content;
  const [categories, named] = [otherCategories(text, rules.guarded), namedBy(text)];
  const asks = new Map<string, number>();
  for (const { category, punishes } of standingIn(evidence, seen, 'throughout').values())
    if (categories.includes(category) && named.includes(punishes)) {
      const pair = JSON.stringify([category, punishes]);
      asks.set(pair, (asks.get(pair) ?? 0) + 1);
    }
  for (const [pair, asked] of asks) {
    const [category, punishes] = JSON.parse(pair) as [string, string];
    const needed = asksNeeded(needs, electorate.size, isAgain(evidence, category, punishes));
    if (asked >= needed && !isDenied(evidence, punishes, last.version, horizon))
      yield inRecord('/outcome', `is ${outcome}, but ${asked} had asked for ${category} (TIE-6)`);
  }
}

/** It had been in the wrong category before, as was told with the first request (TIE-6). */
const isAgain = ({ timeline }: PackedProposal, category: string, punishes: string): boolean =>
  timeline.some(
    ({ kind, facts }) =>
      kind === 'category-requested' &&
      facts.category === category &&
      facts.punishes === punishes &&
      facts.before !== null,
  );

const isDenied = (
  { declarations }: PackedProposal,
  member: unknown,
  version: number,
  before: number,
): boolean =>
  declarations.some(
    (one) =>
      one.kind === denying &&
      one.member === member &&
      Number(one.facts.version) >= version &&
      millisecond(one.at) < before,
  );

interface Standing {
  readonly category: string;
  readonly punishes: string;
}

/** What each elector asked for, `once` within a span of time or `throughout` it; who withdrew that asks for nothing. */
function standingIn(
  { declarations, electorate }: PackedProposal,
  { from, to }: { readonly from: number; readonly to: number },
  how: 'once' | 'throughout',
): ReadonlyMap<string, Standing> {
  const electors = electorsIn(electorate);
  const own = declarations.filter(({ kind, member }) => kind === asking && electors.has(member));
  const standing = new Map<string, Standing>();
  for (const [place, { member, facts, at }] of own.entries()) {
    const next: Declaration | undefined = own[place + 1];
    const until = next?.member === member ? millisecond(next.at) : Infinity;
    const since = millisecond(at);
    const stood = how === 'once' ? since <= to && until >= from : since < from && until > to;
    const { category, punishes } = facts;
    if (stood && typeof category === 'string' && typeof punishes === 'string')
      standing.set(member, { category, punishes });
  }
  return standing;
}

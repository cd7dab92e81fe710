/** Endorsers in a record: whether they were asked for, who they were, and that nothing went on without them (PRO-2). */
import {
  asksEndorsers,
  endorsersNeeded,
  endorsersOf,
  type EndorsementWord,
} from '../../../rules/proposal/endorsement.ts';
import { stageOf } from '../course/stages.ts';
import { clockDifference, millisecond } from '../course/windows.ts';
import { fact, told } from '../entries.ts';
import type { TimelineEntry } from '../../parts/evidence-entries.ts';
import { electorsIn } from '../../parts/entries.ts';
import type { PackedProposal } from '../../parts/packed.ts';
import type { ProposalRecord } from '../../parts/schema/record.ts';
import { compared, type Difference, inEvidence, inRecord } from '../../recount/difference.ts';

type Recorded = Pick<ProposalRecord, 'endorsement'>;

/** Executing again what failed is no second decision (EXE-2). */
const isRetry = ({ links }: Pick<ProposalRecord, 'links'>): boolean =>
  links.some(({ relation }) => relation === 'retry-of');

/** As the timeline tells it; nothing where nobody was asked. */
export function endorsementOf(timeline: readonly TimelineEntry[]): Recorded {
  const needed = fact<number | null>(told(timeline, 'submitted')?.facts.endorsers);
  if (needed === null) return {};
  const last = timeline.findLast(({ kind }) => kind === 'endorsed');
  const members = fact<string[] | null>(last?.facts.members) ?? [];
  const isMet = Array.isArray(members) && members.length >= needed;
  return { endorsement: { needed, members, at: isMet ? (last?.at ?? null) : null } };
}

/** Since when a submission counts; null where it never did (PRO-2). */
export const countsSince = ({
  endorsement,
  submittedAt,
}: Recorded & Pick<ProposalRecord, 'submittedAt'>): string | null =>
  endorsement === undefined ? submittedAt : endorsement.at;

/** What ends it though too few endorse: its author, the end of the time for it, or the loss of its workflow. */
const withoutEnough = ({ outcome, ending }: ProposalRecord): boolean =>
  ['withdrawn', 'interrupted'].includes(outcome) || isUnendorsed({ outcome, ending });

const isUnendorsed = ({ outcome, ending }: Pick<ProposalRecord, 'outcome' | 'ending'>): boolean =>
  outcome === 'lapsed' && ending.rule === 'PRO-2';

/** From the record alone. */
export function* endorsementFigures(record: ProposalRecord): Generator<Difference> {
  const { endorsement, rules, author, electorate, stages } = record;
  const { endorsers } = rules.category;
  const isAsked = asksEndorsers(rules.category, { author, isRetry: isRetry(record) });
  if (endorsement === undefined) {
    // Of a single elector, who may be its author, only the evidence tells.
    if (isAsked && (electorate?.size ?? 0) > 1)
      yield inRecord('/endorsement', 'is missing, but its category asks for endorsers (PRO-2)');
    if (stageOf(record, 'endorsement') !== undefined)
      yield inRecord('/stages', 'have an endorsement, but nobody was asked (PRO-2)');
    return;
  }
  const { needed, members, at } = endorsement;
  if (!isAsked || needed < 1 || needed > (endorsers?.count ?? 0))
    yield inRecord('/endorsement/needed', `is ${needed}, which is not what its category asks for (PRO-2)`);
  if (new Set(members).size !== members.length || members.length > needed)
    yield inRecord('/endorsement/members', 'are not each one who was needed (PRO-2)');
  if (at === null && !withoutEnough(record))
    yield inRecord('/endorsement/at', 'is null, but nothing goes on that too few endorse (PRO-2)');
  const [first, next] = stages;
  if (first?.stage !== 'endorsement') yield inRecord('/stages', 'do not begin with an endorsement (PRO-2)');
  if (next !== undefined && (at === null || millisecond(next.opens) < millisecond(at)))
    yield inRecord('/stages/1/opens', `is ${next.opens}, before enough had endorsed it (PRO-2)`);
}

/** It lapses once its time is over, and not where there were enough. */
export function* unendorsed(record: ProposalRecord): Generator<Difference> {
  const { endorsement, endedAt } = record;
  if (endorsement === undefined || endorsement.at !== null)
    yield inRecord('/endorsement', 'does not lack endorsers (PRO-2)');
  const closes = stageOf(record, 'endorsement')?.closes ?? null;
  if (closes !== null && endedAt < closes)
    yield inRecord('/endedAt', `is ${endedAt}, before ${closes}, until when it could be endorsed (PRO-2)`);
}

/** From the evidence: so many as there could be, and those who said so in time. */
export function* endorsementDifferences(
  record: ProposalRecord,
  { declarations, electorate, timeline }: PackedProposal,
): Generator<Difference> {
  const { author, counted, endorsement, rules, outcome } = record;
  const { endorsers } = rules.category;
  // Who was recused later was an elector until the hearing was over.
  const electors = electorsIn(electorate, counted?.recused ?? []);
  const isAsked = asksEndorsers(rules.category, { author, isRetry: isRetry(record) });
  if (endorsers !== undefined && isAsked && author !== null) {
    const submitted = told(timeline, 'submitted')?.facts.electorate;
    const size = Number((submitted as { size?: unknown } | undefined)?.size);
    const due = endorsersNeeded(endorsers, { electors: size, isAuthorOne: electors.has(author) });
    yield* compared('/endorsement/needed', endorsement?.needed ?? 0, due);
  }
  const stage = stageOf(record, 'endorsement');
  const words: EndorsementWord[] = [];
  for (const [place, { kind, member, facts, at }] of declarations.entries()) {
    if (kind !== 'endorsements') continue;
    words.push({ member, withdrawn: facts.withdraw === true, at });
    if (
      stage?.closes == null ||
      at >= stage.closes ||
      millisecond(at) + clockDifference < millisecond(stage.opens)
    )
      yield inEvidence(`/declarations/${place}`, 'is outside the time for endorsements (PRO-2)');
    if (member === author || !electors.has(member))
      yield inEvidence(`/declarations/${place}`, `is of ${member}, who cannot endorse it (PRO-2)`);
  }
  if (endorsement === undefined) return;
  const { members, reachedAt } = endorsersOf(words, endorsement.needed);
  const { at } = endorsement;
  // Of what ended otherwise, the last words may not have been looked at.
  if (at !== null || !['withdrawn', 'interrupted'].includes(outcome))
    yield* compared('/endorsement/members', endorsement.members, members);
  if (at !== null && (reachedAt === null || millisecond(at) + clockDifference < millisecond(reachedAt)))
    yield inRecord('/endorsement/at', `is ${at}, before enough had endorsed it (PRO-2)`);
}

/** Composes the record of a family's founding from its facts: who keeps one and who checks one do it here (MEM-7, REC-1). */
import type { FamilyState } from '../../rules/family/state.ts';
import { councilIn } from '../parts/council.ts';
import type { TimelineEntry } from '../parts/evidence-entries.ts';
import { recordFormat } from '../parts/figures-schema.ts';
import { asTheyHappened, fact, told } from '../proposal/entries.ts';
import type { FamilyRecord } from './schema.ts';

/** What a record is composed from, beside what it says word for word. */
export interface FamilyFacts extends Pick<FamilyRecord, 'id' | 'charter' | 'rules' | 'council' | 'evidence'> {
  readonly timeline: readonly TimelineEntry[];
}

/** @throws {TypeError} where the timeline has no beginning or no ending */
export function composeFamily(facts: FamilyFacts): FamilyRecord {
  const { id, charter, rules, evidence, ...entries } = facts;
  const timeline = asTheyHappened(entries.timeline);
  const proposed = told(timeline, 'proposed');
  const ended = told(timeline, 'ended');
  if (proposed === undefined || ended === undefined)
    throw new TypeError(`the timeline of ${id} has no beginning or no ending`);
  const family = proposed.facts['family'] as FamilyState['family'];
  const by = fact<string>(proposed.facts['by']);
  const { outcome, rule, refused, to } = ended.facts;
  const accepting = timeline.filter(({ kind }) => kind === 'accepted');
  const accepted = [by, ...accepting.map((entry) => fact<string>(entry.facts['by']))];
  const composed = {
    id,
    charter,
    rules,
    ...councilIn(facts),
    evidence,
    format: recordFormat,
    kind: 'family',
    title: family.name,
    family: family.id,
    founders: fact<string[]>(proposed.facts['founders']),
    createdAt: proposed.at,
    closes: fact<string>(proposed.facts['closes']),
    endedAt: ended.at,
    outcome: outcome as FamilyRecord['outcome'],
    accepted,
    declinedBy: fact<string | null>(told(timeline, 'declined')?.facts['by']),
    refused: fact<FamilyRecord['refused']>(refused),
    continuationOf: fact<string | null>(told(timeline, 'continuation-of')?.facts['id']),
    continuedBy: outcome === 'interrupted' ? fact<string | null>(to) : null,
    ending: { rule: fact<string>(rule) },
  } as const;
  return { ...composed, rationale: reasonsOf(composed) };
}

/** How many of the founders accepted, who declined, and what stood against it: as much as there was of each; then the outcome. */
export function reasonsOf({
  founders,
  accepted,
  declinedBy,
  refused,
  ending,
  outcome,
}: Pick<
  FamilyRecord,
  'founders' | 'accepted' | 'declinedBy' | 'refused' | 'ending' | 'outcome'
>): FamilyRecord['rationale'] {
  return [
    { rule: 'MEM-7', founders: founders.length, accepted: accepted.length },
    ...(declinedBy === null ? [] : [{ rule: 'MEM-7', declinedBy }]),
    ...(refused === null ? [] : [{ rule: refused.rule, refused: refused.code }]),
    { rule: ending.rule, outcome },
  ];
}

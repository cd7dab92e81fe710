/** Composes the record of a family's founding from its facts: who keeps one and who checks one do it here (MEM-7, REC-1). */
import type { FamilyState } from '../../rules/family/state.ts';
import { composeFrame, type FactsOf } from '../parts/frame.ts';
import { fact, told } from '../proposal/entries.ts';
import type { FamilyRecord } from './schema.ts';

/** @throws {TypeError} where the timeline has no beginning or no ending */
export function composeFamily(facts: FactsOf<FamilyRecord>): FamilyRecord {
  const { timeline, begun, ended, frame } = composeFrame<FamilyRecord>('family', facts, 'proposed');
  const family = begun['family'] as FamilyState['family'];
  const by = fact<string>(begun['by']);
  const accepting = timeline.filter(({ kind }) => kind === 'accepted');
  const accepted = [by, ...accepting.map((entry) => fact<string>(entry.facts['by']))];
  const composed = {
    ...frame,
    title: family.name,
    family: family.id,
    founders: fact<string[]>(begun['founders']),
    closes: fact<string>(begun['closes']),
    accepted,
    declinedBy: fact<string | null>(told(timeline, 'declined')?.facts['by']),
    refused: fact<FamilyRecord['refused']>(ended['refused']),
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

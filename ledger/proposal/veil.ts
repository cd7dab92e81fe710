/** Whom the record of a proposal does not name, and where it would (REC-5, JUS-1). */
import type { Content } from '../../rules/model.ts';
import { namedInJustice } from '../../rules/proposal/sealing.ts';
import type { TimelineEntry } from '../parts/evidence-entries.ts';
import type { VersionEntry } from '../parts/schema/evidence.ts';
import type { Places } from '../parts/veil.ts';
import { bodyOf } from './entries.ts';

/** Where it names accused, victims and who objected, and holds what members said. */
export const proposalPlaces: Places = {
  names: [
    'author',
    'originator',
    'counted.recused',
    'endorsement.members',
    'requirements.who',
    'vetoes.by',
    'vetoes.contest.by',
    'asks.named',
    'asks.without',
    'dissent.positions.member',
    'votes.reasonsAgainst.member',
    'resolution.guardian',
    'resolution.recused.facts.guardian',
    'approval.guardian',
    'appeal.lodged.by',
    'appeal.ended.guardian',
    ...['accused', 'by', 'guardian', 'punishes', 'result.persons', 'result.to', 'who'].map(
      (key) => `ending.facts.told.${key}`,
    ),
  ],
  texts: [
    'vetoes.reason',
    'vetoes.contest.reason',
    'dissent.positions',
    'dissent.positions.reason',
    'votes.reasonsAgainst.reason',
    'resolution.reason',
    'approval.reason',
    'appeal.lodged.reason',
    'appeal.ended.reason',
  ],
};

/** Who is judged, was harmed, or objected: a question about objections has their hashes in common with the decision that waits for it (VET-2). */
export function namesIn(
  versions: Iterable<VersionEntry>,
  timeline: readonly TimelineEntry[],
): readonly string[] {
  const names = new Set<unknown>();
  for (const { content } of versions)
    for (const member of namedInJustice(content as Content)) names.add(member);
  for (const { kind, facts } of timeline) if (kind === 'objected') names.add(facts.by);
  const { asks } = bodyOf(timeline);
  for (const { named } of Array.isArray(asks) ? asks : []) for (const member of named) names.add(member);
  return [...names].filter((member) => typeof member === 'string');
}

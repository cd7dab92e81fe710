/** What an arbitration came to, by its own figures: the vote's word, the guardian's, or none (CNF-4). */
import type { ConflictRecord } from './schema.ts';

/** Null where it came to no end: a side had left. */
export function decidedOf({
  electorate,
  remedies,
  vote,
  resolution,
}: Pick<ConflictRecord, 'electorate' | 'remedies' | 'vote' | 'resolution'>): ConflictRecord['decided'] {
  if (electorate === null) return null;
  if (electorate.size === 0) return 'unresolved';
  if (remedies?.schulze == null) return null;
  if (remedies.schulze.length === 0) return 'unresolved';
  if (vote?.tally == null) return null;
  if (vote.tally.verdict === 'adopted') return 'arbitrated';
  return hasMissed(vote) && resolution?.remedy != null ? 'arbitrated' : 'unresolved';
}

/** A quorate vote that missed its threshold is the guardian's to decide. */
export const hasMissed = (vote: ConflictRecord['vote']): boolean =>
  vote?.tally != null && vote.tally.verdict !== 'adopted' && vote.tally.verdict !== 'inquorate';

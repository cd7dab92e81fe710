/** What an arbitration came to, by its own figures: the vote's word, the guardian's, or none (CNF-4, GUA-2). */
import { enoughJudge } from '../../rules/polls/recusal.ts';
import type { ConflictRecord } from './schema.ts';

type Judged = Pick<ConflictRecord, 'electorate' | 'remedies' | 'vote' | 'rules'>;

/** Null where it came to no end: a side had left. */
export function decidedOf(record: Judged & Pick<ConflictRecord, 'resolution'>): ConflictRecord['decided'] {
  const { electorate, remedies, vote, resolution } = record;
  if (electorate === null || remedies?.schulze == null) return null;
  if (remedies.schulze.length === 0) return 'unresolved';
  if (canVote(record) && vote?.tally == null) return null;
  if (isGuardians(record)) return resolution?.remedy == null ? 'unresolved' : 'arbitrated';
  return vote?.tally?.verdict === 'adopted' ? 'arbitrated' : 'unresolved';
}

/** How many were left to judge, last: at the close of the vote, or where there was none of the ranking; null where neither closed. */
const leftOf = ({ vote, remedies }: Judged): number | null =>
  vote?.tally?.electorate ?? remedies?.electorate ?? null;

/** How many the council had; null where it came to no arbitration, or a timeline tells something else than a number. */
const councilOf = ({ electorate }: Judged): number | null => {
  const council: unknown = electorate?.council;
  return typeof council === 'number' && Number.isSafeInteger(council) ? council : null;
};

const enough = (record: Judged, left: number | null): boolean => {
  const council = councilOf(record);
  return council !== null && left !== null && enoughJudge(left, council, record.rules.charter);
};

/** Remedies were put, and enough of the council were left to vote on the first (GUA-2). */
export const canVote = (record: Judged): boolean =>
  (record.remedies?.schulze ?? []).length > 0 && enough(record, record.remedies?.electorate ?? null);

/** Too few were left to judge what was put (GUA-2). */
export const tooFewLeft = (
  record: Judged,
): { readonly left: number; readonly council: number } | undefined => {
  const [left, council] = [leftOf(record), councilOf(record)];
  if (council === null || left === null || (record.remedies?.schulze ?? []).length === 0) return undefined;
  return enough(record, left) ? undefined : { left, council };
};

/** The guardian's to decide: a quorate vote missed its threshold, or too few were left to judge. */
export const isGuardians = (record: Judged): boolean => {
  const { vote } = record;
  if (tooFewLeft(record) !== undefined) return true;
  return vote?.tally != null && vote.tally.verdict !== 'adopted' && vote.tally.verdict !== 'inquorate';
};

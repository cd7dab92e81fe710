/** The guardian's recusal: when a resolution, an appeal or a deadlock finds no guardian to answer (GUA-1). */
import type { Member } from './model.ts';
import { refuse, type Refusal } from './refusal.ts';

/**
 * Why the guardian may not answer, or nothing where they may (GUA-1): the office is vacant (`null`), its holder offline, departed,
 * or one of those concerned (author, parties, accused, victims). Facts: `guardian` (id or null) and `because`.
 */
export function recused(
  guardian: Pick<Member, 'id' | 'status'> | null,
  concerned: readonly string[],
): Refusal | undefined {
  if (guardian === null) return refuse('recused', 'GUA-1', { guardian: null, because: 'vacant' });
  const { id, status } = guardian;
  if (status !== 'active') return refuse('recused', 'GUA-1', { guardian: id, because: status });
  if (concerned.includes(id)) return refuse('recused', 'GUA-1', { guardian: id, because: 'concerned' });
  return undefined;
}

/** The guardian's recusal: when a resolution, an appeal or a deadlock finds no guardian to answer (GUA-1). */
import type { Member } from '../model.ts';
import type { OfflineWord } from './offline.ts';
import { refuse, type Refusal } from '../refusal.ts';

/**
 * Why the guardian may not answer, or nothing where they may (GUA-1): the office is vacant (`null`), its holder departed, offline by
 * their own word (whom the registrar or the members file says to be offline has the whole window), or one of those concerned (author,
 * parties, accused, victims). Facts: `guardian` (id or null) and `because`.
 * @param guardian `offlineBy`: whose word it is that they are offline; null where they are not
 */
export function recused(
  guardian: (Pick<Member, 'id' | 'status'> & { readonly offlineBy: OfflineWord | null }) | null,
  concerned: readonly string[],
): Refusal | undefined {
  if (guardian === null) return refuse('recused', 'GUA-1', { guardian: null, because: 'vacant' });
  const { id, status, offlineBy } = guardian;
  if (status === 'departed' || offlineBy === 'member')
    return refuse('recused', 'GUA-1', { guardian: id, because: status });
  if (concerned.includes(id)) return refuse('recused', 'GUA-1', { guardian: id, because: 'concerned' });
  return undefined;
}

/** Members who are sought by how they are called (MEM-1). */
import { sql } from 'kysely';
import type { Db, Trx } from '../postgres/database.ts';
import {
  asMember,
  type MemberFilter,
  type MemberWithNotice,
  type MemberWithNoticeRow,
  withNotice,
} from './members.ts';

/** By what members are found: each has an index. */
const foundBy = ['members.id', 'findable(members.name)', 'last_word(findable(members.name))'] as const;

/**
 * The first members, at most `limit`, whose id, whose name or the last word of whose name begins so, in whatever case and with or without accents.
 * Nobody who is sought by more letters is left out.
 */
export async function findMembers(
  db: Db | Trx,
  { name, limit, ids, family, status }: Omit<MemberFilter, 'after' | 'q'> & { readonly name: string },
): Promise<MemberWithNotice[]> {
  const found = await Promise.all(
    foundBy.map((words) => {
      const begins = sql.raw(`${words} collate "C"`);
      let query = withNotice(db)
        .where(
          sql<boolean>`${begins} >= findable(${name}) and ${begins} < findable(${name}) || ${lastCharacter}`,
        )
        .orderBy(begins)
        .orderBy('members.id')
        .limit(limit);
      if (ids !== undefined) query = query.where('members.id', 'in', ids);
      if (family !== undefined) query = query.where('family', '=', family);
      if (status !== undefined) query = query.where('status', '=', status);
      return query.execute();
    }),
  );
  const byId = new Map(found.flat().map((row) => [row.id, asMember<MemberWithNoticeRow>(row)]));
  return [...byId.values()].slice(0, limit);
}

/** Every other character comes before it, and nobody's name needs it: Unicode keeps it for uses like this. */
const lastCharacter = '\u{10FFFF}';

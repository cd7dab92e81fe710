/** Who follows a process, and who has muted it, as its notices are written (CNF-5). */
import { type RawBuilder, sql } from 'kysely';
import type { Trx } from '../postgres/database.ts';

/** Whether the member `m` has muted a process, in SQL. */
export const isMutedBy = (decision: string): RawBuilder<boolean> => sql<boolean>`exists (
  select from following f where f.decision = ${decision} and f.member = m.id and f.notices = 'owed')`;

export async function isFollowed(trx: Trx, decision: string): Promise<boolean> {
  const { rows } = await sql`/* is-followed */
    select from following where decision = ${decision} and notices = 'all' limit 1`.execute(trx);
  return rows.length > 0;
}

/**
 * Who follows a process and has not been told of an entry.
 * @param occasion how the occasions of its notices begin
 * @param visibleTo who may see it; null: every member
 */
export async function followersOf(
  trx: Trx,
  decision: string,
  {
    visibleTo,
    occasion,
    but,
  }: {
    readonly visibleTo: readonly string[] | null;
    readonly occasion: string;
    readonly but: string | null;
  },
): Promise<string[]> {
  const { rows } = await sql<{ member: string }>`
    select f.member from following f
    where f.decision = ${decision} and f.notices = 'all' and f.member is distinct from ${but}
      and ${visibleTo === null ? sql`true` : sql`f.member = any (${[...visibleTo]}::text[])`}
      and not exists (
        select from notices n join inbox i on i.notice = n.id and i.member = f.member
        where n.decision = ${decision} and starts_with(n.occasion, ${occasion}))
    order by f.member`.execute(trx);
  return rows.map(({ member }) => member);
}

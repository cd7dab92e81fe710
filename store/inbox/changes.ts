/** What has happened of late in the processes that concern a member (CNF-5, AUT-2). */
import { sql } from 'kysely';
import type { Db } from '../postgres/database.ts';

/** An event as a listener hears it. */
export interface Change {
  readonly number: number;
  readonly decision: string;
  readonly kind: string;
  readonly at: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/**
 * The events after a number and up to another that the member may see, of processes that a notice in their inbox tells of, or that they follow; in order.
 * @param most so many at most
 */
export async function changesFor(
  db: Db,
  member: string,
  { after, upTo, most }: { readonly after: number; readonly upTo: number; readonly most: number },
): Promise<Change[]> {
  const { rows } = await sql<Change>`
    select e.number, e.decision, e.kind, e.at, e.facts from events e
    where e.number > ${after} and e.number <= ${upTo}
      and (e.visible_to is null or ${member} = any (e.visible_to))
      and (exists (
          select from notices n join inbox i on i.notice = n.id and i.member = ${member}
          where n.decision = e.decision)
        or exists (
          select from following f where f.decision = e.decision and f.member = ${member} and f.notices = 'all'))
    order by e.number limit ${most}`.execute(db);
  return rows;
}

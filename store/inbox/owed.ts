/** What a member owes now: of all that their notices ask for, what is neither done nor over (CNF-5, DEL-5). */
import { sql } from 'kysely';
import type { OwedAct } from '../../rules/audience.ts';
import { kindOf } from '../../rules/kinds.ts';
import type { Member } from '../../rules/model.ts';
import type { Db } from '../postgres/database.ts';
import { type About, processesAbout } from './about.ts';
import { isAmong } from './audience.ts';
import { type Notice, noticesById } from './notices.ts';

/** Where a page begins: after this notice, by when what it asks for is due and then by its number. */
export interface OwedPlace {
  readonly due: string | null;
  readonly id: number;
}

/** Acts that are looked through for one page: whoever is asked for more at once sees those that are due first. */
const mostLookedAt = 1_000;

/**
 * The notices that ask for what a member still owes at an instant, of each act of a process the newest; what is due first comes first, and
 * last what is owed for as long as it takes.
 * @param at ISO 8601, UTC; what is due at it is over
 */
export async function listOwed(
  db: Db,
  member: Pick<Member, 'id' | 'roles'>,
  at: string,
  { after, limit }: { readonly after?: OwedPlace | undefined; readonly limit: number },
): Promise<{ readonly notices: Notice[]; readonly about: ReadonlyMap<string, About> }> {
  const asked = await newestAsked(db, member.id, at);
  const rest = after === undefined ? asked : asked.filter((one) => isAfter(one, after));
  const notices: Notice[] = [];
  const about = new Map<string, About>();
  for (let from = 0; from < rest.length && notices.length < limit; from += limit) {
    const ids = rest.slice(from, from + limit).map(({ id }) => id);
    const some = await noticesById(db, member.id, ids);
    for (const [id, found] of await processesAbout(
      db,
      some.map(({ decision }) => decision),
      member,
    ))
      about.set(id, found);
    notices.push(...(await stillOwed(db, member.id, at, some, about)));
  }
  return { notices: notices.slice(0, limit), about };
}

/** The decisions in which a member still owes an act at an instant; of more than a thousand those that are due first. */
export async function decisionsOwed(
  db: Db,
  member: Pick<Member, 'id' | 'roles'>,
  at: string,
): Promise<string[]> {
  const { notices } = await listOwed(db, member, at, { limit: mostLookedAt });
  return [...new Set(notices.map(({ decision }) => decision))];
}

const isAfter = (one: OwedPlace, place: OwedPlace): boolean =>
  one.due === place.due ? one.id > place.id : one.due === null || (place.due !== null && one.due > place.due);

/** Of each act of a process the newest notice that asks for it; in order. */
async function newestAsked(db: Db, member: string, at: string): Promise<OwedPlace[]> {
  const { rows } = await sql<OwedPlace>`
    select id, due from (
      select distinct on (n.decision, n.owes) n.id, n.due
      from inbox i join notices n on n.id = i.notice
      where i.member = ${member} and i.owed_until > ${at}
      order by n.decision, n.owes, n.id desc
    ) newest
    order by due nulls last, id limit ${mostLookedAt}`.execute(db);
  return rows;
}

/** Those of some notices whose act is owed as the process stands; in their order. */
async function stillOwed(
  db: Db,
  member: string,
  at: string,
  notices: readonly Notice[],
  about: ReadonlyMap<string, About>,
): Promise<Notice[]> {
  const asking = [];
  for (const { id, decision, owes } of notices) {
    const found = about.get(decision);
    if (found === undefined) continue;
    if (owes === 'interruption') {
      asking.push(sql<{ id: number }>`
        select ${id}::bigint as id from gone g, members m
        where g.process = ${decision} and m.id = ${member} and 'operator' = any (m.roles)`);
      continue;
    }
    for (const to of kindOf(found.process).stillOwing(found.process.state, owes as OwedAct))
      asking.push(sql<{ id: number }>`
        select ${id}::bigint as id from members m
        where m.id = ${member} and m.status <> 'departed' and ${await isAmong(db, to, decision, at)}`);
  }
  if (asking.length === 0) return [];
  const { rows } = await sql<{ id: number }>`${sql.join(asking, sql` union `)}`.execute(db);
  const owed = new Set(rows.map(({ id }) => id));
  return notices.filter(({ id }) => owed.has(id));
}

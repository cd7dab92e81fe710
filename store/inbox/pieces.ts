/** Those whom a notice concerns told in pieces, in the order of their ids: of a large council one transaction would halt everybody. */
import { type RawBuilder, sql } from 'kysely';
import type { Audience } from '../../rules/audience.ts';
import type { Trx } from '../postgres/database.ts';
import { isAmong } from './audience.ts';
import { type Delivery, owedUntil } from './notices.ts';

/** Some of those whom a notice concerns, by their ids: those after one of them, so many at most. */
export interface Piece {
  readonly after: string;
  readonly most: number;
  /** The number of a notice: whoever has it in their inbox is told by it, and not by this one. */
  readonly unless?: number | undefined;
}

export interface Delivered {
  readonly members: number;
  readonly last: string | null;
}

/** The same for those who are named, in the order of their ids: of a hundred thousand names the next ones are sent, not all with each piece. */
export async function deliverInOrder(
  trx: Trx,
  notice: number,
  names: readonly string[],
  { after, most }: Pick<Piece, 'after' | 'most'>,
): Promise<Delivered> {
  const from = names.findIndex((name) => name > after);
  const next = from < 0 ? [] : names.slice(from, from + most);
  await sql`
    insert into inbox (member, notice, owed_until)
    select m.id, n.id, ${owedUntil} from members m, notices n
    where n.id = ${notice} and m.id = any (${next}::text[]) and m.status <> 'departed'
    on conflict do nothing`.execute(trx);
  return { members: next.length, last: next.at(-1) ?? null };
}

/** Puts a notice into the inboxes of some of those whom it concerns; answers how many they are, told before or not, and the last of them. */
export async function deliverPiece(
  trx: Trx,
  { notice, decision, at }: Pick<Delivery, 'notice' | 'decision' | 'at'>,
  audiences: readonly Audience[],
  { after, most, unless }: Piece,
): Promise<Delivered> {
  const others =
    unless === undefined
      ? sql`true`
      : sql`not exists (select from inbox t where t.member = m.id and t.notice = ${unless})`;
  const among: RawBuilder<unknown>[] = [];
  for (const to of audiences) among.push(sql`(${await isAmong(trx, to, decision, at)})`);
  const { rows } = await sql<Delivered>`
    with piece as (
      select m.id from members m
      where m.id > ${after} and m.status <> 'departed' and ${others} and (${sql.join(among, sql` or `)})
      order by m.id limit ${most}
    ), told as (
      insert into inbox (member, notice, owed_until)
      select piece.id, n.id, ${owedUntil} from piece, notices n where n.id = ${notice}
      on conflict do nothing
    )
    select count(*) as members, max(id) as last from piece`.execute(trx);
  return rows[0] ?? { members: 0, last: null };
}

/** Who may read a file because a process names it as evidence (ALM-6, AUT-2). */
import { sql } from 'kysely';
import type { Member } from '../../rules/model.ts';
import type { Db, Trx } from '../postgres/database.ts';
import { isInRoom } from '../processes/rooms.ts';

/** Whether a member may read what a process says of a file: a draft is its author's, a room who is in it, the rest every member's. */
export async function isCitedTo(
  db: Db | Trx,
  chain: string,
  reader: Pick<Member, 'id' | 'roles'>,
): Promise<boolean> {
  const { rows } = await sql<{ process: string; open: boolean; parties: readonly string[] | null }>`
    select c.process, coalesce(p.submitted_at is not null or p.author = ${reader.id}, not c.room and not k.confidential, false)
      as open, k.parties
    from custody_citations c
      left join proposals p on p.id = c.process
      left join processes k on k.id = c.process
    where c.chain = ${chain}`.execute(db);
  if (rows.some(({ open }) => open)) return true;
  for (const { process, parties } of rows)
    if (parties !== null && (await isInRoom(db, { id: process, parties }, reader))) return true;
  return false;
}

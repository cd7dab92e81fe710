/** Who may read what was said in the room of an ended conflict (AUT-2). */
import type { Member } from '../../rules/model.ts';
import type { Db } from '../postgres/database.ts';
import { isInRoom } from '../processes/rooms.ts';

/** Whether a member is in the room of a decision; whoever may read one that has none is in it. */
export async function mayEnter(
  db: Db,
  decision: string,
  member: Pick<Member, 'id' | 'roles'>,
): Promise<boolean> {
  const conflict = await db
    .selectFrom('processes')
    .select(['id', 'parties'])
    .where('id', '=', decision)
    .where('kind', '=', 'conflict')
    .executeTakeFirst();
  return conflict === undefined || isInRoom(db, conflict, member);
}

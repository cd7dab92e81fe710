/** Who may read what was said in the room of an ended process (AUT-2). */
import type { KindName } from '../../rules/kinds.ts';
import type { Member } from '../../rules/model.ts';
import type { Db } from '../postgres/database.ts';
import { hasRoom, isInRoom } from '../processes/rooms.ts';

/** Whether a member is in the room of a decision; whoever may read one that has none is in it. */
export async function mayEnter(
  db: Db,
  decision: string,
  member: Pick<Member, 'id' | 'roles'>,
): Promise<boolean> {
  const process = await db
    .selectFrom('processes')
    .select(['id', 'kind', 'parties'])
    .where('id', '=', decision)
    .executeTakeFirst();
  return process === undefined || !hasRoom(process.kind as KindName) || isInRoom(db, process, member);
}

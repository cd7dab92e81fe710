/** Rooms of privacy: negotiation and mediation are the parties', the mediators' and the guardian's (AUT-2). */
import type { Role } from '../charter/types.ts';
import type { Db, Trx } from './database.ts';
import { electoratesOf } from './electorships.ts';
import { holderOf } from './members.ts';
import { mediatorsOf, type ProcessChange } from './processes.ts';

/** The office that enters every room. */
const guardian: Role = 'guardian';

/** The mediators of a conflict, by their ids. */
export async function mediatorIds(db: Db | Trx, conflict: string): Promise<string[]> {
  const rows = await db
    .selectFrom('electors')
    .select('member')
    .where('electorate', '=', mediatorsOf(conflict))
    .orderBy('member')
    .execute();
  return rows.map(({ member }) => member);
}

/** Everybody in the room of a conflict as it stands. */
export async function roomOf(
  trx: Trx,
  { state, parties }: Pick<ProcessChange, 'state' | 'parties'>,
): Promise<string[]> {
  const holder = await holderOf(trx, guardian);
  const inside = [...parties, ...(await mediatorIds(trx, state.id))];
  return [...new Set(holder === undefined ? inside : [...inside, holder.id])];
}

/** Whether a member is in the room of a conflict. */
export async function isInRoom(
  db: Db | Trx,
  { id, parties }: { readonly id: string; readonly parties: readonly string[] },
  member: { readonly id: string; readonly roles: readonly Role[] },
): Promise<boolean> {
  if (parties.includes(member.id) || member.roles.includes(guardian)) return true;
  return (await electoratesOf(db, member.id, [mediatorsOf(id)])).size > 0;
}

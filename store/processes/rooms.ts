/** Rooms of privacy: negotiation and mediation are the parties', the mediators' and the guardian's; a repair out of a room is whose it is, and the guardian's (AUT-2). */
import type { Role } from '../../charter/choices.ts';
import { type KindName, kinds } from '../../rules/kinds.ts';
import { charterInForce } from '../council/charters.ts';
import type { Db, Trx } from '../postgres/database.ts';
import { electoratesOf } from '../ballots/electors.ts';
import { holderOf } from '../council/members.ts';
import { mediatorsOf } from './processes.ts';

/** Whether what happens in a kind of process can stay in a room: then its evidence has a part for that. */
export const hasRoom = (kind: KindName): boolean =>
  (kinds[kind].evidence as readonly string[]).includes('room');

/** The office that enters every room; null where the charter in force has no guardian, whoever held it before (GUA-1). */
export async function roomOffice(db: Db | Trx): Promise<Role | null> {
  const inForce = await charterInForce(db);
  const document = inForce?.document as { readonly guardian?: { readonly role: Role } | null } | undefined;
  return document?.guardian?.role ?? null;
}

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

/** What was said in restorative work, and agreed on there, is used by nobody who may judge its matter: no office enters (RST-5). */
const isClosed = (state: object): boolean => {
  const { from = null } = state as { readonly from?: { readonly kind: string } | null };
  return 'facilitator' in state || from?.kind === 'restorative';
};

/** Everybody in the room of a conflict as it stands. */
export async function roomOf(
  trx: Trx,
  { state, parties }: { readonly state: { readonly id: string }; readonly parties: readonly string[] },
): Promise<string[]> {
  if (isClosed(state)) return [...parties];
  const office = await roomOffice(trx);
  const holder = office === null ? undefined : await holderOf(trx, office);
  const inside = [...parties, ...(await mediatorIds(trx, state.id))];
  return [...new Set(holder === undefined ? inside : [...inside, holder.id])];
}

/** Whether a member is in the room of a conflict. */
export async function isInRoom(
  db: Db | Trx,
  { id, parties }: { readonly id: string; readonly parties: readonly string[] },
  member: { readonly id: string; readonly roles: readonly Role[] },
): Promise<boolean> {
  if (parties.includes(member.id)) return true;
  const office = await roomOffice(db);
  if (office !== null && member.roles.includes(office)) return !(await isClosedTo(db, id));
  return (await electoratesOf(db, member.id, [mediatorsOf(id)])).size > 0;
}

async function isClosedTo(db: Db | Trx, id: string): Promise<boolean> {
  const row = await db.selectFrom('processes').select('state').where('id', '=', id).executeTakeFirst();
  return row !== undefined && isClosed(row.state as object);
}

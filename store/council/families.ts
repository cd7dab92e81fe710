/** Who is in which family: how one is entered and left, and what follows from it (MEM-7, ALC-2, REC-4). */
import type { Trx } from '../postgres/database.ts';
import { type EndedAllocation, endHoldingsOfEmpty } from './allocation-ends.ts';
import { traceChange } from './members.ts';

/** Who did it, null where a decision did; when (ISO 8601, UTC); and what else is kept of the change, such as the `decision`. */
export interface FamilyCause {
  readonly by: string | null;
  readonly at: string;
  readonly told?: Readonly<Record<string, unknown>> | undefined;
}

/** Puts a member who is in no family into one, in the transaction that has locked the members. @throws where they are in one */
export async function enterFamily(
  trx: Trx,
  member: string,
  family: string,
  cause: FamilyCause,
): Promise<void> {
  await move(trx, member, { before: null, after: family }, cause);
}

/**
 * Takes a member out of their family, in the transaction that has locked the members. What a family without members held is free again (ALC-2).
 * Answers what so ended before its time: whose timers are to be told. @throws where they are in none
 */
export async function leaveFamily(
  trx: Trx,
  member: string,
  cause: FamilyCause,
): Promise<readonly EndedAllocation[]> {
  const { family } = await trx
    .selectFrom('members')
    .select((eb) => eb.ref('family').$notNull().as('family'))
    .where('id', '=', member)
    .executeTakeFirstOrThrow();
  await move(trx, member, { before: family, after: null }, cause);
  return endHoldingsOfEmpty(trx, family, cause.at);
}

async function move(
  trx: Trx,
  member: string,
  family: { readonly before: string | null; readonly after: string | null },
  { by, at, told = {} }: FamilyCause,
): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable('members')
    .set({ family: family.after })
    .where('id', '=', member)
    .where('family', 'is not distinct from', family.before)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new Error(`${member} is not in ${family.before ?? 'no family'}`);
  await traceChange(trx, { id: member, by, at }, { ...told, family });
}

/** An amendment of the charter held against the council as it stands: who would be left to decide (CHA-2, AMD-1). */
import { sql } from 'kysely';
import { amendingFault, maturityChange } from '../../charter/change/amending.ts';
import type { Action } from '../../rules/model.ts';
import type { Refusal } from '../../rules/refusal.ts';
import type { Db, Trx } from '../postgres/database.ts';
import { councilBody, mature } from '../ballots/electorates.ts';

/** An action in its category, under the document of the charter that it would amend. */
interface Amending {
  readonly document: unknown;
  readonly category: string;
  readonly action: Action | null;
}

/**
 * Why an action cannot amend the charter now, or nothing, as charter/change/amending.ts says; asked at submission, of an amended text, and
 * again at execution.
 * @param at ISO 8601
 */
export async function amendingFaultNow(
  db: Db | Trx,
  { document, category, action }: Amending,
  { pace, at }: { readonly pace: number; readonly at: string },
): Promise<Refusal | undefined> {
  const change = maturityChange(document, action);
  const council = change === undefined ? undefined : await matureUnder(db, change, at);
  return amendingFault(document, category, action, { pace, mature: council });
}

/** How many are of council maturity at an instant, and how many of those would be under other rules; departed ones are neither (MEM-2). */
async function matureUnder(
  db: Db | Trx,
  { before, after }: NonNullable<ReturnType<typeof maturityChange>>,
  at: string,
): Promise<{ readonly today: number; readonly remaining: number } | undefined> {
  const { rows } = await sql<{ today: number; remaining: number }>`
    select count(*) as today, count(*) filter (where ${mature(after, councilBody, at)}) as remaining
    from members where status <> 'departed' and ${mature(before, councilBody, at)}`.execute(db);
  return rows[0];
}

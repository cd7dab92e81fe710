/** An amendment of the charter held against the council as it stands: who would be left to decide (CHA-2, AMD-1). */
import { sql } from 'kysely';
import type { Charter } from '../../charter/types.ts';
import {
  amendingFault,
  type Deciding,
  maturityChange,
  signingBegins,
} from '../../charter/change/amending.ts';
import type { Action } from '../../rules/model.ts';
import type { Refusal } from '../../rules/refusal.ts';
import type { Db, Trx } from '../postgres/database.ts';
import { councilBody, mature } from '../ballots/electorates.ts';
import { isSigning } from './member-keys.ts';

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
  const begins = signingBegins(document, action);
  const signing = begins === undefined ? undefined : await withKeys(db, begins, at);
  return amendingFault(document, category, action, { pace, mature: council, signing });
}

/** How many are of council maturity at an instant, and how many of those have a key that counts then. */
async function withKeys(
  db: Db | Trx,
  maturity: Charter['maturity'],
  at: string,
): Promise<Deciding | undefined> {
  const { rows } = await sql<Deciding>`
    select count(*) as today,
      count(*) filter (where exists (select from member_keys k where k.member = members.id and ${isSigning(at)})) as remaining
    from members where status <> 'departed' and ${mature(maturity, councilBody, at)}`.execute(db);
  return rows[0];
}

/** How many are of council maturity at an instant, and how many of those would be under other rules; departed ones are neither (MEM-2). */
async function matureUnder(
  db: Db | Trx,
  { before, after }: NonNullable<ReturnType<typeof maturityChange>>,
  at: string,
): Promise<Deciding | undefined> {
  const { rows } = await sql<Deciding>`
    select count(*) as today, count(*) filter (where ${mature(after, councilBody, at)}) as remaining
    from members where status <> 'departed' and ${mature(before, councilBody, at)}`.execute(db);
  return rows[0];
}

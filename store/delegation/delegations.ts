/** Delegations as they are kept: who gave their vote to whom, for what, until when (DEL-1). */
import { sql } from 'kysely';
import type { Delegation } from '../../rules/delegation/scope.ts';
import type { Db, Trx } from '../postgres/database.ts';
import { takePart } from '../postgres/decision-lock.ts';
import type { Turn } from '../postgres/turn.ts';

export const delegationColumns = [
  'id',
  'sequence',
  'from_member as from',
  'to_member as to',
  'proposal',
  'category',
  'made_at as madeAt',
  'until',
  'revoked_at as revokedAt',
] as const;

interface Row extends Omit<Delegation, 'scope'> {
  readonly proposal: string | null;
  readonly category: string | null;
}

export const delegationOf = ({ proposal, category, ...row }: Row): Delegation => ({
  ...row,
  scope: proposal !== null ? { proposal } : category !== null ? { category } : {},
});

/**
 * Alone by whoever makes or revokes one, in a decision or anywhere: what they check stands until the commit, and their instant is read after
 * it. One for a single decision takes part in that decision.
 */
export const turnToDelegate = (proposal: string | null): Turn => {
  const alone = sql<boolean>`pg_try_advisory_xact_lock(hashtextextended('delegations', 3))`;
  if (proposal === null) return { name: 'delegations', take: alone, together: null };
  return {
    name: `delegations of ${proposal}`,
    take: sql`${takePart(proposal)} and ${alone}`,
    together: null,
  };
};

/**
 * By who closes a poll, once the close has come: whoever makes or revokes one has committed it, and whoever does so from now on reads a
 * later instant. Nobody waits for the close itself (DEL-1).
 */
export async function awaitDelegating(trx: Trx): Promise<void> {
  await sql`do $$ begin
    perform pg_advisory_lock_shared(hashtextextended('delegations', 3));
    perform pg_advisory_unlock_shared(hashtextextended('delegations', 3));
  end $$`.execute(trx);
}

export async function delegationById(db: Db | Trx, id: string): Promise<Delegation | undefined> {
  const row = await db
    .selectFrom('delegations')
    .select(delegationColumns)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && delegationOf(row);
}

export interface DelegationFilter {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Only those made before this one. */
  readonly before?: number | undefined;
  readonly limit: number;
}

/** The latest made first, those that are over or revoked among them. */
export async function listDelegations(
  db: Db,
  { from, to, before, limit }: DelegationFilter,
): Promise<Delegation[]> {
  let query = db.selectFrom('delegations').select(delegationColumns).orderBy('sequence', 'desc').limit(limit);
  if (from !== undefined) query = query.where('from_member', '=', from);
  if (to !== undefined) query = query.where('to_member', '=', to);
  if (before !== undefined) query = query.where('sequence', '<', before);
  return (await query.execute()).map(delegationOf);
}

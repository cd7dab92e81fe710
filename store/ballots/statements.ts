/** Statements: what members say in a decision, numbered in it and never changed (PRO-4, REC-2). */
import { sql } from 'kysely';
import { canonicalBytes } from '../../ledger/bytes/canonical.ts';
import { leafHash } from '../../ledger/log/merkle.ts';
import type { Member } from '../../rules/model.ts';
import { mayAct } from '../../rules/proposal/permissions.ts';
import { refuse, type Refusal } from '../../rules/refusal.ts';
import type { Clock } from '../postgres/clock.ts';
import type { Db, Trx } from '../postgres/database.ts';
import { proposalById } from '../processes/proposals.ts';
import { inTurn, seriesIn } from '../postgres/turn.ts';

/** How many statements one member may make in one decision. */
const statementsPerMember = 100;

/** A statement as it stands in the evidence. */
export interface StatementEntry {
  readonly decision: string;
  /** Counts the decision's statements from 1. */
  readonly number: number;
  readonly member: string;
  readonly stage: string;
  readonly round: number;
  readonly version: number;
  readonly text: string;
  readonly at: string;
}

/**
 * Takes a statement, or says why not. What is answered is committed.
 * @param request the idempotency key: a statement that came with it before is answered again, not made again
 */
export async function takeStatement(
  db: Db,
  clock: Clock,
  proposal: string,
  member: Member,
  text: string,
  request: string | null,
): Promise<{ readonly entry: StatementEntry } | { readonly refusal: Refusal }> {
  return inTurn(db, seriesIn(proposal, 'statements'), async (trx) => {
    const seen = await proposalById(trx, proposal);
    if (seen === undefined) throw new Error(`no proposal ${proposal}`);
    const known = request === null ? undefined : await statementOf(trx, proposal, member.id, request);
    if (known !== undefined) return { entry: known };
    const at = await clock(trx);
    // A statement belongs to no window: it may come until the decision ends.
    const standing = { ...seen.state, deadline: null };
    const actor = { id: member.id, status: member.status, elector: false, operator: false };
    const refusal = mayAct('statements', standing, actor, at);
    if (refusal !== undefined) return { refusal };
    const { all, own } = await trx
      .selectFrom('statements')
      .select((eb) => [
        eb.fn.coalesce(eb.fn.max('number'), sql<number>`0`).as('all'),
        eb.fn.countAll<number>().filterWhere('member', '=', member.id).as('own'),
      ])
      .where('decision', '=', proposal)
      .executeTakeFirstOrThrow();
    if (own >= statementsPerMember)
      return { refusal: refuse('limit-reached', 'PRO-4', { most: statementsPerMember }) };
    const entry: StatementEntry = {
      decision: proposal,
      number: all + 1,
      member: member.id,
      stage: seen.state.stage,
      round: seen.state.round,
      version: seen.state.version,
      text,
      at,
    };
    const hash = leafHash(canonicalBytes(entry));
    await trx
      .insertInto('statements')
      .values({ ...entry, hash, request })
      .execute();
    return { entry };
  });
}

const columns = ['decision', 'number', 'member', 'stage', 'round', 'version', 'text', 'at'] as const;

async function statementOf(
  trx: Trx,
  decision: string,
  member: string,
  request: string,
): Promise<StatementEntry | undefined> {
  return trx
    .selectFrom('statements')
    .select(columns)
    .where('decision', '=', decision)
    .where('member', '=', member)
    .where('request', '=', request)
    .executeTakeFirst();
}

/** A decision's statements after a number, in order, at most `limit`. */
export async function listStatements(
  db: Db | Trx,
  decision: string,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<StatementEntry[]> {
  return db
    .selectFrom('statements')
    .select(columns)
    .where('decision', '=', decision)
    .where('number', '>', after)
    .orderBy('number')
    .limit(limit)
    .execute();
}

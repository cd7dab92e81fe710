/** Statements: what members say in a decision, numbered in it and never changed (PRO-4, REC-2). */
import { sql } from 'kysely';
import { canonicalBytes } from '../../ledger/bytes/canonical.ts';
import { leafHash } from '../../ledger/log/merkle.ts';
import type { Member } from '../../rules/model.ts';
import { mayAct } from '../../rules/proposal/permissions.ts';
import { correctionFault, type Named, replyFault, type Said } from '../../rules/proposal/statements.ts';
import { refuse, type Refusal } from '../../rules/refusal.ts';
import type { Clock } from '../postgres/clock.ts';
import type { Db, Trx } from '../postgres/database.ts';
import { tellMembers } from '../inbox/notices.ts';
import { proposalById } from '../processes/proposals.ts';
import { inTurn, seriesIn } from '../postgres/turn.ts';

/** How many statements one member may make in one decision. */
const statementsPerMember = 100;

/** A statement as it stands in the evidence. */
export interface StatementEntry extends Said {
  readonly decision: string;
  readonly stage: string;
  readonly round: number;
  readonly version: number;
  readonly text: string;
  readonly at: string;
}

/** What a member says, and of which statement of the decision it is a reply or a correction; never of both (PRO-4, REC-2). */
export interface NewStatement {
  readonly text: string;
  readonly replyTo?: number | undefined;
  readonly corrects?: number | undefined;
}

/**
 * Takes a statement, or says why not. What is answered is committed; who is answered finds a notice.
 * @param request the idempotency key: a statement that came with it before is answered again, not made again
 */
export async function takeStatement(
  db: Db,
  clock: Clock,
  proposal: string,
  member: Member,
  { text, ...names }: NewStatement,
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
    const named = await namedBy(trx, proposal, member.id, names);
    if ('refusal' in named) return named;
    const { answered, ...references } = named;
    const entry: StatementEntry = {
      decision: proposal,
      number: all + 1,
      member: member.id,
      stage: seen.state.stage,
      round: seen.state.round,
      version: seen.state.version,
      text,
      ...references,
      at,
    };
    const { replyTo, ...row } = entry;
    const hash = leafHash(canonicalBytes(entry));
    await trx
      .insertInto('statements')
      .values({ ...row, reply_to: replyTo, hash, request })
      .execute();
    await tellAnswered(trx, entry, seen.state.stage, answered);
    return { entry };
  });
}

type References = Pick<Said, 'replyTo' | 'corrects'>;

/** What a new statement names, with whom it answers; or why it cannot. A correction tells nobody anew. */
async function namedBy(
  trx: Trx,
  decision: string,
  member: string,
  { replyTo, corrects }: Omit<NewStatement, 'text'>,
): Promise<(References & { readonly answered: string | null }) | { readonly refusal: Refusal }> {
  if (corrects !== undefined) {
    const found = await saidBefore(trx, decision, corrects);
    const refusal = correctionFault(member, { number: corrects, found });
    return refusal === undefined
      ? { replyTo: found?.replyTo ?? null, corrects, answered: null }
      : { refusal };
  }
  if (replyTo === undefined) return { replyTo: null, corrects: null, answered: null };
  const found = await saidBefore(trx, decision, replyTo);
  const refusal = replyFault({ number: replyTo, found });
  return refusal === undefined ? { replyTo, corrects: null, answered: found?.member ?? null } : { refusal };
}

async function saidBefore(trx: Trx, decision: string, number: number): Promise<Named['found']> {
  return trx
    .selectFrom('statements as s')
    .leftJoin('statements as c', (join) =>
      join.onRef('c.decision', '=', 's.decision').onRef('c.corrects', '=', 's.number'),
    )
    .select(['s.number', 's.member', 's.reply_to as replyTo', 's.corrects', 'c.number as correctedBy'])
    .where('s.decision', '=', decision)
    .where('s.number', '=', number)
    .executeTakeFirst();
}

/** Who is answered hears of it, but by themselves. */
async function tellAnswered(
  trx: Trx,
  { decision, number, member, replyTo, at }: StatementEntry,
  stage: string,
  answered: string | null,
): Promise<void> {
  if (answered === null || answered === member) return;
  const notice = {
    decision,
    process: 'proposal',
    stage,
    kind: 'replied',
    at,
    owes: null,
    due: null,
    facts: { by: member, n: number, to: replyTo },
    occasion: `reply ${number}`,
  } as const;
  await tellMembers(trx, [answered], notice, false);
}

const columns = [
  's.decision',
  's.number',
  's.member',
  's.stage',
  's.round',
  's.version',
  's.text',
  's.reply_to as replyTo',
  's.corrects',
  's.at',
] as const;

async function statementOf(
  trx: Trx,
  decision: string,
  member: string,
  request: string,
): Promise<StatementEntry | undefined> {
  return trx
    .selectFrom('statements as s')
    .select(columns)
    .where('s.decision', '=', decision)
    .where('s.member', '=', member)
    .where('s.request', '=', request)
    .executeTakeFirst();
}

interface Page {
  readonly after: number;
  readonly limit: number;
}

/** A decision's statements after a number, in order, at most `limit`. */
export async function statementsOf(
  db: Db | Trx,
  decision: string,
  { after, limit }: Page,
): Promise<StatementEntry[]> {
  return db
    .selectFrom('statements as s')
    .select(columns)
    .where('s.decision', '=', decision)
    .where('s.number', '>', after)
    .orderBy('s.number')
    .limit(limit)
    .execute();
}

/** The same with what stands in the place of each; @param replyTo only those that answer this one */
export async function listStatements(
  db: Db,
  decision: string,
  { after, limit, replyTo }: Page & { readonly replyTo?: number | undefined },
): Promise<(StatementEntry & { readonly correctedBy: number | null })[]> {
  let query = db
    .selectFrom('statements as s')
    .leftJoin('statements as c', (join) =>
      join.onRef('c.decision', '=', 's.decision').onRef('c.corrects', '=', 's.number'),
    )
    .select([...columns, 'c.number as correctedBy'])
    .where('s.decision', '=', decision)
    .where('s.number', '>', after)
    .orderBy('s.number')
    .limit(limit);
  if (replyTo !== undefined) query = query.where('s.reply_to', '=', replyTo);
  return query.execute();
}

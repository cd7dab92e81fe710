/** Declarations: what members say in a decision beside its polls, in the ballot box, each in its own window (REP-1, JUS-1, TIE-3, MAN-2, VET-4, DEL-5). */
import { sql } from 'kysely';
import { canonicalBytes } from '../ledger/canonical.ts';
import { leafHash } from '../ledger/merkle.ts';
import { type Act, mayAct } from '../rules/acts.ts';
import type { Member } from '../rules/model.ts';
import { refuse, type Refusal } from '../rules/refusal.ts';
import { actorIn } from './actors.ts';
import { lockDecision } from './ballot-box.ts';
import type { Clock } from './clock.ts';
import type { Db, Trx } from './database.ts';
import { proposalById } from './proposals.ts';
import { tellOfConflict } from './telling.ts';

/** What is declared, by the name of the act. */
export type DeclarationKind = Extract<
  Act,
  | 'disclosures'
  | 'consents'
  | 'attestations'
  | 'hearing'
  | 'representative'
  | 'escalation'
  | 'call-backs'
  | 'opt-outs'
>;

/** What can be said anew, so often: the last counts. Everything else is said once. */
const most: Partial<Record<DeclarationKind, number>> = { disclosures: 100, representative: 100 };

/** A declaration as it stands in the evidence. */
export interface DeclarationEntry {
  readonly decision: string;
  readonly kind: DeclarationKind;
  readonly member: string;
  /** Counts the member's declarations of the kind in this decision from 1. */
  readonly number: number;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly at: string;
}

export interface Declaration {
  readonly kind: DeclarationKind;
  readonly facts: Readonly<Record<string, unknown>>;
  /** The idempotency key: what came with it before is answered again. */
  readonly request: string | null;
}

/** Takes a declaration, or says why not. What is answered is committed, and stands in the record. */
export async function takeDeclaration(
  db: Db,
  clock: Clock,
  proposal: string,
  member: Member,
  { kind, facts, request }: Declaration,
): Promise<{ readonly entry: DeclarationEntry } | { readonly refusal: Refusal }> {
  return db.transaction().execute(async (trx) => {
    await lockDecision(trx, proposal, 'shared');
    await sql`select pg_advisory_xact_lock(hashtextextended(${member.id}, hashtextextended(${proposal}, 1)))`.execute(
      trx,
    );
    const seen = await proposalById(trx, proposal);
    if (seen === undefined) throw new Error(`no proposal ${proposal}`);
    const before = await given(trx, proposal, kind, member.id);
    const known = request === null ? undefined : before.find((one) => one.request === request);
    if (known !== undefined) return { entry: entryOf(known) };
    const at = await clock(trx);
    const refusal = mayAct(kind, seen.state, await actorIn(trx, member, seen, at), at);
    if (refusal !== undefined) return { refusal };
    const limit = most[kind] ?? 1;
    if (before.length >= limit)
      return {
        refusal:
          limit === 1
            ? refuse('already-done', 'PRO-10', { act: kind })
            : refuse('limit-reached', 'PRO-10', { most: limit }),
      };
    const entry: DeclarationEntry = {
      decision: proposal,
      kind,
      member: member.id,
      number: before.length + 1,
      facts,
      at,
    };
    await keepDeclaration(trx, entry, request);
    if (kind === 'disclosures')
      await tellOfConflict(trx, seen.state, { member: member.id, interests: String(facts.interests), at });
    return { entry };
  });
}

/** Keeps a declaration beside those before it. */
export async function keepDeclaration(
  trx: Trx,
  entry: Omit<DeclarationEntry, 'kind'> & { readonly kind: string },
  request: string | null,
): Promise<void> {
  await trx
    .insertInto('declarations')
    .values({ ...entry, facts: JSON.stringify(entry.facts), hash: leafHash(canonicalBytes(entry)), request })
    .execute();
}

const columns = ['decision', 'kind', 'member', 'number', 'facts', 'at'] as const;

interface Row extends Omit<DeclarationEntry, 'kind'> {
  readonly kind: string;
}

const entryOf = ({ decision, kind, member, number, facts, at }: Row): DeclarationEntry => ({
  decision,
  kind: kind as DeclarationKind,
  member,
  number,
  facts,
  at,
});

function given(trx: Trx, decision: string, kind: DeclarationKind, member: string) {
  return trx
    .selectFrom('declarations')
    .select([...columns, 'request'])
    .where('decision', '=', decision)
    .where('kind', '=', kind)
    .where('member', '=', member)
    .orderBy('number')
    .execute();
}

type Place = Pick<DeclarationEntry, 'kind' | 'member' | 'number'>;

/** A decision's declarations in the order of kind, member and number, after a place, at most `limit`. */
export async function listDeclarations(
  db: Db | Trx,
  decision: string,
  {
    after,
    limit,
    kinds,
  }: {
    readonly after?: Place | undefined;
    readonly limit: number;
    readonly kinds?: readonly DeclarationKind[];
  },
): Promise<DeclarationEntry[]> {
  let query = db
    .selectFrom('declarations')
    .select(columns)
    .where('decision', '=', decision)
    .orderBy(sql`kind collate "C"`)
    .orderBy(sql`member collate "C"`)
    .orderBy('number')
    .limit(limit);
  if (kinds !== undefined) query = query.where('kind', 'in', [...kinds]);
  if (after !== undefined)
    query = query.where(
      sql<boolean>`(kind collate "C", member collate "C", number) > (${after.kind}, ${after.member}, ${after.number}::int)`,
    );
  return (await query.execute()).map(entryOf);
}

/** How many members made a declaration of a kind. */
export async function countDeclared(db: Db | Trx, decision: string, kind: DeclarationKind): Promise<number> {
  const { members } = await db
    .selectFrom('declarations')
    .select((eb) => eb.fn.count<number>('member').distinct().as('members'))
    .where('decision', '=', decision)
    .where('kind', '=', kind)
    .executeTakeFirstOrThrow();
  return members;
}

/** Declarations: what members say in a decision beside its polls, in the ballot box, each in its own window (REP-1, JUS-1, TIE-3, MAN-2, VET-4, DEL-5). */
import { type RawBuilder, sql } from 'kysely';
import { canonicalBytes } from '../../ledger/bytes/canonical.ts';
import { leafHash } from '../../ledger/log/merkle.ts';
import { type Act, mayAct } from '../../rules/proposal/permissions.ts';
import { attestedBy } from '../../rules/proposal/gates.ts';
import type { Member } from '../../rules/model.ts';
import { versionAnswered } from '../../rules/proposal/permission.ts';
import { refuse, type Refusal } from '../../rules/refusal.ts';
import { type SignedAct, signedFact } from '../../rules/signing.ts';
import { actorIn } from '../council/actors.ts';
import type { Clock } from '../postgres/clock.ts';
import type { Db, Trx } from '../postgres/database.ts';
import { proposalById } from '../processes/proposals.ts';
import { tellOfConflict } from '../processes/telling.ts';
import { inTurn, memberIn } from '../postgres/turn.ts';
import { unendorsable } from './endorsements.ts';

/** What is declared, by the name of the act. */
export type DeclarationKind = Extract<
  Act,
  | 'endorsements'
  | 'interests'
  | 'disclosures'
  | 'consents'
  | 'attestations'
  | 'hearing'
  | 'representative'
  | 'escalation'
  | 'call-backs'
  | 'category-requests'
  | 'no-punishment'
  | 'opt-outs'
>;

/** What can be said anew, so often: the last counts. Everything else is said once. */
const most: Partial<Record<DeclarationKind, number>> = {
  disclosures: 100,
  // Endorsed, taken back, and once more.
  endorsements: 4,
  interests: 10,
  representative: 10,
  // Of each new one everybody is told.
  'category-requests': 10,
};

/** Nothing on the way follows from these: its workflow needs no word of them. */
const unfollowed: readonly DeclarationKind[] = ['disclosures', 'interests', 'opt-outs'];

export const isFollowed = (kind: DeclarationKind): boolean => !unfollowed.includes(kind);

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
  /** The member's own signature, checked by itself; where the charter has acts signed (AUT-1). */
  readonly signed?: SignedAct | undefined;
}

/** Takes a declaration, or says why not. What is answered is committed, and stands in the record. */
export async function takeDeclaration(
  db: Db,
  clock: Clock,
  proposal: string,
  member: Member,
  { kind, facts, request, signed }: Declaration,
): Promise<{ readonly entry: DeclarationEntry } | { readonly refusal: Refusal }> {
  return inTurn(db, memberIn(proposal, member.id, 1), async (trx) => {
    const seen = await proposalById(trx, proposal);
    if (seen === undefined) throw new Error(`no proposal ${proposal}`);
    const before = await givenBefore(trx, proposal, kind, member.id);
    const known = request === null ? undefined : before.find((one) => one.request === request);
    if (known !== undefined) return { entry: entryOf(known) };
    const at = await clock(trx);
    const actor = await actorIn(trx, member, seen, at);
    const refusal = mayAct(kind, seen.state, actor, at);
    if (refusal !== undefined) return { refusal };
    const unfit = kind === 'endorsements' ? await unendorsable(trx, seen.state, member.id, facts) : undefined;
    if (unfit !== undefined) return { refusal: unfit };
    const answered = versionAnswered(kind, facts, { proposal: seen.state, actor, at });
    if ('refusal' in answered) return answered;
    const { version } = answered;
    const said = version === null ? facts : { ...facts, version };
    // A new text is answered anew (PRO-6).
    const given = before.filter((one) => isSame(kind, one.facts as DeclarationEntry['facts'], said));
    const limit = most[kind] ?? 1;
    if (given.length >= limit)
      return {
        refusal:
          limit === 1
            ? refuse('already-done', 'PRO-10', { act: kind })
            : refuse('limit-reached', 'PRO-10', { most: limit }),
      };
    const outOfTurn = declaredOutOfTurn(signed, before.length + 1);
    if (outOfTurn !== undefined) return { refusal: outOfTurn };
    const entry: DeclarationEntry = {
      decision: proposal,
      kind,
      member: member.id,
      number: before.length + 1,
      facts: signed === undefined ? said : { ...said, [signedFact]: signed },
      at,
    };
    await keepDeclaration(trx, entry, request);
    if (kind === 'disclosures')
      await tellOfConflict(trx, seen.state, { member: member.id, interests: String(facts.interests), at });
    return { entry };
  });
}

/** Why a signature is none for a member's declaration with this number; nothing without one (AUT-1). */
export const declaredOutOfTurn = (signed: SignedAct | undefined, sequence: number): Refusal | undefined =>
  signed === undefined || signed.sequence === sequence
    ? undefined
    : refuse('signature-refused', 'AUT-1', { reason: 'sequence', signed: signed.sequence, sequence });

/** Whether two declarations of a member answer the same: the same version, and of attestations the same thing (REP-1). */
const isSame = (
  kind: DeclarationKind,
  one: DeclarationEntry['facts'],
  other: DeclarationEntry['facts'],
): boolean =>
  one.version === other.version && (kind !== 'attestations' || attestedBy(one) === attestedBy(other));

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

function givenBefore(trx: Trx, decision: string, kind: DeclarationKind, member: string) {
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
    .orderBy('kind')
    .orderBy('member')
    .orderBy('number')
    .limit(limit);
  if (kinds !== undefined) query = query.where('kind', 'in', [...kinds]);
  if (after !== undefined)
    query = query.where(
      sql<boolean>`(kind, member, number) > (${after.kind}, ${after.member}, ${after.number}::int)`,
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

/** Whether anybody but a member has declared or stated anything in a decision (PRO-6). */
export async function isAnsweredBut(trx: Trx, decision: string, member: string | null): Promise<boolean> {
  const { rows } = await sql<{ answered: boolean }>`
    select exists (select from declarations where decision = ${decision} and member is distinct from ${member})
      or exists (select from statements where decision = ${decision} and member is distinct from ${member})
      as answered`.execute(trx);
  return rows[0]?.answered === true;
}

/** Who made a declaration of a kind, in SQL. */
export const declaring = (decision: string, kind: DeclarationKind): RawBuilder<unknown> =>
  sql`select member from declarations where decision = ${decision} and kind = ${kind}`;

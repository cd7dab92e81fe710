/** The keys of members, as their changes made them (MEM-6). */
import { type RawBuilder, sql } from 'kysely';
import type { KeyKind, PublicJwk } from '../../ledger/acts/jwk.ts';
import type { Db, Trx } from '../postgres/database.ts';

export interface MemberKey {
  readonly kind: KeyKind;
  readonly key: PublicJwk;
  readonly fingerprint: string;
  /** The member, or the registrar who put it under their name. */
  readonly registeredBy: string;
  /** The key before it that signed for it; null of a first key, and of the registrar's. */
  readonly signedBy: string | null;
  /** Counts the changes of the member's keys: the log has this one's entry. */
  readonly sequence: number;
  /** From when it counts, and until when, exclusive; null while nobody revoked it. Either may lie ahead. */
  readonly since: string;
  readonly revokedAt: string | null;
}

/** Of a row `k` of `member_keys`: whether it counts at an instant as a key that signs. */
export const isSigning = (at: string): RawBuilder<boolean> => sql<boolean>`(
  k.kind = 'sign' and k.since <= ${at}::timestamptz and (k.revoked_at is null or k.revoked_at > ${at}::timestamptz))`;

/** A member's keys, those that were revoked too, in the order in which they were registered. */
export async function keysOf(db: Db | Trx, member: string): Promise<MemberKey[]> {
  const rows = await db
    .selectFrom('member_keys')
    .select(['kind', 'key', 'fingerprint', 'by_member', 'signed_by', 'sequence', 'since', 'revoked_at'])
    .where('member', '=', member)
    .orderBy('sequence')
    .execute();
  return rows.map(({ key, by_member: registeredBy, signed_by: signedBy, revoked_at: revokedAt, ...row }) => ({
    ...row,
    key: JSON.parse(key) as PublicJwk,
    registeredBy,
    signedBy,
    revokedAt,
  }));
}

/** Holds the keys of members as they are until the transaction ends: who changes one waits, and has a later instant. */
export async function holdKeys(trx: Trx, members: readonly string[]): Promise<void> {
  await sql`
    select from key_changes where member = any (${[...members]}::text[]) and change = 'register'
    order by member, sequence for share`.execute(trx);
}

/** Reads a member's public key that signs, by its fingerprint; undefined where there is none. What was read is kept: a key never changes. */
export type Keyring = (member: string, fingerprint: string) => Promise<PublicJwk | undefined>;

/** @param most keys that are kept at once */
export function openKeyring(db: Db, most = 50_000): Keyring {
  const known = new Map<string, PublicJwk>();
  return async (member, fingerprint) => {
    const name = `${member} ${fingerprint}`;
    const kept = known.get(name);
    if (kept !== undefined) return kept;
    const row = await db
      .selectFrom('member_keys')
      .select('key')
      .where('member', '=', member)
      .where('fingerprint', '=', fingerprint)
      .where('kind', '=', 'sign')
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const [oldest] = known.size < most ? [] : known.keys();
    if (oldest !== undefined) known.delete(oldest);
    const key = JSON.parse(row.key) as PublicJwk;
    known.set(name, key);
    return key;
  };
}

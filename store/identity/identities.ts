/** Which member an identity at a provider is linked to (AUT-1). */
import type { Db, Trx } from '../postgres/database.ts';

/** Who somebody is at a provider: the claims `iss` and `sub` of its tokens. */
export interface IdentityName {
  readonly issuer: string;
  readonly subject: string;
}

/** The id of the member whom an identity is linked to. */
export async function memberOfIdentity(
  db: Db | Trx,
  { issuer, subject }: IdentityName,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('identities')
    .select('member')
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst();
  return row?.member;
}

/** Sessions of browsers: who signed in, and until when that holds (docs/identity.md). */
import { type Kysely, sql } from 'kysely';

export async function sessions(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table sessions (
      -- SHA-256 of what the cookie bears: who reads this table has nobody's session.
      id bytea primary key,
      -- Who signed in, as their provider names them; whose identity that is, is asked at each request.
      issuer text collate "C" not null,
      subject text collate "C" not null,
      signed_in_at timestamptz(3) not null,
      -- The longest it lives, and when it ends unless it is used before.
      until timestamptz(3) not null,
      ends_at timestamptz(3) not null,
      -- SHA-256 of the secret of the sign-in that it came of, which makes no second one; null in the trial.
      sign_in bytea unique,
      -- The provider's tokens, sealed under what the cookie bears; null in the trial.
      tokens bytea,
      -- From when on the provider is asked again whether it holds; null: never.
      refresh_at timestamptz(3),
      check (ends_at <= until)
    )`.execute(db);
  await sql`create index sessions_of on sessions (issuer, subject, signed_in_at)`.execute(db);
  await sql`create index sessions_ends on sessions (ends_at)`.execute(db);
}

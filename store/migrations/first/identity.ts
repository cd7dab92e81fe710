/** Who members are at identity providers, how that was linked, and their personal access tokens (AUT-1, MEM-6). */
import { type Kysely, sql } from 'kysely';

export async function identity(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table invitations (
      -- A newer one takes the place of one that was not redeemed.
      member text collate "C" primary key references members (id),
      id uuid not null unique,
      -- SHA-256 of the secret, which is shown once and kept nowhere.
      hash bytea not null unique,
      made_by text collate "C" not null,
      -- The admission that it follows from; null before the first decision, and of a member's own.
      decision uuid,
      made_at timestamptz(3) not null,
      expires_at timestamptz(3) not null
    )`.execute(db);
  // Who made some lists them.
  await sql`create index invitations_by on invitations (made_by)`.execute(db);
  await sql`
    create table identities (
      issuer text collate "C" not null,
      subject text collate "C" not null,
      id uuid not null unique default gen_random_uuid(),
      -- In a members file they may come before them.
      member text collate "C" not null references members (id) deferrable,
      linked_at timestamptz(3) not null,
      primary key (issuer, subject)
    )`.execute(db);
  await sql`create index identities_of on identities (member)`.execute(db);
  await sql`
    create table tokens (
      id uuid primary key,
      member text collate "C" not null references members (id),
      name text collate "C" not null,
      hash bytea not null unique,
      scopes text[] collate "C" not null,
      made_at timestamptz(3) not null,
      expires_at timestamptz(3) not null,
      -- Kept at most once a minute.
      last_used_at timestamptz(3)
    )`.execute(db);
  await sql`create index tokens_of on tokens (member)`.execute(db);
}

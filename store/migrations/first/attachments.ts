/** The bytes of files that proposals name by their SHA-256, and who brought or named each last, and when. */
import { type Kysely, sql } from 'kysely';

export async function attachments(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table attachments (
      -- In lower case hexadecimal.
      sha256 text collate "C" primary key,
      bytes bytea not null,
      size integer not null
    )`.execute(db);
  // What people attach is packed already.
  await sql`alter table attachments alter column bytes set storage external`.execute(db);
  await sql`
    create table attachment_holders (
      sha256 text collate "C" not null references attachments (sha256),
      member text collate "C" not null references members (id),
      at timestamptz(3) not null,
      primary key (sha256, member)
    )`.execute(db);
  await sql`create index attachment_holders_member on attachment_holders (member)`.execute(db);
  await sql`create index attachment_holders_at on attachment_holders (at)`.execute(db);
  await sql`
    create index proposal_versions_attachments on proposal_versions
      using gin ((content -> 'attachments') jsonb_path_ops)`.execute(db);
}

/** What ended in the wrong category: the same is refused there for a time, and more must ask after that (TIE-6). */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table wrong_categories (
      decision uuid primary key,
      category text not null,
      -- SHA-256 of the type and object of its action.
      matter bytea not null,
      -- Whom it would have punished.
      member text not null references members (id),
      ended_at timestamptz(3) not null
    )`.execute(db);
  await sql`create index wrong_categories_matter on wrong_categories (matter, category, ended_at desc)`.execute(
    db,
  );
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table wrong_categories`.execute(db);
}

/** When members were offline, by whose word, and from when it counts; and the notice that the registrar's word is given with (MEM-4). */
import { type Kysely, sql } from 'kysely';

const noticesAbout = (db: Kysely<unknown>, processes: readonly string[]) =>
  sql`alter table notices drop constraint notices_process_check,
    add constraint notices_process_check check (process in (${sql.join(processes.map((name) => sql.lit(name)))}))`.execute(
    db,
  );

const before = ['proposal', 'emergency', 'conflict', 'appeal', 'delegation'];

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table absences (
      id uuid primary key default gen_random_uuid(),
      member text not null references members (id),
      word text not null check (word in ('member', 'registrar', 'members-file')),
      said_at timestamptz(3) not null,
      -- The registrar's word counts once its notice is over; lifted by then, it never did.
      counts_from timestamptz(3) not null,
      lifted_at timestamptz(3)
    )`.execute(db);
  await sql`create index absences_of on absences (member, counts_from)`.execute(db);
  // A member is offline where an absence stands, and only there.
  await sql`create unique index absence_standing on absences (member) where lifted_at is null`.execute(db);
  await sql`
    insert into absences (member, word, said_at, counts_from)
    select m.id, case when c.by_member is null then 'members-file' when c.by_member = m.id then 'member' else 'registrar' end,
      m.status_at, m.status_at
    from members m
    left join lateral (
      select by_member from member_changes where member = m.id and (change ? 'status' or change ? 'imported')
      order by number desc limit 1
    ) c on true
    where m.status = 'offline'`.execute(db);
  await noticesAbout(db, [...before, 'status']);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`delete from notices where process = 'status'`.execute(db);
  await noticesAbout(db, before);
  await sql`drop table absences`.execute(db);
}

/** Emergencies, conflicts and appeals in one table; rooms that only some may read; the polls that these processes hold (EMG, CNF, APP, AUT-2). */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table processes (
      id uuid primary key,
      kind text not null check (kind in ('emergency', 'conflict', 'appeal')),
      sequence integer not null,
      stage text not null,
      deadline timestamptz(3),
      outcome text,
      created_at timestamptz(3) not null,
      ended_at timestamptz(3),
      -- Whom it is about: a conflict's parties, the leader who acted, the appellant.
      parties text[] not null,
      -- Readable by its room only: the parties, the mediators and the guardian (AUT-2).
      confidential boolean not null,
      state jsonb not null
    )`.execute(db);
  await sql`create index processes_kind on processes (kind, id)`.execute(db);
  await sql`create index processes_open on processes (deadline) where stage <> 'ended'`.execute(db);
  await sql`
    insert into processes
    select id, 'appeal', sequence, stage, deadline, state ->> 'outcome', (state ->> 'createdAt')::timestamptz,
      (state ->> 'endedAt')::timestamptz, array[state ->> 'appellant'], false, state
    from appeals`.execute(db);
  await sql`drop table appeals`.execute(db);
  // What was said in a room stays in it, also after the matter has gone on to the council.
  await sql`alter table timeline add column room boolean not null default false`.execute(db);
  await sql`
    alter table events alter column visible_to type text[]
      using case when visible_to is null then null else array[visible_to] end`.execute(db);
  // An emergency grants by its action, and again by the reversal of it (EMG-2).
  await sql`alter table allocations add column reversal boolean not null default false`.execute(db);
  await sql`alter table allocations drop constraint allocations_pkey, add primary key (decision, reversal)`.execute(
    db,
  );
  await pollKinds(db, ['preferences', 'positions', 'votes', 'override', 'ratification', 'remedies']);
}

async function pollKinds(db: Kysely<unknown>, kinds: readonly string[]): Promise<void> {
  await sql`alter table polls drop constraint polls_kind_check`.execute(db);
  await sql`
    alter table polls add constraint polls_kind_check check (kind in (${sql.join(kinds.map((kind) => sql.lit(kind)))}))`.execute(
    db,
  );
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await pollKinds(db, ['preferences', 'positions', 'votes']);
  await sql`alter table allocations drop constraint allocations_pkey, add primary key (decision)`.execute(db);
  await sql`alter table allocations drop column reversal`.execute(db);
  await sql`alter table events alter column visible_to type text using visible_to[1]`.execute(db);
  await sql`alter table timeline drop column room`.execute(db);
  await sql`
    create table appeals (
      id uuid primary key,
      sequence integer not null,
      of_decision uuid not null,
      stage text not null,
      deadline timestamptz(3),
      state jsonb not null
    )`.execute(db);
  await sql`
    insert into appeals
    select id, sequence, (state #>> '{of,id}')::uuid, stage, deadline, state from processes where kind = 'appeal'`.execute(
    db,
  );
  await sql`create index appeals_open on appeals (stage) where stage <> 'ended'`.execute(db);
  await sql`drop table processes`.execute(db);
}

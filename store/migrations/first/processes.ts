/** Processes as readers see them: the rows that workflows project, versions of a text, the timeline, the events; and what was written under which number. */
import { type Kysely, sql } from 'kysely';

export async function processes(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table proposals (
      id uuid primary key,
      sequence integer not null,
      author text collate "C",
      category text collate "C" not null,
      tier smallint not null,
      stage text collate "C" not null,
      title text collate "C",
      search tsvector not null,
      deadline timestamptz(3),
      outcome text collate "C",
      created_at timestamptz(3) not null,
      submitted_at timestamptz(3),
      ended_at timestamptz(3),
      -- When something last happened in it, as its timeline tells.
      changed_at timestamptz(3) not null,
      -- Whom its text affects: members by their ids, families as family:ID, and everyone as *.
      affects text[] collate "C" not null,
      state jsonb not null
    )`.execute(db);
  await sql`create index proposals_affects on proposals using gin (affects)`.execute(db);
  await sql`create index proposals_changed on proposals (changed_at)`.execute(db);
  await sql`create index proposals_stage on proposals (stage, id)`.execute(db);
  await sql`create index proposals_author on proposals (author, id)`.execute(db);
  await sql`create index proposals_category on proposals (category, id)`.execute(db);
  await sql`create index proposals_search on proposals using gin (search)`.execute(db);
  await sql`create index proposals_open on proposals (deadline, id) where stage <> 'ended'`.execute(db);
  await sql`
    create table proposal_versions (
      proposal uuid not null,
      version integer not null,
      round integer not null,
      at timestamptz(3) not null,
      in_force_at timestamptz(3),
      content jsonb not null,
      -- Private texts stand in the public log as hashes: a salt keeps anybody from guessing them (AUT-2).
      salt text collate "C",
      primary key (proposal, version)
    )`.execute(db);
  // What each submission came to.
  await sql`create table submissions (decision text collate "C" primary key, answer jsonb not null)`.execute(
    db,
  );
  // What ended in the wrong category: the same is refused there for a time, and more must ask after that (TIE-6).
  await sql`
    create table wrong_categories (
      decision uuid primary key,
      category text collate "C" not null,
      -- SHA-256 of the type and object of its action.
      matter bytea not null,
      -- Whom it would have punished.
      member text collate "C" not null references members (id),
      ended_at timestamptz(3) not null
    )`.execute(db);
  await sql`create index wrong_categories_matter on wrong_categories (matter, category, ended_at desc)`.execute(
    db,
  );
  await sql`
    create table processes (
      id uuid primary key,
      kind text collate "C" not null,
      sequence integer not null,
      stage text collate "C" not null,
      deadline timestamptz(3),
      outcome text collate "C",
      created_at timestamptz(3) not null,
      ended_at timestamptz(3),
      -- Whom it is about: a conflict's parties, the leader who acted, the appellant.
      parties text[] collate "C" not null,
      -- Readable by its room only: the parties, the mediators and the guardian (AUT-2).
      confidential boolean not null,
      -- Of what stays in a room: its texts stand in the public log as hashes.
      salt text collate "C",
      -- Of what is told of its parties outside of a room: as hashes too (REC-5).
      name_salt text collate "C",
      state jsonb not null
    )`.execute(db);
  await sql`create index processes_kind on processes (kind, id)`.execute(db);
  // Decisions that were looked back upon are found in the archive (PRO-14).
  await sql`create index processes_looked_back on processes ((state #>> '{of,id}')) where kind = 'lookback'`.execute(
    db,
  );
  // Out of what harm is repaired (MND-1).
  await sql`create index processes_repaired on processes ((state #>> '{from,id}')) where kind = 'repair'`.execute(
    db,
  );
  // Of which act, by what it does, and to whom they count as denied (NVP-4).
  await sql`create index processes_vetoed on processes ((state #>> '{of,id}')) where kind = 'node-veto'`.execute(
    db,
  );
  await sql`create index processes_vetoed_acts on processes ((state ->> 'act')) where kind = 'node-veto'`.execute(
    db,
  );
  await sql`create index processes_denied on processes using gin ((state -> 'denied')) where kind = 'node-veto'`.execute(
    db,
  );
  await sql`create index processes_open on processes (deadline) where stage <> 'ended'`.execute(db);
  await sql`
    create table timeline (
      decision uuid not null,
      sequence integer not null,
      part integer not null,
      at timestamptz(3) not null,
      kind text collate "C" not null,
      facts jsonb not null,
      -- What was said in a room stays in it, also after the matter has gone on to the council (AUT-2).
      room boolean not null default false,
      primary key (decision, sequence, part)
    )`.execute(db);
  // The number is given in commit order, so that a reader of "number > last" never loses a row. It is given at the commit itself: nobody
  // waits for what another transaction still does between its events and its end.
  await sql`
    create table events (
      id bigint generated always as identity primary key,
      number bigint unique,
      at timestamptz(3) not null,
      decision uuid not null,
      kind text collate "C" not null,
      facts jsonb not null,
      visible_to text[] collate "C"
    )`.execute(db);
  await sql`
    create function number_event() returns trigger language plpgsql as $$
    begin
      perform pg_advisory_xact_lock(hashtextextended('folkmoot events', 0));
      update events set number = (select coalesce(max(number), 0) + 1 from events) where id = new.id;
      -- Told once, as the transaction is committed, to every API that listens (store/postgres/notifications.ts).
      perform pg_notify('folkmoot', 'events');
      return null;
    end $$`.execute(db);
  await sql`
    create constraint trigger events_number after insert on events deferrable initially deferred
      for each row when (new.number is null) execute function number_event()`.execute(db);
  // What was written under which number, so that a number taken by other content is noticed.
  await sql`
    create table writes (
      process text collate "C" not null,
      sequence integer not null,
      hash bytea not null,
      primary key (process, sequence)
    )`.execute(db);
  // Open processes whose workflow was found to be gone, and when somebody last looked for such (PRO-9).
  await sql`create table gone (process uuid primary key, since timestamptz(3) not null)`.execute(db);
  await sql`create table watches (name text collate "C" primary key, looked_at timestamptz(3) not null)`.execute(
    db,
  );
}

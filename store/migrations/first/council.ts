/** The council: charter versions, families, members, what changed them and their keys, and when they were offline (MEM-4, MEM-6). */
import { type Kysely, sql } from 'kysely';

export async function council(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table council (
      single boolean primary key default true check (single),
      first_submission_at timestamptz(3)
    )`.execute(db);
  await sql`insert into council default values`.execute(db);
  await sql`
    create table charters (
      version integer primary key check (version > 0),
      hash text collate "C" not null,
      document jsonb not null,
      in_force_at timestamptz(3) not null,
      decision uuid
    )`.execute(db);
  await sql`
    create table families (
      id text collate "C" primary key,
      name text collate "C" not null,
      -- One that was dissolved keeps its id: no other takes it, and what is past names it (MEM-7).
      dissolved_at timestamptz(3)
    )`.execute(db);
  await sql`
    create table members (
      id text collate "C" primary key,
      name text collate "C" not null,
      kind text collate "C" not null check (kind in ('person', 'agent')),
      -- The person who answers for an agent.
      steward text collate "C" check (steward is null or kind = 'agent' and steward <> id),
      -- In a members file families may come after their members.
      family text collate "C" references families (id) deferrable,
      born_at timestamptz(3) not null,
      status text collate "C" not null check (status in ('active', 'offline', 'departed')),
      status_at timestamptz(3) not null,
      roles text[] collate "C" not null,
      milestones text[] collate "C" not null,
      added_at timestamptz(3) not null
    )`.execute(db);
  // At most one guardian (protocol, Words); departed members keep no office.
  await sql`
    create unique index one_guardian on members ((true)) where 'guardian' = any (roles) and status <> 'departed'`.execute(
    db,
  );
  // Lists of some of them are read in the order of their ids.
  await sql`create index members_family on members (family, id)`.execute(db);
  await sql`create index members_status on members (status, id)`.execute(db);
  // They are found by how their id, their name or its last word begins, in whatever case and with or without accents; by as much of it as an index holds.
  await sql`
    create function findable(said text) returns text language sql immutable parallel safe as $$
      select left(lower(regexp_replace(normalize(said, NFD), '[\\u0300-\\u036f]', '', 'g') collate pg_c_utf8), 100)
    $$`.execute(db);
  await sql`
    create function last_word(said text) returns text language sql immutable parallel safe as $$
      select substring(said from '([[:alnum:]]+)[^[:alnum:]]*$' collate pg_c_utf8)
    $$`.execute(db);
  await sql`create index members_name on members (findable(name) collate "C", id)`.execute(db);
  await sql`create index members_last_word on members (last_word(findable(name)) collate "C", id)`.execute(
    db,
  );
  // Who has departed since an instant is found without reading everybody (MEM-2, MAN-2).
  await sql`create index members_departed on members (status_at) where status = 'departed'`.execute(db);
  // Told as it is committed to every API, which knows for a moment who they are that read (api/identity/readers.ts).
  await sql`
    create function tell_of_members() returns trigger language plpgsql as $$
    begin
      perform pg_notify('folkmoot', 'members');
      return null;
    end $$`.execute(db);
  await sql`
    create trigger members_told after update or delete on members
      for each statement execute function tell_of_members()`.execute(db);
  await sql`
    create table member_changes (
      number bigint generated always as identity primary key,
      member text collate "C" not null,
      at timestamptz(3) not null,
      by_member text collate "C",
      change jsonb not null
    )`.execute(db);
  // What a decision changed of members is found by it, so that it is done once (EXE-2, REC-4).
  await sql`
    create index member_changes_decision on member_changes ((change ->> 'decision')) where change ->> 'decision' is not null`.execute(
    db,
  );
  // How a member came into the council and into their family, and what their parents say of that (MEM-7).
  await sql`
    create index member_changes_family on member_changes (member, number)
      where change ?| array['admitted', 'family', 'leaving']`.execute(db);
  // What members' keys come to follows from their changes, none of which is ever changed itself. Each is an entry of the log.
  await sql`
    create table key_changes (
      id uuid primary key,
      member text collate "C" not null references members (id),
      -- Counts the changes of a member's keys from 1.
      sequence integer not null,
      change text collate "C" not null check (change in ('register', 'revoke', 'stop')),
      kind text collate "C" not null check (kind in ('sign', 'seal')),
      -- The thumbprint of RFC 7638.
      fingerprint text collate "C" not null,
      -- Canonical JSON of the JWK that is registered.
      key text collate "C",
      by_member text collate "C" not null,
      at timestamptz(3) not null,
      -- The registrar's counts once its notice is over; stopped by then, it never did.
      counts_from timestamptz(3) not null,
      signed_by text collate "C",
      stops integer,
      -- The entry of the log.
      bytes bytea not null,
      unique (member, sequence),
      unique (member, stops)
    )`.execute(db);
  await sql`
    create view member_keys as
      select r.member, r.fingerprint, r.kind, r.key, r.by_member, r.signed_by, r.at, r.counts_from as since, r.sequence,
        (select min(v.counts_from) from key_changes v
          where v.member = r.member and v.change = 'revoke' and v.fingerprint = r.fingerprint
            and not exists (select from key_changes s where s.member = v.member and s.stops = v.sequence)) as revoked_at
      from key_changes r
      where r.change = 'register'
        and not exists (select from key_changes s where s.member = r.member and s.stops = r.sequence)`.execute(
    db,
  );
  await sql`
    create table absences (
      id uuid primary key default gen_random_uuid(),
      member text collate "C" not null references members (id),
      word text collate "C" not null check (word in ('member', 'registrar', 'members-file')),
      said_at timestamptz(3) not null,
      -- The registrar's word counts once its notice is over; lifted by then, it never did.
      counts_from timestamptz(3) not null,
      lifted_at timestamptz(3)
    )`.execute(db);
  await sql`create index absences_of on absences (member, counts_from)`.execute(db);
  // A member is offline where an absence stands, and only there.
  await sql`create unique index absence_standing on absences (member) where lifted_at is null`.execute(db);
}

/** Sensors, what they and members observe, and when a sensor was checked (ALM-1, ALM-2, ALM-5). */
import { type Kysely, sql } from 'kysely';

export async function alarms(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table sensors (
      id text collate "C" primary key,
      -- Canonical JSON of the JWK, and its thumbprint of RFC 7638.
      key text collate "C" not null,
      fingerprint text collate "C" not null unique,
      place text collate "C" not null,
      owner text collate "C" not null references members (id),
      purpose text collate "C" not null,
      persons text[] collate "C" not null,
      -- The justice decision by which they are observed without their consent.
      because uuid,
      decision uuid not null,
      registered_at timestamptz(3) not null,
      removed_at timestamptz(3)
    )`.execute(db);
  await sql`
    create table sensor_checks (
      number bigint generated always as identity primary key,
      sensor text collate "C" not null references sensors (id),
      by_member text collate "C" not null references members (id),
      at timestamptz(3) not null,
      evidence text collate "C" not null
    )`.execute(db);
  await sql`create index sensor_checks_of on sensor_checks (sensor, at)`.execute(db);
  // How far each source has come, which outlasts what it observed.
  await sql`
    create table observers (
      -- sensor:ID or member:ID.
      source text collate "C" primary key,
      last_number bigint not null default 0,
      -- The minute in which so many were taken.
      minute timestamptz(3),
      taken integer not null default 0
    ) with (fillfactor = 70)`.execute(db);
  await sql`
    create table observations (
      id uuid primary key,
      source text collate "C" not null,
      number bigint not null,
      at timestamptz(3) not null,
      arrived_at timestamptz(3) not null,
      kind text collate "C" not null,
      fingerprint text collate "C" not null,
      -- As it was signed: payload, header and signature, base64url.
      payload text collate "C" not null,
      protected text collate "C" not null,
      signature text collate "C" not null,
      unique (source, number)
    )`.execute(db);
  // They are deleted in the order in which they came.
  await sql`create index observations_arrived on observations using brin (arrived_at)`.execute(db);
  // Which alarms name an observation, and which were refuted (ALM-3, ALM-5).
  await sql`
    create index processes_alarm_sources on processes using gin ((state -> 'sources') jsonb_path_ops)
      where kind = 'alarm'`.execute(db);
  // How many of a member are open (ALM-3).
  await sql`
    create index processes_alarms_open on processes ((state #>> '{raisedBy,by}'))
      where kind = 'alarm' and stage <> 'ended'`.execute(db);
  await sql`
    create index processes_alarms_refuted on processes (ended_at) where kind = 'alarm' and outcome = 'refuted'`.execute(
    db,
  );
}

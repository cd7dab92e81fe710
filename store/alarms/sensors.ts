/** Sensors as decisions registered them, their checks, and how often alarms of theirs were refuted (ALM-1, ALM-5). */
import { sql } from 'kysely';
import { fingerprintOf, type PublicJwk } from '../../ledger/acts/jwk.ts';
import { canonicalJson } from '../../ledger/bytes/canonical.ts';
import type { SensorStanding } from '../../rules/alarm/sensors.ts';
import type { NewSensor } from '../../rules/model.ts';
import type { Db, Trx } from '../postgres/database.ts';
import { proposalById } from '../processes/proposals.ts';

export interface Sensor extends Omit<NewSensor, 'key' | 'because' | 'persons'> {
  readonly key: PublicJwk;
  readonly fingerprint: string;
  readonly persons: readonly string[];
  readonly because: string | null;
  /** What registered it. */
  readonly decision: string;
  readonly registeredAt: string;
  readonly removedAt: string | null;
  /** When it was checked last; null: never. */
  readonly checkedAt: string | null;
  /** When alarms of it were refuted. */
  readonly refuted: readonly string[];
}

/** What a registration is checked against (ALM-1). */
export async function sensorStanding(
  db: Db | Trx,
  { id, key, because }: Pick<NewSensor, 'id' | 'key' | 'because'>,
): Promise<SensorStanding> {
  const rows = await db
    .selectFrom('sensors')
    .select(['id', 'fingerprint', 'removed_at'])
    .where((eb) => eb.or([eb('id', '=', id), eb('fingerprint', '=', fingerprintOf(key))]))
    .execute();
  const decision = because === undefined ? undefined : await proposalById(db, because);
  return {
    isThere: rows.some((row) => row.id === id && row.removed_at === null),
    keyOf: rows.find(({ fingerprint }) => fingerprint === fingerprintOf(key))?.id ?? null,
    because:
      decision === undefined
        ? null
        : {
            category: decision.state.category,
            outcome: decision.state.outcome,
            accused: decision.state.accused,
          },
  };
}

export const isSensor = async (db: Db | Trx, id: string): Promise<boolean> =>
  (await db
    .selectFrom('sensors')
    .select('id')
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst()) !== undefined;

/** Held until the commit: sensors are registered and removed one after the other. */
export async function lockSensors(trx: Trx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('sensors', 2))`.execute(trx);
}

/** One that was removed takes its place again. */
export async function registerSensor(
  trx: Trx,
  {
    id,
    key,
    place,
    owner,
    purpose,
    persons = [],
    because = null,
  }: Omit<NewSensor, 'because'> & {
    readonly because?: string | null | undefined;
  },
  { decision, at }: { readonly decision: string; readonly at: string },
): Promise<void> {
  const row = {
    key: canonicalJson(key),
    fingerprint: fingerprintOf(key),
    place,
    owner,
    purpose,
    persons: [...persons],
    because,
    decision,
    registered_at: at,
    removed_at: null,
  };
  await trx
    .insertInto('sensors')
    .values({ id, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
}

export async function removeSensor(trx: Trx, id: string, at: string): Promise<void> {
  await trx.updateTable('sensors').set({ removed_at: at }).where('id', '=', id).execute();
}

export async function keepCheck(
  db: Db,
  {
    sensor,
    by,
    at,
    evidence,
  }: { readonly sensor: string; readonly by: string; readonly at: string; readonly evidence: string },
): Promise<void> {
  await db.insertInto('sensor_checks').values({ sensor, by_member: by, at, evidence }).execute();
}

/** In the order of their ids, after one of them; or those of these ids. */
export async function listSensors(
  db: Db,
  {
    ids,
    after = '',
    limit,
  }: { readonly ids?: readonly string[]; readonly after?: string | undefined; readonly limit: number },
): Promise<Sensor[]> {
  const { rows } = await sql<Omit<Sensor, 'key'> & { readonly key: string }>`
    select s.id, s.key, s.fingerprint, s.place, s.owner, s.purpose, s.persons, s.because, s.decision,
      s.registered_at as "registeredAt", s.removed_at as "removedAt",
      (select max(c.at) from sensor_checks c where c.sensor = s.id) as "checkedAt",
      array(
        select to_char(p.ended_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') from processes p
        where p.kind = 'alarm' and p.outcome = 'refuted' and p.state -> 'wrong' -> 'sensors' ? s.id order by 1
      ) as refuted
    from sensors s
    where s.id > ${after} ${ids === undefined ? sql`` : sql`and s.id = any (${[...ids]}::text[])`}
    order by s.id limit ${limit}`.execute(db);
  return rows.map(({ key, ...row }) => ({ ...row, key: JSON.parse(key) as PublicJwk }));
}

/** When alarms were refuted that somebody of an owner raised or corroborated, from an instant on (ALM-5). */
export async function refutedOf(db: Db, owner: string, from: string): Promise<string[]> {
  const rows = await db
    .selectFrom('processes')
    .select('ended_at')
    .where('kind', '=', 'alarm')
    .where('outcome', '=', 'refuted')
    .where('ended_at', '>=', from)
    .where(sql<boolean>`state -> 'wrong' -> 'owners' ? ${owner}`)
    .execute();
  return rows.flatMap(({ ended_at: at }) => at ?? []);
}

/** How many alarms are open that a member raised (ALM-3). */
export async function openAlarmsOf(db: Db, member: string): Promise<number> {
  const { count } = await db
    .selectFrom('processes')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('kind', '=', 'alarm')
    .where('stage', '<>', 'ended')
    .where(sql<boolean>`state #>> '{raisedBy,by}' = ${member}`)
    .executeTakeFirstOrThrow();
  return count;
}

/** The statuses of the alarms that name an observation (ALM-3). */
export async function statusesNaming(db: Db, observation: string): Promise<string[]> {
  const { rows } = await sql<{ status: string }>`
    select distinct state #>> '{alert,status}' as status from processes
    where kind = 'alarm' and state -> 'sources' @> ${JSON.stringify([{ observation }])}::jsonb`.execute(db);
  return rows.map(({ status }) => status);
}

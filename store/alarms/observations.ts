/** Observations as rows: taken together in one transaction, each checked by itself (ALM-1, ALM-2). */
import { createPublicKey, type KeyObject } from 'node:crypto';
import { sql } from 'kysely';
import { v7 } from 'uuid';
import type { PublicJwk } from '../../ledger/acts/jwk.ts';
import { type OpenedObservation, verifyObservation } from '../../ledger/acts/observation.ts';
import { advanced, noProgress, observationFault, type Progress } from '../../rules/alarm/observing.ts';
import { type Refusal, refuse } from '../../rules/refusal.ts';
import { isSigning } from '../council/member-keys.ts';
import type { Clock } from '../postgres/clock.ts';
import type { Db, Trx } from '../postgres/database.ts';

export interface Taken {
  readonly id: string;
  readonly arrivedAt: string;
}
export type Outcome = Taken | { readonly refusal: Refusal };

export const sourceOf = ({ kind, id }: OpenedObservation['by']): string => `${kind}:${id}`;

/** Public keys as node:crypto has them: to make one takes as long as a signature. */
const most = 50_000;
const keyObjects = new Map<string, KeyObject>();

function keyObject(fingerprint: string, text: string): KeyObject {
  const known = keyObjects.get(fingerprint);
  if (known !== undefined) return known;
  const [oldest] = keyObjects.size < most ? [] : keyObjects.keys();
  if (oldest !== undefined) keyObjects.delete(oldest);
  const made = createPublicKey({ key: JSON.parse(text) as PublicJwk, format: 'jwk' });
  keyObjects.set(fingerprint, made);
  return made;
}

interface SourceKey {
  readonly source: string;
  /** Whether it has observed before. */
  readonly isKnown: boolean;
  readonly fingerprint: string;
  readonly key: string;
}

/** The keys that count now of whoever observes: a sensor has one, a member may have several, or none. */
async function keysOf(
  db: Db,
  given: readonly OpenedObservation[],
  at: string,
): Promise<readonly SourceKey[]> {
  const ids = (kind: 'sensor' | 'member') => [
    ...new Set(given.flatMap(({ by }) => (by.kind === kind ? by.id : []))),
  ];
  const [sensors, members] = [ids('sensor'), ids('member')];
  const { rows } = await sql<SourceKey>`
    select a.source, a.fingerprint, a.key, o.source is not null as "isKnown" from (
      select 'sensor:' || id as source, fingerprint, key from sensors
        where id = any (${sensors}::text[]) and removed_at is null
      union all
      select 'member:' || m.id, coalesce(k.fingerprint, ''), coalesce(k.key, '') from members m
        left join member_keys k on k.member = m.id and ${isSigning(at)}
        where m.id = any (${members}::text[]) and m.status <> 'departed'
    ) a left join observers o on o.source = a.source`.execute(db);
  return rows;
}

/** Whether each is signed by the key of its source that counts now. */
async function signatureFaults(
  given: readonly OpenedObservation[],
  keys: readonly SourceKey[],
): Promise<readonly (Refusal | undefined)[]> {
  const bySource = new Map<string, SourceKey[]>();
  for (const key of keys) bySource.set(key.source, [...(bySource.get(key.source) ?? []), key]);
  return Promise.all(
    given.map(async ({ by, kid, signed }) => {
      const own = bySource.get(sourceOf(by));
      if (own === undefined) return refuse('unknown-sensor', 'ALM-2', { [by.kind]: by.id });
      const key = own.find(({ fingerprint }) => fingerprint === kid);
      if (key === undefined) return refuse('bad-signature', 'ALM-2', { reason: 'another-key', key: kid });
      const holds = await verifyObservation(signed, keyObject(kid, key.key));
      return holds ? undefined : refuse('bad-signature', 'ALM-2', { reason: 'does-not-hold' });
    }),
  );
}

/** Takes observations together, in the order in which they are given, and answers of each what came of it. What is answered as taken is committed. */
export async function takeObservations(
  db: Db,
  clock: Clock,
  given: readonly OpenedObservation[],
): Promise<readonly Outcome[]> {
  const keys = await keysOf(db, given, await clock(db));
  const faults = await signatureFaults(given, keys);
  const good = given.flatMap((one, place) => (faults[place] === undefined ? [{ one, place }] : []));
  const outcomes = new Map<number, Outcome>(
    faults.flatMap((refusal, place) => (refusal === undefined ? [] : [[place, { refusal }]])),
  );
  if (good.length > 0) {
    const sources = new Set(good.map(({ one }) => sourceOf(one.by)));
    await makeObservers(
      db,
      keys.flatMap(({ source, isKnown }) => (isKnown || !sources.has(source) ? [] : source)),
    );
    await db.transaction().execute(async (trx) => {
      const progress = await lockSources(trx, sources);
      const now = await clock(trx);
      const kept = await keptAmong(
        trx,
        good.map(({ one }) => one),
        progress,
      );
      const rows: Row[] = [];
      for (const { one, place } of good) outcomes.set(place, check(one, { progress, kept, rows, now }));
      if (rows.length > 0) await keep(trx, rows, progress);
    });
  }
  return given.map((_one, place) => outcomes.get(place) as Outcome);
}

interface Row {
  readonly id: string;
  readonly source: string;
  readonly opened: OpenedObservation;
  readonly now: string;
}

interface Checking {
  readonly progress: Map<string, Progress>;
  /** Ids of those that are kept, by what was signed. */
  readonly kept: Map<string, string>;
  readonly rows: Row[];
  readonly now: string;
}

function check(opened: OpenedObservation, { progress, kept, rows, now }: Checking): Outcome {
  const source = sourceOf(opened.by);
  const before = progress.get(source) ?? noProgress;
  const { number } = opened.observation;
  const { signature } = opened.signed;
  const refusal = observationFault(
    before,
    { number, at: opened.at },
    { now, kept: kept.get(`${source} ${signature}`) },
  );
  if (refusal !== undefined) return { refusal };
  const id = v7({ msecs: Date.parse(now) });
  progress.set(source, advanced(before, { number }, now));
  kept.set(`${source} ${signature}`, id);
  rows.push({ id, source, opened, now });
  return { id, arrivedAt: now };
}

/** Committed before any is held: who held some while others of it come into being could wait for somebody who waits for them. */
async function makeObservers(db: Db, sources: readonly string[]): Promise<void> {
  if (sources.length === 0) return;
  await sql`
    insert into observers (source) select source from unnest(${sources.toSorted()}::text[]) as missing (source)
    order by source collate "C" on conflict do nothing`.execute(db);
}

/** Holds sources until the commit, in one order for everybody: two that take of one source come one after the other. */
async function lockSources(trx: Trx, sources: ReadonlySet<string>): Promise<Map<string, Progress>> {
  const { rows } = await sql<Progress & { readonly source: string }>`
    select source, last_number::float8 as last, minute, taken from observers
    where source = any (${[...sources]}::text[]) order by source for update`.execute(trx);
  return new Map(rows.map(({ source, ...progress }) => [source, progress]));
}

/** Those that are there already, among what does not come after the last of its source. */
async function keptAmong(
  trx: Trx,
  given: readonly OpenedObservation[],
  progress: ReadonlyMap<string, Progress>,
): Promise<Map<string, string>> {
  const old = given.filter(
    ({ by, observation: { number } }) => number <= (progress.get(sourceOf(by))?.last ?? 0),
  );
  if (old.length === 0) return new Map();
  const { rows } = await sql<{ source: string; signature: string; id: string }>`
    select o.source, o.signature, o.id from observations o
    join unnest(${old.map(({ by }) => sourceOf(by))}::text[], ${old.map((one) => one.observation.number)}::bigint[])
      as given (source, number) on o.source = given.source and o.number = given.number`.execute(trx);
  return new Map(rows.map(({ source, signature, id }) => [`${source} ${signature}`, id]));
}

async function keep(trx: Trx, rows: readonly Row[], progress: ReadonlyMap<string, Progress>): Promise<void> {
  const of = <Value>(value: (row: Row) => Value): Value[] => rows.map(value);
  await sql`
    insert into observations (id, source, number, at, arrived_at, kind, fingerprint, payload, protected, signature)
    select * from unnest(
      ${of(({ id }) => id)}::uuid[], ${of(({ source }) => source)}::text[],
      ${of(({ opened }) => opened.observation.number)}::bigint[], ${of(({ opened }) => opened.at)}::timestamptz[],
      ${of(({ now }) => now)}::timestamptz[], ${of(({ opened }) => opened.observation.kind)}::text[],
      ${of(({ opened }) => opened.kid)}::text[], ${of(({ opened }) => opened.signed.payload)}::text[],
      ${of(({ opened }) => opened.signed.protected)}::text[], ${of(({ opened }) => opened.signed.signature)}::text[])`.execute(
    trx,
  );
  const sources = [...new Set(of(({ source }) => source))];
  const now = sources.map((source) => progress.get(source) ?? noProgress);
  await sql`
    update observers o set last_number = n.last, minute = n.minute, taken = n.taken
    from unnest(${sources}::text[], ${now.map(({ last }) => last)}::bigint[],
      ${now.map(({ minute }) => minute)}::timestamptz[], ${now.map(({ taken }) => taken)}::int[])
      as n (source, last, minute, taken)
    where o.source = n.source`.execute(trx);
}

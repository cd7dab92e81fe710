/**
 * `npm run bench:observations [-- --observations N --times N --prove]`: how many observations a second an API process takes as rows over HTTP: each a
 * signed JWS, checked against its sensor's key, its order, the clock and the most a minute, and kept; a thousand in a request as gateways send them, and
 * one in a request as lone sensors do. PostgreSQL, the API and the senders share this machine. Beside it stand what one processor's signature checks and
 * what PostgreSQL's inserts alone take. Before a figure is printed each that was answered as kept is found in its table as it was signed; with `--prove`
 * the database loses one in twenty, and that must be found.
 */
import { createPublicKey, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { defaultCharterFile, parseCharter } from '../charter/load.ts';
import { fingerprintOf } from '../ledger/acts/jwk.ts';
import { type NewKey, newKey } from '../ledger/acts/new-key.ts';
import { type SignedObservation, signObservation, verifyObservation } from '../ledger/acts/observation.ts';
import { canonicalJson } from '../ledger/bytes/canonical.ts';
import { loadFirstCharter } from '../store/council/charters.ts';
import { databaseClock } from '../store/postgres/clock.ts';
import type { Db } from '../store/postgres/database.ts';
import type { Answered, Round } from './ballots/clients.ts';
import { electorId, makeElectors, serviceOf } from './ballots/council.ts';
import { requestOf } from './ballots/requests.ts';
import { openBench } from './council/stack.ts';
import { startHelper } from './report/processes.ts';
import { common, mustBe, refuse, runBench, type Running, whole } from './report/run.ts';

const { values } = parseArgs({
  options: {
    ...common,
    /** In each run of those that come a thousand together. */
    observations: { type: 'string', default: '30000' },
  },
});
const all = whole('observations', values.observations);
const times = whole('times', values.times);
const together = 1_000;
/** So many that those of one sensor come in requests which are not under way together. */
const sensors = 8 * together;
/** A sensor sends no more than sixty a minute. */
const mostOfOne = 55;
const decision = '01893c1c-0f4f-7000-8000-000000000001';

interface Sensor {
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly key: NewKey<'Ed25519'>['publicJwk'];
}

const checks = 'Ed25519 signatures checked, beside the event loop';
const inserts = 'rows inserted, a thousand together';
const kept = 'observations, a thousand in a request';

async function body(running: Running): Promise<void> {
  const bench = await openBench(running);
  const { db } = bench;
  const loaded = parseCharter(await readFile(defaultCharterFile, 'utf8'));
  if ('faults' in loaded) throw new Error('the default charter cannot be read');
  await loadFirstCharter(db, { ...loaded, at: await databaseClock(db) });
  await makeElectors(db, 1);
  const service = await serviceOf(running, bench);
  const { port } = await service.startOne();
  const clients = await startHelper(running, new URL('ballots/clients.ts', import.meta.url));
  if (running.proving) await loseSome(db);
  let made = 0;

  /** One round: the requests of fresh sensors, and whether what was answered is there. */
  const round = async (count: number, size: number, connections: number): Promise<number> => {
    const own = await makeSensors(db, Math.max(sensors, Math.ceil(count / mostOfOne)), made);
    made += own.length;
    const signed = await observationsOf(db, own, count);
    const requests: Uint8Array[] = [];
    for (let place = 0; place < signed.length; place += size) {
      const some = signed.slice(place, place + size);
      requests.push(requestOf('POST', '/v1/observations', '', size === 1 ? some[0] : some));
    }
    const answered = await clients.ask<Answered>({ ports: [port], connections, requests } satisfies Round);
    await mustBeKept(db, answered, signed);
    return (signed.length / answered.milliseconds) * 1_000;
  };
  const measure = async (what: string, count: number, size: number, connections: number): Promise<void> => {
    const runs: number[] = [];
    for (let time = 0; time < times; time += 1) runs.push(await round(count, size, connections));
    const at = { count: connections, of: 'connections' };
    running.figure({ what, unit: '/s', at, runs, ...(size === 1 ? {} : { against: [checks, inserts] }) });
  };

  await round(Math.min(2_000, all), Math.min(together, all), 2);
  if (running.proving) return;
  const signed = await observationsOf(db, await makeSensors(db, sensors, made), all);
  made += sensors;
  const one = { count: 1, of: 'processes' };
  running.figure({ what: checks, unit: '/s', at: one, side: 'limit', runs: [await checked(signed)] });
  running.figure({ what: inserts, unit: '/s', at: one, side: 'limit', runs: [await inserted(db, signed)] });
  for (const connections of [1, 4]) await measure(kept, all, together, connections);
  // All runs of them together stay below what one address may send in a minute.
  await measure('observations, one in a request', Math.ceil(all / 20), 1, 64);
}

async function makeSensors(db: Db, count: number, from: number): Promise<Sensor[]> {
  const at = await databaseClock(db);
  const made = Array.from({ length: count }, (_, place) => {
    const { privateKey, publicJwk: key } = newKey('Ed25519');
    return { id: `sensor-${from + place}`, privateKey, key };
  });
  await sql`
    insert into sensors (id, key, fingerprint, place, owner, purpose, persons, decision, registered_at)
    select id, key, print, 'Here', ${electorId(0)}, 'It measures.', '{}', ${decision}::uuid, ${at}::timestamptz
    from unnest(${made.map(({ id }) => id)}::text[], ${made.map(({ key }) => canonicalJson(key))}::text[],
      ${made.map(({ key }) => fingerprintOf(key))}::text[]) as made (id, key, print)`.execute(db);
  return made;
}

/** In turn, so that no request has two of one sensor. */
async function observationsOf(db: Db, own: readonly Sensor[], count: number): Promise<SignedObservation[]> {
  const instant = await databaseClock(db);
  return Array.from({ length: count }, (_, place) => {
    const { id, privateKey, key } = own[place % own.length] as Sensor;
    const number = Math.floor(place / own.length) + 1;
    return signObservation(
      { sensor: id, number, instant, kind: 'temperature', integers: [place, 21] },
      privateKey,
      key,
    );
  });
}

async function checked(signed: readonly SignedObservation[]): Promise<number> {
  const { privateKey, publicJwk } = newKey('Ed25519');
  const [first] = signed;
  if (first === undefined) throw new RangeError('no observations');
  const said = { sensor: 'one', number: 1, instant: '2026-01-01T00:00:00.000Z', kind: 'k', integers: [1] };
  const one = signObservation(said, privateKey, publicJwk);
  const key = createPublicKey({ key: publicJwk, format: 'jwk' });
  const from = performance.now();
  for (let place = 0; place < signed.length; place += together) {
    const some = signed.slice(place, place + together);
    const holds = await Promise.all(some.map(() => verifyObservation(one, key)));
    if (holds.includes(false)) refuse('a signature does not hold');
  }
  return (signed.length / (performance.now() - from)) * 1_000;
}

async function inserted(db: Db, signed: readonly SignedObservation[]): Promise<number> {
  await sql`create table bare (like observations including all)`.execute(db);
  const from = performance.now();
  for (let place = 0; place < signed.length; place += together) {
    const some = signed.slice(place, place + together);
    await sql`
      insert into bare select gen_random_uuid(), 'sensor:bare', n + ${place}, now(), now(), 'temperature', 'x', p, h, s
      from unnest(${some.map(({ payload }) => payload)}::text[], ${some.map((one) => one.protected)}::text[],
        ${some.map(({ signature }) => signature)}::text[]) with ordinality as given (p, h, s, n)`.execute(db);
  }
  const took = performance.now() - from;
  await sql`drop table bare`.execute(db);
  return (signed.length / took) * 1_000;
}

interface Item {
  readonly state: string;
  readonly id: string;
}

/** Each was answered as kept, and stands in its table under that id as it was signed. */
async function mustBeKept(
  db: Db,
  { answers }: Answered,
  signed: readonly SignedObservation[],
): Promise<void> {
  const items = answers.flatMap(([status, text]): readonly Item[] => {
    if (status !== 201) refuse(`observations were answered ${status}: ${text.slice(0, 300)}`);
    const answer = JSON.parse(text) as Item | { readonly items: readonly Item[] };
    return 'items' in answer ? answer.items : [answer];
  });
  mustBe('observations answered', items.length, signed.length);
  const lost = items.find(({ state }) => state !== 'kept');
  if (lost !== undefined) refuse(`an observation was answered ${JSON.stringify(lost)}`);
  const { rows } = await sql<{ id: string; payload: string; signature: string }>`
    select id, payload, signature from observations where id = any (${items.map(({ id }) => id)}::uuid[])`.execute(
    db,
  );
  const there = new Map(rows.map(({ id, ...row }) => [id, row]));
  for (const [place, { id }] of items.entries()) {
    const row = there.get(id);
    if (row === undefined) refuse('an observation that was answered as kept is not in the table');
    if (row.payload !== signed[place]?.payload || row.signature !== signed[place].signature)
      refuse('an observation stands in the table as another');
  }
}

/** A database that keeps an observation and then loses it, one in twenty. */
async function loseSome(db: Db): Promise<void> {
  await sql`
    create function lose() returns trigger language plpgsql as $$
    begin
      if random() < 0.05 then delete from observations where id = new.id; end if;
      return null;
    end $$`.execute(db);
  await sql`create trigger lose after insert on observations for each row execute function lose()`.execute(
    db,
  );
}

await runBench({ bench: 'observations', refusal: 'is not in the table' }, values, body);

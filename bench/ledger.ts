/**
 * `node --import tsx bench/ledger.ts [entries]`: what the ledger costs. Computes 10,000 records of 50 electors again; then, in a log of a
 * million entries on a PostgreSQL of its own, appends and proves. Medians; run it on a quiet machine.
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { startPostgres } from '../embedded/programs/postgres.ts';
import { readEvidence, readRecord } from '../ledger/parts/evidence.ts';
import { makeSignerKey, parseSigner } from '../ledger/log/keys.ts';
import { recompute } from '../ledger/recount/recomputation.ts';
import { verifyReceipt } from '../ledger/log/receipt.ts';
import type { Choice, Position } from '../rules/model.ts';
import { currentCheckpoint, receiptOf } from '../store/log/checkpoints.ts';
import { type Db, migrate, openDatabase } from '../store/postgres/database.ts';
import { appendLeaf, inclusionPath } from '../store/log/ledger.ts';
import { keepRecord } from '../store/records/records.ts';
import { decide, people, type Script } from '../test/ledger/decision.ts';

const records = 10_000;
const batch = 200;
const electors = people(50);
const entries = Number(process.argv[2] ?? 1_000_000);

const cycle = <Item>(items: readonly Item[], place: number): Item => items[place % items.length] as Item;

/** Ballots of 45 of the 50, five of them cast twice. */
function byVote(turn: number): Script {
  const choices: readonly Choice[] = ['for', 'for', 'against', 'for', 'abstain'];
  const cast = electors
    .slice(0, 45)
    .map((elector, place) => [elector, cycle(choices, place + turn)] as const);
  const again = electors.slice(0, 5).map((elector) => [elector, 'for', 2] as const);
  return {
    id: randomUUID(),
    electors,
    offline: electors.slice(47),
    votes: [{ ballots: [...cast, ...again] }],
  };
}

/** Positions and rankings of 45 of the 50 in one round. */
function byConsensus(turn: number): Script {
  const positions: readonly Position[] = [
    'agree',
    'agree',
    'agree-with-reservations',
    'agree',
    'stand-aside',
  ];
  const options = ['proposal', 'alternative-1', 'status-quo'];
  const taken = electors
    .slice(0, 45)
    .map((elector, place) => [elector, cycle(positions, place + turn)] as const);
  const rankings = electors
    .slice(0, 45)
    .map(
      (elector, place) =>
        [elector, [[cycle(options, place)], [cycle(options, place + 1)]] as string[][]] as const,
    );
  return { id: randomUUID(), electors, rounds: [{ positions: taken, rankings }] };
}

/** By the processor's time and not the wall's, so that it is the work of one core, whatever else runs. */
function recomputing(name: string, script: (turn: number) => Script): void {
  const decisions = Array.from({ length: 200 }, (_, turn) => decide(script(turn)));
  const once = (turn: number): void => {
    const { recordBytes, evidenceBytes } = cycle(decisions, turn);
    const record = readRecord(recordBytes);
    const evidence = readEvidence(evidenceBytes);
    if ('fault' in record || 'fault' in evidence || recompute(record, evidence).length > 0)
      throw new Error('a record was not computed again');
  };
  for (let turn = 0; turn < 2_000; turn += 1) once(turn);
  const rates: number[] = [];
  for (let turn = 0; turn < records; turn += batch) {
    const from = process.cpuUsage();
    for (let one = turn; one < turn + batch; one += 1) once(one);
    const { user, system } = process.cpuUsage(from);
    rates.push(Math.round((batch / (user + system)) * 1e6));
  }
  rates.sort((one, other) => other - one);
  const size = decisions.reduce((sum, { evidenceBytes }) => sum + evidenceBytes.length, 0) / decisions.length;
  console.log(
    `${name}: ${records} records from their bytes (evidence of ${Math.round(size / 1_000)} kB each), ` +
      `${rates[Math.floor(rates.length / 2)]} a second of one core (${rates[0]} in the quickest fiftieth)`,
  );
}

/** A log of so many entries at once, its tree hashed by PostgreSQL itself. */
async function fill(db: Db): Promise<void> {
  await sql`
    insert into records (decision, kind, outcome, title, ended_at, bytes)
    select ('00000000-0000-7000-8000-' || lpad(to_hex(place), 12, '0'))::uuid, 'proposal', 'executed', 'One of many',
      timestamptz '2026-01-01T00:00:00Z' + place * interval '1 second', convert_to('record ' || place, 'UTF8')
    from generate_series(0, ${entries - 1}::int) place`.execute(db);
  await sql`
    insert into ledger_entries (index, decision)
    select place, ('00000000-0000-7000-8000-' || lpad(to_hex(place), 12, '0'))::uuid
    from generate_series(0, ${entries - 1}::int) place`.execute(db);
  await sql`
    insert into ledger_nodes (level, index, hash)
    select 0, place, sha256('\\x00'::bytea || convert_to('record ' || place, 'UTF8'))
    from generate_series(0, ${entries - 1}::int) place`.execute(db);
  for (let level = 1; 2 ** level <= entries; level += 1)
    await sql`
      insert into ledger_nodes (level, index, hash)
      select ${level}::smallint, one.index / 2, sha256('\\x01'::bytea || one.hash || other.hash)
      from ledger_nodes one join ledger_nodes other on other.level = one.level and other.index = one.index + 1
      where one.level = ${level - 1}::smallint and one.index % 2 = 0`.execute(db);
  await sql`analyze`.execute(db);
}

/** Milliseconds: the median, and what nine tenths stay under. */
async function timed(name: string, times: number, step: (turn: number) => Promise<unknown>): Promise<void> {
  const took: number[] = [];
  for (let turn = 0; turn < times; turn += 1) {
    const from = performance.now();
    await step(turn);
    took.push(performance.now() - from);
  }
  took.sort((one, other) => one - other);
  const at = (share: number): string => (took[Math.floor(took.length * share)] ?? 0).toFixed(2);
  console.log(`${name}: ${at(0.5)} ms (nine tenths under ${at(0.9)} ms)`);
}

async function onPostgres(): Promise<void> {
  const data = await mkdtemp(join(tmpdir(), 'folkmoot-bench-'));
  const postgres = await startPostgres({ data, progress: (line) => console.log(line) });
  const db = openDatabase({ url: postgres.url, onError: (error) => console.error(error) });
  try {
    await migrate(db);
    console.log(`filling a log of ${entries} entries`);
    await fill(db);
    const signer = parseSigner(makeSignerKey('bench.example/log'));
    if ('fault' in signer) throw new Error(signer.fault);
    await currentCheckpoint(db, signer);
    const ending = async (withLeaf: boolean): Promise<void> => {
      const decision = randomUUID();
      const bytes = Buffer.from(JSON.stringify({ decision, figures: 'x'.repeat(5_000) }));
      const row = {
        kind: 'proposal',
        outcome: 'executed',
        title: 'One more',
        endedAt: '2026-11-22T00:00:00.000Z',
      };
      await db.transaction().execute(async (trx) => {
        await keepRecord(trx, { ...row, decision, bytes });
        if (withLeaf) await appendLeaf(trx, { decision, bytes });
      });
    };
    for (let turn = 0; turn < 50; turn += 1) await ending(true);
    await timed('a record kept without the ledger', 500, () => ending(false));
    await timed('a record kept, with its leaf', 500, () => ending(true));
    await timed('an inclusion proof', 1_000, (turn) => inclusionPath(db, (turn * 7_919) % entries, entries));
    await timed('an append, then a new checkpoint and a receipt', 300, async (turn) => {
      await ending(true);
      const decision = `00000000-0000-7000-8000-${((turn * 7_919) % entries).toString(16).padStart(12, '0')}`;
      const receipt = await receiptOf(db, signer, decision);
      const record = Buffer.from(`record ${(turn * 7_919) % entries}`);
      if (receipt === undefined || 'fault' in verifyReceipt(Buffer.from(receipt), record, [signer.verifier]))
        throw new Error('a receipt does not hold');
    });
  } finally {
    await db.destroy();
    await postgres.stop();
    await rm(data, { recursive: true, force: true });
  }
}

recomputing('by vote', byVote);
recomputing('by consensus', byConsensus);
await onPostgres();

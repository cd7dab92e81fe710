/**
 * `npm run bench:ledger [-- ENTRIES --records N --prove]`: what the ledger costs. Computes records of 50 electors again; then, in a log of a million
 * entries on a PostgreSQL of its own, appends and proves. Every record and every receipt must hold; with `--prove` a byte of one record is another.
 */
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { readEvidence, readRecord } from '../ledger/parts/evidence.ts';
import { makeSignerKey, parseSigner } from '../ledger/log/keys.ts';
import { recompute } from '../ledger/recount/recomputation.ts';
import { verifyReceipt } from '../ledger/log/receipt.ts';
import type { Choice, Position } from '../rules/model.ts';
import { currentCheckpoint, receiptOf } from '../store/log/checkpoints.ts';
import type { Db } from '../store/postgres/database.ts';
import { appendLeaf, inclusionPath } from '../store/log/ledger.ts';
import { keepRecord } from '../store/records/records.ts';
import { decide, people, type Script } from '../test/ledger/decision.ts';
import { benchFolder, openPostgres } from './council/stack.ts';
import { common, refuse, runBench, type Running, whole } from './report/run.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { ...common, records: { type: 'string', default: '10000' } },
});
const records = whole('records', values.records);
const batch = Math.min(200, records);
const electors = people(50);
const entries = whole('entries', positionals[0] ?? '1000000');

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
function recomputing({ figure, proving }: Running, name: string, script: (turn: number) => Script): void {
  const decisions = Array.from({ length: 200 }, (_, turn) => decide(script(turn)));
  const once = (turn: number): void => {
    const { recordBytes, evidenceBytes } = cycle(decisions, turn);
    // The title's first letter is another where the record is to be refused.
    const text = Buffer.from(recordBytes);
    if (proving) text.write('?', text.indexOf('"title":"') + 9);
    const record = readRecord(text);
    const evidence = readEvidence(evidenceBytes);
    if ('fault' in record || 'fault' in evidence || recompute(record, evidence).length > 0)
      refuse('a record was not computed again');
  };
  for (let turn = 0; turn < Math.min(2_000, records); turn += 1) once(turn);
  const rates: number[] = [];
  for (let turn = 0; turn < records; turn += batch) {
    const from = process.cpuUsage();
    for (let one = turn; one < turn + batch; one += 1) once(one);
    const { user, system } = process.cpuUsage(from);
    rates.push(Math.round((batch / (user + system)) * 1e6));
  }
  const size = decisions.reduce((sum, { evidenceBytes }) => sum + evidenceBytes.length, 0) / decisions.length;
  const what = `records of 50 electors computed again from their bytes, ${name}`;
  figure({ what, unit: '/s', runs: rates });
  figure({ what: `evidence of such a record, ${name}`, unit: 'kB', runs: [size / 1_000] });
}

/** A log of so many entries at once, its tree hashed by PostgreSQL itself. */
async function fill(db: Db): Promise<void> {
  await sql`
    insert into records (decision, kind, outcome, title, ended_at, bytes, search)
    select ('00000000-0000-7000-8000-' || lpad(to_hex(place), 12, '0'))::uuid, 'proposal', 'executed', 'One of many',
      timestamptz '2026-01-01T00:00:00Z' + place * interval '1 second', convert_to('record ' || place, 'UTF8'), ''
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

/** Milliseconds of each turn. */
async function timed(
  { figure }: Running,
  what: string,
  times: number,
  step: (turn: number) => Promise<unknown>,
): Promise<void> {
  const runs: number[] = [];
  for (let turn = 0; turn < times; turn += 1) {
    const from = performance.now();
    await step(turn);
    runs.push(performance.now() - from);
  }
  figure({ what, unit: 'ms', at: { count: entries, of: 'entries' }, runs });
}

async function onPostgres(running: Running): Promise<void> {
  const { db } = await openPostgres(running, await benchFolder(running));
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
  await timed(running, 'a record kept without the ledger', 500, () => ending(false));
  await timed(running, 'a record kept, with its leaf', 500, () => ending(true));
  await timed(running, 'an inclusion proof', 1_000, (turn) =>
    inclusionPath(db, (turn * 7_919) % entries, entries),
  );
  await timed(running, 'an append, then a new checkpoint and a receipt', 300, async (turn) => {
    await ending(true);
    const decision = `00000000-0000-7000-8000-${((turn * 7_919) % entries).toString(16).padStart(12, '0')}`;
    const receipt = await receiptOf(db, signer, decision);
    const record = Buffer.from(`record ${(turn * 7_919) % entries}`);
    if (receipt === undefined || 'fault' in verifyReceipt(Buffer.from(receipt), record, [signer.verifier]))
      refuse('a receipt does not hold');
  });
}

await runBench({ bench: 'ledger', refusal: 'a record was not computed again' }, values, async (running) => {
  recomputing(running, 'by vote', byVote);
  recomputing(running, 'by consensus', byConsensus);
  await onPostgres(running);
});

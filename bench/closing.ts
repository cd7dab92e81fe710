/**
 * `npm run bench:closing [-- --electors N --ballots M --window SECONDS]`: a council of so many whose vote is opened over HTTP, filled in tables,
 * and closes at its deadline: how long until it is open, until its outcome can be read, until its record has a receipt; how much more memory
 * the worker takes than idle; how long others wait meanwhile for acts of their own; and how long the record takes to be verified offline.
 * What it came to is counted anew by other code before a figure is printed. `--prove` removes a ballot that was acknowledged: the count refuses it.
 */
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sql } from 'kysely';
import { defaultCharterFile, parseCharter } from '../charter/load.ts';
import { loadFirstCharter } from '../store/council/charters.ts';
import { databaseClock } from '../store/postgres/clock.ts';
import { openDatabase } from '../store/postgres/database.ts';
import { type Answer, caller } from '../test/support/http.ts';
import { testTokens } from '../test/support/tokens.ts';
import { bundleWorkflows } from '../worker/create.ts';
import { memoryOf, until, watching } from './measuring.ts';
import { bodyOf, matter, othersMeanwhile } from './others.ts';
import { type Bench, benchApi, benchSigner, openBench } from './council.ts';
import { expected, fillCouncil, fillPoll, memberName, type Plan } from './large-council.ts';

const { values } = parseArgs({
  options: {
    electors: { type: 'string', default: '10000' },
    ballots: { type: 'string' },
    window: { type: 'string' },
    prove: { type: 'boolean', default: false },
    keep: { type: 'string' },
  },
});
const electors = Number(values.electors);
const plan: Plan = { electors, ballots: Number(values.ballots ?? Math.floor(electors * 0.3)) };
/** Seconds that the vote is open: as long as its tables take to be filled. */
const window = Number(values.window ?? 20 + electors / 5_000);
const pace = Math.round((72 * 3_600) / window);

const since = (from: number): number => (Date.now() - from) / 1_000;
const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;
const figures: string[] = [];
const print = (line: string): void => {
  figures.push(line);
  console.error(line);
};

/** The straight way to the vote, and nothing after it. */
async function firstCharter(bench: Bench, at: string): Promise<void> {
  const text = await readFile(defaultCharterFile, 'utf8');
  const straight = text
    .replace(/^review: .*$/m, 'review: null')
    .replace('rounds: 3', 'rounds: 0')
    .replace(/^vetoes:[^\n]*\n(?: [^\n]*\n)+/m, 'vetoes: null\n');
  const loaded = parseCharter(straight);
  if ('faults' in loaded) throw new Error(JSON.stringify(loaded.faults));
  await loadFirstCharter(bench.db, { ...loaded, at });
}

/** The workflows as one file, so that bundling them is no part of what their worker takes. */
async function bundleFile(folder: string): Promise<string> {
  const file = join(folder, 'workflows.js');
  const { code } = await bundleWorkflows();
  await writeFile(file, code);
  return file;
}

async function measure(bench: Bench): Promise<void> {
  const { db, client } = bench;
  const at = new Date(Date.parse(await databaseClock(db)) - 3_600_000).toISOString();
  await firstCharter(bench, at);
  await fillCouncil(db, plan, at);
  const tokens = await testTokens();
  const signer = await benchSigner(db, at);
  const folder = await mkdtemp(join(tmpdir(), 'folkmoot-closing-'));
  const worker = fork(
    fileURLToPath(new URL('closing-worker.ts', import.meta.url)),
    [bench.url, bench.address, await bundleFile(folder)],
    {
      execArgv: ['--import', 'tsx'],
    },
  );
  await once(worker, 'message');
  const open = (purpose: 'reads' | 'writes') =>
    openDatabase({ url: bench.url, purpose, onError: console.error });
  const [reads, writes] = [open('reads'), open('writes')];
  const api = await benchApi({ db: reads, writes, client, pace, clock: databaseClock, tokens, signer });
  const as = async (member: string) => caller(api.url, await tokens.sign(member));
  try {
    const idle = await memoryOf(worker.pid, 'VmRSS');
    const member = await as(memberName(0));

    // Opening.
    let from = Date.now();
    const submitted = await member.post('/v1/proposals', matter('operations', 'everyone'));
    print(`opening: answered ${submitted.status} after ${since(from).toFixed(1)} s`);
    const poll = await until(async () =>
      db
        .selectFrom('polls')
        .select(['id', 'decision', 'closes'])
        .where('kind', '=', 'votes')
        .executeTakeFirst(),
    );
    const { decision } = poll;
    print(
      `opening: open after ${since(from).toFixed(1)} s; worker ${megabytes((await memoryOf(worker.pid, 'VmHWM')) - idle)} above idle`,
    );
    await fillPoll(db, plan, decision);
    const closes = Date.parse(poll.closes);
    if (Date.now() > closes - 5_000)
      throw new Error(`the window of ${window} s ended before the tables were filled`);
    if (values.prove)
      await sql`delete from answers where ctid in (select ctid from answers where choice = 'for' limit 1)`.execute(
        db,
      );
    const others = othersMeanwhile(as, print);
    console.error(`filled; the vote closes in ${((closes - Date.now()) / 1_000).toFixed(0)} s`);

    // Closing.
    await sleep(closes - Date.now() - 100);
    const before = await memoryOf(worker.pid, 'VmRSS');
    const memory = watching(() => memoryOf(worker.pid, 'VmRSS'), 50);
    await until(async () =>
      db
        .selectFrom('polls')
        .select('id')
        .where('id', '=', poll.id)
        .where('closed_at', 'is not', null)
        .executeTakeFirst(),
    );
    const tally = await member.get(`/v1/proposals/${decision}/tally`);
    const outcome = since(closes);
    console.error(`outcome after ${outcome.toFixed(1)} s`);
    await until(async () =>
      db.selectFrom('ledger_entries').select('index').where('decision', '=', decision).executeTakeFirst(),
    );
    const receipt = await member.get(`/v1/proposals/${decision}/receipt`);
    const recorded = since(closes);
    const most = await memory.stop();
    check(tally, receipt);
    print(
      `closing: outcome to be read after ${outcome.toFixed(1)} s, record with receipt after ${recorded.toFixed(1)} s`,
    );
    print(
      `closing: worker ${megabytes(most - idle)} above idle (${megabytes(idle)} idle, ${megabytes(before)} before the close)`,
    );
    await others.stop();

    // Verifying.
    const path = (name: string): string => join(folder, name);
    const token = await tokens.sign(memberName(0));
    for (const [name, of] of [
      ['record', `/v1/proposals/${decision}/record`],
      ['receipt', `/v1/proposals/${decision}/receipt`],
      ['evidence', `/v1/decisions/${decision}/evidence`],
    ] as const) {
      from = Date.now();
      const response = await fetch(new URL(of, api.url), { headers: { authorization: `Bearer ${token}` } });
      if (response.status !== 200 || response.body === null) throw new Error(`${of}: ${response.status}`);
      await pipeline(Readable.fromWeb(response.body as never), createWriteStream(path(name)));
      if (name === 'evidence') print(`evidence: read over HTTP in ${since(from).toFixed(1)} s`);
    }
    await writeFile(path('key'), signer.verifier.line);
    from = Date.now();
    const cli = fileURLToPath(new URL('../cli/main.ts', import.meta.url));
    const verifying = spawn(
      process.execPath,
      [
        '--import',
        'tsx',
        cli,
        'verify',
        path('record'),
        path('receipt'),
        '--key',
        path('key'),
        '--evidence',
        path('evidence'),
      ],
      { stdio: ['ignore', 'inherit', 'inherit'] },
    );
    const held = watching(() => memoryOf(verifying.pid, 'VmHWM'), 20);
    const [code] = (await once(verifying, 'exit')) as [number];
    if (code !== 0) throw new Error(`the record does not verify: ${code}`);
    print(`verifying: ${since(from).toFixed(1)} s, ${megabytes(await held.stop())}`);
  } finally {
    if (values.keep === undefined) await rm(folder, { recursive: true, force: true });
    else console.error(folder);
    await api.close();
    await Promise.all([reads.destroy(), writes.destroy()]);
    worker.send('stop');
    await once(worker, 'exit');
  }
}

/** @throws where the vote came to anything else than a count by other code, or has no receipt */
function check(tally: Answer, receipt: Answer): void {
  for (const [key, count] of Object.entries(expected(plan)))
    if (bodyOf(tally)[key] !== count)
      throw new Error(`the vote came to ${key} ${String(bodyOf(tally)[key])}, and must come to ${count}`);
  if (bodyOf(tally).verdict !== 'adopted' || receipt.status !== 200)
    throw new Error('there is no outcome with a receipt');
}

/** What the check says of a lost ballot; nothing where nothing is wrong. */
async function faultIn(bench: Bench): Promise<string | undefined> {
  try {
    await measure(bench);
    return undefined;
  } catch (error) {
    if (values.prove && error instanceof Error && error.message.includes('must come to'))
      return error.message;
    throw error;
  }
}

const bench = await openBench();
try {
  const fault = await faultIn(bench);
  if (values.prove && fault === undefined) throw new Error('a lost ballot was not noticed');
  console.log(`${plan.electors} electors, ${plan.ballots} ballots in person`);
  console.log(fault === undefined ? figures.join('\n') : `a lost ballot is noticed: ${fault}`);
} finally {
  await bench.close();
}

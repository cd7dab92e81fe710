/**
 * `npm run bench:closing [-- --electors N --ballots M --window SECONDS --times N --keep]`: a council of so many whose vote is opened over HTTP,
 * filled in tables, and closes at its deadline: how long until it is open, until its outcome can be read, until its record has a receipt; how
 * much more memory the worker takes than idle; how long others wait meanwhile for acts of their own; how long the history is; and how long the
 * record takes to be verified offline. What it came to is counted anew by other code before a figure is printed. `--prove` removes a ballot that was
 * acknowledged: the count refuses it.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { cp, mkdtemp, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sql } from 'kysely';
import { type LargeCouncil, openLargeCouncil, openLargeVote } from './council/large.ts';
import { bodyOf, othersMeanwhile } from './council/others.ts';
import { expected, fillPoll, memberName, type Plan } from './council/plan.ts';
import { type Bench, openBench } from './council/stack.ts';
import { type Figure, quantile } from './report/figures.ts';
import { memoryOf, until, watching } from './report/looks.ts';
import { common, mustBe, runBench, type Running, whole } from './report/run.ts';

const { values } = parseArgs({
  options: {
    ...common,
    times: { type: 'string', default: '1' },
    electors: { type: 'string', default: '10000' },
    ballots: { type: 'string' },
    window: { type: 'string' },
    /** Leaves record, receipt, evidence and key in a folder, and says where. */
    keep: { type: 'boolean', default: false },
  },
});
const electors = whole('electors', values.electors);
const plan: Plan = { electors, ballots: Number(values.ballots ?? Math.ceil(electors * 0.3)) };
const times = whole('times', values.times);
/** Seconds that the vote is open: as long as its tables take to be filled. */
const window = Number(values.window ?? 20 + electors / 5_000);
const pace = Math.round((72 * 3_600) / window);

const since = (from: number): number => (Date.now() - from) / 1_000;
/** What each run comes to, by name. */
const runs = new Map<string, { readonly unit: Figure['unit']; readonly came: number[] }>();
function note(what: string, unit: Figure['unit'], came: number): void {
  const kept = runs.get(what) ?? { unit, came: [] };
  kept.came.push(came);
  runs.set(what, kept);
}

async function closeOne(
  bench: Bench,
  council: LargeCouncil,
  idle: number,
  proving: boolean,
): Promise<string> {
  const { db, client } = bench;
  const { worker, as } = council;
  const { decision, poll, closes, answered, open } = await openLargeVote(bench, council);
  note('opening: answered', 's', answered / 1_000);
  note('opening: open', 's', open / 1_000);
  note('opening: worker above idle', 'MB', ((await memoryOf(worker.pid, 'VmHWM')) - idle) / 1e6);
  await fillPoll(db, plan, decision);
  if (Date.now() > closes - 3_000)
    throw new Error(`the window of ${window} s ended before the tables were filled`);
  if (proving)
    await sql`delete from answers where ctid in (select ctid from answers where choice = 'for' limit 1)`.execute(
      db,
    );
  await counted(bench, poll);
  // Of the family, which a very small council has not.
  const others = electors < 20 ? undefined : othersMeanwhile(as);
  await sleep(closes - Date.now() - 100);
  const memory = watching(() => memoryOf(worker.pid, 'VmRSS'), 50);
  await until(async () =>
    db
      .selectFrom('polls')
      .select('id')
      .where('id', '=', poll)
      .where('closed_at', 'is not', null)
      .executeTakeFirst(),
  );
  const member = await as(memberName(0));
  const tally = await member.get(`/v1/proposals/${decision}/tally`);
  const outcome = since(closes);
  await until(async () =>
    db.selectFrom('ledger_entries').select('index').where('decision', '=', decision).executeTakeFirst(),
  );
  const receipt = await member.get(`/v1/proposals/${decision}/receipt`);
  const recorded = since(closes);
  const most = await memory.stop();
  const meanwhile = await others?.stop();
  for (const [key, count] of Object.entries(expected(plan))) mustBe(key, bodyOf(tally)[key], count);
  mustBe('the verdict', bodyOf(tally).verdict, 'adopted');
  mustBe('the answer of the receipt', receipt.status, 200);
  note('closing: outcome to be read', 's', outcome);
  note('closing: record with receipt', 's', recorded);
  note('closing: worker above idle', 'MB', (most - idle) / 1e6);
  if (meanwhile !== undefined) {
    note('acts of others meanwhile: 99 of 100 within', 'ms', quantile(meanwhile.took, 0.99));
    note('acts of others meanwhile: refused', 'acts', meanwhile.refused.length);
    if (meanwhile.refused.length > 0) console.error(meanwhile.refused[0]);
  }
  const { historyLength } = await client.workflow.getHandle(decision).describe();
  note('history of the decision', 'events', historyLength);
  return decision;
}

/** What PostgreSQL alone takes to count the ballots in person, in one statement. */
async function counted({ db }: Bench, poll: number): Promise<void> {
  const from = performance.now();
  await sql`
    select choice, count(*) from electors e
    join (select distinct on (elector) elector, choice from answers where poll = ${poll} order by elector, number desc) a on a.elector = e.member
    join polls p on p.id = ${poll} and p.electorate = e.electorate group by choice`.execute(db);
  note(limit, 's', (performance.now() - from) / 1_000);
}
const limit = 'PostgreSQL counting the ballots in person';

async function verify(bench: Bench, { url, token, signer }: LargeCouncil, decision: string): Promise<void> {
  const path = (name: string): string => join(bench.data, name);
  const authorization = `Bearer ${await token(memberName(0))}`;
  for (const [name, of] of [
    ['record', `/v1/proposals/${decision}/record`],
    ['receipt', `/v1/proposals/${decision}/receipt`],
    ['evidence', `/v1/decisions/${decision}/evidence`],
  ] as const) {
    const from = Date.now();
    const response = await fetch(new URL(of, url), { headers: { authorization } });
    if (response.status !== 200 || response.body === null) throw new Error(`${of}: ${response.status}`);
    await pipeline(Readable.fromWeb(response.body as never), createWriteStream(path(name)));
    if (name === 'evidence') note('evidence: read over HTTP', 's', since(from));
  }
  note('evidence: its size', 'MB', (await stat(path('evidence'))).size / 1e6);
  await writeFile(path('key'), signer.verifier.line);
  for (let time = 0; time < (electors > 10_000 ? 1 : times); time += 1) {
    const from = Date.now();
    const cli = fileURLToPath(new URL('../cli/main.ts', import.meta.url));
    const named = [
      'verify',
      path('record'),
      path('receipt'),
      '--key',
      path('key'),
      '--evidence',
      path('evidence'),
    ];
    const verifying = spawn(process.execPath, ['--import', 'tsx', cli, ...named], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const held = watching(() => memoryOf(verifying.pid, 'VmHWM'), 20);
    const [code] = (await once(verifying, 'exit')) as [number];
    mustBe('the verification of the record', code, 0);
    note('verifying: time', 's', since(from));
    note('verifying: memory', 'MB', (await held.stop()) / 1e6);
  }
  if (!values.keep) return;
  const kept = await mkdtemp(join(tmpdir(), 'folkmoot-closing-'));
  for (const name of ['record', 'receipt', 'evidence', 'key']) await cp(path(name), join(kept, name));
  console.error(kept);
}

await runBench({ bench: 'closing', refusal: 'for came to' }, values, async (running: Running) => {
  const bench = await openBench(running);
  const council = await openLargeCouncil(running, bench, plan, pace);
  const idle = await memoryOf(council.worker.pid, 'VmRSS');
  let last = '';
  for (let time = 0; time < times; time += 1) last = await closeOne(bench, council, idle, running.proving);
  await verify(bench, council, last);
  const at = { count: electors, of: 'electors' };
  for (const [what, { unit, came }] of runs)
    running.figure({
      what,
      unit,
      at,
      runs: came,
      ...(what === limit ? { side: 'limit' } : {}),
      ...(what === 'closing: outcome to be read' ? { against: [limit] } : {}),
    });
});

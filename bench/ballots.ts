/**
 * `npm run bench:ballots [-- --prove]`: how many ballots a second an API process takes over HTTP: authenticated, checked, kept, and
 * acknowledged with a signed promise after the commit, in an electorate of 100,000. PostgreSQL, Temporal, the API and the voters share this
 * machine. Beside it stands what PostgreSQL alone takes on as many connections, one prepared `insert … select` with all checks a ballot.
 * Before a figure is printed each acknowledged ballot is found in its table, the signed promises of a sample hold, and the tally is right;
 * with `--prove` the database loses one ballot in a thousand, and that must be found.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { freePort } from '../embedded/ports.ts';
import { openAcknowledgement } from '../ledger/answers/acknowledgement.ts';
import { parseSigner } from '../ledger/log/keys.ts';
import { databaseClock } from '../store/postgres/clock.ts';
import { withOpenPolls } from '../test/support/polls.ts';
import { type RunningApi, startApiProcess } from './ballots/api.ts';
import { openControl } from './ballots/control.ts';
import { issuer, requestOf, tokens } from './ballots/requests.ts';
import type { Polled, Round } from './ballots/voters.ts';
import { type Bench, openBench } from './council.ts';

const electors = 100_000;
/** Of them so many vote in a round, on so many connections. */
const rounds = [
  { connections: 1, voters: 1_000 },
  { connections: 16, voters: 8_000 },
  { connections: 64, voters: 12_000 },
  { connections: 256, voters: 16_000 },
];
const times = Number(process.env['BENCH_TIMES'] ?? 3);
const [only] = process.argv
  .slice(2)
  .filter((argument) => /^\d+$/.test(argument))
  .map(Number);
const proving = process.argv.includes('--prove');

const idOf = (number: number): string => `elector-${String(number).padStart(6, '0')}`;

/** 100,000 members, put into their table in one statement. */
async function makeMembers({ db }: Bench): Promise<void> {
  await sql`
    insert into members (id, name, kind, family, born_at, status, status_at, roles, milestones, public_keys, added_at)
    select 'elector-' || lpad(n::text, 6, '0'), 'Elector ' || n, 'person', null, '1980-01-01', 'active', now(), '{}', '{}', '{}', now()
    from generate_series(0, ${electors - 1}::int) n`.execute(db);
  await sql`analyze members`.execute(db);
}

async function openVote({ db }: Bench): Promise<string> {
  const now = Date.parse(await databaseClock(db));
  const [opens, closes] = [now - 1_000, now + 86_400_000].map((at) => new Date(at).toISOString());
  return withOpenPolls(db, { members: [], kinds: ['votes'], opens: opens ?? '', closes: closes ?? '' });
}

const choices = ['for', 'against', 'abstain'] as const;

const timeOf = async (apis: readonly RunningApi[]): Promise<number> =>
  (await Promise.all(apis.map((api) => api.processorTime()))).reduce((sum, one) => sum + one, 0);

async function inChild(child: ChildProcess, round: Round): Promise<Polled> {
  child.send(round);
  const [polled] = (await once(child, 'message')) as [Polled];
  return polled;
}

const quantile = (all: readonly number[], share: number): number =>
  [...all].sort((one, other) => one - other)[Math.floor((all.length - 1) * share)] ?? 0;

const bench = await openBench();
const stopping: (() => Promise<unknown>)[] = [];
try {
  await makeMembers(bench);
  const { jwks, token } = tokens();
  await writeFile(join(bench.data, 'jwks.json'), JSON.stringify(jwks));
  const environment = {
    DATABASE_URL: bench.databaseUrl,
    TEMPORAL_ADDRESS: bench.temporalAddress,
    FOLKMOOT_JWKS: join(bench.data, 'jwks.json'),
    FOLKMOOT_ISSUER: issuer,
    FOLKMOOT_SUBJECT: 'member',
    FOLKMOOT_LOG_KEY: join(bench.data, 'log.key'),
    FOLKMOOT_HISTORY_KEY: join(bench.data, 'history.key'),
  };
  const apis: RunningApi[] = [];
  const startOne = async (): Promise<void> => {
    const api = await startApiProcess(await freePort(), environment);
    apis.push(api);
    stopping.push(api.stop);
  };
  await startOne();
  const vote = await openVote(bench);
  if (proving) await loseSome(bench);
  const most = Math.max(...rounds.map(({ voters }) => voters));
  const signed = Array.from({ length: most * times }, (_, number) => token(idOf(number)));
  const child = fork(new URL('ballots/voters.ts', import.meta.url), {
    execArgv: ['--import', 'tsx'],
    serialization: 'advanced',
  });
  stopping.push(async () => child.kill());
  const signer = parseSigner((await readFile(join(bench.data, 'log.key'), 'utf8')).trim());
  if ('fault' in signer) throw new Error(signer.fault);
  const control = openControl(bench.databaseUrl, await openVote(bench));
  stopping.push(control.close);

  let round = 0;
  /** One round: all of these vote, and what was acknowledged is looked for. */
  const cast = async (connections: number, first: number, voters: number, to: readonly RunningApi[]) => {
    const which = Array.from({ length: voters }, (_, place) => first + place);
    round += 1;
    const choiceOf = (number: number) => choices[(number + round) % 3] ?? 'for';
    const before = await timeOf(to);
    const polled = await inChild(child, {
      ports: to.map(({ port }) => port),
      connections,
      requests: which.map((number) => requestOf(vote, signed[number] ?? '', { choice: choiceOf(number) })),
    });
    const processor = ((await timeOf(to)) - before) / voters;
    await mustBeTrue(bench, vote, polled, { which, choiceOf, verifiers: [signer.verifier] });
    return { perSecond: (voters / polled.milliseconds) * 1_000, took: polled.took, processor };
  };

  const report = async (
    name: string,
    connections: number,
    run: (time: number) => Promise<{ perSecond: number; took: readonly number[]; processor?: number }>,
  ) => {
    const runs = [];
    for (let time = 0; time < times; time += 1) runs.push(await run(time));
    const rates = runs.map(({ perSecond }) => perSecond);
    const took = runs.flatMap((one) => one.took);
    const line = `${name}, ${connections} connections: median ${quantile(rates, 0.5).toFixed(0)}/s (${Math.min(...rates).toFixed(0)} to ${Math.max(...rates).toFixed(0)})`;
    console.log(
      `${line}; half within ${quantile(took, 0.5).toFixed(1)} ms, 99 of 100 within ${quantile(took, 0.99).toFixed(1)} ms`,
    );
    const processor = quantile(
      runs.map((one) => one.processor ?? 0),
      0.5,
    );
    if (processor > 0)
      console.log(`  the API takes ${(processor * 1_000_000).toFixed(0)} µs of a processor each`);
    return quantile(rates, 0.5);
  };

  const measure = async (): Promise<void> => {
    let one = 0;
    for (const { connections, voters } of rounds) {
      if (only !== undefined && only !== connections) continue;
      const ids = Array.from({ length: voters }, (_, number) => idOf(number));
      const limit = await report('PostgreSQL alone', connections, () => control.run(connections, ids));
      const voting = (time: number) => cast(connections, time * voters, voters, apis);
      await report('a token never seen before', connections, voting);
      one = await report('a token seen before', connections, voting);
      console.log(`  that is ${((100 * one) / limit).toFixed(0)} % of PostgreSQL alone`);
    }
    if (only !== undefined && only !== 256) return;
    await startOne();
    await cast(64, 0, 8_000, apis);
    const two = await report('two API processes', 256, (time) => cast(256, time * most, most, apis));
    console.log(`  that is ${(two / one).toFixed(2)} times one`);
  };

  const first = cast(64, 0, 4_000, apis);
  if (proving) {
    const refusal = await first.then(
      () => undefined,
      (error: unknown) => String(error),
    );
    if (refusal === undefined) throw new Error('a database that loses ballots was believed');
    console.log(`refused, as it must be: ${refusal}`);
  } else {
    await first;
    await measure();
  }
} finally {
  for (const stop of stopping.reverse()) await stop();
  await bench.close();
}

/** Every ballot that was acknowledged is in its table as it was given; promises hold; the tally counts each elector's last. */
async function mustBeTrue(
  { db }: Bench,
  vote: string,
  { answers }: Polled,
  {
    which,
    choiceOf,
    verifiers,
  }: {
    readonly which: readonly number[];
    readonly choiceOf: (number: number) => string;
    readonly verifiers: Parameters<typeof openAcknowledgement>[1];
  },
): Promise<void> {
  const { rows } = await sql<{ elector: string; number: number; choice: string; hash: Buffer }>`
    select a.elector, a.number, a.choice, a.hash from answers a join polls p on p.id = a.poll
    where p.decision = ${vote}`.execute(db);
  const kept = new Map(
    rows.map(({ elector, number, choice, hash }) => [
      `${elector} ${number}`,
      `${choice} ${hash.toString('hex')}`,
    ]),
  );
  for (const [place, number] of which.entries()) {
    const [status, body] = answers[place] ?? [0, ''];
    if (status !== 200) throw new Error(`a ballot was answered ${status}: ${body}`);
    const { acknowledgement } = JSON.parse(body) as {
      acknowledgement: { elector: string; number: number; choice: string; hash: string };
    };
    const { elector, number: numbered, choice, hash } = acknowledgement;
    if (elector !== idOf(number) || choice !== choiceOf(number))
      throw new Error(`${idOf(number)} was acknowledged another ballot: ${body}`);
    if (kept.get(`${elector} ${numbered}`) !== `${choice} ${hash}`)
      throw new Error(`an acknowledged ballot of ${elector} is not in the table`);
    if (place % 100 > 0) continue;
    const opened = openAcknowledgement(acknowledgement, verifiers);
    if ('fault' in opened) throw new Error(opened.fault);
  }
  const last = await sql<{ choice: string; count: number }>`
    select c.choice, count(*) as count from current_answers c join polls p on p.id = c.poll
    where p.decision = ${vote} and c.elector = any(${which.map(idOf)}::text[]) group by c.choice`.execute(db);
  for (const { choice, count } of last.rows)
    if (count !== which.filter((number) => choiceOf(number) === choice).length)
      throw new Error(`the tally counts ${count} ballots ${choice}`);
}

/** A database that keeps a ballot and then loses it, one in a thousand. */
async function loseSome({ db }: Bench): Promise<void> {
  await sql`
    create function lose() returns trigger language plpgsql as $$
    begin
      if random() < 0.001 then delete from answers where poll = new.poll and elector = new.elector and number = new.number; end if;
      return null;
    end $$`.execute(db);
  await sql`create trigger lose after insert on answers for each row execute function lose()`.execute(db);
}

/**
 * `npm run bench:ballots [-- CONNECTIONS --electors N --voters N --times N --prove]`: how many ballots a second an API process takes over HTTP:
 * authenticated, checked, kept, and acknowledged with a signed promise after the commit. PostgreSQL, Temporal, the API and the voters share
 * this machine. Beside it stands what PostgreSQL alone takes on as many connections, and what a bare HTTP server answers.
 * Before a figure is printed each acknowledged ballot is found in its table, the signed promises of a sample hold, and the tally is right;
 * with `--prove` the database loses one ballot in twenty, and that must be found.
 */
import { parseArgs } from 'node:util';
import { ballotOf, requestOf } from './ballots/requests.ts';
import type { Answered, Round } from './ballots/clients.ts';
import { openControls } from './ballots/controls.ts';
import { electorId, loseSome, makeElectors, mustBeKept, openVote, serviceOf } from './ballots/council.ts';
import { openBench } from './council/stack.ts';
import { type Figure, quantile } from './report/figures.ts';
import { type RunningApi, startHelper } from './report/processes.ts';
import { common, refuse, runBench, type Running, whole } from './report/run.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    ...common,
    times: { type: 'string', default: process.env['BENCH_TIMES'] ?? '3' },
    electors: { type: 'string', default: '100000' },
    /** Who vote in a round at 256 connections; the fewer connections, the fewer vote. */
    voters: { type: 'string', default: '12000' },
  },
});
const electors = whole('electors', values.electors);
const most = whole('voters', values.voters);
const times = whole('times', values.times);
const shares = { 1: 1 / 32, 16: 1 / 2, 64: 3 / 4, 256: 1 };
const rounds = Object.entries(shares)
  .map(([connections, share]) => ({ connections: Number(connections), voters: Math.ceil(most * share) }))
  .filter(({ connections }) => positionals.length === 0 || positionals.includes(String(connections)));
if (most * times > electors) throw new RangeError('electors: fewer than vote in all rounds together');

const choices = ['for', 'against', 'abstain'] as const;
const checked = 'one prepared insert … select with all checks';
const peers = ['Governor.castVote', 'one Temporal Update a ballot, 64 at once'];

interface Cast {
  readonly perSecond: number;
  readonly took: readonly number[];
  /** Microseconds of a processor that the API takes for each. */
  readonly processor?: number;
}

async function body(running: Running): Promise<void> {
  const bench = await openBench(running);
  const { db } = bench;
  await makeElectors(db, electors);
  const service = await serviceOf(running, bench);
  const apis = [await service.startOne()];
  const vote = await openVote(db);
  if (running.proving) await loseSome(db);
  const signed = Array.from({ length: most * times }, (_, number) => service.token(electorId(number)));
  const clients = await startHelper(running, new URL('ballots/clients.ts', import.meta.url));
  const verifier = await service.verifier();
  const controls = await openControls(bench.databaseUrl, await openVote(db));
  running.later(controls.close);

  const timeOf = async (to: readonly RunningApi[]): Promise<number> =>
    (await Promise.all(to.map((api) => api.processorTime()))).reduce((sum, one) => sum + one, 0);
  let round = 0;
  /** One round: all of these vote, and what was acknowledged is looked for. */
  const cast = async (connections: number, first: number, voters: number, to: readonly RunningApi[]) => {
    const which = Array.from({ length: voters }, (_, place) => first + place);
    round += 1;
    const turn = round;
    const choiceOf = (number: number) => choices[(number + turn) % 3] ?? 'for';
    const before = await timeOf(to);
    const requests = which.map((number) => ballotOf(vote, signed[number] ?? '', choiceOf(number)));
    const ports = to.map(({ port }) => port);
    const answered = await clients.ask<Answered>({ ports, connections, requests } satisfies Round);
    const processor = (((await timeOf(to)) - before) / voters) * 1_000_000;
    await mustBeKept(db, vote, answered, { which, choiceOf }, verifier);
    return { perSecond: (voters / answered.milliseconds) * 1_000, took: answered.took, processor };
  };

  const measure = async (
    {
      what,
      connections,
      ...figure
    }: Pick<Figure, 'what' | 'side' | 'against'> & { readonly connections: number },
    run: (time: number) => Promise<Cast>,
  ): Promise<void> => {
    const runs: Cast[] = [];
    for (let time = 0; time < times; time += 1) runs.push(await run(time));
    const at = { count: connections, of: 'connections' };
    running.figure({ what, unit: '/s', at, runs: runs.map(({ perSecond }) => perSecond), ...figure });
    for (const [share, name] of [
      [0.5, 'half within'],
      [0.99, '99 of 100 within'],
    ] as const)
      running.figure({
        what: `${what}: ${name}`,
        unit: 'ms',
        at,
        runs: runs.map(({ took }) => quantile(took, share)),
      });
    const processor = runs.flatMap((one) => one.processor ?? []);
    if (processor.length > 0)
      running.figure({
        what: `${what}: processor time of the API for each`,
        unit: 'µs',
        at,
        runs: processor,
      });
  };

  await cast(64, 0, Math.min(4_000, most), apis);
  if (running.proving) return;
  const bare = await startHelper(running, new URL('ballots/bare-server.ts', import.meta.url));
  const port = await bare.ask<number>('port');
  const echo = requestOf('PUT', '/', signed[0] ?? '', { choice: 'for', reason: 'r'.repeat(200) });
  for (const { connections, voters } of rounds) {
    const ids = Array.from({ length: voters }, (_, number) => electorId(number));
    const alone = { connections, side: 'limit' } as const;
    await measure({ what: 'bare node:http', ...alone }, async () => {
      const requests = ids.map(() => echo);
      const { answers, took, milliseconds } = await clients.ask<Answered>({
        ports: [port],
        connections,
        requests,
      });
      if (answers.some(([status]) => status !== 200)) refuse('the bare server did not answer');
      return { perSecond: (voters / milliseconds) * 1_000, took };
    });
    await measure({ what: 'one row inserted', ...alone }, () => controls.run('row', connections, ids));
    await measure({ what: checked, ...alone }, () => controls.run('checked', connections, ids));
    const voting = (time: number) => cast(connections, time * voters, voters, apis);
    const against = [checked, ...peers];
    await measure({ what: 'ballots with tokens never seen before', connections, against }, voting);
    await measure({ what: 'ballots', connections, against }, voting);
  }
  await bare.stop();
  if (positionals.length > 0 && !positionals.includes('256')) return;
  apis.push(await service.startOne());
  const half = Math.ceil(most / 2);
  await cast(64, 0, half, apis);
  const two = { what: 'ballots through two API processes', connections: 256, against: ['ballots', ...peers] };
  await measure(two, (time) => cast(256, time * most, most, apis));
}

await runBench({ bench: 'ballots', refusal: 'is not in the table' }, values, body);

/**
 * `npm run bench:reads [-- --electors N --reads N --ballots N --seconds N --times N --prove]`: how long readers wait for a decision, its tally, a page of
 * its ballots, the list, an inbox and a timeline, so many of them together a second, while so many ballots a second come in; from the instant
 * at which each request was due. Beside it stands the same without ballots. Every answer is looked into, and at the end the tally is what the
 * tables hold; with `--prove` the database loses one ballot in twenty.
 */
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { databaseClock } from '../store/postgres/clock.ts';
import type { Answered, Round } from './ballots/clients.ts';
import { loseSome } from './ballots/council.ts';
import { ballotOf, requestOf } from './ballots/requests.ts';
import { openLargeCouncil, openLargeVote } from './council/large.ts';
import { bodyOf, matter } from './council/others.ts';
import { fillPoll, memberName } from './council/plan.ts';
import { openBench } from './council/stack.ts';
import { quantile } from './report/figures.ts';
import { inLanes, until } from './report/looks.ts';
import { startHelper } from './report/processes.ts';
import { common, mustBe, refuse, runBench, whole } from './report/run.ts';

const { values } = parseArgs({
  options: {
    ...common,
    electors: { type: 'string', default: '100000' },
    reads: { type: 'string', default: '300' },
    ballots: { type: 'string', default: '2000' },
    seconds: { type: 'string', default: '10' },
  },
});
const electors = whole('electors', values.electors);
const perSecond = { reads: whole('reads', values.reads), ballots: whole('ballots', values.ballots) };
const seconds = whole('seconds', values.seconds);
const times = whole('times', values.times);
const many = perSecond.ballots * seconds;
/** Members who read. */
const readers = Math.min(200, electors);
/** Decisions in the list beside the vote. */
const others = 40;

type Body = Readonly<Partial<Record<string, unknown>>> & { readonly items?: readonly unknown[] };
const processorTime = 'reads alone: processor time of the API for each';
const listed = ({ items = [] }: Body): boolean => items.length > 0;

const routes = (decision: string) =>
  [
    ['a decision', `/v1/proposals/${decision}`, ({ id }: Body) => id === decision],
    ['a tally', `/v1/proposals/${decision}/tally`, ({ electorate }: Body) => electorate === electors],
    ['a page of ballots', `/v1/proposals/${decision}/ballots`, listed],
    ['the list', '/v1/proposals', listed],
    ['an inbox', '/v1/inbox', listed],
    ['a timeline', `/v1/proposals/${decision}/timeline`, listed],
  ] as const;

function mustBeTaken({ answers }: Answered): void {
  const refused = answers.find(([status]) => status !== 200);
  if (refused !== undefined) refuse(`a ballot was answered ${refused[0]}: ${refused[1]}`);
}

await runBench({ bench: 'reads', refusal: 'ballots in the table came to' }, values, async (running) => {
  const bench = await openBench(running);
  const { db } = bench;
  const plan = { electors, ballots: Math.ceil(electors * 0.3) };
  const council = await openLargeCouncil(running, bench, plan, 1);
  const { port } = council.api;
  const family = await council.as(memberName(3));
  await inLanes(4, others, async () => {
    const { status } = await family.post('/v1/proposals', matter('family.memories', [memberName(3)]));
    if (status >= 300) refuse(`a submission was answered ${status}`);
  });
  const { decision, poll } = await openLargeVote(bench, council);
  await fillPoll(db, plan, decision);
  if (running.proving) await loseSome(db);
  const clients = new URL('ballots/clients.ts', import.meta.url);
  const [reading, voting] = [await startHelper(running, clients), await startHelper(running, clients)];

  const asked = routes(decision);
  const tokens = await Promise.all(
    Array.from({ length: readers }, (_, place) => council.token(memberName(place))),
  );
  const reads: Round = {
    ports: [port],
    connections: 32,
    perSecond: perSecond.reads,
    requests: Array.from({ length: perSecond.reads * seconds }, (_, place) =>
      requestOf('GET', asked[place % asked.length]?.[1] ?? '', tokens[place % readers] ?? ''),
    ),
  };
  const choices = ['for', 'against', 'abstain'];
  const voters = Array.from({ length: Math.min(many, electors) }, (_, place) => memberName(place));
  const signed = await Promise.all(voters.map((voter) => council.token(voter)));
  const ballots = (time: number): Round => ({
    ports: [port],
    connections: 64,
    perSecond: perSecond.ballots,
    requests: Array.from({ length: many }, (_, place) =>
      ballotOf(decision, signed[place % signed.length] ?? '', choices[(place + time) % 3] ?? ''),
    ),
  });
  const kept = async (): Promise<number> => {
    const { rows } = await sql<{ count: number }>`select count(*) from answers where poll = ${poll}`.execute(
      db,
    );
    return rows[0]?.count ?? 0;
  };

  const came = new Map<string, number[]>();
  const note = (what: string, value: number): void => void came.set(what, [...(came.get(what) ?? []), value]);
  const read = async (when: string): Promise<void> => {
    const before = await council.api.processorTime();
    const { answers, took } = await reading.ask<Answered>(reads);
    if (when === 'alone') {
      const processor = (await council.api.processorTime()) - before;
      note(processorTime, (processor / reads.requests.length) * 1_000_000);
    }
    for (const [place, [what, , holds]] of asked.entries()) {
      const own = took.filter((_, request) => request % asked.length === place);
      for (const [request, [status, body]] of answers.entries())
        if (request % asked.length === place && !(status === 200 && holds(JSON.parse(body) as Body)))
          refuse(`${what} was answered ${status}: ${body.slice(0, 200)}`);
      note(`${what}, ${when}: half within`, quantile(own, 0.5));
      note(`${what}, ${when}: 99 of 100 within`, quantile(own, 0.99));
    }
  };
  const before = await kept();
  const rates: number[] = [];
  const waited: number[] = [];
  // What is compiled and cached at the first request is no part of it.
  await reading.ask<Answered>({ ...reads, requests: reads.requests.slice(0, perSecond.reads) });
  const first = ballots(0).requests.slice(0, perSecond.ballots);
  mustBeTaken(await voting.ask<Answered>({ ...ballots(0), requests: first }));
  for (let time = 0; time < times; time += 1) {
    await read('alone');
    const [cast] = await Promise.all([voting.ask<Answered>(ballots(time)), read('with ballots')]);
    mustBeTaken(cast);
    rates.push((many / cast.milliseconds) * 1_000);
    waited.push(quantile(cast.took, 0.99));
  }
  mustBe('ballots in the table', await kept(), before + first.length + many * times);
  const end = await databaseClock(db);
  // A tally of carried votes may be some seconds old, and says as of when (VOT-8).
  const tally = await until(async () => {
    const counted = bodyOf(await family.get(`/v1/proposals/${decision}/tally`));
    const { countedAt } = counted;
    return typeof countedAt === 'string' && countedAt > end ? (counted as Record<string, number>) : undefined;
  }, 500);
  const { for: adopting = 0, against = 0, abstain = 0, represented = 0 } = tally;
  const { rows } = await sql<{ count: number }>`
    select count(distinct elector) from answers where poll = ${poll}`.execute(db);
  mustBe('ballots in person by the tally', adopting + against + abstain - represented, rows[0]?.count);
  running.figure({ what: processorTime, unit: 'µs', runs: came.get(processorTime) ?? [] });
  came.delete(processorTime);
  running.figure({ what: 'ballots meanwhile', unit: '/s', runs: rates });
  running.figure({ what: 'ballots meanwhile: 99 of 100 within', unit: 'ms', runs: waited });
  for (const [what, runs] of came)
    running.figure({
      what,
      unit: 'ms',
      runs,
      ...(what.includes('with ballots') ? { against: [what.replace('with ballots', 'alone')] } : {}),
    });
});

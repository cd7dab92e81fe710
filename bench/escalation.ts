/**
 * `npm run bench:escalation [-- COUNT --prove]`: windows that all expire at the same instant. A thousand conflicts whose negotiation ends together, on
 * the development server with one worker: how long until each has moved on to mediation and told its members, against as many bare timers
 * in the same run; that none was lost, none moved twice and none before its instant; and how long members wait meanwhile for an act to be
 * answered. With `--prove` one of the told members is not told.
 */
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { databaseClock } from '../store/postgres/clock.ts';
import { person } from '../test/support/people.ts';
import type { Answer } from '../test/support/http.ts';
import { matter } from './council/others.ts';
import { type BenchCouncil, type Bench, bareWorker, openBench, openCouncil } from './council/stack.ts';
import { inLanes } from './report/looks.ts';
import { common, mustBe, runBench, type Running, whole } from './report/run.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    ...common,
    /** Seconds until the windows open: as long as it takes to open all conflicts. */
    window: { type: 'string' },
  },
});
const count = whole('count', positionals[0] ?? '1000');
/** Milliseconds until the bare timers are due, and until the windows open. */
const lead = { timers: 10_000 + count * 25, windows: Number(values.window ?? 15 + count / 10) * 1_000 };
const familySize = 4;
const families = Array.from({ length: 25 }, (_, place) => ({
  id: `family-${place}`,
  name: `Family ${place}`,
}));
const members = Array.from({ length: families.length * familySize }, (_, place) =>
  person(`member-${place}`, { family: `family-${place % families.length}` }),
);
/**
 * A negotiation takes an hour, which is three seconds at this pace: too short for the reminders in it, which fall due before the first of all these is
 * looked at. Mediation takes eight minutes then, whose reminders come after the bench.
 */
const pace = 1_200;
const negotiation = 3_600_000 / pace;
const shortNegotiation = (text: string): string => text.replace('negotiation: 24h', 'negotiation: 1h');
const timers = 'bare timers due at one instant: the last has ended after';

await runBench({ bench: 'escalation', refusal: 'members told once came to' }, values, async (running) => {
  const bench = await openBench(running);
  const at = { count, of: 'deadlines' };
  const bare = await bareTimers(running, bench);
  running.figure({ what: timers, unit: 's', at, side: 'limit', runs: [bare / 1_000] });
  const { took, waited } = await escalations(running, bench);
  const what = 'escalations due at one instant: the last has moved on and told its members after';
  running.figure({ what, unit: 's', at, runs: [took / 1_000], against: [timers] });
  for (const [act, longest] of waited)
    running.figure({ what: `meanwhile, ${act}: the longest wait`, unit: 's', at, runs: [longest / 1_000] });
});

/** Milliseconds from the instant at which they are due until the last has ended. */
async function bareTimers(running: Running, bench: Bench): Promise<number> {
  const { workflow, taskQueue, stop } = await bareWorker(
    running,
    bench,
    new URL('bare/sleeper.ts', import.meta.url),
  );
  const due = Date.now() + lead.timers;
  const until = new Date(due).toISOString();
  await inLanes(8, count, (place) =>
    workflow.start('sleeper', { taskQueue, workflowId: `bare-${place}`, args: [until] }),
  );
  await pauseUntil(due);
  const open = `WorkflowType = 'sleeper' and ExecutionStatus = 'Running'`;
  while ((await workflow.count(open)).count > 0) await pause(100);
  const took = Date.now() - due;
  await stop();
  return took;
}

/** The same of conflicts that move from negotiation to mediation; and the longest that each act waited meanwhile. */
async function escalations(running: Running, bench: Bench) {
  const council = await openCouncil(running, bench, { members, families, pace, charter: shortNegotiation });
  // All are opened for one instant to come, at which their windows begin: those of conflicts that are open already would end one after the other.
  const together = new Date(Date.parse(await databaseClock(bench.db)) + lead.windows).toISOString();
  const due = Date.parse(together) + negotiation;
  council.holdClock(together);
  await inLanes(8, count, (place) => openConflict(council, place));
  council.holdClock(null);
  await pauseUntil(due);
  const acts = actsMeanwhile(council);
  const took = await allMoved(bench, together, due);
  const waited = await acts.stop();
  if (running.proving)
    await sql`delete from inbox where ctid in (
      select i.ctid from inbox i join notices n on n.id = i.notice where n.kind = 'mediation-opened' limit 1)`.execute(
      bench.db,
    );
  await checkEach(bench, together, due);
  return { took, waited };
}

/** Between members of two families. Where Temporal is too busy, the request is made again under its key: it is done once. */
async function openConflict(council: BenchCouncil, place: number): Promise<void> {
  const party = await council.as(partyOf(place));
  const matter = { against: [partyOf(place + 1)], what: `Matter ${place}`, remedy: 'An apology' };
  for (let turn = 0; ; turn += 1) {
    const opened = await party.post('/v1/conflicts', matter, { 'idempotency-key': `matter-${place}` });
    if (opened.status === 201) return;
    if (opened.status !== 503 || turn === 20) throw new Error(JSON.stringify(opened.body));
    await pause(500);
  }
}

function partyOf(place: number): string {
  return members[place % members.length]?.id ?? '';
}

/** A matter of a family submitted, something said on it and a look at the inbox, again and again until stopped; answers the longest wait in milliseconds. */
function actsMeanwhile(council: BenchCouncil): { readonly stop: () => Promise<ReadonlyMap<string, number>> } {
  const waited = new Map<string, number>();
  const stopped = new AbortController();
  const timed = async (name: string, step: () => Promise<Answer>): Promise<{ readonly id: string }> => {
    const from = performance.now();
    let answer = await step();
    // Where Temporal is too busy, the request is made again under its key, as clients do.
    while (answer.status === 503) answer = await step();
    const took = performance.now() - from;
    waited.set(name, Math.max(took, waited.get(name) ?? 0));
    if (answer.status >= 300)
      throw new Error(`${name}, after ${seconds(took)}: ${JSON.stringify(answer.body)}`);
    return answer.body as { readonly id: string };
  };
  const acting = (async () => {
    const member = await council.as(partyOf(count));
    for (let turn = 1; !stopped.signal.aborted; turn += 1) {
      const keyed = (what: string) => ({ 'idempotency-key': `${what}-meanwhile-${turn}` });
      const own = matter('family.memories', [partyOf(count)]);
      const { id } = await timed('a decision submitted', () =>
        member.post('/v1/proposals', own, keyed('matter')),
      );
      await timed('a statement made', () =>
        member.post(
          `/v1/proposals/${id}/statements`,
          { text: 'I have thought about it.' },
          keyed('statement'),
        ),
      );
      await timed('the inbox read', () => member.get('/v1/inbox'));
      await pause(500);
    }
  })();
  // Awaited when it is stopped.
  acting.catch(() => undefined);
  return {
    stop: async () => {
      stopped.abort();
      await acting;
      return waited;
    },
  };
}

/** Milliseconds from the instant until every conflict that was opened together is in mediation; its notices are written in the same transaction. */
async function allMoved({ db }: Bench, together: string, due: number): Promise<number> {
  for (;;) {
    const { moved } = await db
      .selectFrom('timeline as t')
      .innerJoin('processes as p', 'p.id', 't.decision')
      .select((eb) => eb.fn.count<number>('t.decision').distinct().as('moved'))
      .where('t.kind', '=', 'mediation-opened')
      .where('p.created_at', '=', together)
      .executeTakeFirstOrThrow();
    if (moved >= count) return Date.now() - due;
    if (Date.now() > due + 300_000)
      throw new Error(`only ${moved} of ${count} had moved on after five minutes`);
    await pause(50);
  }
}

/** All windows end at the instant; none twice, none lost, none early: one entry of mediation in each conflict, and of it one notice for everybody whom it concerns. */
async function checkEach({ db }: Bench, together: string, due: number): Promise<void> {
  const { rows } = await sql<{
    ended: number;
    entries: number;
    told: number;
    doubled: number;
    early: number;
  }>`
    select (select count(*) from timeline t where t.decision = c.id and t.kind = 'opened'
        and (t.facts ->> 'closes')::timestamptz = ${new Date(due).toISOString()}::timestamptz) as ended,
      (select count(*) from timeline t where t.decision = c.id and t.kind = 'mediation-opened') as entries,
      (select count(*) from timeline t where t.decision = c.id and t.kind = 'mediation-opened'
        and t.at < ${new Date(due).toISOString()}::timestamptz) as early,
      (select count(distinct member) from notices n join inbox i on i.notice = n.id
        where n.decision = c.id and n.kind = 'mediation-opened') as told,
      (select count(*) - count(distinct member) from notices n join inbox i on i.notice = n.id
        where n.decision = c.id and n.kind = 'mediation-opened') as doubled
    from processes c where c.kind = 'conflict' and c.created_at = ${together}`.execute(db);
  mustBe('conflicts', rows.length, count);
  // Two parties and the other members of their two families.
  const told = 2 * familySize;
  for (const row of rows) {
    mustBe('windows of a conflict that end at the instant', row.ended, 1);
    mustBe('entries of mediation in a conflict', row.entries, 1);
    mustBe('of them those before their instant', row.early, 0);
    mustBe('members told once', row.told - row.doubled, told);
  }
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(1)} s`;
}

async function pause(milliseconds: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
}

async function pauseUntil(instant: number): Promise<void> {
  if (Date.now() > instant)
    throw new Error('this machine is too slow: the windows ended before all were open');
  await pause(instant - Date.now());
}

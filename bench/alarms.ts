/**
 * `npm run bench:alarms [-- COUNT --window SECONDS --step SECONDS --prove]`: alarms that are raised as of one instant, so that each step of their ladders
 * falls due at one instant too (ALM-4): five hundred, on the development server with one worker. How long after a step half of them, and the last, have
 * told their members, against as many bare workflows of the same run, each of which waits for the same instants and has one activity run at each; that
 * none was lost, none told twice and none before its instant. With `--prove` one of the told members is not told.
 */
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { mostOpen } from '../rules/alarm/state.ts';
import { databaseClock } from '../store/postgres/clock.ts';
import { fire } from '../test/support/alarm.ts';
import { person } from '../test/support/people.ts';
import { bareWorker, type Bench, type BenchCouncil, openBench, openCouncil } from './council/stack.ts';
import { quantile } from './report/figures.ts';
import { inLanes, until } from './report/looks.ts';
import { common, mustBe, runBench, type Running, whole } from './report/run.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    ...common,
    /** Seconds in which all are raised, before the instant as of which they are. */
    window: { type: 'string' },
    /** Seconds from that instant until the first step, of which the last tenth is as long as all may take who are reminded before it. */
    step: { type: 'string', default: '60' },
  },
});
const count = whole('count', positionals[0] ?? '500');
const window = Number(values.window ?? 15 + count / 8);
/** The first step takes fifteen minutes. */
const pace = Math.round(900 / whole('step', values.step));
/** Each has so many open that none reaches the limit (ALM-3). */
const duty = Array.from({ length: Math.ceil(count / (mostOpen / 2)) }, (_, place) => `duty-${place}`);
const leaders = ['lena', 'mira'];
const members = [
  ...duty.map((id) => person(id, { roles: ['duty'] })),
  ...leaders.map((id) => person(id, { roles: ['leadership'] })),
  ...Array.from({ length: 17 }, (_, place) => person(`member-${place}`)),
];
/** Each step at which somebody is told: when it falls due, in minutes of the charter, and how many are told then. */
const steps = [
  { n: 2, minutes: 15, told: leaders.length },
  { n: 3, minutes: 30, told: members.length },
] as const;
const shares = [
  { share: 0.5, bare: 'bare timers of one instant: half have run an activity after', own: 'half have' },
  { share: 1, bare: 'bare timers of one instant: the last has run an activity after', own: 'the last has' },
] as const;

await runBench({ bench: 'alarms', refusal: 'members told once came to' }, values, async (running) => {
  const bench = await openBench(running);
  const bare = await bareLadders(running, bench);
  const council = await openCouncil(running, bench, { members, families: [], pace });
  // The API's clock stands at one instant, which comes once all are raised: their steps end together, however long that takes.
  const together = new Date(Date.parse(await databaseClock(bench.db)) + window * 1_000).toISOString();
  council.holdClock(together);
  await inLanes(8, count, (place) => raise(council, together, place));
  council.holdClock(null);
  const due = steps.map((step) => ({
    ...step,
    due: Date.parse(together) + Math.ceil((step.minutes * 60_000) / pace),
  }));
  mustBeBefore((due[0]?.due ?? 0) - 3_000);
  const told = await allTold(bench, due);
  if (running.proving)
    await sql`delete from inbox where ctid in (
      select i.ctid from inbox i join notices e on e.id = i.notice where e.kind = 'told' limit 1)`.execute(
      bench.db,
    );
  for (const step of due) await checkEach(bench, step);
  const at = { count, of: 'alarms' };
  for (const { share, bare: what, own } of shares) {
    const of = (all: readonly (readonly number[])[]) => all.map((each) => quantile(each, share) / 1_000);
    running.figure({ what, unit: 's', at, side: 'limit', runs: of(bare) });
    const whatOwn = `alarms of one instant: ${own} told after`;
    running.figure({ what: whatOwn, unit: 's', at, runs: of(told), against: [what] });
  }
});

/** As many workflows that do nothing else: of each step the milliseconds after which each had run its activity. */
async function bareLadders(running: Running, bench: Bench): Promise<readonly (readonly number[])[]> {
  const reached = new Map<string, number[]>();
  const { workflow, taskQueue, stop } = await bareWorker(
    running,
    bench,
    new URL('bare/ladder.ts', import.meta.url),
    {
      reached: async (instant: string) => {
        reached.get(instant)?.push(Date.now() - Date.parse(instant));
      },
    },
  );
  const began = Date.now() + 10_000 + count * 60;
  const instants = steps.map((_, place) => new Date(began + place * 15_000).toISOString());
  for (const instant of instants) reached.set(instant, []);
  await inLanes(8, count, (place) =>
    workflow.start('ladder', { taskQueue, workflowId: `bare-${place}`, args: [instants] }),
  );
  mustBeBefore(began);
  const all = [...reached.values()];
  await until(async () => (all.every(({ length }) => length >= count) ? true : undefined));
  await stop();
  return all;
}

/** By one who holds the duty, so that it is confirmed. Where Temporal is too busy, the request is made again under its key. */
async function raise(council: BenchCouncil, now: string, place: number): Promise<void> {
  const one = await council.as(duty[place % duty.length] ?? '');
  const alarm = fire(now, { headline: `Alarm ${place}` });
  for (let turn = 0; ; turn += 1) {
    const raised = await one.post('/v1/alarms', alarm, { 'idempotency-key': `alarm-${place}` });
    if (raised.status === 201) return;
    if (raised.status !== 503 || turn === 20) throw new Error(JSON.stringify(raised.body));
    await pause(500);
  }
}

/**
 * Of each step the milliseconds from when it is due until each of the alarms has told of it: the event and the notices are written in the same
 * transaction.
 */
async function allTold(
  { db }: Bench,
  due: readonly { readonly n: number; readonly due: number }[],
): Promise<readonly (readonly number[])[]> {
  const seen = due.map((): number[] => []);
  const end = Math.max(...due.map((one) => one.due)) + 120_000;
  while (seen.some(({ length }) => length < count)) {
    await pause(50);
    const { rows } = await sql<{ n: number; told: number }>`
      select (facts ->> 'n')::int as n, count(*) as told from events where kind = 'told' group by 1`.execute(
      db,
    );
    for (const [place, { n, due: instant }] of due.entries()) {
      const told = rows.find((row) => row.n === n)?.told ?? 0;
      const known = seen[place] ?? [];
      for (let more = known.length; more < told; more += 1) known.push(Date.now() - instant);
    }
    if (Date.now() > end) throw new Error(`not all had told after two minutes: ${JSON.stringify(rows)}`);
  }
  return seen;
}

/** None twice, none lost, none early: one entry of the step in each alarm, and of it one notice for everybody whom it concerns. */
async function checkEach(
  { db }: Bench,
  { n, due, told }: { readonly n: number; readonly due: number; readonly told: number },
): Promise<void> {
  const { rows } = await sql<{ entries: number; early: number; told: number; doubled: number }>`
    select (select count(*) from timeline t where t.decision = a.id and t.kind = 'told'
        and (t.facts ->> 'n')::int = ${n}) as entries,
      (select count(*) from timeline t where t.decision = a.id and t.kind = 'told'
        and (t.facts ->> 'n')::int = ${n} and t.at < ${new Date(due).toISOString()}::timestamptz) as early,
      (select count(distinct i.member) from notices e join inbox i on i.notice = e.id
        where e.decision = a.id and e.kind = 'told' and (e.facts ->> 'n')::int = ${n}) as told,
      (select count(*) - count(distinct i.member) from notices e join inbox i on i.notice = e.id
        where e.decision = a.id and e.kind = 'told' and (e.facts ->> 'n')::int = ${n}) as doubled
    from processes a where a.kind = 'alarm'`.execute(db);
  mustBe('alarms', rows.length, count);
  for (const row of rows) {
    mustBe('entries of a step in an alarm', row.entries, 1);
    mustBe('of them those before their instant', row.early, 0);
    mustBe('members told once', row.told - row.doubled, told);
  }
}

async function pause(milliseconds: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function mustBeBefore(instant: number): void {
  if (Date.now() > instant)
    throw new Error('this machine is too slow: the instant came before all were there');
}

/**
 * `npm run bench:alarms [-- COUNT --window SECONDS --step SECONDS --prove]`: alarms that are raised as of one instant, so that each step of their ladders
 * falls due at one instant too (ALM-4): five hundred, on the development server with one worker. How long after each step half of them, and the last, have
 * told their members; that none was lost, none told twice and none before its instant. With `--prove` one of the told members is not told.
 */
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { mostOpen } from '../rules/alarm/state.ts';
import { databaseClock } from '../store/postgres/clock.ts';
import { fire } from '../test/support/alarm.ts';
import { person } from '../test/support/people.ts';
import { type Bench, type BenchCouncil, openBench, openCouncil } from './council/stack.ts';
import { inLanes } from './report/looks.ts';
import { common, mustBe, runBench, whole } from './report/run.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    ...common,
    /** Seconds in which all are raised, before the instant as of which they are. */
    window: { type: 'string' },
    /** Seconds from that instant until the first step: as long as a step may take to tell all. */
    step: { type: 'string', default: '20' },
  },
});
const count = whole('count', positionals[0] ?? '500');
const window = Number(values.window ?? 15 + count / 6);
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
/** Each step: when it falls due, in minutes of the charter, and how many are told then. */
const steps = [
  { n: 2, to: 'the leadership', minutes: 15, told: leaders.length },
  { n: 3, to: 'the council', minutes: 30, told: members.length },
  { n: 4, to: 'nobody, for nobody is left', minutes: 60, told: 0 },
] as const;

await runBench({ bench: 'alarms', refusal: 'members told once came to' }, values, async (running) => {
  const bench = await openBench(running);
  const council = await openCouncil(running, bench, { members, families: [], pace });
  // The API's clock stands at one instant, which comes once all are raised: their steps end together, however long that takes.
  const together = new Date(Date.parse(await databaseClock(bench.db)) + window * 1_000).toISOString();
  council.holdClock(together);
  await inLanes(8, count, (place) => raise(council, together, place));
  await pauseUntil(Date.parse(together));
  council.holdClock(null);
  const due = (minutes: number): number => Date.parse(together) + Math.ceil((minutes * 60_000) / pace);
  const told = await allTold(
    bench,
    steps.map(({ n, minutes }) => ({ n, due: due(minutes) })),
  );
  if (running.proving)
    await sql`delete from inbox where ctid in (
      select i.ctid from inbox i join notices e on e.id = i.notice where e.kind = 'told' limit 1)`.execute(
      bench.db,
    );
  for (const step of steps) await checkEach(bench, { ...step, due: due(step.minutes) });
  for (const { n, to } of steps) {
    const figure = { unit: 's', at: { count, of: 'alarms' } } as const;
    const what = (which: string) => `alarms of one instant: ${which} told ${to} after`;
    const { half = 0, last = 0 } = told.get(n) ?? {};
    running.figure({ ...figure, what: what('half have'), runs: [half / 1_000] });
    running.figure({ ...figure, what: what('the last has'), runs: [last / 1_000] });
  }
});

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

interface Told {
  half?: number;
  last?: number;
}

/**
 * Of each step, by its number, milliseconds from when it is due until half of the alarms, and all, stand at it; its notices are written in the same
 * transaction.
 */
async function allTold(
  { db }: Bench,
  due: readonly { readonly n: number; readonly due: number }[],
): Promise<ReadonlyMap<number, Told>> {
  const seen = new Map<number, Told>(due.map(({ n }) => [n, {}]));
  const end = Math.max(...due.map((one) => one.due)) + 120_000;
  while ([...seen.values()].some(({ last }) => last === undefined)) {
    const { rows } = await sql<{ n: number; told: number }>`
      select (state #>> '{ladder,n}')::int as n, count(*) as told from processes where kind = 'alarm' group by 1`.execute(
      db,
    );
    for (const { n, due: instant } of due) {
      const told = rows.reduce((sum, row) => sum + (row.n >= n ? row.told : 0), 0);
      const one = seen.get(n) as Told;
      if (told * 2 >= count) one.half ??= Date.now() - instant;
      if (told >= count) one.last ??= Date.now() - instant;
    }
    if (Date.now() > end) throw new Error(`not all had told after two minutes: ${JSON.stringify(rows)}`);
    await pause(50);
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

async function pauseUntil(instant: number): Promise<void> {
  if (Date.now() > instant)
    throw new Error('this machine is too slow: the instant came before all were raised');
  await pause(instant - Date.now());
}

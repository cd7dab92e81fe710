/**
 * `npm run bench:escalation [-- count]`: windows that all expire at the same instant. Five hundred conflicts whose negotiation ends together, on
 * the development server with one worker: how long until each has moved on to mediation and told its members, against as many bare timers
 * in the same run; that none was lost and none moved twice; and how long members wait meanwhile for an act to be answered.
 */
import { fileURLToPath } from 'node:url';
import { Client } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, Worker } from '@temporalio/worker';
import { sql } from 'kysely';
import { databaseClock } from '../store/postgres/clock.ts';
import { person } from '../test/support/people.ts';
import type { Answer } from '../test/support/http.ts';
import { type BenchCouncil, openBench, openCouncil } from './council.ts';

const count = Number(process.argv[2] ?? 500);
/** How many times what bare timers take an escalation may cost, and milliseconds that an act may wait. */
const most = { times: 5, wait: 5_000 };
const familySize = 4;
const families = Array.from({ length: 25 }, (_, place) => ({
  id: `family-${place}`,
  name: `Family ${place}`,
}));
const members = Array.from({ length: families.length * familySize }, (_, place) =>
  person(`member-${place}`, { family: `family-${place % families.length}` }),
);
/** Times shorter: a negotiation of 24 hours lasts a minute and a half. */
const pace = 960;
const negotiation = (24 * 3_600_000) / pace;

const bench = await openBench();
try {
  const bare = await bareTimers();
  const { took: escalated, waited } = await escalations();
  const times = escalated / bare;
  console.log(`${count} escalations took ${times.toFixed(2)} times what ${count} bare timers took`);
  if (times > most.times) throw new Error(`an escalation costs more than ${most.times} bare timers`);
  if (waited > most.wait) throw new Error(`an act waited for more than ${most.wait} ms`);
} finally {
  await bench.close();
}

/** Milliseconds from the instant at which they are due until the last has ended. */
async function bareTimers(): Promise<number> {
  const { native } = bench;
  // Nothing of theirs is sealed.
  const client = new Client({ connection: bench.client.connection });
  const taskQueue = 'bare-timers';
  const workflowBundle = await bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('bare/sleeper.ts', import.meta.url)),
    logger: new DefaultLogger('ERROR'),
  });
  const worker = await Worker.create({ connection: native, taskQueue, workflowBundle });
  const running = worker.run();
  const due = Date.now() + 60_000;
  const until = new Date(due).toISOString();
  await forEach(count, (place) =>
    client.workflow.start('sleeper', { taskQueue, workflowId: `bare-${place}`, args: [until] }),
  );
  await pauseUntil(due);
  const open = `WorkflowType = 'sleeper' and ExecutionStatus = 'Running'`;
  while ((await client.workflow.count(open)).count > 0) await pause(100);
  const took = Date.now() - due;
  worker.shutdown();
  await running;
  console.log(`bare timers: the last had ended ${seconds(took)} after the instant`);
  return took;
}

/** The same of conflicts that move from negotiation to mediation; and the longest that an act waited meanwhile. */
async function escalations(): Promise<{ readonly took: number; readonly waited: number }> {
  const council = await openCouncil(bench, { members, families, pace });
  try {
    // All are opened at one instant of the API's clock, so that their windows end together.
    const together = await databaseClock(bench.db);
    const due = Date.parse(together) + negotiation;
    council.holdClock(together);
    await forEach(count, (place) => openConflict(council, place));
    council.holdClock(null);
    await pauseUntil(due);
    const acts = actsMeanwhile(council);
    const took = await allMoved(together, due);
    console.log(`escalations: the last had moved on and told its members ${seconds(took)} after the instant`);
    const waited = await acts.stop();
    await checkEach();
    return { took, waited };
  } finally {
    await council.close();
  }
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

/** A conflict opened, terms put in it and a look at the inbox, again and again until stopped; answers the longest wait in milliseconds. */
function actsMeanwhile(council: BenchCouncil): { readonly stop: () => Promise<number> } {
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
    const party = await council.as(partyOf(count));
    const against = [partyOf(count + 1)];
    for (let turn = 1; !stopped.signal.aborted; turn += 1) {
      const keyed = (what: string) => ({ 'idempotency-key': `${what}-meanwhile-${turn}` });
      const matter = { against, what: `One more ${turn}`, remedy: 'A talk' };
      const { id } = await timed('a conflict opened', () =>
        party.post('/v1/conflicts', matter, keyed('matter')),
      );
      await timed('terms put', () =>
        party.post(`/v1/conflicts/${id}/terms`, { text: 'We share it.' }, keyed('terms')),
      );
      await timed('the inbox read', () => party.get('/v1/inbox'));
      await pause(500);
    }
  })();
  // Awaited when it is stopped.
  acting.catch(() => undefined);
  return {
    stop: async () => {
      stopped.abort();
      await acting;
      for (const [name, took] of waited) console.log(`meanwhile, ${name}: ${seconds(took)} at most`);
      return Math.max(...waited.values());
    },
  };
}

/** Milliseconds from the instant until every conflict that was opened together is in mediation; its notices are written in the same transaction. */
async function allMoved(together: string, due: number): Promise<number> {
  for (;;) {
    const { moved } = await bench.db
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

/** None twice, none lost: one entry of mediation in each conflict, and of it one notice for everybody whom it concerns. */
async function checkEach(): Promise<void> {
  const { rows } = await sql<{ entries: number; told: number; doubled: number }>`
    select (select count(*) from timeline t where t.decision = c.id and t.kind = 'mediation-opened') as entries,
      (select count(distinct member) from notices n join inbox i on i.notice = n.id
        where n.decision = c.id and n.kind = 'mediation-opened') as told,
      (select count(*) - count(distinct member) from notices n join inbox i on i.notice = n.id
        where n.decision = c.id and n.kind = 'mediation-opened') as doubled
    from processes c where c.kind = 'conflict' and c.stage = 'mediation'`.execute(bench.db);
  // Two parties and the other members of their two families.
  const whole = rows.filter(
    ({ entries, told, doubled }) => entries === 1 && told === 2 * familySize && doubled === 0,
  );
  console.log(`${whole.length} conflicts moved once, and told ${2 * familySize} members once`);
  if (whole.length !== rows.length || whole.length < count)
    throw new Error('a conflict moved twice or not at all, or a member was told twice or not at all');
}

/** Does something for each of so many, eight at once. */
async function forEach(many: number, step: (place: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const from = performance.now();
  const lane = async (): Promise<void> => {
    for (let place = next++; place < many; place = next++) await step(place);
  };
  await Promise.all(Array.from({ length: 8 }, lane));
  console.log(`${many} started in ${seconds(performance.now() - from)}`);
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

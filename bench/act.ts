/**
 * `npm run bench:act [-- COUNT --prove]`: how long a member waits for an act, on the development server with one worker: at rest, where nothing else
 * is under way, and with each act directly after another. Answers in a ballot box (statements, positions, ballots) reach PostgreSQL alone. What
 * moves a process is an update of its workflow with one recorded activity (docs/decisions/0014): beside it stands what Temporal takes for such
 * an update that does nothing. Before a figure is printed each act is read back; with `--prove` one statement is removed.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import type { Answer, Caller } from '../test/support/http.ts';
import { person } from '../test/support/people.ts';
import { proposed } from './council/proposed.ts';
import { bareWorker, type Bench, openBench, openCouncil } from './council/stack.ts';
import { common, mustBe, refuse, runBench, type Running, whole } from './report/run.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: common });
const count = whole('count', positionals[0] ?? '30');
/** Milliseconds after which nothing is under way any more: the development server writes on for some time after it has answered. */
const rest = 250;
const families = [
  { id: 'ash', name: 'Ash' },
  { id: 'birch', name: 'Birch' },
];
const members = [
  person('anna', { family: 'ash' }),
  person('ben', { family: 'birch' }),
  ...['carl', 'dora', 'emil'].map((id) => person(id)),
];

/** Milliseconds of each, by name. */
const took = new Map<string, number[]>();
let resting = true;

async function timed<Result>(name: string, step: () => Promise<Result>): Promise<Result> {
  if (resting) await sleep(rest);
  const from = performance.now();
  const result = await step();
  const what = `${name}, ${resting ? 'at rest' : 'directly after another'}`;
  took.set(what, [...(took.get(what) ?? []), performance.now() - from]);
  return result;
}

/** So many turns at rest, and as many one directly after the other. */
async function turns(turn: (number: number) => Promise<void>): Promise<void> {
  for (resting of [true, false]) for (let number = 1; number <= count; number += 1) await turn(number);
}

async function act(name: string, step: () => Promise<Answer>): Promise<{ readonly id: string }> {
  const answer = await timed(name, step);
  if (answer.status >= 300) refuse(`${name}: ${JSON.stringify(answer.body)}`);
  return answer.body as { readonly id: string };
}

const empty = 'an update with an activity, both empty';

/** What Temporal alone takes: a worker, a workflow and an activity with nothing in them. */
async function bareUpdates(running: Running, bench: Bench): Promise<void> {
  const { workflow, taskQueue, stop } = await bareWorker(
    running,
    bench,
    new URL('bare/asked.ts', import.meta.url),
    {
      nothing: async () => undefined,
    },
  );
  const handle = await workflow.start('asked', { taskQueue, workflowId: 'bare' });
  await turns(() => timed(empty, () => handle.executeUpdate('ask', { args: [1] })));
  await handle.terminate();
  await stop();
}

/** What was acknowledged, to be read back. */
interface Done {
  readonly conflicts: string[];
  readonly proposals: { readonly id: string; readonly title: string }[];
}

async function ofCouncil(anna: Caller, ben: Caller): Promise<Done> {
  const done: Done = { conflicts: [], proposals: [] };
  await turns(async (turn) => {
    const matter = { against: ['ben'], what: `Matter ${turn}`, remedy: 'An apology' };
    const { id } = await act('a conflict opened', () => anna.post('/v1/conflicts', matter));
    const path = `/v1/conflicts/${id}/terms`;
    await act('terms put', () => anna.post(path, { text: 'We share it.' }));
    await act('terms accepted', () => ben.post(`${path}/1/acceptance`));
    done.conflicts.push(id);
    const view = { text: 'I have thought about it.' };
    const proposal = await act('a proposal submitted', () => anna.post('/v1/proposals', proposed(turn)));
    await act('a statement made', () => ben.post(`/v1/proposals/${proposal.id}/statements`, view));
    const title = `Another ${turn}`;
    await act('an amendment put', () => anna.post(`/v1/proposals/${proposal.id}/amendments`, { title }));
    done.proposals.push({ id: proposal.id, title });
  });
  return done;
}

async function mustBeDone(anna: Caller, { conflicts, proposals }: Done): Promise<void> {
  for (const id of conflicts) {
    const { terms } = (await anna.get(`/v1/conflicts/${id}`)).body as {
      readonly terms: readonly { readonly acceptedBy: readonly string[] }[];
    };
    mustBe('who accepted the terms', terms[0]?.acceptedBy.toSorted().join(), 'anna,ben');
  }
  for (const { id, title } of proposals) {
    const { items } = (await anna.get(`/v1/proposals/${id}/statements`)).body as {
      readonly items: readonly unknown[];
    };
    mustBe('statements', items.length, 1);
    const { title: read } = (await anna.get(`/v1/proposals/${id}`)).body as { readonly title: string };
    mustBe('the title', read, title);
  }
}

await runBench({ bench: 'act', refusal: 'statements came to' }, values, async (running) => {
  const bench = await openBench(running);
  await bareUpdates(running, bench);
  const council = await openCouncil(running, bench, { members, families, pace: 1 });
  const [anna, ben] = [await council.as('anna'), await council.as('ben')];
  const done = await ofCouncil(anna, ben);
  if (running.proving)
    await sql`delete from statements where ctid in (select ctid from statements limit 1)`.execute(bench.db);
  await mustBeDone(anna, done);
  for (const [what, runs] of took) {
    const own = what.startsWith(empty);
    running.figure({
      what,
      unit: 'ms',
      runs,
      ...(own ? { side: 'limit' } : { against: [`${empty}, ${what.split(', ').at(-1) ?? ''}`] }),
    });
  }
});

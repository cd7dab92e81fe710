/**
 * `npm run bench:act [-- count]`: how long a member waits for an act, on the development server with one worker: at rest, where nothing else
 * is under way, and with each act directly after another. Answers in a ballot box (statements, positions, ballots) reach PostgreSQL alone. What
 * moves a process is an update of its workflow with one recorded activity (docs/decisions/0014): beside it stands what Temporal takes for such
 * an update that does nothing.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, Worker } from '@temporalio/worker';
import type { Answer } from '../test/support/http.ts';
import { person } from '../test/support/people.ts';
import { type Bench, openBench, openCouncil } from './council.ts';

const count = Number(process.argv[2] ?? 30);
/** Milliseconds that the median of an act at rest may take. */
const most = 60;
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

interface Times {
  readonly atRest: number[];
  readonly atOnce: number[];
}

const took: Record<string, Times> = {};
let resting = true;

async function timed<Result>(name: string, step: () => Promise<Result>): Promise<Result> {
  if (resting) await sleep(rest);
  const from = performance.now();
  const result = await step();
  (took[name] ??= { atRest: [], atOnce: [] })[resting ? 'atRest' : 'atOnce'].push(performance.now() - from);
  return result;
}

/** So many turns at rest, and as many one directly after the other. */
async function turns(turn: (number: number) => Promise<void>): Promise<void> {
  for (resting of [true, false]) for (let number = 1; number <= count; number += 1) await turn(number);
}

async function act(name: string, step: () => Promise<Answer>): Promise<{ readonly id: string }> {
  const answer = await timed(name, step);
  if (answer.status >= 300) throw new Error(`${name}: ${JSON.stringify(answer.body)}`);
  return answer.body as { readonly id: string };
}

/** What Temporal alone takes: a worker, a workflow and an activity with nothing in them. */
async function bareUpdates({ client, native }: Bench): Promise<void> {
  const taskQueue = 'bare-updates';
  const workflowBundle = await bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('bare/asked.ts', import.meta.url)),
    logger: new DefaultLogger('ERROR'),
  });
  const activities = { nothing: async () => undefined };
  const worker = await Worker.create({ connection: native, taskQueue, workflowBundle, activities });
  const running = worker.run();
  // Nothing of theirs is sealed.
  const bare = new Client({ connection: client.connection });
  const handle = await bare.workflow.start('asked', { taskQueue, workflowId: 'bare' });
  await turns(() => timed('an update with an activity, both empty', () => handle.executeUpdate('ask')));
  await handle.terminate();
  worker.shutdown();
  await running;
}

async function ofCouncil(bench: Bench): Promise<void> {
  const council = await openCouncil(bench, { members, families, pace: 1 });
  try {
    const [anna, ben] = [await council.as('anna'), await council.as('ben')];
    await turns(async (turn) => {
      const matter = { against: ['ben'], what: `Matter ${turn}`, remedy: 'An apology' };
      const { id } = await act('a conflict opened', () => anna.post('/v1/conflicts', matter));
      const path = `/v1/conflicts/${id}/terms`;
      await act('terms put', () => anna.post(path, { text: 'We share it.' }));
      await act('terms accepted', () => ben.post(`${path}/1/acceptance`));
      const view = { text: 'I have thought about it.' };
      const proposal = await act('a proposal submitted', () => anna.post('/v1/proposals', proposed(turn)));
      await act('a statement made', () => ben.post(`/v1/proposals/${proposal.id}/statements`, view));
      await act('an amendment put', () =>
        anna.post(`/v1/proposals/${proposal.id}/amendments`, { title: `Another ${turn}` }),
      );
    });
  } finally {
    await council.close();
  }
}

const proposed = (turn: number): object => ({
  title: `Matter ${turn}`,
  text: 'We do it.',
  rationale: 'It is good.',
  category: 'operations',
  impact: { affected: 'everyone', statement: 'An hour of everybody.' },
  alternatives: [{ title: 'Later', text: 'We do it in a year.' }],
  action: { type: 'none' },
});

// Each on a server of its own.
for (const measured of [bareUpdates, ofCouncil]) {
  const bench = await openBench();
  try {
    await measured(bench);
  } finally {
    await bench.close();
  }
}
const median = (times: readonly number[], share = 0.5): string => {
  const sorted = times.toSorted((one, other) => one - other);
  return `${(sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(1)} ms`;
};
for (const [name, { atRest, atOnce }] of Object.entries(took)) {
  const word = Number.parseFloat(median(atRest)) > most ? `over ${most} ms` : 'reached';
  console.log(
    `${name}: median at rest ${median(atRest)} (${word}), nine tenths within ${median(atRest, 0.9)}; directly after another ${median(atOnce)}`,
  );
}

/**
 * `npm run bench:starts [-- --starts N --limits N --times N --prove]`: how many decisions a second are submitted over HTTP, eight at once, each with its workflow, against
 * as many bare workflows that only sleep, and as many that are started by an update with two recorded activities, all of them empty, as a submission has
 * them (docs/decisions/0014): what those leave of bare starts is the most that submissions could reach. Turn by turn in one run; and what an open decision takes in Temporal's store. Before a figure is
 * printed each submission has its row, and its workflow runs; with `--prove` one workflow is ended.
 * With `--starts 10000 --limits 300 --times 1` the worker's memory is that of ten thousand open decisions.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { WithStartWorkflowOperation } from '@temporalio/client';
import { openLargeCouncil } from './council/large.ts';
import { bodyOf, matter } from './council/others.ts';
import { memberName } from './council/plan.ts';
import { bareWorker, openBench } from './council/stack.ts';
import { temporalStore } from './council/temporal-store.ts';
import { quantile } from './report/figures.ts';
import { inLanes, memoryOf, until } from './report/looks.ts';
import { common, mustBe, refuse, runBench, whole } from './report/run.ts';

const { values } = parseArgs({
  options: { ...common, starts: { type: 'string', default: '150' }, limits: { type: 'string' } },
});
const starts = whole('starts', values.starts);
const limits = whole('limits', values.limits ?? values.starts);
const times = whole('times', values.times);
const lanes = 8;
const bareName = 'bare workflows that sleep, started';
const emptyName = 'workflows started by an update with two activities, all empty';

await runBench(
  { bench: 'starts', refusal: 'workflows of decisions that run came to' },
  values,
  async (running) => {
    const bench = await openBench(running);
    const { db, client } = bench;
    const bareOf = (file: string, activities = {}) =>
      bareWorker(running, bench, new URL(`bare/${file}.ts`, import.meta.url), activities);
    const bare = await bareOf('sleeper');
    const empty = await bareOf('asked', { nothing: async () => undefined });
    const council = await openLargeCouncil(running, bench, { electors: 100, ballots: 100 }, 1);
    const members = await Promise.all(
      Array.from({ length: lanes }, (_, lane) => council.as(memberName(lane))),
    );
    const idle = await memoryOf(council.worker.pid, 'VmRSS');
    const tomorrow = new Date(performance.timeOrigin + 86_400_000).toISOString();
    const ids: string[] = [];
    const took: number[] = [];
    const rate = async (
      count: number,
      step: (place: number, lane: number) => Promise<void>,
      begun: () => Promise<unknown> = async () => undefined,
    ): Promise<number> => {
      const from = performance.now();
      await inLanes(lanes, count, step);
      await begun();
      return (count / (performance.now() - from)) * 1_000;
    };
    let submitted = 0;
    const submit = async (_place: number, lane: number): Promise<void> => {
      const began = performance.now();
      const own = matter('family.memories', [memberName(lane)]);
      const key = { 'idempotency-key': `matter-${(submitted += 1)}` };
      let answer = await members[lane]?.post('/v1/proposals', own, key);
      // Where Temporal is too busy, the request is made again under its key, as clients do.
      while (answer?.status === 503) answer = await members[lane]?.post('/v1/proposals', own, key);
      if (answer === undefined || answer.status >= 300)
        refuse(`a submission was answered ${answer?.status ?? 0}`);
      ids.push(bodyOf(answer).id ?? '');
      took.push(performance.now() - began);
    };
    const rowsOf = async (): Promise<number> => {
      const counted = db.selectFrom('proposals').select((eb) => eb.fn.count<number>('id').as('count'));
      return (await counted.where('id', 'in', ids).executeTakeFirstOrThrow()).count;
    };
    /** One that was answered as under way is open a moment later. */
    const allOpen = () => until(async () => ((await rowsOf()) === ids.length ? true : undefined), 5);
    const rates: { readonly bare: number[]; readonly empty: number[]; readonly decisions: number[] } = {
      bare: [],
      empty: [],
      decisions: [],
    };
    const stores: number[] = [];
    const slow: number[] = [];
    for (let time = 0; time < times; time += 1) {
      const sleepers = await rate(limits, async (place) => {
        const workflowId = `bare-${time}-${place}`;
        await bare.workflow.start('sleeper', { taskQueue: bare.taskQueue, workflowId, args: [tomorrow] });
      });
      rates.bare.push(sleepers);
      const asked = await rate(limits, async (place) => {
        const startWorkflowOperation = new WithStartWorkflowOperation('asked', {
          taskQueue: empty.taskQueue,
          workflowId: `empty-${time}-${place}`,
          workflowIdConflictPolicy: 'FAIL',
        });
        await empty.workflow.executeUpdateWithStart('ask', { args: [2], startWorkflowOperation });
      });
      rates.empty.push(asked);
      // The server writes on for some time after it has answered.
      await sleep(1_000);
      const before = await temporalStore(bench.data);
      took.length = 0;
      rates.decisions.push(await rate(starts, submit, allOpen));
      slow.push(quantile(took, 0.99));
      await sleep(1_000);
      stores.push((await temporalStore(bench.data)) - before);
    }
    if (running.proving) await client.workflow.getHandle(ids[0] ?? '').terminate();
    mustBe('decisions', new Set(ids).size, starts * times);
    mustBe('rows of decisions', await rowsOf(), ids.length);
    // Asked one by one: Temporal's lists are late.
    let counted = 0;
    await inLanes(lanes, ids.length, async (place) => {
      const { status } = await client.workflow.getHandle(ids[place] ?? '').describe();
      if (status.name === 'RUNNING') counted += 1;
    });
    mustBe('workflows of decisions that run', counted, ids.length);
    const { bare: sleeping, empty: emptied, decisions } = rates;
    running.figure({ what: bareName, unit: '/s', side: 'limit', runs: sleeping });
    running.figure({ what: emptyName, unit: '/s', side: 'limit', runs: emptied, against: [bareName] });
    running.figure({
      what: 'decisions submitted over HTTP',
      unit: '/s',
      runs: decisions,
      against: [bareName, emptyName],
    });
    running.figure({ what: 'decisions submitted over HTTP: 99 of 100 within', unit: 'ms', runs: slow });
    const each = stores.reduce((sum, store) => sum + store, 0) / ids.length / 1e3;
    running.figure({ what: 'an open decision in Temporal’s store', unit: 'kB', runs: [each] });
    const at = { count: ids.length, of: 'open decisions' };
    const memory = ((await memoryOf(council.worker.pid, 'VmRSS')) - idle) / 1e6;
    running.figure({ what: 'the worker above idle', unit: 'MB', at, runs: [memory] });
  },
);

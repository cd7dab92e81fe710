/**
 * `npm run bench:updates [-- --ballots N --times N --prove]`: the peer on Temporal: how many ballots a second one workflow takes, an update a ballot, on
 * the development server: 8 at once in one workflow, and 64 at once over eight, since Temporal takes ten at a time of one workflow and two thousand in all.
 * Before a figure is printed the workflow's own count is what was cast; with `--prove` it forgets each tenth.
 */
import { parseArgs } from 'node:util';
import { bareWorker, openBench } from './council/stack.ts';
import type { Counts } from './bare/counted.ts';
import { quantile } from './report/figures.ts';
import { inLanes } from './report/looks.ts';
import { common, mustBe, runBench, whole } from './report/run.ts';

const { values } = parseArgs({ options: { ...common, ballots: { type: 'string', default: '600' } } });
const ballots = whole('ballots', values.ballots);
const times = whole('times', values.times);
const choices = ['for', 'against', 'abstain'] as const;

await runBench({ bench: 'updates', refusal: 'ballots for came to' }, values, async (running) => {
  const bench = await openBench(running);
  const { workflow, taskQueue } = await bareWorker(
    running,
    bench,
    new URL('bare/counted.ts', import.meta.url),
  );
  for (const [lanes, several] of [
    [8, 1 / 4],
    [64, 1],
  ] as const) {
    const many = Math.ceil(ballots * several);
    const rates: number[] = [];
    const slow: number[] = [];
    for (let time = 0; time < times; time += 1) {
      const boxes = await Promise.all(
        Array.from({ length: lanes / 8 }, (_, box) =>
          workflow.start('counted', {
            taskQueue,
            workflowId: `counted-${lanes}-${time}-${box}`,
            args: [running.proving],
          }),
        ),
      );
      const took: number[] = [];
      const from = performance.now();
      await inLanes(lanes, many, async (place, lane) => {
        const began = performance.now();
        const args = [`elector-${place}`, choices[place % 3] ?? 'for'] as [string, keyof Counts];
        await boxes[lane % boxes.length]?.executeUpdate('cast', { args });
        took.push(performance.now() - began);
      });
      rates.push((many / (performance.now() - from)) * 1_000);
      slow.push(quantile(took, 0.99));
      const came = await Promise.all(boxes.map((box) => box.query<Counts, []>('counts')));
      for (const [place, choice] of choices.entries()) {
        const count = came.reduce((sum, box) => sum + box[choice], 0);
        mustBe(`ballots ${choice}`, count, Math.floor((many + 2 - place) / 3));
      }
      await Promise.all(boxes.map((box) => box.terminate()));
    }
    const what = `one Temporal Update a ballot, ${lanes} at once`;
    running.figure({ what, unit: '/s', side: 'peer', runs: rates });
    running.figure({ what: `${what}: 99 of 100 within`, unit: 'ms', side: 'peer', runs: slow });
  }
});

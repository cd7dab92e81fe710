/** Workers that die as often as a story has steps: in each activity, before and after it has done its work, or in each workflow task. */
import { fileURLToPath } from 'node:url';
import { ApplicationFailure } from '@temporalio/common';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import { bundleWorkflows } from '../../../worker/create.ts';
import type { CouncilOptions } from '../council.ts';
import { type Way, way as placeholder } from './tasks.ts';

type WorkerOptions = NonNullable<CouncilOptions['worker']>;

/** Thrown where a worker dies: what it was doing is tried again at once, by another. */
const death = (): ApplicationFailure =>
  ApplicationFailure.create({ message: 'the worker died', nextRetryDelay: '1ms' });

/** The first try of every activity does nothing; the second does its work, and nobody hears of it; the third answers. */
const mortal: ActivityInterceptorsFactory = ({ info: { attempt } }) => ({
  inbound: {
    async execute(input, next) {
      if (attempt === 1) throw death();
      const result = await next(input);
      if (attempt === 2) throw death();
      return result;
    },
  },
});

/** A worker that dies in every activity. */
export const dyingInActivities: WorkerOptions = { interceptors: { activity: [mortal] } };

let bundling: ReturnType<typeof bundleWorkflows> | undefined;

/** A worker that dies in workflow tasks, and keeps no workflow in memory: each task begins with the whole of its history. */
export async function dyingInTasks(way: Way): Promise<WorkerOptions> {
  const file = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
  bundling ??= bundleWorkflows({
    workflowInterceptorModules: [file('tasks.ts')],
    preloadModules: [file('memory.ts')],
  });
  const { code, ...bundle } = await bundling;
  return { workflowBundle: { ...bundle, code: code.replaceAll(placeholder, way) }, cachedWorkflows: 0 };
}

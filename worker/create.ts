/** Makes the Temporal worker: workflows as one bundle, activities on the database. */
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DataConverter } from '@temporalio/common';
import {
  type BundleOptions,
  bundleWorkflowCode,
  type NativeConnection,
  type RuntimeOptions,
  Worker,
  type WorkerInterceptors,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';
import { createActivities } from '../activities/index.ts';
import type { Services } from '../activities/services.ts';
import { failureConverterPath } from '../codec/data-converter.ts';
import { taskQueue } from '../workflows/messages.ts';
import { heartbeating } from './heartbeats.ts';

/**
 * The workflows as the sandbox loads them; made once, handed to every worker of a process. Their modules are loaded once for all workflows, which
 * each would else hold for itself, a quarter of a megabyte: none of them keeps state (the linter's rule no-module-state).
 * @param more files of what else stands in it
 */
export function bundleWorkflows(
  more: Pick<BundleOptions, 'workflowInterceptorModules' | 'preloadModules'> = {},
): Promise<WorkflowBundleWithSourceMap> {
  const workflows = `../workflows/index${extname(import.meta.url)}`;
  const workflowsPath = fileURLToPath(new URL(workflows, import.meta.url));
  return bundleWorkflowCode({
    workflowsPath,
    failureConverterPath,
    ...more,
    preloadModules: [workflowsPath, ...(more.preloadModules ?? [])],
    logger: quiet,
  });
}

/** The bundler's progress is no news; what goes wrong is thrown. */
const quiet: RuntimeOptions['logger'] & object = {
  log: () => undefined,
  trace: () => undefined,
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

export interface WorkerOptions extends Services {
  readonly connection: NativeConnection;
  readonly namespace: string;
  /** Seals and opens what workflows and activities are told (codec/data-converter.ts). */
  readonly dataConverter: DataConverter;
  /** From `bundleWorkflows`, or a file that `npm run build` made. */
  readonly workflowBundle: WorkflowBundleWithSourceMap | { readonly codePath: string };
  /** What stands around each activity beside its heartbeat. */
  readonly interceptors?: Pick<WorkerInterceptors, 'activity'>;
  /** Temporal's worker, or a subclass of it. */
  readonly workerClass?: typeof Worker | undefined;
  /** Workflows kept in memory, 1,000 unless said otherwise; the others are replayed when they go on. */
  readonly cachedWorkflows?: number;
}

/**
 * After a worker has died, what it was doing is taken up again within this, in milliseconds (workflowTaskTimeout is the other half). Where much falls due
 * at once, what waits longer than this for a worker that lives is asked for anew, from the beginning of its history: so it is no shorter.
 */
const stickyQueueScheduleToStartTimeout = 5_000;

export function createWorker({
  connection,
  namespace,
  dataConverter,
  workflowBundle,
  interceptors,
  workerClass = Worker,
  cachedWorkflows = 1_000,
  ...services
}: WorkerOptions): Promise<Worker> {
  return workerClass.create({
    connection,
    namespace,
    taskQueue,
    workflowBundle,
    interceptors: { activity: [...(interceptors?.activity ?? []), heartbeating] },
    dataConverter,
    activities: createActivities(services),
    stickyQueueScheduleToStartTimeout,
    maxCachedWorkflows: cachedWorkflows,
    maxConcurrentActivityTaskExecutions: 50,
    // Else the SDK keeps them back for four fifths of their timeout, and one that is late by a second costs an activity its turn.
    maxHeartbeatThrottleInterval: '1s',
    shutdownGraceTime: '10s',
  });
}

/** Temporal's number for the queue of workflow tasks (temporal.api.enums.v1.TaskQueueType). */
const workflowTasks = 1;

/** Whether Temporal hands out tasks: asks the service that workers poll (matching), through the frontend. */
export async function takesPolls(connection: NativeConnection, namespace: string): Promise<void> {
  await connection.workflowService.describeTaskQueue({
    namespace,
    taskQueue: { name: taskQueue },
    taskQueueType: workflowTasks,
  });
}

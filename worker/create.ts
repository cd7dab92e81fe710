/** Makes the Temporal worker: workflows as one bundle, activities on the database. */
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  bundleWorkflowCode,
  type NativeConnection,
  type RuntimeOptions,
  Worker,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';
import { createActivities, type Services } from '../activities/index.ts';
import { taskQueue } from '../workflows/messages.ts';

/** The workflows as the sandbox loads them; made once, handed to every worker of a process. */
export function bundleWorkflows(): Promise<WorkflowBundleWithSourceMap> {
  const workflows = `../workflows/index${extname(import.meta.url)}`;
  return bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL(workflows, import.meta.url)),
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
  /** From `bundleWorkflows`, or a file that `npm run build` made. */
  readonly workflowBundle: WorkflowBundleWithSourceMap | { readonly codePath: string };
}

/** Workflows kept in memory; the others are replayed when they go on. */
const cachedWorkflows = 1_000;

export function createWorker({
  connection,
  namespace,
  workflowBundle,
  ...services
}: WorkerOptions): Promise<Worker> {
  return Worker.create({
    connection,
    namespace,
    taskQueue,
    workflowBundle,
    activities: createActivities(services),
    maxCachedWorkflows: cachedWorkflows,
    maxConcurrentActivityTaskExecutions: 50,
    shutdownGraceTime: '10s',
  });
}

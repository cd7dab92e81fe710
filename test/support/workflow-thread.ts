/**
 * A worker whose workflows run in a thread that the workers of all councils share: to start one and to have it load the bundle takes longer
 * than everything else that a council needs. Nor is the bundle read again for each. Nothing else is shared: workflows have contexts of their own, and end with their worker.
 */
import { type CompiledWorkerOptions, type Logger, Worker } from '@temporalio/worker';
import type { Workflow, WorkflowCreator } from '@temporalio/worker/lib/workflow/interface.js';
import type { WorkflowBundleWithSourceMapAndFilename } from '@temporalio/worker/lib/workflow/workflow-worker-thread/input.js';

type Parsed = WorkflowBundleWithSourceMapAndFilename | undefined;

let parsed: Promise<Parsed> | undefined;
let thread: Promise<WorkflowCreator> | undefined;

export class SharingWorker extends Worker {
  protected static override getOrCreateBundle(
    options: CompiledWorkerOptions,
    logger: Logger,
  ): Promise<Parsed> {
    return (parsed ??= super.getOrCreateBundle(options, logger));
  }

  protected static override async createWorkflowCreator(
    bundle: WorkflowBundleWithSourceMapAndFilename,
    options: CompiledWorkerOptions,
    logger: Logger,
  ): Promise<WorkflowCreator> {
    const shared = await (thread ??= super.createWorkflowCreator(bundle, options, logger));
    const running = new Set<Workflow>();
    return {
      createWorkflow: async (given) => {
        const workflow = await shared.createWorkflow(given);
        running.add(workflow);
        const dispose = workflow.dispose.bind(workflow);
        workflow.dispose = async () => {
          running.delete(workflow);
          await dispose();
        };
        return workflow;
      },
      // The thread ends with the process.
      destroy: async () => {
        for (const workflow of running) await workflow.dispose();
      },
    };
  }
}

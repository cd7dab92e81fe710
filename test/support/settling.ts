/**
 * Letting a council settle before its time is skipped. The time-skipping server skips also while a workflow task is under way; where that
 * then cancels a timer which has fired meanwhile, the server strands the workflow for ever (temporalio/sdk-java issue 3088).
 */
import { setTimeout as pause } from 'node:timers/promises';
import { Client, type WorkflowClient, type WorkflowClientInterceptor } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Worker } from '@temporalio/worker';
import { testConverter } from './payload-codec.ts';

export interface Settling {
  /** For the API: its signals, which nobody waits for, are counted. */
  readonly temporal: WorkflowClient;
  /** Answers once nothing is on its way to the worker, and nothing under way in it. */
  readonly settled: (worker: Worker) => Promise<void>;
}

/** Milliseconds between two looks; how many of them in a row find nothing, where a signal was sent since the last time, and where none was. */
const interval = 3;
const looks = { told: 8, untold: 2 };
/** An action that waits to be tried again is not waited for. */
const patience = 10_000;

export function settling({ connection }: TestWorkflowEnvironment): Settling {
  let sending = 0;
  let told = false;
  const counted: WorkflowClientInterceptor = {
    signal: async (input, next) => {
      sending += 1;
      told = true;
      try {
        await next(input);
      } finally {
        sending -= 1;
      }
    },
  };
  const { workflow: temporal } = new Client({
    connection,
    dataConverter: testConverter,
    interceptors: { workflow: [counted] },
  });
  const isBusy = (worker: Worker): boolean => {
    const { numInFlightWorkflowActivations, numInFlightActivities } = worker.getStatus();
    return sending > 0 || numInFlightWorkflowActivations > 0 || numInFlightActivities > 0;
  };
  return {
    temporal,
    settled: async (worker) => {
      const until = performance.now() + patience;
      for (let quiet = 0; quiet < (told ? looks.told : looks.untold) && performance.now() < until;) {
        quiet = isBusy(worker) ? 0 : quiet + 1;
        await pause(interval);
      }
      told = false;
    },
  };
}

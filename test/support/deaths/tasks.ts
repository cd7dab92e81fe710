/** Workflow tasks that die, each once: it runs in the workflows' sandbox, in a bundle for these tests alone (see ./workers.ts). */
import { scheduleLocalActivity, workflowInfo, type WorkflowInterceptorsFactory } from '@temporalio/workflow';
import { diesOnce } from './memory.ts';

/**
 * Where they die: at their end, when all their work is done and Temporal has not heard of any of it; or `local`: after each local activity,
 * for all activities are local then, as they were before decision 14.
 */
export type Way = 'at their end' | 'local';

/** `./workers.ts` puts a way in the place of these words, so that the workflows are bundled once for both. */
export const way: string = 'THE WAY OF DEATH';

export const interceptors: WorkflowInterceptorsFactory = () => {
  /** Tasks of this workflow that have gone through, and steps of the one at hand: the same each time that it is done again. */
  let tasks = 0;
  let steps = 0;
  let isMortal = way !== 'local';
  return {
    outbound:
      way === 'local'
        ? [
            {
              scheduleActivity: ({ activityType, args }) =>
                scheduleLocalActivity(activityType, args, { startToCloseTimeout: '20s' }),
            },
          ]
        : [],
    internals: [
      {
        activate(input, next) {
          if (way === 'local')
            isMortal =
              input.activation.jobs?.some(({ resolveActivity }) => resolveActivity?.isLocal) ?? false;
          next(input);
        },
        concludeActivation(input, next) {
          const { runId, unsafe } = workflowInfo();
          if (unsafe.isReplaying) tasks += 1;
          else steps += 1;
          if (isMortal && !unsafe.isReplaying && diesOnce(`${runId} ${tasks} ${steps}`))
            throw new Error('the worker died');
          return next(input);
        },
      },
    ],
  };
};

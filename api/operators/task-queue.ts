/** How many tasks wait at Temporal for a worker, and which workers there are; for operators (AUT-1). */
import type { WorkflowClient } from '@temporalio/client';
import { refuse } from '../../rules/refusal.ts';
import { taskQueue } from '../../workflows/messages.ts';
import { memberRoute } from '../http/route.ts';
import { refusalError, unavailable } from '../problems/problem.ts';
import { taskQueueSchema } from './task-queue-schemas.ts';

/** Temporal's numbers for the kinds of tasks (temporal.api.enums.v1.TaskQueueType). */
const kinds = { workflows: 1, activities: 2 } as const;
type Kind = keyof typeof kinds;

/** Milliseconds for one question. */
const patience = 2_000;

/** A whole number of 64 bits, or an instant of Google's protocol, as its decoder leaves it. */
type Long = { readonly toNumber: () => number } | null | undefined;
interface Timed {
  readonly seconds?: Long;
  readonly nanos?: number | null;
}

const whole = (long: Long): number => long?.toNumber() ?? 0;
const secondsOf = (timed: Timed | null | undefined): number =>
  whole(timed?.seconds) + (timed?.nanos ?? 0) / 1e9;

async function described(temporal: WorkflowClient, of: Kind) {
  const { namespace } = temporal.options;
  const { stats, pollers } = await temporal.withAbortSignal(AbortSignal.timeout(patience), () =>
    temporal.workflowService.describeTaskQueue({
      namespace,
      taskQueue: { name: taskQueue },
      taskQueueType: kinds[of],
      reportStats: true,
    }),
  );
  return {
    of,
    waiting: whole(stats?.approximateBacklogCount),
    oldest: secondsOf(stats?.approximateBacklogAge),
    perSecond: { added: stats?.tasksAddRate ?? 0, taken: stats?.tasksDispatchRate ?? 0 },
    pollers: pollers.map(({ identity, lastAccessTime }) => ({
      name: identity ?? '',
      askedAt: new Date(secondsOf(lastAccessTime) * 1_000).toISOString(),
    })),
  };
}

type Described = Awaited<ReturnType<typeof described>>;

/** Each worker once, with what it takes and when it last asked. */
function workersOf(queues: readonly Described[]) {
  const asked = queues.flatMap(({ of, pollers }) => pollers.map((poller) => ({ of, ...poller })));
  return [...new Set(asked.map(({ name }) => name))].toSorted().map((name) => {
    const own = asked.filter((one) => one.name === name);
    return {
      name,
      takes: own.map(({ of }) => of),
      askedAt:
        own
          .map(({ askedAt }) => askedAt)
          .toSorted()
          .at(-1) ?? '',
    };
  });
}

export const taskQueueRoutes = [
  memberRoute({
    operationId: 'getTaskQueue',
    method: 'get',
    path: '/v1/task-queue',
    summary:
      'How many tasks wait at Temporal for a worker, which workers there are, and where Temporal’s page is; for operators',
    rules: ['AUT-1'],
    answer: { description: 'The queue', schema: taskQueueSchema },
    problems: ['not-permitted', 'unavailable'],
    handle: async ({ services: { temporal, temporalPage }, caller }) => {
      if (!caller.roles.includes('operator'))
        throw refusalError(refuse('not-permitted', 'AUT-1', { allowed: 'operator' }));
      const queues = await Promise.all(
        (['workflows', 'activities'] as const).map((of) => described(temporal, of)),
      ).catch(() => {
        throw unavailable('temporal');
      });
      const { namespace } = temporal.options;
      return {
        page:
          temporalPage === undefined
            ? null
            : `${temporalPage.replace(/\/$/, '')}/namespaces/${encodeURIComponent(namespace)}/workflows/`,
        tasks: queues.map(({ pollers: _, ...queue }) => queue),
        workers: workersOf(queues),
      };
    },
  }),
];

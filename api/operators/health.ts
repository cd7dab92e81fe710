/** What machines poll: whether the process lives, whether it can work, and its metrics (AUT-2). */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Clock } from '../../store/postgres/clock.ts';
import { clocksApart, type Offset } from '../../store/postgres/clocks.ts';
import { countAstray, findAstray } from '../../store/processes/astray.ts';
import type { Db } from '../../store/postgres/database.ts';
import { clocksProblem, unavailable } from '../problems/problem.ts';
import { answered, publicRoute } from '../http/route.ts';

/** Milliseconds that a part may take to answer. */
const patience = 2_000;

async function works(check: () => Promise<unknown>): Promise<boolean> {
  let late: NodeJS.Timeout | undefined;
  const timeout = new Promise<false>((resolve) => {
    late = setTimeout(() => resolve(false), patience);
  });
  const answer = check().then(
    () => true,
    () => false,
  );
  return Promise.race([answer, timeout]).finally(() => clearTimeout(late));
}

/** Seconds that a clock is ahead of this process's own (behind: below zero), give or take `error`. */
const offset = z.strictObject({ ahead: z.number(), error: z.number() });
const seconds = ({ ahead, error }: Offset) => ({ ahead: ahead / 1_000, error: error / 1_000 });

export const healthRoutes = [
  publicRoute({
    operationId: 'getLiveness',
    method: 'get',
    path: '/health/live',
    summary: 'Whether the process lives',
    rules: ['AUT-2'],
    unlimited: true,
    answer: { description: 'It lives', schema: z.strictObject({ status: z.literal('live') }) },
    problems: [],
    handle: async () => ({ status: 'live' as const }),
  }),
  publicRoute({
    operationId: 'getReadiness',
    method: 'get',
    path: '/health/ready',
    summary: 'Whether what it stands on answers, the database and Temporal, and whether their clocks agree',
    rules: ['AUT-2'],
    unlimited: true,
    answer: {
      description: 'It is ready',
      schema: z.strictObject({
        status: z.literal('ready'),
        parts: z.array(z.string()),
        clocks: z
          .strictObject({ database: offset, temporal: offset })
          .nullable()
          .meta({ description: 'Seconds ahead of this process’s own clock; null before they were compared' }),
        processes: z.strictObject({ overdue: z.int(), gone: z.int() }).nullable().meta({
          description:
            'How many open processes stand still: past their deadline, or without a workflow; null where that cannot be counted within a second',
        }),
      }),
    },
    problems: ['unavailable', 'clocks-differ'],
    handle: async ({ services: { db, clock, health, clocks } }) => {
      const parts = Object.keys(health);
      const working = await Promise.all(Object.values(health).map(works));
      const silent = parts.filter((_, index) => working[index] === false);
      if (silent.length > 0) throw unavailable(silent, 5);
      const compared = clocks.latest();
      const difference = clocksApart(compared);
      if (difference !== undefined) throw clocksProblem(difference);
      return {
        status: 'ready' as const,
        parts,
        processes: await astrayNow(db, clock),
        clocks:
          compared === undefined
            ? null
            : { database: seconds(compared.database), temporal: seconds(compared.temporal) },
      };
    },
  }),
  publicRoute({
    operationId: 'getMetrics',
    method: 'get',
    path: '/metrics',
    summary: 'Metrics in the text format of Prometheus',
    rules: ['AUT-2'],
    unlimited: true,
    answer: { description: 'The metrics', mediaType: 'text/plain' },
    problems: [],
    handle: async ({ metrics, response }) => {
      const text = await metrics.text();
      response.type(metrics.mediaType).send(text);
      return answered;
    },
  }),
];

/** Milliseconds that readiness waits for a reading connection: whatever holds those up keeps nobody from asking after the health. */
const patienceToCount = 1_000;

async function astrayNow(db: Db, clock: Clock): Promise<ReturnType<typeof countAstray> | null> {
  const counting = (async () => countAstray(await findAstray(db, await clock(db))))().catch(() => null);
  return await Promise.race([counting, sleep(patienceToCount, null, { ref: false })]);
}

/** What machines poll: whether the process lives, whether it can work, and its metrics (AUT-2). */
import { z } from 'zod';
import { unavailable } from '../problem.ts';
import { answered, publicRoute } from '../route.ts';

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

export const healthRoutes = [
  publicRoute({
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
    method: 'get',
    path: '/health/ready',
    summary: 'Whether what it stands on answers: the database and Temporal',
    rules: ['AUT-2'],
    unlimited: true,
    answer: {
      description: 'It is ready',
      schema: z.strictObject({ status: z.literal('ready'), parts: z.array(z.string()) }),
    },
    problems: ['unavailable'],
    handle: async ({ services: { health } }) => {
      const parts = Object.keys(health);
      const working = await Promise.all(Object.values(health).map(works));
      const silent = parts.filter((_, index) => working[index] === false);
      if (silent.length > 0) throw unavailable(silent, 5);
      return { status: 'ready' as const, parts };
    },
  }),
  publicRoute({
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

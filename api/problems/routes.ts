/** GET /problems/{code}: where the `type` of a problem leads, and what that problem means. */
import { z } from 'zod';
import { problemCodes, problemKinds } from './problem.ts';
import { publicRoute } from '../http/route.ts';

const codeSchema = z.enum(problemCodes);

export const problemRoutes = [
  publicRoute({
    operationId: 'getProblem',
    method: 'get',
    path: '/problems/{code}',
    summary: 'What a problem means, and what to do about it',
    rules: ['PRO-10'],
    params: z.strictObject({ code: codeSchema }),
    answer: {
      description: 'The kind of problem',
      schema: z.strictObject({ code: codeSchema, title: z.string(), status: z.int(), about: z.string() }),
    },
    problems: [],
    handle: async ({ params: { code } }) => {
      const { title, status, about } = problemKinds[code];
      return { code, title, status, about };
    },
  }),
];

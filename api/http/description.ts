/** GET /openapi.json: what there is, as the routes themselves say it. */
import { z } from 'zod';
import { type OpenRoute, publicRoute } from './route.ts';

/** @param describe makes the document; called once, when it is first asked for */
export function descriptionRoute(describe: () => object): OpenRoute {
  let document: Record<string, unknown> | undefined;
  return publicRoute({
    operationId: 'getDescription',
    method: 'get',
    path: '/openapi.json',
    summary: 'This description (OpenAPI 3.1)',
    rules: ['AUT-2'],
    answer: { description: 'The description', schema: z.record(z.string(), z.unknown()) },
    problems: [],
    handle: async () => (document ??= { ...describe() }),
  });
}

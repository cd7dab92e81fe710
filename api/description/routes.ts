/** GET /openapi.json: what there is, as the routes themselves say it. */
import { type Packed, packed, sendPacked } from '../http/packed.ts';
import { type OpenRoute, publicRoute } from '../http/route.ts';

/** @param describe makes the document; called once, when it is first asked for */
export function descriptionRoute(describe: () => object): OpenRoute {
  let kept: Packed | undefined;
  return publicRoute({
    operationId: 'getDescription',
    method: 'get',
    path: '/openapi.json',
    summary: 'This description (OpenAPI 3.1)',
    rules: ['AUT-2'],
    answer: { description: 'The description' },
    problems: [],
    handle: async ({ request, response }) => sendPacked(request, response, (kept ??= packed(describe()))),
  });
}

/** GET /openapi.json: what there is, as the routes themselves say it. */
import { gzipSync } from 'node:zlib';
import { answered, type OpenRoute, publicRoute } from '../http/route.ts';

/** @param describe makes the document; called once, when it is first asked for */
export function descriptionRoute(describe: () => object): OpenRoute {
  let kept: { readonly plain: Buffer; readonly packed: Buffer } | undefined;
  return publicRoute({
    operationId: 'getDescription',
    method: 'get',
    path: '/openapi.json',
    summary: 'This description (OpenAPI 3.1)',
    rules: ['AUT-2'],
    answer: { description: 'The description' },
    problems: [],
    handle: async ({ request, response }) => {
      kept ??= packed(describe());
      response.type('application/json').vary('Accept-Encoding');
      const takesPacked = request.acceptsEncodings('gzip', 'identity') === 'gzip';
      if (takesPacked) response.set('Content-Encoding', 'gzip');
      response.send(takesPacked ? kept.packed : kept.plain);
      return answered;
    },
  });
}

/** A tenth of its length: it says the same again and again. */
function packed(document: object) {
  const plain = Buffer.from(JSON.stringify(document));
  return { plain, packed: gzipSync(plain) };
}

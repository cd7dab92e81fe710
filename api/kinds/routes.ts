/** GET /v1/kinds: what a program must know of each kind of process to show it and to act in it. */
import { createHash } from 'node:crypto';
import { type Packed, packed, sendPacked } from '../http/packed.ts';
import { type OpenRoute, publicRoute } from '../http/route.ts';
import { type KindsAnswer, kindsSchema } from './schemas.ts';

/** @param describe makes the answer; called once, when it is first asked for */
export function kindsRoute(describe: () => KindsAnswer): OpenRoute {
  let kept: { readonly bytes: Packed; readonly tag: string } | undefined;
  return publicRoute({
    operationId: 'listKinds',
    method: 'get',
    path: '/v1/kinds',
    summary:
      'Each kind of process: its stages and outcomes, and its acts with who may do them, when, and how',
    rules: ['AUT-1', 'AUT-2', 'PRO-10'],
    answer: {
      description: 'The kinds; with an ETag, for they change with this program only',
      schema: kindsSchema,
    },
    problems: [],
    handle: async ({ request, response }) => {
      kept ??= tagged(packed(describe()));
      response.set('Cache-Control', 'no-cache');
      return sendPacked(request, response, kept.bytes, kept.tag);
    },
  });
}

/** With a strong entity tag of its own bytes (RFC 9110, section 8.8.3). */
const tagged = (bytes: Packed) => ({
  bytes,
  tag: createHash('sha256').update(bytes.plain).digest('base64url'),
});

/** GET /v1/kinds: what a program must know of each kind of process to show it and to act in it. */
import { createHash } from 'node:crypto';
import { type OpenRoute, publicRoute } from '../http/route.ts';
import { type KindsAnswer, kindsSchema } from './schemas.ts';

/** @param describe makes the answer; called once, when it is first asked for */
export function kindsRoute(describe: () => KindsAnswer): OpenRoute {
  let kept: { readonly kinds: KindsAnswer; readonly tag: string } | undefined;
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
    handle: async ({ response }) => {
      kept ??= tagged(describe());
      response.set({ ETag: kept.tag, 'Cache-Control': 'no-cache' });
      return kept.kinds;
    },
  });
}

/** With a strong entity tag of its own bytes (RFC 9110, section 8.8.3). */
const tagged = (kinds: KindsAnswer) => ({
  kinds,
  tag: `"${createHash('sha256').update(JSON.stringify(kinds)).digest('base64url')}"`,
});

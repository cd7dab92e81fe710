/** What operations answer beside what was asked for: problems by their status, and the condition that was met. Each stands in the description once. */
import { z } from 'zod';
import { type ProblemCode, problemKinds, problemMediaType } from '../problems/problem.ts';
import type { Components } from './components.ts';
import type { Route } from '../http/route.ts';

const problemSchema = z
  .strictObject({
    type: z.string().meta({
      description: '/problems/ and the code; that page explains it',
      example: '/problems/not-found',
    }),
    title: z.string(),
    status: z.int().meta({ example: 404 }),
    detail: z.string(),
    rule: z.string().nullable().meta({ description: 'The id of the rule that refuses', example: 'PRO-1' }),
    facts: z.record(z.string(), z.unknown()),
    errors: z
      .array(
        z.strictObject({
          path: z.string().meta({ description: 'RFC 6901 JSON Pointer', example: '/title' }),
          message: z.string(),
          facts: z.record(z.string(), z.unknown()),
        }),
      )
      .optional(),
  })
  .meta({ id: 'Problem' });

/** What any request may be answered with. */
const always: readonly ProblemCode[] = ['internal', 'unavailable', 'too-many-requests', 'invalid-header'];

const retryAfter = {
  'Retry-After': { description: 'Seconds until it is worth trying again', schema: { type: 'integer' } },
};

/** By status: the problems that it usually is, and the headers that come with it. */
const kinds: Readonly<Record<number, ResponseKind>> = {
  400: { usual: ['invalid-header', 'malformed-json'] },
  401: {
    usual: ['unauthenticated'],
    headers: { 'WWW-Authenticate': { description: 'RFC 6750, section 3', schema: { type: 'string' } } },
  },
  403: { usual: ['not-permitted', 'not-linked', 'scope-missing'] },
  404: { usual: ['not-found'] },
  409: { usual: ['wrong-stage', 'window-closed', 'already-done'] },
  413: { usual: ['payload-too-large'] },
  415: { usual: ['unsupported-media-type'] },
  422: { usual: ['invalid-body', 'invalid-query', 'idempotency-key-reused'] },
  429: { usual: ['too-many-requests'], headers: retryAfter },
  500: { usual: ['internal'] },
  503: { usual: ['unavailable', 'clocks-differ'], headers: retryAfter },
};

interface ResponseKind {
  readonly usual: readonly ProblemCode[];
  readonly headers?: object;
}

/** A GET under the condition `If-None-Match` (RFC 9110, section 13.1.2); few answers have an entity tag. */
const notModified = {
  description: 'There is one, and the request came with If-None-Match: *, or with its ETag where it has one',
};

/** All of them, for `components/responses`. */
export function problemResponses(components: Components): Readonly<Record<string, object>> {
  const content = { [problemMediaType]: { schema: components.named(problemSchema, '') } };
  return {
    304: notModified,
    ...Object.fromEntries(
      Object.entries(kinds).map(([status, { usual, headers }]) => [
        status,
        { description: usual.join(', '), ...(headers === undefined ? {} : { headers }), content },
      ]),
    ),
  };
}

const refer = (status: number): object => ({ $ref: `#/components/responses/${status}` });

/**
 * Those of a route by status, since OpenAPI describes one answer for each. Where it answers with others than the usual ones, a description
 * of its own names all of them.
 * @throws an Error for a status that has no row: a mistake of ours
 */
export function responsesOf(
  { access, params, query, body, problems }: Route,
  { conditional }: { readonly conditional: boolean },
): Readonly<Record<string, object>> {
  const codes = new Set<ProblemCode>([
    ...always,
    ...problems,
    ...(access === 'member'
      ? (['unauthenticated', 'not-linked', 'scope-missing', 'not-permitted'] as const)
      : []),
    ...(access === 'identity' ? (['unauthenticated', 'not-permitted'] as const) : []),
    ...(params === undefined ? [] : (['not-found'] as const)),
    ...(query === undefined ? [] : (['invalid-query'] as const)),
    ...(body === undefined
      ? []
      : (['malformed-json', 'invalid-body', 'payload-too-large', 'unsupported-media-type'] as const)),
  ]);
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of codes) {
    const { status } = problemKinds[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return {
    ...(conditional ? { 304: refer(304) } : {}),
    ...Object.fromEntries(
      [...byStatus].map(([status, some]) => {
        const kind = kinds[status];
        if (kind === undefined) throw new Error(`problems of status ${status} have no row`);
        const isUsual = some.every((code) => kind.usual.includes(code));
        return [status, { ...refer(status), ...(isUsual ? {} : { description: some.join(', ') }) }];
      }),
    ),
  };
}

/** What operations answer beside what was asked for: problems by their status, and the condition that was met. Each stands in the description once. */
import { z } from 'zod';
import { type ProblemCode, problemMediaType } from '../problems/problem.ts';
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

/** What any request may be answered with, whatever its route says. */
const always: readonly ProblemCode[] = [
  'invalid-header',
  'malformed-json',
  'invalid-body',
  'invalid-query',
  'payload-too-large',
  'unsupported-media-type',
  'unauthenticated',
  'not-linked',
  'scope-missing',
  'not-permitted',
  'not-found',
  'idempotency-key-reused',
  'too-many-requests',
  'internal',
  'unavailable',
  'clocks-differ',
];

const problemHeaders = {
  'Retry-After': {
    description: 'Of 429 and 503: seconds until it is worth trying again',
    schema: { type: 'integer' },
  },
  'WWW-Authenticate': { description: 'Of 401: RFC 6750, section 3', schema: { type: 'string' } },
};

/** A GET under the condition `If-None-Match` (RFC 9110, section 13.1.2); few answers have an entity tag. */
const notModified = {
  description: 'There is one, and the request came with If-None-Match: *, or with its ETag where it has one',
};

/** All of them, for `components/responses`. */
export function problemResponses(components: Components): Readonly<Record<string, object>> {
  const content = { [problemMediaType]: { schema: components.named(problemSchema, '') } };
  return {
    304: notModified,
    Problem: {
      description: `A problem (RFC 9457): of any request ${always.join(', ')}; what else an operation refuses with, it names`,
      headers: problemHeaders,
      content,
    },
  };
}

const refer = (name: string): object => ({ $ref: `#/components/responses/${name}` });

/** Every problem in one: its document has the status, and its code says which it is. What any request may be answered with is named once, for all. */
export function responsesOf(
  { problems }: Route,
  { conditional }: { readonly conditional: boolean },
): Readonly<Record<string, object>> {
  const own = problems.filter((code) => !always.includes(code));
  return {
    ...(conditional ? { 304: refer('304') } : {}),
    default: { ...refer('Problem'), ...(own.length === 0 ? {} : { description: own.join(', ') }) },
  };
}

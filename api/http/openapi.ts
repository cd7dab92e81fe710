/** The description of the API (OpenAPI 3.1), made of the very routes that are mounted. */
import { OpenApiGeneratorV31, OpenAPIRegistry, type RouteConfig } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { scopeOf } from '../identity/scopes.ts';
import { type ProblemCode, problemKinds, problemMediaType } from '../problems/problem.ts';
import { mayLackBody, type Route } from './route.ts';

const problemSchema = z
  .strictObject({
    type: z.string().meta({ description: '/problems/ and the code; that page explains it' }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    rule: z.string().nullable().meta({ description: 'The id of the rule that refuses' }),
    facts: z.record(z.string(), z.unknown()),
    errors: z
      .array(
        z.strictObject({
          path: z.string().meta({ description: 'RFC 6901 JSON Pointer' }),
          message: z.string(),
          facts: z.record(z.string(), z.unknown()),
        }),
      )
      .optional(),
  })
  .meta({ id: 'Problem' });

/** What any request may be answered with. */
const always: readonly ProblemCode[] = ['internal', 'unavailable', 'too-many-requests', 'invalid-header'];

/** The stream of events sends its own headers. */
const stream = 'text/event-stream';

/** What a GET is answered with under the condition `If-None-Match` (RFC 9110, section 13.1.2); few answers have an entity tag. */
const notModified = {
  304: {
    description:
      'There is one, and the request came with If-None-Match: *, or with its ETag where it has one',
  },
};

/** The document of /openapi.json for these routes. */
export function describe(routes: readonly Route[]): object {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'member', {
    type: 'http',
    scheme: 'bearer',
    description:
      'A token of an identity provider (JWT) whose identity is linked to a member, or a personal access token (fmt_…) with the scope that is named',
  });
  registry.registerComponent('securitySchemes', 'identity', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'A token of an identity provider, linked to a member or not',
  });
  registry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-folkmoot',
    description: 'The session of a browser, which opens what a token of its member does',
  });
  for (const route of routes) registry.registerPath(operationOf(route));
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Folkmoot',
      version: '1',
      description: 'Durable decisions for councils of people and AI agents',
    },
  });
}

function operationOf(route: Route): RouteConfig {
  const { method, path, summary, rules, access, params, query, body, answer } = route;
  const { status = 200, description, schema, mediaType = 'application/json', underWay } = answer;
  const content = schema === undefined ? { [mediaType]: {} } : { [mediaType]: { schema } };
  return {
    method,
    path: path.replaceAll('{+', '{'),
    summary,
    ...(rules.length > 0 ? { description: `Rules: ${rules.join(', ')}.` } : {}),
    security: securityOf(route),
    request: {
      ...(params === undefined ? {} : { params }),
      ...(query === undefined ? {} : { query }),
      ...(method === 'post' && access === 'member' ? { headers: idempotencyHeader } : {}),
      ...(body === undefined
        ? {}
        : {
            body: {
              content: { 'application/json': { schema: body } },
              required: !mayLackBody(body),
            },
          }),
    },
    responses: {
      [status]: { description, content },
      ...(underWay === undefined
        ? {}
        : { 202: { description: underWay, content: { 'application/json': { schema: underWaySchema } } } }),
      ...(method === 'get' && mediaType !== stream ? notModified : {}),
      ...problemsOf(route),
    },
  };
}

/** Who may ask: a member, by a personal access token with its scope only; or whoever has an identity. */
function securityOf(route: Route): Record<string, string[]>[] {
  if (route.access === 'identity') return [{ identity: [] }, { session: [] }];
  if (route.access === 'session') return [{ session: [] }];
  if (route.access !== 'member') return [];
  const scope = scopeOf(route);
  return [{ member: scope === 'none' ? [] : [scope] }, { session: [] }];
}

const underWaySchema = z.strictObject({ id: z.string(), stage: z.string() });

const idempotencyHeader = z.object({
  'Idempotency-Key': z
    .string()
    .max(255)
    .optional()
    .meta({ description: 'Repeated with the same key and body, a request is done once and answered alike' }),
});

/** The route's problems by status, since OpenAPI describes one answer for each. */
function problemsOf({ access, params, query, body, problems }: Route): RouteConfig['responses'] {
  const codes = new Set<ProblemCode>([
    ...always,
    ...problems,
    ...(access === 'member'
      ? (['unauthenticated', 'not-linked', 'scope-missing', 'not-permitted'] as const)
      : []),
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
  return Object.fromEntries(
    [...byStatus].map(([status, some]) => [
      status,
      { description: some.join(', '), content: { [problemMediaType]: { schema: problemSchema } } },
    ]),
  );
}

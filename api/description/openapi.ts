/** The description of the API (OpenAPI 3.1), made of the very routes that are mounted. */
import { z } from 'zod';
import { languages } from '../messages/say.ts';
import { signatureHeader } from '../http/act-signatures.ts';
import { isSignedRoute } from '../kinds/describe.ts';
import { rights } from '../rights/table.ts';
import { type Components, createComponents } from './components.ts';
import type { JsonSchema } from './examples.ts';
import { capital } from './names.ts';
import { problemResponses, responsesOf } from './responses.ts';
import { mayLackBody, type Route } from '../http/route.ts';
import { cursorQuery, decisionId, limitQuery } from '../http/schemas.ts';
import { tagOf, tags } from './tags.ts';

/** Of bytes that are kept and never read. */
const anyType = 'application/octet-stream';

/** The stream of events sends its own headers. */
const stream = 'text/event-stream';

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'Repeated with the same key and body, a request is done once and answered alike',
  schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[!-~]+$' },
};

const acceptLanguage = {
  name: 'Accept-Language',
  in: 'header',
  required: false,
  description: `In which language things are said (RFC 9110, section 12.5.4), of ${languages.join(', ')}; the first unless another is preferred`,
  schema: { type: 'string' },
};

const contentLanguage = {
  description: 'In which language things are said',
  schema: { type: 'string', enum: languages },
};

const actSignature = {
  name: signatureHeader,
  in: 'header',
  required: false,
  description:
    'The member’s own signature of the act, where the charter has `signatures: all`: a structured field (RFC 9651), `"header..signature"; sequence=1`',
  schema: { type: 'string', maxLength: 1000 },
};

/** What many operations take alike: each stands in the description once. */
const parameters = (components: Components): Readonly<Record<string, Parameter>> => ({
  Id: parameterOf(components, 'path', 'id', decisionId),
  Cursor: parameterOf(components, 'query', 'cursor', cursorQuery.optional()),
  Limit: parameterOf(components, 'query', 'limit', limitQuery.default(50)),
  IdempotencyKey: idempotencyKey,
  ActSignature: actSignature,
});

type Parameter = JsonSchema;

/** The document of /openapi.json for these routes. */
export function describe(routes: readonly Route[]): object {
  const components = createComponents();
  const shared = parameters(components);
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const path = route.path.replaceAll('{+', '{');
    (paths[path] ??= {})[route.method] = operationOf(route, components, shared);
  }
  const responses = problemResponses(components);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Folkmoot',
      version: '1',
      description: 'Durable decisions for councils of people and AI agents',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags,
    paths: paths,
    components: {
      securitySchemes: {
        member: {
          type: 'http',
          scheme: 'bearer',
          description:
            'A token of an identity provider (JWT) whose identity is linked to a member, or a personal access token (fmt_…) with the scope that is named',
        },
        identity: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'A token of an identity provider, linked to a member or not',
        },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: '__Host-folkmoot',
          description: 'The session of a browser, which opens what a token of its member does',
        },
      },
      parameters: shared,
      responses,
      schemas: components.schemas(),
    },
  };
}

function operationOf(
  route: Route,
  components: Components,
  shared: Readonly<Record<string, Parameter>>,
): object {
  const { operationId, method, path, summary, rules, body, takesBytes, answer } = route;
  const { status = 200, description, schema, mediaType = 'application/json', underWay } = answer;
  const name = capital(operationId);
  const content = schema === undefined ? {} : { schema: components.named(schema, `${name}Answer`) };
  const taken = parametersOf(route, components, shared);
  return {
    operationId,
    tags: [tagOf(path)],
    summary,
    ...(rules.length > 0 ? { description: `Rules: ${rules.join(', ')}.` } : {}),
    security: securityOf(route),
    ...(taken.length > 0 ? { parameters: taken } : {}),
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            content: { 'application/json': { schema: components.named(body, `${name}Body`) } },
            required: !mayLackBody(body),
          },
        }),
    ...(takesBytes === true
      ? {
          requestBody: {
            content: { [anyType]: { schema: { type: 'string', format: 'binary' } } },
            required: true,
          },
        }
      : {}),
    responses: {
      [status]: { description, ...headersOf(route), content: { [mediaType]: content } },
      ...(underWay === undefined
        ? {}
        : {
            202: {
              description: underWay,
              content: { 'application/json': { schema: components.named(underWaySchema, '') } },
            },
          }),
      ...responsesOf(route, { conditional: method === 'get' && status === 200 && mediaType !== stream }),
    },
  };
}

/** Who may ask: a member, by a personal access token with its scope only; or whoever has an identity. */
function securityOf(route: Route): Record<string, string[]>[] {
  const { who, scope } = rights[route.operationId];
  switch (who) {
    case 'anyone':
    case 'machine':
      return [];
    case 'session':
      return [{ session: [] }];
    case 'identity':
      return [{ identity: [] }, { session: [] }];
    case 'members':
      return [{ member: scope === 'none' ? [] : [scope] }, { session: [] }];
  }
}

const underWaySchema = z.strictObject({ id: z.string(), stage: z.string() }).meta({ id: 'UnderWay' });

function headersOf({ location, worded }: Route): object {
  const headers = {
    ...(location === undefined
      ? {}
      : { Location: { description: 'Where it can be read', schema: { type: 'string' } } }),
    ...(worded === true ? { 'Content-Language': contentLanguage } : {}),
  };
  return Object.keys(headers).length === 0 ? {} : { headers };
}

/** Of the path, the query and the header; what many take alike as references. */
function parametersOf(
  { method, path, access, params, query, worded }: Route,
  components: Components,
  shared: Readonly<Record<string, Parameter>>,
): readonly Parameter[] {
  const places = { path: params, query } as const;
  const own = (['path', 'query'] as const).flatMap((place) =>
    Object.entries((places[place]?.shape ?? {}) as Record<string, z.ZodType>).map(([name, schema]) =>
      parameterOf(components, place, name, schema),
    ),
  );
  const repeatable = method === 'post' && access === 'member' ? [idempotencyKey] : [];
  const spoken = worded === true ? [acceptLanguage] : [];
  const all = [...own, ...repeatable, ...spoken, ...(isSignedRoute({ method, path }) ? [actSignature] : [])];
  return all.map((parameter) => {
    const [name] =
      Object.entries(shared).find(([, one]) => JSON.stringify(one) === JSON.stringify(parameter)) ?? [];
    return name === undefined ? parameter : { $ref: `#/components/parameters/${name}` };
  });
}

function parameterOf(
  components: Components,
  place: 'path' | 'query',
  name: string,
  schema: z.ZodType,
): Parameter {
  const { description, ...rest } = components.inline(schema);
  return {
    name,
    in: place,
    required: !schema.safeParse(undefined).success,
    ...(description === undefined ? {} : { description }),
    schema: rest,
  };
}

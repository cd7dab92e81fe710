/** What a client of `/mcp` that has no token yet must know to get one (RFC 9728). */
import { z } from 'zod';
import type { Request } from 'express';
import { publicRoute } from '../http/route.ts';
import type { Problem } from '../problems/problem.ts';
import { mcpPath } from './handler.ts';

const metadataPath = `/.well-known/oauth-protected-resource${mcpPath}`;

/** Where the service is reached: by its public address, or as it was asked for. */
const originOf = (request: Pick<Request, 'headers'>, publicUrl: string | undefined): string =>
  new URL(publicUrl ?? `http://${request.headers.host ?? 'localhost'}`).origin;

export const metadataRoute = publicRoute({
  operationId: 'getProtectedResource',
  method: 'get',
  path: metadataPath,
  summary: 'Who gives tokens for /mcp (RFC 9728)',
  rules: ['AUT-2'],
  answer: {
    description: 'The metadata of the protected resource',
    schema: z
      .strictObject({
        resource: z.url().meta({ examples: ['https://council.example/mcp'] }),
        resource_name: z.string(),
        authorization_servers: z
          .array(z.url().meta({ examples: ['https://identity.example'] }))
          .meta({ description: 'Issuers of tokens; none where the service signs its own on one machine' }),
        bearer_methods_supported: z.array(z.literal('header')),
      })
      .meta({ id: 'ProtectedResource' }),
  },
  problems: [],
  handle: async ({ services: { publicUrl, issuers = [] }, request }) => ({
    resource: `${originOf(request, publicUrl)}${mcpPath}`,
    resource_name: 'Folkmoot',
    authorization_servers: issuers.filter((issuer) => URL.canParse(issuer)),
    bearer_methods_supported: ['header' as const],
  }),
});

/** The same problem; of who showed no good token to `/mcp` with where to learn how to get one (RFC 9728, section 5.1). */
export function challenged(problem: Problem, request: Request, publicUrl: string | undefined): Problem {
  const challenge = problem.headers?.['WWW-Authenticate'];
  if (request.path !== mcpPath || challenge === undefined) return problem;
  const place = `${originOf(request, publicUrl)}${metadataPath}`;
  return {
    ...problem,
    headers: { ...problem.headers, 'WWW-Authenticate': `${challenge}, resource_metadata="${place}"` },
  };
}

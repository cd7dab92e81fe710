/** What a client of `/mcp` that has no token yet must know to get one (RFC 9728). */
import { z } from 'zod';
import type { Request } from 'express';
import { publicRoute } from '../http/route.ts';
import type { Problem } from '../problems/problem.ts';
import { isOwnName } from '../identity/dev-tokens.ts';
import { mcpPath, strangeHost } from './handler.ts';

const metadataPath = `/.well-known/oauth-protected-resource${mcpPath}`;

/** Where the service is reached: by its public address, or by the name of the machine by which it was asked; undefined where that is none. */
function originOf({ headers: { host } }: Pick<Request, 'headers'>, publicUrl: string | undefined) {
  if (publicUrl !== undefined) return new URL(publicUrl).origin;
  const address = `http://${host ?? ''}`;
  return isOwnName(host) && URL.canParse(address) ? new URL(address).origin : undefined;
}

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
  problems: ['invalid-header'],
  handle: async ({ services: { publicUrl, issuers = [] }, request }) => {
    const origin = originOf(request, publicUrl);
    if (origin === undefined) throw strangeHost();
    return {
      resource: `${origin}${mcpPath}`,
      resource_name: 'Folkmoot',
      authorization_servers: issuers.filter((issuer) => URL.canParse(issuer)),
      bearer_methods_supported: ['header' as const],
    };
  },
});

/** The same problem; of who showed no good token to `/mcp` with where to learn how to get one (RFC 9728, section 5.1). */
export function challenged(problem: Problem, request: Request, publicUrl: string | undefined): Problem {
  const challenge = problem.headers?.['WWW-Authenticate'];
  const origin = originOf(request, publicUrl);
  if (request.path !== mcpPath || challenge === undefined || origin === undefined) return problem;
  const place = `${origin}${metadataPath}`;
  return {
    ...problem,
    headers: { ...problem.headers, 'WWW-Authenticate': `${challenge}, resource_metadata="${place}"` },
  };
}

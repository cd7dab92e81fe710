/** `/mcp`: the council for agents, over Streamable HTTP (Model Context Protocol), stateless, by the token of each request (AUT-1). */
import { isIPv6, type Socket } from 'node:net';
import {
  type AuthInfo,
  createMcpHandler,
  localhostAllowedHostnames,
  validateHostHeader,
  validateOriginHeader,
} from '@modelcontextprotocol/server';
import { toNodeHandler } from '@modelcontextprotocol/node';
import type { Request, RequestHandler } from 'express';
import type { Council } from '../../mcp/council.ts';
import { overHttp } from '../../mcp/over-http.ts';
import { createMcpServer } from '../../mcp/server.ts';
import type { EventStreams } from '../events/stream.ts';
import { unauthenticated } from '../identity/auth.ts';
import { problemError } from '../problems/problem.ts';
import type { Services } from '../service/services.ts';
import { version } from '../../settings/version.ts';
import { resourceUpdates } from './updates.ts';

export const mcpPath = '/mcp';

/** Bytes of a request's body: a proposal with all its alternatives has room in it. */
const longestBody = 512 * 1_024;
/** Streams of subscriptions at once. */
const mostSubscriptions = 1_000;

/** @param closing aborted when the service stops */
export function mcpHandler(
  services: Services,
  eventStreams: EventStreams,
  closing: AbortSignal,
): RequestHandler {
  const own = version();
  const handler = createMcpHandler(({ authInfo }) => createMcpServer(councilOf(authInfo), own), {
    bus: resourceUpdates(services, eventStreams, closing),
    maxSubscriptions: mostSubscriptions,
    maxRequestBodySize: longestBody,
    onerror: (error) => services.log.debug({ err: error }, 'mcp'),
  });
  closing.addEventListener('abort', () => void handler.close(), { once: true });
  const answer = toNodeHandler(handler, { maxRequestBodySize: longestBody });
  return async (request, response) => {
    refuseStrangers(request, services.publicUrl);
    const { authorization } = request.headers;
    if (authorization === undefined) throw unauthenticated('there is no token', 'Bearer realm="folkmoot"');
    await answer(Object.assign(request, { auth: authOf(authorization, request) }), response);
  };
}

/** The tools ask this very service, at the address at which it was asked, with what the caller showed. */
const authOf = (authorization: string, { socket }: Request): AuthInfo => ({
  token: authorization,
  clientId: '',
  scopes: [],
  extra: { origin: originOf(socket) },
});

function originOf({ localAddress = '127.0.0.1', localPort }: Socket): string {
  const host = isIPv6(localAddress) ? `[${localAddress}]` : localAddress;
  return `http://${host}:${localPort ?? 0}`;
}

/** @throws Error of a request that came by another way: a mistake of ours */
function councilOf(auth: AuthInfo | undefined): Council {
  const origin = auth?.extra?.origin;
  if (auth === undefined || typeof origin !== 'string') throw new Error('who asks is not known');
  return overHttp(origin, auth.token);
}

/**
 * A page of another site whose name leads here bears its own name, and one that calls from a browser its origin (DNS rebinding).
 * @throws a problem `invalid-header`
 */
function refuseStrangers({ headers: { host, origin } }: Request, publicUrl: string | undefined): void {
  const own = publicUrl === undefined ? [] : [new URL(publicUrl).hostname];
  const names = [...localhostAllowedHostnames(), ...own];
  if (!validateHostHeader(host, names).ok) throw refused('Host', 'is no name of this service');
  if (!validateOriginHeader(origin, names).ok) throw refused('Origin', 'is no page of this service');
}

const refused = (header: string, reason: string): Error => problemError('invalid-header', { header, reason });

/** `/mcp`: the council for agents, over Streamable HTTP (Model Context Protocol), stateless, by the token of each request (AUT-1). */
import { isIPv6, type Socket } from 'node:net';
import {
  type AuthInfo,
  createMcpHandler,
  localhostAllowedHostnames,
  type McpRequestContext,
  validateHostHeader,
  validateOriginHeader,
} from '@modelcontextprotocol/server';
import { toNodeHandler } from '@modelcontextprotocol/node';
import type { Request, Response } from 'express';
import type { Council } from '../../mcp/council.ts';
import { overHttp } from '../../mcp/over-http.ts';
import { createMcpServer } from '../../mcp/server.ts';
import type { EventStreams } from '../events/stream.ts';
import { longestBody } from '../http/body.ts';
import type { Places } from '../http/limits.ts';
import { type Credentials, mayStill } from '../identity/auth.ts';
import { type Caller, departed, mustHaveScope, unauthenticated } from '../identity/credential.ts';
import { problemError } from '../problems/problem.ts';
import type { Services } from '../service/services.ts';
import { version } from '../../settings/version.ts';
import { resourceUpdates } from './updates.ts';

export const mcpPath = '/mcp';

/** What the header `Mcp-Method` says of a request to listen; the SDK answers none whose body says another thing than this header. */
const listening = 'subscriptions/listen';
/** Milliseconds between two questions whether who listens still may. */
const asking = 2_500;

interface Parts {
  readonly services: Services;
  readonly credentials: Credentials;
  readonly eventStreams: EventStreams;
  readonly takePlace: Places;
}

/** @param closing aborted when the service stops */
export function mcpHandler({ services, credentials, eventStreams, takePlace }: Parts, closing: AbortSignal) {
  const own = version();
  const serve = ({ authInfo, era }: McpRequestContext) =>
    createMcpServer(councilOf(authInfo), own, era === 'modern');
  const handler = createMcpHandler(serve, {
    bus: resourceUpdates(services, eventStreams, closing),
    maxSubscriptions: Number.MAX_SAFE_INTEGER,
    maxRequestBodySize: longestBody,
    onerror: (error) => services.log.debug({ err: error }, 'mcp'),
  });
  closing.addEventListener('abort', () => void handler.close(), { once: true });
  const answer = toNodeHandler(handler, { maxRequestBodySize: longestBody });

  /** Who listens is a member who may read, has as many streams as a member may, and listens no longer than they would be let in. */
  const letListen = (request: Request, response: Response, { member, credential }: Caller): void => {
    if (member.status === 'departed') throw departed();
    mustHaveScope('streamEvents', credential);
    takePlace(response, member.id);
    const timer = setInterval(() => {
      void mayStill({ services, credentials }, request).then((may) => may || response.destroy());
    }, asking);
    response.once('close', () => clearInterval(timer));
  };

  return async (request: Request, response: Response, caller: Caller): Promise<void> => {
    refuseStrangers(request, services.publicUrl);
    const { authorization } = request.headers;
    if (authorization === undefined) throw unauthenticated('there is no token', 'Bearer realm="folkmoot"');
    if (request.headers['mcp-method'] === listening) letListen(request, response, caller);
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
  if (!validateHostHeader(host, names).ok) throw strangeHost();
  if (!validateOriginHeader(origin, names).ok) throw refused('Origin', 'is no page of this service');
}

const refused = (header: string, reason: string): Error => problemError('invalid-header', { header, reason });

/** The problem of who asks by a name that is none of ours. */
export const strangeHost = (): Error => refused('Host', 'is no name of this service');

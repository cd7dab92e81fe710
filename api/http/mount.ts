/** Routes on express: each is mounted with what stands before its handler, in the order of the checks. */
import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import { longestAttachment } from '../../rules/submission/attachments.ts';
import { authenticate } from '../identity/auth.ts';
import type { Caller, Identity } from '../identity/credential.ts';
import { isJson, longestBody, longestOfAll } from './body.ts';
import { isLoopback } from '../identity/dev-tokens.ts';
import { mustNotBeForeign } from '../identity/session/origin.ts';
import { identityHandler, memberHandler, openHandler, type Tools } from './handle.ts';
import { addressLimit, createRoom, type MemberLimit, memberLimit, type Room } from './limits.ts';
import { label } from './labels.ts';
import type { Right } from '../rights/right.ts';
import { rights } from '../rights/table.ts';
import { problemError } from '../problems/problem.ts';
import type { IdentityRoute, MemberRoute, OpenRoute, Route } from './route.ts';
import { defaultLimits, type Limits } from '../service/services.ts';
import { createShares, type Shares } from './shares.ts';

/** How much anyone may ask, on express and before it. */
export interface Gate {
  readonly limits: Limits;
  readonly perMember: MemberLimit;
  readonly shares: Shares;
  /** For bodies of the usual length, for those of routes that take longer ones, and for files: who sends those slowly holds up nobody else. */
  readonly room: Room;
  readonly longRoom: Room;
  readonly fileRoom: Room;
}

export function createGate(otherwise: Partial<Limits> | undefined): Gate {
  const limits = { ...defaultLimits, ...otherwise };
  return {
    limits,
    perMember: memberLimit(limits.member),
    shares: createShares(limits.acts),
    room: createRoom(limits.bodies),
    longRoom: createRoom({ each: longestOfAll, inAll: longestOfAll }),
    fileRoom: createRoom({ each: 2 * longestAttachment, inAll: 12 * longestAttachment }),
  };
}

/**
 * Mounts open routes and those of identities, which count by address, then the question who asks, then the routes of members: without a good token, whatever is not public is
 * answered with 401, even where there is nothing (AUT-2).
 */
export function mount(
  app: Express,
  routes: {
    readonly open: readonly OpenRoute[];
    readonly identities: readonly IdentityRoute[];
    readonly members: readonly MemberRoute[];
    /** Answers agents, in bodies of the usual length; each of its tools asks the routes of members in turn. */
    readonly agents: (request: Request, response: Response, caller: Caller) => Promise<void>;
  },
  tools: Tools,
  { limits, perMember, shares, room, longRoom, fileRoom }: Gate,
): void {
  const reads = ({ method }: { readonly method: string }): boolean =>
    method.toUpperCase() === 'GET' || method === 'HEAD';
  const toolsOf = (asked: { readonly method: string }): Tools => (reads(asked) ? tools : acting(tools));
  const perAddress = addressLimit(limits.address);
  mountPaths(app, routes.open, (route) => [
    ...(rights[route.operationId].who === 'machine'
      ? [onlyLoopback]
      : route.unlimited === true
        ? []
        : [perAddress]),
    ...bodyReaders(route),
    openHandler(route, toolsOf(route)),
  ]);
  const identities = new WeakMap<Request, Identity>();
  const identityOf = (request: Request): Identity => known(identities.get(request));
  mountPaths(app, routes.identities, (route) => [
    perAddress,
    async (request, _response, next) => {
      const { services, credentials } = toolsOf(request);
      identities.set(request, await credentials.identity(services.db, request));
      next();
    },
    ...bodyReaders(route),
    identityHandler(route, toolsOf(route), identityOf),
  ]);
  const callers = new WeakMap<Request, Caller>();
  const callerOf = (request: Request): Caller => known(callers.get(request));
  app.use(async (request, response, next) => {
    try {
      const memberOf = reads(request) ? tools.readers.memberOf : undefined;
      callers.set(request, await authenticate(toolsOf(request), request, memberOf));
    } catch (error) {
      await perAddress(request, response, (limited?: unknown) => next(limited ?? error));
      return;
    }
    next();
  });
  app.use(perMember.handler((request) => callerOf(request).member.id));
  app.all('/mcp', (request, response) => {
    const caller = callerOf(request);
    room(request, response, caller.member.id, longestBody);
    return routes.agents(request, response, caller);
  });
  const roomOf = ({ takesBytes, longestBody: most = longestBody }: MemberRoute): Room =>
    takesBytes === true ? fileRoom : most > longestBody ? longRoom : room;
  mountPaths(app, routes.members, (route) => [
    ...bodyReaders(route, (request, response, most) =>
      roomOf(route)(request, response, callerOf(request).member.id, most),
    ),
    memberHandler(route, toolsOf(route), { callerOf, shares }),
  ]);
}

/** @throws where a route is mounted before the question who asks */
function known<Asker>(asker: Asker | undefined): Asker {
  if (asker === undefined) throw new Error('a route is mounted before the question who asks');
  return asker;
}

/** The same tools on the connections of those who act. */
const acting = ({ services, ...tools }: Tools): Tools => ({
  ...tools,
  services: { ...services, db: services.writes },
});

function mountPaths<Some extends Route>(
  app: Express,
  routes: readonly Some[],
  handlersOf: (route: Some) => RequestHandler[],
): void {
  for (const route of routes) mustAgree(route);
  for (const path of new Set(routes.map((route) => route.path))) {
    const here = app.route(path.replaceAll(/\{\+(\w+)\}/g, '*$1').replaceAll(/\{(\w+)\}/g, ':$1'));
    const some = routes.filter((route) => route.path === path);
    here.all((_request, response, next) => {
      label(response, path);
      next();
    });
    for (const route of some) here[route.method](...handlersOf(route));
    here.all(otherMethods(some));
  }
}

/** By the row of an operation: what its route is made as. */
const madeAs: Readonly<Record<Right['who'], Route['access']>> = {
  anyone: 'public',
  machine: 'public',
  session: 'public',
  identity: 'identity',
  members: 'member',
};

/** @throws an Error where a route is open to others than the table of rights says: nothing is served then */
function mustAgree({ operationId, access }: Route): void {
  if (madeAs[rights[operationId].who] !== access)
    throw new Error(`${operationId} is made as ${access}, and has another row in the table of rights`);
}

function otherMethods(routes: readonly Route[]): RequestHandler {
  const allowed = routes.flatMap(({ method }) =>
    method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()],
  );
  const headers = { Allow: allowed.join(', ') };
  return ({ method }, response) => {
    if (method !== 'OPTIONS') throw problemError('method-not-allowed', { method, allowed }, { headers });
    response.status(204).set(headers).end();
  };
}

const onlyLoopback: RequestHandler = (request, _response, next) => {
  if (!isLoopback(request)) throw problemError('not-found');
  mustNotBeForeign(request);
  next();
};

/** What reads a body: its type first, then its bytes as they are, up to the route's limit. */
function bodyReaders(
  { body, takesBytes, longestBody: most = longestBody }: Route,
  makeRoom: (request: Request, response: Response, most: number) => void = () => undefined,
): RequestHandler[] {
  if (body === undefined && takesBytes === undefined) return [];
  const room: RequestHandler = (request, response, next) => {
    makeRoom(request, response, most);
    next();
  };
  const raw = express.raw({ type: () => true, limit: most, inflate: false });
  return takesBytes === true ? [room, raw] : [onlyJson, room, raw];
}

const onlyJson: RequestHandler = ({ headers }, _response, next) => {
  const type = headers['content-type'];
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  if (hasBody && !isJson(type))
    throw problemError('unsupported-media-type', { found: type ?? 'a body without a type' });
  next();
};

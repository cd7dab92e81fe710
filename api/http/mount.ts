/** Routes on express: each is mounted with what stands before its handler, in the order of the checks. */
import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import type { Member } from '../../rules/model.ts';
import { authenticate } from './auth.ts';
import { isLoopback } from './dev-tokens.ts';
import { memberHandler, openHandler, type Tools } from './handle.ts';
import { addressLimit, memberLimit } from './limits.ts';
import { problemError } from '../problems/problem.ts';
import type { MemberRoute, OpenRoute, Route } from './route.ts';
import { defaultLimits } from './services.ts';
import { createShares } from './shares.ts';

/** Bytes of a body, where the route does not say otherwise. */
const longestBody = 512 * 1024;

/**
 * Mounts open routes, then the question who asks, then the routes of members: without a good token, whatever is not public is
 * answered with 401, even where there is nothing (AUT-2).
 */
export function mount(
  app: Express,
  routes: { readonly open: readonly OpenRoute[]; readonly members: readonly MemberRoute[] },
  tools: Tools,
): void {
  const limits = { ...defaultLimits, ...tools.services.limits };
  const toolsOf = ({ method }: { readonly method: string }): Tools =>
    method.toUpperCase() === 'GET' || method === 'HEAD' ? tools : acting(tools);
  const perAddress = addressLimit(limits.address);
  mountPaths(app, routes.open, (route) => [
    ...(route.access === 'loopback' ? [onlyLoopback] : route.unlimited === true ? [] : [perAddress]),
    ...bodyReaders(route),
    openHandler(route, toolsOf(route)),
  ]);
  const callers = new WeakMap<Request, Member>();
  const callerOf = (request: Request): Member => {
    const caller = callers.get(request);
    if (caller === undefined) throw new Error('a route of members is mounted before the question who asks');
    return caller;
  };
  app.use(async (request, response, next) => {
    try {
      callers.set(request, await authenticate(toolsOf(request).services, request));
    } catch (error) {
      await perAddress(request, response, (limited?: unknown) => next(limited ?? error));
      return;
    }
    next();
  });
  app.use(memberLimit(limits.member, callerOf));
  const shares = createShares(limits.acts);
  mountPaths(app, routes.members, (route) => [
    ...bodyReaders(route),
    memberHandler(route, toolsOf(route), { callerOf, shares }),
  ]);
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
  for (const path of new Set(routes.map((route) => route.path))) {
    const here = app.route(path.replaceAll(/\{\+(\w+)\}/g, '*$1').replaceAll(/\{(\w+)\}/g, ':$1'));
    const some = routes.filter((route) => route.path === path);
    here.all((_request, response, next) => {
      labels.set(response, path);
      next();
    });
    for (const route of some) here[route.method](...handlersOf(route));
    here.all(otherMethods(some));
  }
}

/** The path of the route that answers, for the metrics: there are few, unlike the paths that are asked for. */
export const labelOf = (response: Response): string => labels.get(response) ?? 'none';
const labels = new WeakMap<Response, string>();

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
  next();
};

/** What reads a body: its type first, then its bytes as they are, up to the route's limit. */
function bodyReaders({ body, longestBody: most = longestBody }: Route): RequestHandler[] {
  return body === undefined ? [] : [onlyJson, express.raw({ type: () => true, limit: most, inflate: false })];
}

const onlyJson: RequestHandler = ({ headers }, _response, next) => {
  const type = headers['content-type'];
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  if (hasBody && !/^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(type ?? ''))
    throw problemError('unsupported-media-type', { found: type ?? 'a body without a type' });
  next();
};

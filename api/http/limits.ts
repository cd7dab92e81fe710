/** How often anyone may ask, and how much they may send at once: members by their id, who shows no token by address. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Request, RequestHandler, Response } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { problemError } from '../problems/problem.ts';

const window = 60_000;

function limiter(limit: number, key: (request: Request) => string): RequestHandler {
  return rateLimit({
    windowMs: window,
    limit,
    keyGenerator: key,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    // Whether a proxy's headers are believed is the service's setting, not the limiter's guess.
    validate: { xForwardedForHeader: false, forwardedHeader: false },
    handler: (_request, _response, next) => {
      next(problemError('too-many-requests', { most: limit }));
    },
  });
}

/** Counts requests of an address; an IPv6 network counts as one. */
export const addressLimit = (limit: number): RequestHandler =>
  limiter(limit, (request) => ipKeyGenerator(request.ip ?? ''));

/** Counts requests of a member, wherever they come from. */
export interface MemberLimit {
  readonly handler: (memberOf: (request: Request) => string) => RequestHandler;
  /** The same before express; rejects with the problem of who asks too often. */
  readonly count: (request: IncomingMessage, response: ServerResponse, member: string) => Promise<void>;
}

export function memberLimit(limit: number): MemberLimit {
  const members = new WeakMap<IncomingMessage, string>();
  const limited = limiter(limit, (request) => members.get(request) ?? '');
  return {
    handler: (memberOf) => (request, response, next) => {
      members.set(request, memberOf(request));
      return limited(request, response, next);
    },
    count: async (request, response, member) => {
      members.set(request, member);
      let refused: Error | undefined;
      await limited(request as Request, asExpress(response), (problem?: unknown) => {
        if (problem instanceof Error) refused = problem;
      });
      if (refused !== undefined) throw refused;
    },
  };
}

/**
 * Makes room for a request's body before any of it is read, until the request is answered; once for each request.
 * @param most bytes of the body where it does not say how long it is
 * @throws a problem `too-many-requests` where the member, or all together, have sent as much as may be held
 */
export type Room = (request: IncomingMessage, response: ServerResponse, member: string, most: number) => void;

/** @param each bytes of one member's bodies; @param inAll bytes of all of them */
export function createRoom({ each, inAll }: { readonly each: number; readonly inAll: number }): Room {
  const taken = new WeakSet<IncomingMessage>();
  /** Of those members only whose bodies are here. */
  const held = new Map<string, number>();
  let all = 0;
  const hold = (member: string, bytes: number): void => {
    all += bytes;
    const theirs = (held.get(member) ?? 0) + bytes;
    if (theirs === 0) held.delete(member);
    else held.set(member, theirs);
  };
  return (request, response, member, most) => {
    if (taken.has(request)) return;
    const { 'transfer-encoding': chunked, 'content-length': length = 0 } = request.headers;
    const bytes = chunked === undefined ? Math.min(Number(length), most) : most;
    if ((held.get(member) ?? 0) + bytes > each || all + bytes > inAll)
      throw problemError('too-many-requests', { bytes: each }, { headers: { 'Retry-After': '1' } });
    taken.add(request);
    hold(member, bytes);
    response.once('close', () => hold(member, -bytes));
  };
}

/** Seconds after which one of as many streams as may be open is likely to have ended. */
const later = '10';

/**
 * Gives a stream its place until it is closed.
 * @throws a problem `too-many-requests` where the member, or all together, have as many open as may be
 */
export type Places = (response: ServerResponse, member: string) => void;

/** @param each streams of one member; @param inAll streams of all of them */
export function createPlaces({ each, inAll }: { readonly each: number; readonly inAll: number }): Places {
  /** Of those members only who have any. */
  const open = new Map<string, number>();
  let all = 0;
  return (response, member) => {
    const theirs = open.get(member) ?? 0;
    if (theirs >= each || all >= inAll)
      throw problemError('too-many-requests', { most: each }, { headers: { 'Retry-After': later } });
    open.set(member, theirs + 1);
    all += 1;
    response.once('close', () => {
      const left = (open.get(member) ?? 0) - 1;
      if (left === 0) open.delete(member);
      else open.set(member, left);
      all -= 1;
    });
  };
}

/** Of an express response the limiter uses no more than this. */
const asExpress = (response: ServerResponse): Response =>
  ({
    headersSent: false,
    setHeader: (name: string, value: string) => response.setHeader(name, value),
    append: (name: string, value: string) => response.setHeader(name, value),
  }) as unknown as Response;

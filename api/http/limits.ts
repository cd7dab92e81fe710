/** How often anyone may ask: members by their id, who shows no token by address. */
import type { Request, RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import type { Member } from '../../rules/model.ts';
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
export const memberLimit = (limit: number, caller: (request: Request) => Member): RequestHandler =>
  limiter(limit, (request) => caller(request).id);

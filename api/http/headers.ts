/** Headers that say one thing are there once: of two nobody knows which was meant, and what stands before us may read the other one. */
import type { RequestHandler } from 'express';
import { problemError } from '../problems/problem.ts';

/** Singletons (RFC 9110, section 5.5) that this service reads; Node refuses a repeated Content-Length by itself. */
const once = ['Authorization', 'Content-Type', 'Host', 'Idempotency-Key', 'Last-Event-ID'];

/** Refuses a request that repeats one of them. Node alone would take the first of some, and join others. */
export const singleHeaders: RequestHandler = ({ headersDistinct }, _response, next) => {
  for (const header of once)
    if ((headersDistinct[header.toLowerCase()]?.length ?? 0) > 1)
      throw problemError('invalid-header', { header, reason: 'is there more than once' });
  next();
};

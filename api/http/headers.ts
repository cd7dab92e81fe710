/** Headers that say one thing are there once: of two nobody knows which was meant, and what stands before us may read the other one. */
import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import { problemError } from '../problems/problem.ts';

/** Singletons (RFC 9110, section 5.5) that this service reads; Node refuses a repeated Content-Length by itself. */
const once = ['Authorization', 'Content-Type', 'Host', 'Idempotency-Key', 'Last-Event-ID'];

/** The first of them that a request repeats. Node alone would take the first of some, and join others. */
export const repeatedHeader = ({
  headersDistinct,
}: Pick<IncomingMessage, 'headersDistinct'>): string | undefined =>
  once.find((header) => (headersDistinct[header.toLowerCase()]?.length ?? 0) > 1);

/** Refuses a request that repeats one of them. */
export const singleHeaders: RequestHandler = (request, _response, next) => {
  const header = repeatedHeader(request);
  if (header !== undefined)
    throw problemError('invalid-header', { header, reason: 'is there more than once' });
  next();
};

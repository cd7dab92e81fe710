/** Headers: what every answer bears, and of a request those that say one thing, which are there once: of two nobody knows which was meant, and what stands before us may read the other one. */
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { problemError } from '../problems/problem.ts';

/** Singletons (RFC 9110, section 5.5) that this service reads; Node refuses a repeated Content-Length by itself. */
const once = [
  'Authorization',
  'Content-Type',
  'Folkmoot-Signature',
  'Host',
  'Idempotency-Key',
  'Last-Event-ID',
];

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

/** What every answer bears for browsers: Helmet's usual headers, made once, since they are the same for all. */
export function securityHeaders(): readonly (readonly [name: string, value: string])[] {
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  helmet()(response.req, response, () => undefined);
  return Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]);
}

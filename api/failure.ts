/** What a handler threw, as the problem that is answered; what nobody expected is logged and tells nothing. */
import type { Request } from 'express';
import { isProblemError, type Problem, problemError, unavailable } from './problem.ts';

/** What PostgreSQL and its client say where the database cannot be reached or is going away. */
const databaseAway: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EPIPE',
  '08006',
  '53300',
  '57P01',
  '57P02',
  '57P03',
]);
const clientAway =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

/** The problem of an error that a handler or a parser threw. */
export function problemOf(error: unknown, request: Request): Problem {
  if (isProblemError(error)) return error.problem;
  const known = bodyProblem(error) ?? databaseProblem(error) ?? pathProblem(error);
  if (isProblemError(known)) return known.problem;
  request.log.error({ err: error }, 'a request failed');
  return { code: 'internal', rule: null, facts: { request: request.id } };
}

/** What express's body parser throws: an http-errors object with a `type`. */
function bodyProblem(error: unknown): unknown {
  if (!(error instanceof Error) || !('type' in error)) return undefined;
  switch (error.type) {
    case 'entity.too.large':
      return problemError('payload-too-large', { most: 'limit' in error ? error.limit : null });
    case 'encoding.unsupported':
      return problemError('unsupported-media-type', { found: 'a content encoding' });
    case 'request.aborted':
    case 'request.size.invalid':
      return problemError('malformed-json', { reason: 'it ended early' });
    default:
      return undefined;
  }
}

function databaseProblem(error: unknown): unknown {
  if (!(error instanceof Error)) return undefined;
  const away = ('code' in error && databaseAway.has(error.code)) || clientAway.test(error.message);
  return away ? unavailable('the database') : undefined;
}

/** A path that cannot be decoded leads nowhere. */
const pathProblem = (error: unknown): unknown =>
  error instanceof URIError ? problemError('not-found') : undefined;

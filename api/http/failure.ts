/** What a handler threw, as the problem that is answered; what nobody expected is logged and tells nothing. */
import type { IncomingMessage } from 'node:http';
import { isClocksDiffer } from '../../store/postgres/clocks.ts';
import { databaseProblem } from '../problems/database-failure.ts';
import { clocksProblem, isProblemError, type Problem, problemError } from '../problems/problem.ts';

/** The problem of an error that a handler or a parser threw. */
export function problemOf(error: unknown, request: Pick<IncomingMessage, 'id' | 'log'>): Problem {
  if (isProblemError(error)) return error.problem;
  const known = bodyProblem(error) ?? clockProblem(error) ?? pathProblem(error);
  if (isProblemError(known)) return known.problem;
  const trouble = databaseProblem(error);
  if (isProblemError(trouble)) {
    request.log.warn({ err: error }, 'the database could not answer a request');
    return trouble.problem;
  }
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

const clockProblem = (error: unknown): unknown =>
  isClocksDiffer(error) ? clocksProblem(error.difference) : undefined;

/** A path that cannot be decoded leads nowhere. */
const pathProblem = (error: unknown): unknown =>
  error instanceof URIError ? problemError('not-found') : undefined;

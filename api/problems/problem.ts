/** Problems as RFC 9457 has them: what is thrown inside, and the document that is answered. */
import type { Fault } from '../../charter/faults/fault.ts';
import type { Facts, Refusal, RefusalCode } from '../../rules/refusal.ts';
import { type ClockDifference, clockFacts } from '../../store/postgres/clocks.ts';
import { type OwnCode, ownKinds } from './http.ts';
import type { ProblemKind } from './kind.ts';
import { refusalKinds } from './refusals.ts';

export type ProblemCode = RefusalCode | OwnCode;

/** Every kind of problem there is: a code without a status does not compile. */
export const problemKinds: Readonly<Record<ProblemCode, ProblemKind>> = { ...ownKinds, ...refusalKinds };

export const problemCodes = Object.keys(problemKinds) as ProblemCode[];

/** One thing that is wrong with a body or a query: where (RFC 6901 JSON Pointer), what, and the figures. */
export type FieldError = Pick<Fault, 'path' | 'message' | 'facts'>;

export interface Problem {
  readonly code: ProblemCode;
  /** The id of the rule that refuses; null where no rule does. */
  readonly rule: string | null;
  readonly facts: Facts;
  readonly errors?: readonly FieldError[] | undefined;
  /** Headers of the answer, such as `Allow`. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** The document of RFC 9457, section 3. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly rule: string | null;
  readonly facts: Facts;
  readonly errors?: readonly FieldError[] | undefined;
}

export const problemMediaType = 'application/problem+json';

/** Whether a value is the code of a refusal. */
export const isRefusalCode = (value: unknown): value is RefusalCode =>
  typeof value === 'string' && Object.hasOwn(refusalKinds, value);

export function documentOf({ code, rule, facts, errors }: Problem): ProblemDocument {
  const { title, status, detail } = problemKinds[code];
  return { type: `/problems/${code}`, title, status, detail: detail(facts), rule, facts, errors };
}

interface ProblemError extends Error {
  readonly problem: Problem;
}

const name = 'ProblemError';

/** What a handler throws to answer with a problem instead. */
export function problemError(
  code: OwnCode,
  facts: Facts = {},
  more: Pick<Problem, 'errors' | 'headers'> = {},
): Error {
  return thrown({ code, rule: null, facts, ...more });
}

/**
 * What is thrown where a part that the request needs does not do its work.
 * @param seconds until it is worth trying again
 * @param reason completes a sentence that begins with the part
 * @param more facts, such as the decision in which something may have begun
 */
export function unavailable(
  part: string | readonly string[],
  seconds = 2,
  reason = 'does not answer',
  more: Facts = {},
): Error {
  return problemError(
    'unavailable',
    { part, reason, ...more },
    { headers: { 'Retry-After': String(seconds) } },
  );
}

/** What is thrown where nothing can be timed, since the clocks are too far apart; they are compared again within a minute. */
export function clocksProblem(difference: ClockDifference): Error {
  return problemError('clocks-differ', clockFacts(difference), { headers: { 'Retry-After': '5' } });
}

/** What a handler throws where a rule refuses. */
export function refusalError({ code, rule, facts }: Refusal): Error {
  return thrown({ code, rule, facts });
}

/** The same problem with more facts. */
export function withFacts({ problem }: ProblemError, facts: Facts): Error {
  return thrown({ ...problem, facts: { ...problem.facts, ...facts } });
}

/** Throws where a rule refuses, and does nothing where none does. */
export function must(refusal: Refusal | undefined): void {
  if (refusal !== undefined) throw refusalError(refusal);
}

export function isProblemError(error: unknown): error is ProblemError {
  return error instanceof Error && error.name === name && 'problem' in error;
}

function thrown(problem: Problem): ProblemError {
  return Object.assign(new Error(problem.code), { name, problem });
}

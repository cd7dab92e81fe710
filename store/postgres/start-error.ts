/** A reason why a process cannot start, in words meant for the person at the terminal. */

const NAME = 'StartError';

/**
 * An error whose message says what is wrong and, after it, what to do about it. It is shown without a stack.
 * @param message one or more plain sentences
 * @param cause the error underneath, kept for whoever debugs
 */
export function startError(message: string, cause?: unknown): Error {
  const error = new Error(message, cause === undefined ? {} : { cause });
  error.name = NAME;
  return error;
}

/** True for what {@link startError} made, whatever copy of this module made it. */
export function isStartError(error: unknown): error is Error {
  return error instanceof Error && error.name === NAME;
}

/** What a main file logs with: pino's, as far as it is needed here. */
interface Log {
  readonly fatal: (message: string) => void;
  readonly debug: (facts: object, message: string) => void;
}

/**
 * Takes the steps that a process cannot start without: where one fails, that is said in one line, and the process ends with code 1.
 * @returns a function of what cannot be done, in words, and the step
 */
export const startWith =
  (log: Log) =>
  async <Result>(what: string, step: Promise<Result>): Promise<Result> => {
    try {
      return await step;
    } catch (error) {
      log.debug({ err: error }, 'the start failed');
      log.fatal(isStartError(error) ? error.message : `${what} (${reasonOf(error)})`);
      process.exit(1);
    }
  };

/** The message at the bottom of an error: what is above it only says which step failed. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  return error.cause === undefined ? error.message : reasonOf(error.cause);
}

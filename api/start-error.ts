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

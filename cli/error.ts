/** What stops a command before it could check anything: said in one sentence, without a stack. */

const kind = 'FolkmootCommandError';

/** An error whose message is for the person at the terminal. */
export function cliError(sentence: string): Error {
  const error = new Error(sentence);
  error.name = kind;
  return error;
}

export const isCliError = (error: unknown): error is Error => error instanceof Error && error.name === kind;

/** What Temporal's SDK says, in the log of the process, each with the error that it tells of. */
import { DefaultLogger, type LogLevel } from '@temporalio/worker';
import type { Logger } from 'pino';

const levels = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;

/**
 * The SDK says what failed under `error`. Written as it is, an error is an empty object, for JSON sees none of its fields; pino writes what
 * stands under `err`.
 * @param least what is less is left out
 */
export const temporalLogger = (
  log: Pick<Logger, (typeof levels)[keyof typeof levels]>,
  least: LogLevel = 'WARN',
): DefaultLogger =>
  new DefaultLogger(least, ({ level, message, meta = {} }) => {
    const { error, ...rest } = meta as { readonly error?: unknown };
    log[levels[level]](error === undefined ? rest : { ...rest, err: error }, message);
  });

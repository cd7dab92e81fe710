/** What PostgreSQL and its client say where it is not the request that is wrong: what keeps the database from answering, and for how long. */
import { unavailable } from './problem.ts';

interface Trouble {
  /** Completes the sentence "The database …". */
  readonly reason: string;
  /** Seconds until it is worth trying again. */
  readonly seconds: number;
}

const away: Trouble = { reason: 'does not answer', seconds: 2 };
const starting: Trouble = { reason: 'is starting or stopping', seconds: 2 };
const tooMany: Trouble = { reason: 'has no connection free', seconds: 2 };
const tooLong: Trouble = { reason: 'took too long', seconds: 5 };
const held: Trouble = { reason: 'is held up by another change', seconds: 2 };

/** By the system's error codes, ours of the pool, and PostgreSQL's (its documentation, appendix A). */
const troubles: Readonly<Record<string, Trouble>> = {
  ECONNREFUSED: away,
  ECONNRESET: away,
  EHOSTUNREACH: away,
  ENETUNREACH: away,
  ENOTFOUND: away,
  EPIPE: away,
  ETIMEDOUT: away,
  busy: tooMany,
  full: { reason: 'has as many answers before it as may wait', seconds: 1 },
  '08000': away,
  '08001': away,
  '08003': away,
  '08004': away,
  '08006': away,
  '25006': { reason: 'takes no changes now: it is read only', seconds: 10 },
  '25P03': tooLong,
  '25P04': tooLong,
  '40001': held,
  '40P01': held,
  '53000': { reason: 'lacks resources', seconds: 10 },
  '53100': { reason: 'has no space left on its disk', seconds: 30 },
  '53200': { reason: 'is out of memory', seconds: 10 },
  '53300': tooMany,
  '53400': { reason: 'is at a limit of its configuration', seconds: 10 },
  '55P03': held,
  '57014': tooLong,
  '57P01': starting,
  '57P02': starting,
  '57P03': starting,
  '57P05': away,
  '58000': { reason: 'is failed by its system', seconds: 10 },
  '58030': { reason: 'cannot read or write its files', seconds: 30 },
};

/** pg gives these no code. */
const withoutCode =
  /^(Connection terminated|Client has encountered a connection error|Client was closed|timeout expired)/;

/** The problem `unavailable`, where an error says that the database cannot do its work now. */
export function databaseProblem(error: unknown): Error | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error ? String(error.code) : '';
  const trouble = Object.hasOwn(troubles, code) ? troubles[code] : undefined;
  const { reason, seconds } = trouble ?? (withoutCode.test(error.message) ? away : {});
  return reason === undefined ? undefined : unavailable('the database', seconds, reason);
}

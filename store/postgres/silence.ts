/** Looks after queries on a connection of its own: finds those that were lost in silence, which the server is not at, and cancels those that nobody waits for. */
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** Milliseconds after which a query is asked about. */
const patience = 2_000;
/** Milliseconds between two questions; an answer that is on its way arrives within them. */
const interval = 1_500;

export interface Watch {
  /**
   * Watches over a query, which may take as long as the server is at it.
   * @param pid the server process that it was sent to
   * @param lost called once where that process is not at it, twice in a row
   * @returns to be called when the query is answered
   */
  readonly over: (pid: number, lost: () => void) => () => void;
  /** Ends what a server process is at; where it cannot be told so, its own time limit does. Answers when it has been told, or cannot be. */
  readonly cancel: (pid: number) => Promise<void>;
  readonly end: () => Promise<void>;
}

interface Waiting {
  readonly pid: number;
  readonly lost: () => void;
  suspected: boolean;
}

/**
 * @param config how the connections are opened that are watched; this one is opened when there is something to ask. Behind a pooler that
 *   hands one server process to several clients, every long query would seem lost.
 */
export function watchSilence(config: pg.PoolConfig): Watch {
  const asking = new pg.Pool({
    ...config,
    application_name: 'folkmoot watch',
    max: 1,
    connectionTimeoutMillis: interval,
    statement_timeout: interval,
    query_timeout: interval,
  });
  asking.on('error', () => undefined);
  const waiting = new Set<Waiting>();
  let looking = false;

  const look = async (): Promise<void> => {
    looking = true;
    while (waiting.size > 0) {
      const asked = [...waiting];
      // While the server itself cannot be asked, nothing is known of any query.
      const busy = await busyOf(
        asking,
        asked.map(({ pid }) => pid),
      ).catch(() => undefined);
      for (const query of asked) {
        const idle = busy !== undefined && !busy.has(query.pid);
        if (idle && query.suspected && waiting.delete(query)) query.lost();
        query.suspected = idle;
      }
      await sleep(interval, undefined, { ref: false });
    }
    looking = false;
  };

  return {
    over: (pid, lost) => {
      const query: Waiting = { pid, lost, suspected: false };
      const late = setTimeout(() => {
        waiting.add(query);
        if (!looking) void look();
      }, patience);
      late.unref();
      return () => {
        clearTimeout(late);
        waiting.delete(query);
      };
    },
    cancel: async (pid) => {
      await asking.query('select pg_cancel_backend($1)', [pid]).catch(() => undefined);
    },
    end: () => asking.end(),
  };
}

/** Which of the server processes are at a statement; one that reports no activity may be. */
async function busyOf(asking: pg.Pool, pids: readonly number[]): Promise<ReadonlySet<number>> {
  const { rows } = await asking.query<{ pid: number }>(
    "select pid from pg_stat_activity where pid = any($1) and (state is null or state not like 'idle%')",
    [pids],
  );
  return new Set(rows.map(({ pid }) => pid));
}

/** A pool on PostgreSQL in which every wait ends: for a connection, a lock, an answer, and for a connection that went silent. */
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { type Bounds, bounds, type Purpose } from './purposes.ts';
import { type Watch, watchSilence } from './silence.ts';

/** Milliseconds that an answer may take beyond what its statement may: after them the connection is lost. */
const forAnswer = 1_000;
/** Milliseconds of quiet before the client's kernel asks whether the server is still there. */
const quiet = 5_000;

export interface PoolOptions {
  /** A `postgres://` URL. */
  readonly url: string;
  readonly purpose: Purpose;
  /** What is otherwise than the purpose has it. */
  readonly otherwise: Partial<Bounds>;
  readonly types: pg.CustomTypesConfig;
  /** Told when a connection breaks; the pool replaces it by itself. */
  readonly onError: (error: Error) => void;
}

/**
 * What the server holds itself to. It gives up a client that is silent for some ten seconds, be it between statements
 * (`tcp_keepalives_*`) or with an answer on the way to it (`tcp_user_timeout`), and ends a statement whose client has gone: else a
 * lost transaction would keep its locks for hours.
 */
const options = [
  'timezone=UTC',
  'tcp_keepalives_idle=5',
  'tcp_keepalives_interval=2',
  'tcp_keepalives_count=3',
  'tcp_user_timeout=10s',
  'client_connection_check_interval=1s',
]
  .map((setting) => `-c ${setting}`)
  .join(' ');

/** A pool as Kysely needs it. */
export interface Pool extends PostgresPool {
  /** @param left aborted once whoever asks has left: each of their statements is cancelled then, and none begins after that */
  readonly connect: (left?: AbortSignal) => Promise<PostgresPoolClient>;
}

/** Errors of its queries have a `code`, that of PostgreSQL, of the system, or `busy` where no connection is free. */
export function openPool({ url, purpose, otherwise, types, onError }: PoolOptions): Pool {
  const most = { ...bounds[purpose], ...otherwise };
  const how = { connectionString: url, keepAlive: true, keepAliveInitialDelayMillis: quiet, options };
  const pool = new pg.Pool({
    ...how,
    application_name: `folkmoot ${purpose}`,
    max: most.connections,
    connectionTimeoutMillis: most.connection,
    statement_timeout: most.statement,
    lock_timeout: most.lock,
    idle_in_transaction_session_timeout: most.idle,
    types,
  });
  const watch = watchSilence(how);
  // Where one connection was lost in silence, those beside it probably were: after a loss none is used that was there before it.
  let losses = 0;
  const lossesBefore = new WeakMap<pg.PoolClient, number>();
  pool.on('connect', (client) => {
    lossesBefore.set(client, losses);
    // An error without a listener ends the process, and the pool listens to idle connections only.
    client.once('error', (error: Error) => {
      // A connection that is being closed may still be told that the server goes.
      if (!pool.ending) onError(error);
    });
    client.on('error', () => undefined);
  });
  pool.on('error', () => undefined);

  const connect = async (left?: AbortSignal): Promise<PostgresPoolClient> => {
    if (pool.waitingCount >= most.waiting) throw busy(`${most.waiting} wait for a connection`);
    const client = await connectionOf(pool);
    if (lossesBefore.get(client) !== losses) {
      client.release(true);
      return connect(left);
    }
    return bounded(client, watch, { most: most.statement + forAnswer, onLost: () => (losses += 1), left });
  };
  return {
    connect,
    end: async () => {
      await Promise.all([pool.end(), watch.end()]);
    },
  };
}

/** A statement that begins with its name as a comment is parsed once on each connection, under that name. */
const named = /^\/\* ([\w-]+) \*\//;

const busy = (message: string): Error => Object.assign(new Error(message), { code: 'busy' });

async function connectionOf(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    // pg has no code for it.
    if ((error as Error).message !== 'timeout exceeded when trying to connect') throw error;
    throw busy('no connection became free in time');
  }
}

/**
 * A client whose queries are answered in time, or whose connection is destroyed: what a silent connection is doing nobody knows, so that
 * nobody may get it from the pool again. (With pg's own `query_timeout` a client that gave up would be reused.)
 * @param most milliseconds
 */
function bounded(
  client: pg.PoolClient,
  watch: Watch,
  {
    most,
    onLost,
    left,
  }: { readonly most: number; readonly onLost: () => void; readonly left: AbortSignal | undefined },
): PostgresPoolClient {
  const query = async (text: string, values: unknown[]) => {
    // A transaction that was begun is ended, whoever has left.
    if (left?.aborted === true && text !== 'rollback') throw gone();
    let answered = false;
    const lost = (reason: string): void => {
      // A process that was stopped finds its timers due before it reads what has arrived meanwhile.
      setImmediate(() => {
        if (answered) return;
        onLost();
        client.connection.stream.destroy(silent(reason));
      });
    };
    const late = setTimeout(() => lost(`within ${most} ms`), most);
    const unwatch = watch.over(processOf(client), () => lost('a query that it is not at'));
    let cancelled: Promise<void> | undefined;
    const cancel = (): void => {
      cancelled = watch.cancel(processOf(client));
    };
    left?.addEventListener('abort', cancel);
    try {
      const [, name] = named.exec(text) ?? [];
      return await client.query(name === undefined ? { text, values } : { name, text, values });
    } finally {
      answered = true;
      clearTimeout(late);
      unwatch();
      left?.removeEventListener('abort', cancel);
      // Else it might come when somebody else has the connection.
      await cancelled;
    }
  };
  // Of the two kinds of query that Kysely's type has, cursors need a package that is not here.
  return { query: query as unknown as PostgresPoolClient['query'], release: () => client.release() };
}

/** Of the server's process behind a client; pg's types leave it out. */
const processOf = (client: pg.PoolClient): number =>
  (client as pg.PoolClient & { readonly processID: number }).processID;

const gone = (): Error => Object.assign(new Error('whoever asked has left'), { code: '57014' });

const silent = (what: string): Error =>
  Object.assign(new Error(`the database has not answered ${what}`), { code: 'ETIMEDOUT' });

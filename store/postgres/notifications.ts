/** Words between the API processes of one council, by PostgreSQL's LISTEN and NOTIFY: quick, and none that must arrive. */
import { sql } from 'kysely';
import pg from 'pg';
import type { Trx } from './database.ts';

export interface Notifications {
  /** Tells every process, this one too. What cannot be told is dropped. */
  readonly tell: (word: string) => void;
  /** @returns ends it */
  readonly hear: (heard: (word: string) => void) => () => void;
  readonly close: () => Promise<void>;
}

/** Characters of one word: PostgreSQL takes fewer than 8,000 bytes. */
export const longestWord = 7_000;

const channel = 'folkmoot';

/** Told on that channel as events are committed (store/migrations/first/processes.ts). */
export const eventsWord = 'events';

/** Told on that channel as a change of members is committed (store/migrations/first/council.ts). */
export const membersWord = 'members';

/** Told to the listening devices of these members alone: that there is something of support to look at (SUP-2). */
export const supportWord = 'support ';

/** Told as the transaction is committed; no row keeps it, and what is not heard is found by who looks. */
export async function tellSupport(trx: Trx, members: readonly string[]): Promise<void> {
  const word = `${supportWord}${[...new Set(members)].join(' ')}`;
  if (members.length > 0 && word.length <= longestWord)
    await sql`select pg_notify(${channel}, ${word})`.execute(trx);
}

/** Milliseconds before a connection that broke is opened again. */
const again = 1_000;

/** Heard by this process alone: where there is one only. */
export function ownNotifications(): Notifications {
  const hearing = new Set<(word: string) => void>();
  return {
    tell: (word) => {
      for (const heard of hearing) heard(word);
    },
    hear: (heard) => {
      hearing.add(heard);
      return () => hearing.delete(heard);
    },
    close: () => Promise.resolve(),
  };
}

/**
 * Heard by every process on this database, over one connection of each. While it is broken, words of this process reach it alone.
 * @param url a `postgres://` URL of the server itself: a pooler that shares connections between transactions passes nothing on
 * @param onError told when the connection breaks or cannot be opened; it is tried again each second
 */
export function openNotifications(url: string, onError: (error: Error) => void): Notifications {
  const own = ownNotifications();
  let client: pg.Client | undefined;
  let told: Promise<unknown> = Promise.resolve();
  let closed = false;
  let waiting: NodeJS.Timeout | undefined;

  const connect = async (): Promise<void> => {
    const next = new pg.Client({
      connectionString: url,
      application_name: 'folkmoot notifications',
      connectionTimeoutMillis: 5_000,
      query_timeout: 5_000,
      keepAlive: true,
    });
    const lost = new AbortController();
    const lose = (error: Error): void => {
      if (lost.signal.aborted) return;
      lost.abort();
      if (client === next) client = undefined;
      next.end().catch(() => undefined);
      if (closed) return;
      onError(error);
      waiting = setTimeout(() => void connect(), again).unref();
    };
    next.on('error', lose).on('end', () => lose(new Error('the connection ended')));
    next.on('notification', ({ payload = '' }) => own.tell(payload));
    try {
      await next.connect();
      await next.query(`listen ${channel}`);
      if (!lost.signal.aborted) client = next;
      if (closed) lose(new Error('closed'));
    } catch (error) {
      lose(error as Error);
    }
  };
  const opened = connect();
  return {
    hear: own.hear,
    tell: (word) => {
      if (client === undefined) own.tell(word);
      // One after the other: a connection takes one statement at a time.
      else
        told = told
          .then(() => client?.query('select pg_notify($1, $2)', [channel, word]))
          .catch(() => undefined);
    },
    close: async () => {
      closed = true;
      clearTimeout(waiting);
      await opened;
      await client?.end().catch(() => undefined);
    },
  };
}

/** Server-sent events: every listener gets each event that it may see once, in order, from where it left off. */
import type { Request, Response } from 'express';
import { lastEventNumber, readEvents } from '../../store/processes/timeline.ts';
import type { AnswerNews } from './answer-news.ts';
import type { Places } from '../http/limits.ts';
import type { Bell } from './bell.ts';
import { beat, isReady, type Listener, openSession, pass, tellAnswered, tellOfSupport } from './listener.ts';
import { type Notifications, supportWord } from '../../store/postgres/notifications.ts';
import type { Services } from '../service/services.ts';

/** Milliseconds between two comments that keep a quiet stream open. */
const heartbeat = 15_000;
/** Events read at a time: the most that can wait for a listener that reads slowly, since it gets no more before it has read them. */
const batch = 500;
/** Milliseconds between two questions whether who listens still may, and how many are asked of at once. */
const asking = 2_000;
const askedAtOnce = 4;
/** Milliseconds between two words to a listener that answers have come: 100, and two more for each who listens, since each of them reads anew. */
const leastBetween = 100;
const eachListener = 2;

export interface EventStreams {
  /**
   * Streams events to a member until the listener goes, or the service does.
   * @param may whether who listens still may; asked again every 2 s, and the stream ends where they may not
   * @param from the number of the last event that the listener has; null: from now on. Where there is no such event yet, the listener
   * has seen another history than this one (a database that was restored): it is told so by an event `reset`, whose id is the number
   * from which it goes on. Rejects with a problem `too-many-requests` where as many listen as may.
   */
  readonly open: (
    request: Request,
    response: Response,
    listening: {
      readonly member: string;
      readonly may: () => Promise<boolean>;
      readonly from: number | null;
    },
  ) => Promise<void>;
  /**
   * Answers once there is an event after a number, or the signal is aborted, or the service stops; at once where too many wait, of a member
   * or in all.
   * @param member who waits; null: the service itself
   */
  readonly after: (number: number, signal: AbortSignal, member: string | null) => Promise<void>;
  /** Ends every stream; those that come later end at once. */
  readonly close: () => void;
}

/** Who waits for the next event, of one member and in all; more than these are answered at once. */
const mostWaiting = { each: 64, inAll: 2_000 };

interface Waiting {
  readonly number: number;
  readonly wake: () => void;
}

/**
 * @param takePlace called at once for each request to listen
 * @param count told how many listen, whenever that changes
 */
export function createEventStreams(
  {
    db,
    clock,
    log,
    news,
    bell,
    notifications,
  }: Pick<Services, 'db' | 'clock' | 'log'> & {
    readonly news: AnswerNews;
    readonly bell: Bell;
    readonly notifications: Pick<Notifications, 'hear'>;
  },
  takePlace: Places,
  count: (listeners: number) => void,
): EventStreams {
  const listeners = new Set<Listener>();
  const waiting = new Set<Waiting>();
  /** Of those members only who wait. */
  const waits = new Map<string | null, number>();
  let watching = false;
  let questioning = false;
  let closed = false;

  const askAgain = async (): Promise<void> => {
    while (listeners.size > 0) {
      await pause(asking);
      const asked = listeners.values();
      const lane = async (): Promise<void> => {
        for (const listener of asked) if (!(await listener.may())) listener.response.end();
      };
      await Promise.all(Array.from({ length: askedAtOnce }, lane));
    }
    questioning = false;
  };

  const watch = async (): Promise<void> => {
    const beats = setInterval(() => {
      for (const listener of listeners) beat(listener);
    }, heartbeat).unref();
    while (listeners.size + waiting.size > 0) {
      if (waiting.size > 0) await wakeAll();
      if (!(await look())) await bell.next();
    }
    clearInterval(beats);
    watching = false;
  };

  /** Reads on from the listener furthest behind; answers whether there may be more. A database that is away only delays events. */
  const look = async (): Promise<boolean> => {
    const ready = [...listeners].filter(isReady);
    if (ready.length === 0) return false;
    try {
      const events = await readEvents(db, Math.min(...ready.map(({ last }) => last)), batch);
      for (const event of events) for (const listener of ready) pass(listener, event);
      return events.length === batch;
    } catch (error) {
      log.warn({ err: error }, 'events cannot be read');
      return false;
    }
  };

  const wakeAll = async (): Promise<void> => {
    const newest = await lastEventNumber(db).catch(() => 0);
    for (const { number, wake } of waiting) if (newest > number) wake();
  };

  const leave = (member: string | null): void => {
    const left = (waits.get(member) ?? 0) - 1;
    if (left === 0) waits.delete(member);
    else waits.set(member, left);
  };

  const answered = new Set<string>();
  let telling = false;
  const tellAnswers = (): void => {
    const decisions = [...answered];
    answered.clear();
    telling = decisions.length > 0 && listeners.size > 0;
    if (!telling) return;
    for (const listener of listeners) if (isReady(listener)) tellAnswered(listener, decisions);
    setTimeout(tellAnswers, Math.max(leastBetween, listeners.size * eachListener)).unref();
  };
  const deaf = news.hear((decisions) => {
    if (listeners.size === 0) return;
    for (const decision of decisions) answered.add(decision);
    if (!telling) tellAnswers();
  });

  // Told to those members alone whom it concerns, and kept nowhere (SUP-2, SUP-3).
  const deafToSupport = notifications.hear((word) => {
    if (!word.startsWith(supportWord)) return;
    const told = new Set(word.slice(supportWord.length).split(' '));
    for (const listener of listeners)
      if (told.has(listener.member) && isReady(listener)) tellOfSupport(listener);
  });

  const startWatching = (): void => {
    if (watching) return;
    watching = true;
    void watch();
  };

  return {
    after: async (number, signal, member) => {
      const theirs = waits.get(member) ?? 0;
      if (closed || signal.aborted || theirs >= mostWaiting.each || waiting.size >= mostWaiting.inAll) return;
      waits.set(member, theirs + 1);
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          signal.removeEventListener('abort', wake);
          // Closing wakes whoever an abort has woken already.
          if (waiting.delete(one)) leave(member);
          resolve();
        };
        signal.addEventListener('abort', wake);
        const one = { number, wake };
        waiting.add(one);
        startWatching();
      });
    },
    open: async (request, response, { member, may, from }) => {
      takePlace(response, member);
      const newest = await lastEventNumber(db);
      const session = await openSession(request, response);
      if (closed || response.destroyed) {
        response.end();
        return;
      }
      if (from !== null && from > newest)
        session.push(
          { decision: null, at: await clock(db), facts: { after: from, newest } },
          'reset',
          String(newest),
        );
      const listener: Listener = { session, response, member, may, last: Math.min(from ?? newest, newest) };
      listeners.add(listener);
      count(listeners.size);
      response.once('close', () => {
        listeners.delete(listener);
        count(listeners.size);
      });
      if (!questioning) {
        questioning = true;
        void askAgain();
      }
      startWatching();
    },
    close: () => {
      closed = true;
      deaf();
      deafToSupport();
      bell.close();
      for (const { wake } of waiting) wake();
      for (const { response } of listeners) response.end();
    },
  };
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });

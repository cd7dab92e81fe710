/**
 * One stream of events for all tabs of a browser: whoever holds the lock listens, and tells the others over a channel. When that tab closes
 * the lock passes on, and the next one goes on from the last event.
 */
import { now } from './clock.ts';
import { readEvents, type ServerEvent } from './sse.ts';

/** `waiting`: not yet, or not any more; it is tried again by itself. */
export interface Live {
  readonly state: 'live' | 'waiting' | 'over';
  /** Since when, in milliseconds since 1970. */
  readonly since: number;
}

type Message =
  | ({ readonly kind: 'happened'; readonly id: string } & News)
  | { readonly kind: 'state'; readonly live: Live }
  | { readonly kind: 'hello' };

export interface Stream {
  readonly live: () => Live;
  readonly onLive: (changed: () => void) => () => void;
  readonly close: () => void;
}

/** What the stream tells of: what happened in these decisions, that answers have come in them, or that of support there is something to look at; null: anything may have changed. */
export interface News {
  readonly what: 'events' | 'answers' | 'support';
  readonly decisions: readonly string[] | null;
}

/** Milliseconds before the stream is asked for again, twice as long each time. */
const first = 500;
const longest = 15_000;

/** @param happened called with what each event tells */
export function openStream(happened: (news: News) => void): Stream {
  const channel = new BroadcastChannel('folkmoot-events');
  const closing = new AbortController();
  const listeners = new Set<() => void>();
  let live: Live = { state: 'waiting', since: now() };
  let last = '';
  let leads = false;
  let cut = new AbortController();

  const become = (state: Live['state']): void => {
    if (live.state === state) return;
    live = { state, since: now() };
    for (const listener of listeners) listener();
    if (leads) tell({ kind: 'state', live });
  };
  const tell = (message: Message): void => channel.postMessage(message);
  const hear = ({ id, event, data }: ServerEvent): void => {
    // That answers came has no number: the stream goes on from the last event.
    if (id !== '') last = id;
    const news = newsIn(event, data);
    happened(news);
    tell({ kind: 'happened', ...news, id: last });
  };

  channel.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    if (data.kind === 'hello') {
      if (leads) tell({ kind: 'state', live });
    } else if (leads) return;
    else if (data.kind === 'state') {
      live = data.live;
      for (const listener of listeners) listener();
    } else {
      last = data.id;
      happened({ what: data.what, decisions: data.decisions });
    }
  });
  tell({ kind: 'hello' });

  const lead = async (): Promise<void> => {
    leads = true;
    let wait = first;
    while (!closing.signal.aborted) {
      const began = now();
      cut = new AbortController();
      const signal = AbortSignal.any([closing.signal, cut.signal]);
      const state = await listen(last, hear, () => become('live'), signal);
      if (state === 'over') {
        become('over');
        return;
      }
      become('waiting');
      wait = now() - began > longest ? first : Math.min(wait * 2, longest);
      await Promise.race([pause(wait, closing.signal), online(closing.signal)]);
      // Whatever was missed while there was no stream is told by what is read anew.
      if (last === '') happened({ what: 'events', decisions: null });
    }
  };
  navigator.locks.request('folkmoot-events', { signal: closing.signal }, lead).catch(() => undefined);
  // A stream that nothing comes through any more does not say so by itself.
  const lost = (): void => {
    become('waiting');
    cut.abort();
  };
  window.addEventListener('offline', lost, { signal: closing.signal });
  return {
    live: () => live,
    onLive: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      closing.abort();
      channel.close();
    },
  };
}

function newsIn(event: string, data: string): News {
  if (event === 'answers') {
    const { decisions } = JSON.parse(data) as { decisions: readonly string[] };
    return { what: 'answers', decisions };
  }
  if (event === 'support') return { what: 'support', decisions: [] };
  const { decision } = JSON.parse(data) as { decision: string | null };
  return { what: 'events', decisions: event === 'reset' || decision === null ? null : [decision] };
}

/** Listens until the stream breaks; `over`: there is no session any more. */
async function listen(
  last: string,
  hear: (event: ServerEvent) => void,
  opened: () => void,
  signal: AbortSignal,
): Promise<'broken' | 'over'> {
  try {
    const response = await fetch('/v1/events', {
      headers: { accept: 'text/event-stream', ...(last === '' ? {} : { 'last-event-id': last }) },
      signal,
    });
    if (response.status === 401 || response.status === 403) return 'over';
    if (!response.ok || response.body === null) return 'broken';
    opened();
    await readEvents(response.body, hear);
  } catch {
    // It broke, or was closed: the caller tries again, or does not.
  }
  return 'broken';
}

const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });

const online = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => window.addEventListener('online', () => resolve(), { once: true, signal }));

/** Who has subscribed to a decision is told when something happens in it: never what, and never of what is not everybody's to see (AUT-2). */
import { setTimeout as pause } from 'node:timers/promises';
import type { ServerEventBus } from '@modelcontextprotocol/server';
import { decisionUri, inboxUri } from '../../mcp/resources.ts';
import { lastEventNumber, readEvents } from '../../store/processes/timeline.ts';
import type { EventStreams } from '../events/stream.ts';
import type { Services } from '../service/services.ts';

type Listener = Parameters<ServerEventBus['subscribe']>[0];

/** Milliseconds before events are read again that could not be read. */
const interval = 1_000;
/** Events that are read at a time. */
const batch = 500;

/** @param closing aborted when the service stops */
export function resourceUpdates(
  { db, log }: Pick<Services, 'db' | 'log'>,
  eventStreams: EventStreams,
  closing: AbortSignal,
): ServerEventBus {
  const listeners = new Set<Listener>();
  let following = false;

  const publish: ServerEventBus['publish'] = (event) => {
    for (const listener of listeners) listener(event);
  };

  const tellSince = async (number: number): Promise<number> => {
    const events = await readEvents(db, number, batch);
    const changed = new Set(
      events.filter(({ visibleTo }) => visibleTo === null).map(({ decision }) => decision),
    );
    for (const decision of changed) publish({ kind: 'resource_updated', uri: decisionUri(decision) });
    if (changed.size > 0) publish({ kind: 'resource_updated', uri: inboxUri });
    return events.at(-1)?.number ?? number;
  };

  const follow = async (): Promise<void> => {
    let number: number | undefined;
    while (listeners.size > 0 && !closing.aborted)
      try {
        number ??= await lastEventNumber(db);
        await eventStreams.after(number, closing, null);
        number = await tellSince(number);
      } catch (error) {
        log.warn({ err: error }, 'resource updates cannot be read');
        await pause(interval, undefined, { ref: false });
      }
    following = false;
  };

  return {
    publish,
    subscribe: (listener) => {
      listeners.add(listener);
      if (!following) {
        following = true;
        void follow();
      }
      return () => void listeners.delete(listener);
    },
  };
}

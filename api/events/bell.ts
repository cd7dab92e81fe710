/** When to look for new events: as soon as a transaction that wrote some is told of, and now and then where nothing is told. */
import { setTimeout as sleep } from 'node:timers/promises';
import { eventsWord, type Notifications } from '../../store/postgres/notifications.ts';

/** Milliseconds between two looks, at least; and at most, since no word must arrive. */
const least = 20;
const most = 250;

export interface Bell {
  /** Waits until there may be new events: 20 ms at least, 250 at most. */
  readonly next: () => Promise<void>;
  readonly close: () => void;
}

const pause = (milliseconds: number): Promise<void> => sleep(milliseconds, undefined, { ref: false });

export function eventBell({ hear }: Pick<Notifications, 'hear'>): Bell {
  let hasRung = false;
  let wake = (): void => undefined;
  const deaf = hear((word) => {
    if (word !== eventsWord) return;
    hasRung = true;
    wake();
  });
  return {
    next: async () => {
      await pause(least);
      const rung = new Promise<void>((resolve) => {
        wake = resolve;
      });
      if (!hasRung) await Promise.race([rung, pause(most - least)]);
      hasRung = false;
    },
    close: deaf,
  };
}

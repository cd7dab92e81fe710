/** A write that finds its number taken by other content pages somebody: an error in the log, and a counter to set an alarm on. */
import type { Logger } from 'pino';
import { Counter } from 'prom-client';
import type { Services } from '../activities/services.ts';

const conflicting = new Counter({
  name: 'folkmoot_conflicting_writes_total',
  help: 'Tries to write under a number that other content has taken; each is tried again every minute until somebody has looked at it',
});

export const reportConflictingWrites =
  (log: Pick<Logger, 'error'>): Services['onConflictingWrite'] =>
  (write) => {
    conflicting.inc();
    log.error(write, 'a write found its number taken by other content: docs/operations.md says what to do');
  };

/** Clocks under test: how far the database's is from Temporal's, as if both had just been read. */
import type { ClockWatch } from '../../store/postgres/clocks.ts';

/** One clock times everything: where time is skipped, the ballot box's is the test server's. */
export const uncompared: ClockWatch = { latest: () => undefined };

/** @param ahead milliseconds by which the database's is ahead of Temporal's; behind: below zero */
export const apartBy = (ahead: number): ClockWatch => ({
  latest: () => ({ database: { ahead: ahead + 7, error: 1 }, temporal: { ahead: 7, error: 2 } }),
});

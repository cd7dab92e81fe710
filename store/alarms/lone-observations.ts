/**
 * Observations that come one in a request: those that come while others are being kept are collected, and kept together by one commit. A lone one waits for
 * nobody (ALM-2).
 */
import { setImmediate as turn } from 'node:timers/promises';
import type { OpenedObservation } from '../../ledger/acts/observation.ts';
import { full, isOfOne } from '../ballots/intake.ts';
import type { Clock } from '../postgres/clock.ts';
import type { Db } from '../postgres/database.ts';
import { type Outcome, takeObservations } from './observations.ts';

/** Kept by one commit; and those that wait, after which one is turned away at once. */
const mostTogether = 1_000;
const mostWaiting = 10_000;

interface Waiting {
  readonly one: OpenedObservation;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

interface Line {
  readonly waiting: Waiting[];
  isBusy: boolean;
}

/** Of each database, in which alone they meet. */
const lines = new WeakMap<Db, Line>();

/** What came of it; what is answered as taken is committed. Rejects where that is not known, and with an error of code `full`: then it was not kept. */
export const takeAlone = (db: Db, clock: Clock, one: OpenedObservation): Promise<Outcome> =>
  new Promise((resolve, reject) => {
    const line = lines.get(db) ?? { waiting: [], isBusy: false };
    lines.set(db, line);
    if (line.waiting.length >= mostWaiting) {
      reject(full('observations'));
      return;
    }
    line.waiting.push({ one, resolve, reject });
    if (!line.isBusy) void keepAll(line, db, clock);
  });

async function keepAll(line: Line, db: Db, clock: Clock): Promise<void> {
  line.isBusy = true;
  // Together with what arrived in the same turn of the event loop.
  await turn();
  while (line.waiting.length > 0) await keepTogether(line.waiting.splice(0, mostTogether), db, clock);
  line.isBusy = false;
}

async function keepTogether(batch: readonly Waiting[], db: Db, clock: Clock): Promise<void> {
  try {
    const outcomes = await takeObservations(
      db,
      clock,
      batch.map(({ one }) => one),
    );
    for (const [place, { resolve }] of batch.entries()) resolve(outcomes[place] as Outcome);
  } catch (error) {
    if (batch.length === 1 || !isOfOne(error)) {
      for (const { reject } of batch) reject(error);
      return;
    }
    // None of these was kept. One of them cannot be, and the others do not suffer for it.
    const middle = Math.ceil(batch.length / 2);
    for (const half of [batch.slice(0, middle), batch.slice(middle)]) await keepTogether(half, db, clock);
  }
}

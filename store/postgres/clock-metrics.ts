/** How far apart the clocks are, for who watches a worker or an API, in Prometheus' format. */
import { Gauge } from 'prom-client';
import type { ClockWatch } from './clocks.ts';

/** Seconds; without a sample before the first comparison. It is in no registry yet. */
export const clockDifferences = (clocks: ClockWatch): Gauge =>
  new Gauge({
    name: 'folkmoot_clock_difference_seconds',
    help: 'How far a clock is ahead of this process’s own (behind: below zero)',
    labelNames: ['clock'],
    registers: [],
    collect() {
      const compared = clocks.latest();
      if (compared === undefined) return;
      this.set({ clock: 'database' }, compared.database.ahead / 1_000);
      this.set({ clock: 'temporal' }, compared.temporal.ahead / 1_000);
    },
  });

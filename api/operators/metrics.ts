/** What the service tells whoever watches it, in Prometheus' format. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { countAstray, findAstray } from '../../store/processes/astray.ts';
import { clockDifferences } from '../../store/postgres/clock-metrics.ts';
import { openProposals } from '../../store/processes/proposal-counts.ts';
import type { Services } from '../service/services.ts';

/** Seconds; the widest wait for Temporal is 10. */
const durationBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export interface Metrics {
  /** The text of `/metrics`, and its media type. */
  readonly text: () => Promise<string>;
  readonly mediaType: string;
  /** Starts timing a request; called with what it came to, it notes the duration. */
  readonly timed: () => (request: { method: string; route: string; status: number }) => void;
  /** A ballot, position or ranking was taken. */
  readonly taken: (kind: string) => void;
  /** A request was refused, or failed, with this problem. */
  readonly refused: (code: string) => void;
  readonly listeners: (count: number) => void;
}

/** Metrics of their own for each application, so that two in one process do not mix. */
export function createMetrics({
  db,
  clock,
  log,
  clocks,
}: Pick<Services, 'db' | 'clock' | 'log' | 'clocks'>): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: 'folkmoot_http_request_duration_seconds',
    help: 'How long requests took, by route',
    labelNames: ['method', 'route', 'status'],
    buckets: durationBuckets,
    registers,
  });
  const answers = new Counter({
    name: 'folkmoot_answers_taken_total',
    help: 'Ballots, positions and rankings acknowledged',
    labelNames: ['kind'],
    registers,
  });
  const refusals = new Counter({
    name: 'folkmoot_problems_total',
    help: 'Requests answered with a problem, by code',
    labelNames: ['code'],
    registers,
  });
  const listening = new Gauge({
    name: 'folkmoot_event_listeners',
    help: 'Open event streams',
    registers,
  });
  registry.registerMetric(
    new Gauge({
      name: 'folkmoot_open_proposals',
      help: 'Proposals that have not ended, by stage',
      labelNames: ['stage'],
      registers: [],
      async collect() {
        this.reset();
        // Without the database the other metrics are worth the more.
        try {
          for (const { stage, proposals } of await openProposals(db)) this.set({ stage }, proposals);
        } catch (error) {
          log.warn({ err: error }, 'open proposals cannot be counted');
        }
      },
    }),
  );
  registry.registerMetric(
    new Gauge({
      name: 'folkmoot_processes_astray',
      help: 'Open processes that stand still: past their deadline, or without a workflow',
      labelNames: ['how'],
      registers: [],
      async collect() {
        this.reset();
        try {
          const counts = countAstray(await findAstray(db, await clock(db)));
          for (const [how, count] of Object.entries(counts)) this.set({ how }, count);
        } catch (error) {
          log.warn({ err: error }, 'processes that stand still cannot be counted');
        }
      },
    }),
  );
  registry.registerMetric(clockDifferences(clocks));
  return {
    text: () => registry.metrics(),
    mediaType: registry.contentType,
    timed: () => {
      const end = durations.startTimer();
      return (request) => void end(request);
    },
    taken: (kind) => answers.inc({ kind }),
    refused: (code) => refusals.inc({ code }),
    listeners: (count) => listening.set(count),
  };
}

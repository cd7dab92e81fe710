/** Tells whoever watches a worker whether it lives, whether it can work, and its figures: a small HTTP server of its own. */
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { collectDefaultMetrics, Gauge, type Registry } from 'prom-client';
import { clockDifferences } from '../store/postgres/clock-metrics.ts';
import { clocksApart, type ClockWatch, sayDifference } from '../store/postgres/clocks.ts';
import type { WorkerStatus } from '@temporalio/worker';

/** Milliseconds that a part may take to answer, and a request altogether. */
const patience = 2_000;
const requestLimit = 5_000;
/** Connections at once; who watches needs one. */
const mostConnections = 20;

export interface WorkerHealth {
  /** The parts that a worker stands on, each with a check that throws, or hangs until the signal, where it does not work. */
  readonly parts: Readonly<Record<string, (signal: AbortSignal) => Promise<unknown>>>;
  readonly clocks: ClockWatch;
  /** What the worker says of itself. */
  readonly status: () => WorkerStatus;
  readonly registry: Registry;
}

export interface HealthServer {
  /** Where it listens, without a slash at the end. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** It polls: between start and the word to stop. */
const polls = ({ runState }: WorkerStatus): boolean => runState === 'RUNNING';

/**
 * Answers `GET /health/live` (200), `/health/ready` (200, or 503 with the parts that do not work: `database`,
 * `temporal`, `polling`, `clocks`) and `/metrics` (Prometheus' text).
 * @param place port 0 picks a free one
 * @throws what listening throws, such as EADDRINUSE
 */
export async function serveHealth(
  { parts, clocks, status, registry }: WorkerHealth,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<HealthServer> {
  registerMetrics(registry, status);
  registry.registerMetric(clockDifferences(clocks));
  const answers: Readonly<Record<string, (response: ServerResponse) => Promise<void>>> = {
    '/health/live': async (response) => json(response, 200, { status: 'live' }),
    '/health/ready': async (response) => {
      const silent = await silentParts({
        ...parts,
        polling: async () => polling(status),
        clocks: async () => agreeing(clocks),
      });
      json(response, silent.length === 0 ? 200 : 503, {
        status: silent.length === 0 ? 'ready' : 'unavailable',
        ...(silent.length === 0 ? {} : { part: silent }),
      });
    },
    '/metrics': async (response) => {
      const text = await registry.metrics();
      response.writeHead(200, { 'content-type': registry.contentType }).end(text);
    },
  };
  const server = createServer({ requestTimeout: requestLimit }, (request, response) => {
    const answer = answers[request.url ?? ''];
    if (answer === undefined) json(response, 404, { status: 'not-found' });
    else if (request.method !== 'GET' && request.method !== 'HEAD')
      json(response, 405, { status: 'method-not-allowed' });
    else answer(response).catch(() => json(response, 500, { status: 'internal' }));
  });
  server.maxConnections = mostConnections;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const { address, family, port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function polling(status: () => WorkerStatus): void {
  if (!polls(status())) throw new Error('the worker does not poll');
}

function agreeing(clocks: ClockWatch): void {
  const difference = clocksApart(clocks.latest());
  if (difference !== undefined) throw new Error(sayDifference(difference));
}

/** Those that fail, or have not answered after 2 s. */
async function silentParts(parts: WorkerHealth['parts']): Promise<readonly string[]> {
  const signal = AbortSignal.timeout(patience);
  const late = once(signal, 'abort').then(() => false);
  const works = (check: (signal: AbortSignal) => Promise<unknown>) =>
    check(signal).then(
      () => true,
      () => false,
    );
  const answered = await Promise.all(Object.values(parts).map((check) => Promise.race([works(check), late])));
  return Object.keys(parts).filter((_, index) => answered[index] === false);
}

function registerMetrics(registry: Registry, status: () => WorkerStatus): void {
  collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string, read: (now: WorkerStatus) => number): void => {
    registry.registerMetric(
      new Gauge({
        name,
        help,
        registers: [],
        collect() {
          this.set(read(status()));
        },
      }),
    );
  };
  gauge('folkmoot_worker_polling', 'Whether the worker polls: 1 or 0', (now) => (polls(now) ? 1 : 0));
  gauge(
    'folkmoot_worker_activities_in_flight',
    'Activities under way, of 50 at most',
    (now) => now.numInFlightActivities,
  );
  gauge(
    'folkmoot_worker_workflow_tasks_in_flight',
    'Workflow tasks under way',
    (now) => now.numInFlightWorkflowActivations,
  );
  gauge('folkmoot_worker_cached_workflows', 'Workflows kept in memory', (now) => now.numCachedWorkflows);
}

function json(response: ServerResponse, status: number, body: object): void {
  response
    .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    .end(JSON.stringify(body));
}

/** What Temporal's SDK does with its own words and figures: the log is the process's, the metrics (`temporal_…`) have a port. */
import { Runtime } from '@temporalio/worker';
import type { Logger } from 'pino';
import { temporalLogger } from './logging.ts';
import type { WorkerSettings } from './settings.ts';

/** Called before anything of the SDK's runs. */
export function installRuntime(
  { host, sdkMetricsPort }: Pick<WorkerSettings, 'host' | 'sdkMetricsPort'>,
  log: Logger,
): void {
  Runtime.install({
    logger: temporalLogger(log, 'INFO'),
    ...(sdkMetricsPort === null
      ? {}
      : { telemetryOptions: { metrics: { prometheus: { bindAddress: `${host}:${sdkMetricsPort}` } } } }),
  });
}

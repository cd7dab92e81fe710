/** The Temporal that a start works with: its own, or one that somebody else runs. */
import { Connection } from '@temporalio/client';
import type { TemporalConnection } from '../settings/temporal.ts';
import { startError } from '../store/postgres/start-error.ts';
import { registerSearchAttributes } from '../worker/search-attributes.ts';
import { findTemporal } from './programs/temporal-programs.ts';
import { startTemporal, type TemporalPorts } from './programs/temporal.ts';
import type { Progress } from './progress.ts';
import type { Starting } from './starting.ts';

export interface Temporal {
  readonly connection: Connection;
  /** For the worker's connection too. */
  readonly reached: TemporalConnection;
  /** Where it was started here. */
  readonly ports: TemporalPorts | null;
}

/** Temporal as the configuration has it: started here, or reached where somebody else runs it. */
export async function openTemporal(starting: Starting, progress: Progress): Promise<Temporal> {
  const { namespace, foreignTemporal } = starting.configuration;
  const { reached, ports } =
    foreignTemporal === null
      ? await openOwnTemporal(starting, progress)
      : { reached: foreignTemporal.connection, ports: null };
  const connection = await Connection.connect(reached).catch((error: unknown) => {
    throw startError(`Temporal does not answer at ${reached.address}: ${(error as Error).message}`, error);
  });
  starting.closing.add('connections', () => connection.close());
  await registerSearchAttributes(connection, namespace);
  return { connection, reached, ports };
}

/** Temporal's page has a port that one can remember: 7500 beside the API's 7400. */
const pagePortOf = (port: number): number => (port + 100 <= 65_535 ? port + 100 : 0);

async function openOwnTemporal(
  { configuration, closing, died, env, signal }: Starting,
  progress: Progress,
): Promise<Pick<Temporal, 'reached' | 'ports'>> {
  const { data, namespace, port, temporalPage } = configuration;
  const executable = await findTemporal({ data, env, progress, signal });
  signal.throwIfAborted();
  const pagePort = temporalPage ? pagePortOf(port) : undefined;
  const temporal = await startTemporal({ executable, data, namespace, progress, pagePort });
  closing.add('temporal', temporal.stop);
  void temporal.died.then(died);
  return { reached: { address: temporal.address }, ports: temporal.ports };
}

/** The embedded Temporal: its development server with the state in a file under the data folder. */
import { join, resolve } from 'node:path';
import { Connection } from '@temporalio/client';
import { openOwnFolder } from '../folders.ts';
import { freePort, LOOPBACK } from '../ports.ts';
import { awaitService, type ServiceProgram, startService, stopOrphan } from './service.ts';

export interface TemporalOptions {
  /** Absolute path of `temporal`. */
  readonly executable: string;
  /** The data folder (FOLKMOOT_DATA); the state lies in `temporal/` under it. */
  readonly data: string;
  readonly namespace: string;
  /** Default: any free port. */
  readonly port?: number | undefined;
  /** Where its page is, if that port is free, else at any free one; not given: it has none. */
  readonly pagePort?: number | undefined;
  /** Told in a sentence when something takes longer. */
  readonly progress: (line: string) => void;
}

/** Where it listens on the loopback address, beside three more ports that it picks for its parts among themselves. */
export interface TemporalPorts {
  readonly grpc: number;
  readonly http: number;
  readonly metrics: number;
  /** Its own page; null where there is none. */
  readonly page: number | null;
}

export interface Temporal {
  /** host:port of the gRPC service. */
  readonly address: string;
  readonly ports: TemporalPorts;
  /** Resolves with a sentence when the server ends without having been asked to. */
  readonly died: Promise<string>;
  readonly stop: () => Promise<void>;
}

/**
 * Starts the server on free ports of the loopback address; ready when the namespace answers. (Search attributes are registered
 * after that, by the worker's own code: the flag of `start-dev` adds none to a file that is there already. Log level `warn` would
 * write a thousand lines at every start, while its own services find each other.) What a killed start left running on the same file is stopped first.
 * @throws a start error when another running process uses the folder, or with the server's own last words
 */
export async function startTemporal(options: TemporalOptions): Promise<Temporal> {
  const data = resolve(options.data);
  openOwnFolder(join(data, 'temporal'));
  await stopOrphan(data, SERVER, options.progress);
  for (let attempt = 1; ; attempt += 1) {
    try {
      // What took the page's port between the look and the start would take it again.
      return await launch(
        data,
        attempt === 1 || options.pagePort === undefined ? options : { ...options, pagePort: 0 },
      );
    } catch (error) {
      // A port that was free a moment ago, its own or one that Temporal picks for its parts, may be another's now: then the
      // server ends, at times in a panic whose last lines do not say why.
      const passes = options.port === undefined && (error as Error).message.includes('ended while starting');
      if (attempt === ATTEMPTS || !passes) throw error;
    }
  }
}

const ATTEMPTS = 3;

/** Its HTTP interface cannot be switched off, and takes what a web page sends: no host is permitted, so that it refuses every request. */
const NO_HTTP = 'frontend.httpAllowedHosts=[]';

/** A worker is handed an activity in the answer to the workflow task that asked for it: a write to the store and a way through its queue less. */
const EAGER = 'system.enableActivityEagerExecution=true';

/**
 * What it has answered outlasts a loss of power, as it does by itself, but each commit is appended to one log and waited for there. By itself it makes
 * a journal for each, and waits for that, for the file and for the folder: five times as often, and where many timers are due at one instant most of
 * the time goes there. Pages move from the log into the file once they are 8,000, which are 32 MB: many commits write the same ones.
 */
const STORE = ['journal_mode=WAL', 'synchronous=FULL', 'wal_autocheckpoint=8000'];

async function launch(data: string, options: TemporalOptions): Promise<Temporal> {
  const [grpc, http, metrics, page] = await Promise.all([
    options.port ?? freePort(),
    freePort(),
    freePort(),
    options.pagePort === undefined ? null : freePort(options.pagePort),
  ]);
  const address = `${LOOPBACK}:${grpc}`;
  const service = startService(data, {
    ...SERVER,
    executable: options.executable,
    args: [
      ...['server', 'start-dev', '--ip', LOOPBACK, '--port', String(grpc), '--metrics-port', String(metrics)],
      ...(page === null ? ['--headless'] : ['--ui-port', String(page), '--ui-disable-news-fetch']),
      ...['--db-filename', join(data, 'temporal', 'temporal.db'), '--namespace', options.namespace],
      ...STORE.flatMap((pragma) => ['--sqlite-pragma', pragma]),
      ...['--http-port', String(http)],
      ...[NO_HTTP, EAGER].flatMap((value) => ['--dynamic-config-value', value]),
      ...['--log-level', 'error'],
    ],
    env: { PATH: '/usr/bin:/bin', HOME: data },
  });
  await awaitService(SERVER.title, service, () => isReady(address, options.namespace), 60_000);
  const ports = { grpc, http, metrics, page };
  return { address, ports, died: service.died, stop: service.stop };
}

/** SIGTERM closes the listeners and the database file; what it had answered stands in the file before that. */
export const SERVER: Pick<ServiceProgram, 'name' | 'title' | 'stopping'> = {
  name: 'temporal',
  title: 'Temporal',
  stopping: [
    { signal: 'SIGTERM', patience: 15_000 },
    { signal: 'SIGKILL', patience: 5_000 },
  ],
};

/** The server answers for the namespace and knows its search attributes; throws as long as it does not. */
async function isReady(address: string, namespace: string): Promise<void> {
  const connection = await Connection.connect({ address, connectTimeout: 1000 });
  try {
    await connection.withAbortSignal(AbortSignal.timeout(5_000), async () => {
      await connection.workflowService.describeNamespace({ namespace });
      await connection.operatorService.listSearchAttributes({ namespace });
    });
  } finally {
    await connection.close();
  }
}

/** The production shape on one machine, every part a process that can be killed: PostgreSQL, Temporal, and for each seed workers and APIs. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { sql } from 'kysely';
import { freePort, LOOPBACK } from '../../embedded/ports.ts';
import { startPostgres } from '../../embedded/programs/postgres.ts';
import { readRecord } from '../../embedded/record.ts';
import { makeCallSecret } from '../../embedded/secrets.ts';
import { startTemporal } from '../../embedded/programs/temporal.ts';
import { type Db, openDatabase } from '../../store/postgres/database.ts';
import { workflowTypes } from '../../workflows/messages.ts';
import type { TestTokens } from '../support/tokens.ts';
import { charterText, membersFile, pace } from './council.ts';
import { haltAll, killAll, type Part, resumeAll, supervised } from './processes.ts';
import type { Network } from './toxiproxy.ts';

export interface Cluster {
  readonly postgres: Part;
  readonly temporal: Part;
  /** A council of its own: a new database, and workers and APIs of a built product that stand on it. */
  readonly openService: (name: string, dist: string, sizes: Sizes) => Promise<Service>;
  readonly stop: () => Promise<void>;
}

export interface Sizes {
  readonly workers: number;
  readonly apis: number;
}

export interface Service {
  readonly workers: readonly Part[];
  readonly apis: readonly Part[];
  /** One for each API, past the network where there is one. */
  readonly urls: readonly string[];
  /** The ids of workflows that have not ended, by what they are; past the network. */
  readonly unfinished: () => Promise<readonly string[]>;
  /** The links that can be troubled; none without a network. */
  readonly links: readonly string[];
  readonly database: Db;
  /** Where each process logs. */
  readonly logs: string;
  /** From now on its workers and APIs start from another build. */
  readonly standOn: (dist: string) => void;
  readonly close: () => Promise<void>;
}

export interface ClusterOptions {
  readonly folder: string;
  readonly temporalProgram: string;
  readonly network: Network | null;
  readonly tokens: TestTokens;
}

const namespace = 'default';

/** Settings of PostgreSQL that make a commit that was acknowledged too early be lost with the server. */
const slowWriter = { wal_writer_delay: '10s', wal_writer_flush_after: '1GB' };

export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const { folder, temporalProgram, network, tokens } = options;
  const [postgresPort, temporalPort] = [await freePort(), await freePort()];
  const progress = (): void => undefined;
  let databaseUrl = '';
  const postgres = part(folder, 'postgres', async () => {
    const { url } = await startPostgres({ data: folder, port: postgresPort, progress });
    databaseUrl = url;
  });
  const temporal = part(folder, 'temporal', async () => {
    await startTemporal({
      executable: temporalProgram,
      data: folder,
      port: temporalPort,
      namespace,
      progress,
    });
  });
  await Promise.all([postgres.start(), temporal.start()]);
  const server = openDatabase({ url: databaseUrl, connections: 1, onError: () => undefined });
  for (const [name, value] of Object.entries(slowWriter))
    await sql`alter system set ${sql.id(name)} = ${sql.lit(value)}`.execute(server);
  await sql`select pg_reload_conf()`.execute(server);
  await server.destroy();
  const jwks = join(folder, 'jwks.json');
  await writeFile(jwks, JSON.stringify(tokens.jwks));
  const [charter, members] = [join(folder, 'charter.yaml'), join(folder, 'members.json')];
  await writeFile(charter, await charterText());
  await writeFile(members, JSON.stringify(membersFile));

  const temporalAddress = `${LOOPBACK}:${temporalPort}`;

  const openService = async (name: string, dist: string, { workers, apis }: Sizes): Promise<Service> => {
    const own = join(folder, name);
    // What another build logged under this name is none of this one's doing.
    await rm(own, { recursive: true, force: true });
    await mkdir(own, { recursive: true });
    await createDatabase(databaseUrl, name);
    const url = new URL(databaseUrl);
    url.pathname = name;
    const links: string[] = [];
    const through = async (link: string, to: number): Promise<number> => {
      if (network === null) return to;
      links.push(link);
      return network.link(link, to);
    };
    const historyKey = join(own, 'history.key');
    const environment = async (who: string) => {
      const own = new URL(url);
      own.port = String(await through(`${who}-postgres`, postgresPort));
      return {
        PATH: '/usr/bin:/bin',
        LOG_LEVEL: 'info',
        NODE_ENV: 'test',
        DATABASE_URL: own.href,
        TEMPORAL_ADDRESS: `${LOOPBACK}:${await through(`${who}-temporal`, temporalPort)}`,
        TEMPORAL_NAMESPACE: namespace,
        FOLKMOOT_PACE: String(pace),
        FOLKMOOT_CALL_SECRET: makeCallSecret(),
        FOLKMOOT_HISTORY_KEY: historyKey,
      };
    };
    const workerEnvironment = {
      ...(await environment('worker')),
      FOLKMOOT_CALLS_ALLOWED: '127.0.0.1',
      FOLKMOOT_WORKER_PORT: '0',
    };
    const apiEnvironment = {
      ...(await environment('api')),
      FOLKMOOT_JWKS: jwks,
      FOLKMOOT_ISSUER: tokens.issuer,
      FOLKMOOT_AUDIENCE: tokens.audience,
      FOLKMOOT_SUBJECT: 'member',
      FOLKMOOT_LOG_KEY: join(own, 'log.key'),
      FOLKMOOT_CHARTER: charter,
      FOLKMOOT_MEMBERS: members,
      FOLKMOOT_MEMBER_LIMIT: '1000000',
      FOLKMOOT_ADDRESS_LIMIT: '1000000',
    };
    const log = (part: string): string => join(own, `${part}.log`);
    let build = dist;
    const workerParts = Array.from({ length: workers }, (_, index) =>
      supervised({
        name: `worker ${index + 1}`,
        entry: () => join(build, 'worker/main.js'),
        env: workerEnvironment,
        ready: 'the worker is ready',
        log: log(`worker-${index + 1}`),
      }),
    );
    const apiParts: Part[] = [];
    const urls: string[] = [];
    for (let number = 1; number <= apis; number += 1) {
      const port = await freePort();
      apiParts.push(
        supervised({
          name: `API ${number}`,
          entry: () => join(build, 'api/server.js'),
          env: { ...apiEnvironment, PORT: String(port) },
          ready: 'the API is ready',
          log: log(`api-${number}`),
        }),
      );
      urls.push(`http://${LOOPBACK}:${await through(`client-api-${number}`, port)}`);
    }
    await Promise.all([...workerParts, ...apiParts].map(({ start }) => start()));
    const database = openDatabase({ url: url.href, connections: 2, onError: () => undefined });
    // The council itself is on the disk before anything happens to it.
    await sql`checkpoint`.execute(database);
    return {
      workers: workerParts,
      apis: apiParts,
      urls,
      links,
      database,
      logs: own,
      standOn: (other) => {
        build = other;
      },
      unfinished: () => unfinished(temporalAddress),
      close: async () => {
        await database.destroy();
        await Promise.all([...workerParts, ...apiParts].map(({ kill }) => kill()));
        for (const link of links) await network?.unlink(link);
        await terminateAll(temporalAddress);
        await dropDatabase(databaseUrl, name);
      },
    };
  };

  return {
    postgres,
    temporal,
    openService,
    stop: async () => {
      await Promise.all([postgres.kill(), temporal.kill()]);
    },
  };
}

/** A server of the one-machine default, which notes its process beside its data. */
function part(folder: string, name: 'postgres' | 'temporal', start: () => Promise<void>): Part {
  /** Nothing where it is being started, and so nothing of it runs. */
  const every = async (act: (pid: number) => Promise<unknown>): Promise<void> => {
    const record = readRecord(folder, name);
    if (record !== null) await act(record.process.pid);
  };
  return {
    name: name === 'postgres' ? 'PostgreSQL' : 'Temporal',
    start,
    kill: () => every(killAll),
    halt: () => every(haltAll),
    resume: () => every(resumeAll),
  };
}

async function withClient<Result>(
  address: string,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  const connection = await Connection.connect({ address, connectTimeout: 10_000 });
  try {
    return await work(new Client({ connection, namespace }));
  } finally {
    await connection.close();
  }
}

/** But the timers of allocations, which wait for an end that no run lives to see (ALC-3). */
const unfinished = (address: string): Promise<readonly string[]> =>
  withClient(address, async (client) => {
    const found: string[] = [];
    const query = `ExecutionStatus = "Running" and WorkflowType != "${workflowTypes.allocation}"`;
    for await (const { workflowId, type } of client.workflow.list({ query }))
      found.push(`${type} ${workflowId}`);
    return found;
  });

/** What a council leaves behind that stood still, so that the next one's workers do not find it. */
const terminateAll = (address: string): Promise<void> =>
  withClient(address, async (client) => {
    for await (const { workflowId } of client.workflow.list({ query: 'ExecutionStatus = "Running"' }))
      await client.workflow.getHandle(workflowId).terminate('its council is closed');
  });

async function dropDatabase(url: string, name: string): Promise<void> {
  const server = openDatabase({ url, connections: 1, onError: () => undefined });
  try {
    await sql`drop database ${sql.id(name)} with (force)`.execute(server);
  } finally {
    await server.destroy();
  }
}

async function createDatabase(url: string, name: string): Promise<void> {
  const server = openDatabase({ url, connections: 1, onError: () => undefined });
  try {
    await sql`create database ${sql.id(name)}`.execute(server);
  } finally {
    await server.destroy();
  }
}

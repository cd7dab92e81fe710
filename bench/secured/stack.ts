/** Temporal's server behind its gateway without containers, secured as production/temporal-tls.yaml says, with what makes its tokens. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { freePort } from '../../embedded/ports.ts';
import { startPostgres } from '../../embedded/programs/postgres.ts';
import { findTemporal } from '../../embedded/programs/temporal-programs.ts';
import { startService } from '../../embedded/programs/service.ts';
import { services, text } from '../../test/production/compose.ts';

export interface Programs {
  /** Temporal's server, its SQL tool, and the folder schema/postgresql/v12 of its sources. */
  readonly server: string;
  readonly sql: string;
  readonly schema: string;
  readonly haproxy: string;
}

type Variables = Readonly<Record<string, string>>;

export interface Secured {
  /** A folder that is removed at the end. */
  readonly data: string;
  readonly databaseUrl: string;
  /** The variables of a client with the certificate of `name`, of another authority where `foreign` says so. */
  readonly client: (name: string, foreign?: 'foreign') => Variables;
  /** Makes a token by the tool that operators use, in a file of its own; it takes the place of one of that name. Answers the file. */
  readonly token: (
    name: string,
    seconds: number,
    permissions: readonly string[],
    foreign?: 'foreign',
  ) => string;
  readonly close: () => Promise<void>;
}

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const namespace = 'folkmoot';
/** Seconds. */
export const year = 31_536_000;

/** Below the range that the kernel gives to outgoing connections, or one of them may have it (docs/operations.md). */
const firstMembershipPort = 16_930;
const roles = ['FRONTEND', 'HISTORY', 'MATCHING', 'WORKER', 'INTERNAL_FRONTEND'];

const run = (program: string, args: readonly string[], env: Variables = {}): string =>
  execFileSync(program, [...args], {
    cwd: root,
    env: { PATH: process.env['PATH'], ...env },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });

export async function startSecured(
  { server, sql, schema, haproxy }: Programs,
  say: (line: string) => void,
): Promise<Secured> {
  const data = mkdtempSync(join(tmpdir(), 'folkmoot-secured-'));
  // PostgreSQL runs as another user where this one is root.
  chmodSync(data, 0o755);
  const trust = join(data, 'trust');
  const stops: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const stop of stops.reverse()) await stop();
    rmSync(data, { recursive: true, force: true });
  };
  const token: Secured['token'] = (name, seconds, permissions, foreign) => {
    const folder = join(trust, 'tokens', name);
    mkdirSync(folder, { recursive: true });
    const key = join(foreign === undefined ? trust : join(data, foreign), 'tokens.key');
    const tool = ['production/tools/make-temporal-token.mjs', key, name, String(seconds), ...permissions];
    writeFileSync(join(folder, 'draft'), run('node', tool));
    renameSync(join(folder, 'draft'), join(folder, 'token'));
    return join(folder, 'token');
  };
  try {
    say('certificates, keys, PostgreSQL, Temporal’s schema');
    for (const folder of [trust, join(data, 'foreign')])
      run('sh', ['production/tools/make-temporal-trust.sh', folder]);
    const tool = ['production/tools/make-temporal-token.mjs', join(trust, 'tokens.key'), '--keys'];
    writeFileSync(join(trust, 'keys.json'), run('node', tool));
    const postgres = await startPostgres({ data, progress: () => undefined });
    stops.push(() => postgres.stop());
    const { username, password, hostname, port } = new URL(postgres.url);
    const admin = new pg.Client({ connectionString: postgres.url });
    await admin.connect();
    for (const name of ['temporal', 'temporal_visibility']) await admin.query(`create database ${name}`);
    await admin.end();
    run('sh', ['production/scripts/setup-schema.sh'], {
      SQL_PLUGIN: 'postgres12',
      SQL_HOST: hostname,
      SQL_PORT: port,
      SQL_USER: username,
      SQL_PASSWORD: password,
      SQL_TOOL: sql,
      SCHEMA_DIR: schema,
    });

    say(
      'Temporal’s server and gateway, as docker-compose.yml and production/temporal-tls.yaml configure them',
    );
    const frontend = await freePort();
    const ports: Record<string, string> = { FRONTEND_GRPC_PORT: String(frontend) };
    for (const [index, role] of roles.entries()) {
      ports[`${role}_GRPC_PORT`] ??= String(await freePort());
      ports[`${role}_MEMBERSHIP_PORT`] = String(firstMembershipPort + index);
    }
    const temporal = startService(data, {
      name: 'temporal',
      title: 'Temporal',
      executable: server,
      args: ['start'],
      env: {
        ...configured(trust),
        ...ports,
        POSTGRES_SEEDS: hostname,
        DB_PORT: port,
        POSTGRES_USER: username,
        POSTGRES_PWD: password,
        BIND_ON_IP: '127.0.0.1',
        PROMETHEUS_ENDPOINT: '',
        DYNAMIC_CONFIG_FILE_PATH: join(root, 'production', 'dynamicconfig.yaml'),
        HOME: data,
      },
      stopping: [
        { signal: 'SIGTERM', patience: 15_000 },
        { signal: 'SIGKILL', patience: 5_000 },
      ],
    });
    stops.push(() => temporal.stop());
    const gateway = await freePort();
    const configuration = join(data, 'haproxy.cfg');
    writeFileSync(
      configuration,
      text('production/haproxy.cfg')
        .replace('bind :7233', `bind 127.0.0.1:${gateway}`)
        .replace('temporal-frontend:7233', `127.0.0.1:${frontend}`),
    );
    const passing = startService(data, {
      name: 'gateway',
      title: 'HAProxy',
      executable: haproxy,
      args: ['-f', configuration],
      env: { LD_LIBRARY_PATH: process.env['LD_LIBRARY_PATH'] ?? '' },
      stopping: [{ signal: 'SIGTERM', patience: 5_000 }],
    });
    stops.push(() => passing.stop());
    const client: Secured['client'] = (name, foreign) => {
      const folder = foreign === undefined ? trust : join(data, foreign);
      return {
        TEMPORAL_ADDRESS: `127.0.0.1:${gateway}`,
        TEMPORAL_NAMESPACE: namespace,
        TEMPORAL_TLS_CLIENT_CERT_PATH: join(folder, `${name}.pem`),
        TEMPORAL_TLS_CLIENT_KEY_PATH: join(folder, `${name}.key`),
        TEMPORAL_TLS_SERVER_CA_CERT_PATH: join(trust, 'authority.pem'),
        TEMPORAL_TLS_SERVER_NAME: 'temporal',
      };
    };
    const setup = {
      ...client('operator'),
      TEMPORAL_API_KEY_FILE: token('operator', year, ['temporal-system:admin']),
      TEMPORAL_CLI: await findTemporal({ data, env: process.env, progress: say }),
      HOME: data,
      NAMESPACE: namespace,
      RETENTION: '720h',
      SEARCH_ATTRIBUTES: services()['temporal-namespace']?.environment?.['SEARCH_ATTRIBUTES'] ?? '',
    };
    say(`  ${run('sh', ['production/scripts/setup-namespace.sh'], setup).trim()}`);
    return { data, databaseUrl: postgres.url, client, token, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The variables of Temporal's one container, with the defaults of the compose file and the files of the trust where they are here. */
function configured(trust: string): Variables {
  const variables = ['docker-compose.yml', 'production/temporal-tls.yaml'].flatMap((file) =>
    Object.entries(services(file)['temporal']?.environment ?? {}),
  );
  return Object.fromEntries(
    variables.map(([name, value]) => [
      name,
      String(value)
        .replace(/\$\{[A-Z_]+:-(.*)\}/, '$1')
        .replaceAll('/run/temporal', trust),
    ]),
  );
}

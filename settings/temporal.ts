/** How to reach Temporal: address, namespace, TLS and token, under the names that Temporal's own programs read (`@temporalio/envconfig`). */
import { accessSync, constants } from 'node:fs';
import type { TLSConfig } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { readSecret } from './secrets.ts';
import type { Environment, Faults } from './variables.ts';

export interface TemporalSettings {
  readonly address: string;
  readonly namespace: string;
  /** For both of the SDK's connections, the client's and the worker's. */
  readonly connection: TemporalConnection;
  /** The file that the token came from, read again while the process runs; null where there is none. */
  readonly apiKeyFile: string | null;
}

/** What the client's connection and the worker's have in common. */
export interface TemporalConnection {
  readonly address: string;
  readonly tls?: TLSConfig | boolean | null;
  readonly apiKey?: string;
}

const defaults = { TEMPORAL_ADDRESS: '127.0.0.1:7233', TEMPORAL_NAMESPACE: 'default' };

/** Files of PEM: the client's certificate and its key, and the authority that vouches for the server. */
const pemFiles = [
  'TEMPORAL_TLS_CLIENT_CERT_PATH',
  'TEMPORAL_TLS_CLIENT_KEY_PATH',
  'TEMPORAL_TLS_SERVER_CA_CERT_PATH',
] as const;

/** All that is read; other names that Temporal's programs know have no effect here. */
const names: readonly string[] = [
  ...Object.keys(defaults),
  ...pemFiles,
  'TEMPORAL_TLS',
  'TEMPORAL_TLS_SERVER_NAME',
  'TEMPORAL_API_KEY',
];

/** @param environment with its secrets in it (`withSecrets`); no configuration file of Temporal's is read */
export function readTemporal(environment: Environment): TemporalSettings | Faults {
  const faults = [
    ...pemFiles.flatMap((name) => unreadable(environment, name)),
    ...contradictions(environment),
  ];
  if (faults.length > 0) return { faults };
  const whole: Environment = { ...defaults, ...environment };
  const set = names.flatMap((name) => (whole[name] === undefined ? [] : [[name, whole[name]] as const]));
  const { connectionOptions, namespace } = loadClientConnectConfig({
    disableFile: true,
    overrideEnvVars: Object.fromEntries(set),
  });
  const { address = defaults.TEMPORAL_ADDRESS, apiKey, tls } = connectionOptions;
  return {
    address,
    namespace: namespace ?? defaults.TEMPORAL_NAMESPACE,
    connection: {
      address,
      ...(tls === undefined ? {} : { tls }),
      ...(apiKey === undefined ? {} : { apiKey }),
    },
    apiKeyFile: environment['TEMPORAL_API_KEY_FILE'] ?? null,
  };
}

function unreadable(environment: Environment, name: string): readonly string[] {
  const file = environment[name];
  if (file === undefined) return [];
  try {
    accessSync(file, constants.R_OK);
    return [];
  } catch (error) {
    return [`${name} names a file that cannot be read (${(error as NodeJS.ErrnoException).code ?? ''})`];
  }
}

/** What the SDK would pass over in silence. */
function contradictions(environment: Environment): readonly string[] {
  const certificate = environment['TEMPORAL_TLS_CLIENT_CERT_PATH'] !== undefined;
  const key = environment['TEMPORAL_TLS_CLIENT_KEY_PATH'] !== undefined;
  return [
    ...(certificate && !key
      ? ['TEMPORAL_TLS_CLIENT_KEY_PATH is not set: the key of the client’s certificate']
      : []),
    ...(key && !certificate
      ? ['TEMPORAL_TLS_CLIENT_CERT_PATH is not set: the certificate of the client’s key']
      : []),
    ...(['true', 'false', undefined].includes(environment['TEMPORAL_TLS'])
      ? []
      : ['TEMPORAL_TLS must be true or false']),
  ];
}

/** Milliseconds between two looks at the file of the token. */
const look = 30_000;

/** What takes a new token for every call from then on: both of the SDK's connections. */
interface Bearer {
  readonly setApiKey: (apiKey: string) => unknown;
}

/**
 * Tokens end, processes go on: reads the token's file again every 30 s, and gives what it says to the connections.
 * @returns ends it
 */
export function renewApiKey(
  { apiKeyFile, connection }: TemporalSettings,
  bearers: readonly Bearer[],
  onError: (error: unknown) => void,
): () => void {
  if (apiKeyFile === null) return () => undefined;
  let known = connection.apiKey;
  const renew = async (): Promise<void> => {
    try {
      const read = readSecret(apiKeyFile);
      if (read === '' || read === known) return;
      await Promise.all(bearers.map((bearer) => bearer.setApiKey(read)));
      known = read;
    } catch (error) {
      onError(error);
    }
  };
  const timer = setInterval(() => void renew(), look);
  timer.unref();
  return () => clearInterval(timer);
}

/** The environment of a worker process: what is missing or wrong is said plainly, all at once. */
import { describe, expect, it } from 'vitest';
import { readWorkerSettings } from '../../worker/settings.ts';
import { callSecret } from '../support/council.ts';

const least = {
  DATABASE_URL: 'postgres://folkmoot@localhost/folkmoot',
  FOLKMOOT_CALL_SECRET: callSecret,
  FOLKMOOT_HISTORY_KEY: '/keys/history.key',
};

const faultsOf = (environment: Record<string, string>): readonly string[] => {
  const read = readWorkerSettings(environment);
  return 'faults' in read ? read.faults : [];
};

describe('the settings of a worker process', () => {
  it('need a database, a secret and the histories’ key; the rest has defaults', () => {
    expect(readWorkerSettings(least)).toEqual({
      databaseUrl: least.DATABASE_URL,
      temporal: {
        address: '127.0.0.1:7233',
        namespace: 'default',
        connection: { address: '127.0.0.1:7233' },
        apiKeyFile: null,
      },
      callSecret,
      historyKey: '/keys/history.key',
      callsProxy: null,
      callsAllowed: [],
      host: '127.0.0.1',
      port: 7401,
      sdkMetricsPort: null,
      logLevel: 'info',
    });
  });

  it('name every variable that is missing or wrong, those of Temporal too', () => {
    expect(
      faultsOf({
        FOLKMOOT_CALL_SECRET: 'secret',
        FOLKMOOT_CALLS_PROXY: 'proxy:3128',
        FOLKMOOT_CALLS_ALLOWED: 'http://printer',
        FOLKMOOT_WORKER_PORT: '65536',
        TEMPORAL_TLS: 'maybe',
      }),
    ).toEqual([
      'DATABASE_URL is not set: the postgres:// address of the council’s database',
      'FOLKMOOT_CALL_SECRET must be whsec_ and base64',
      'FOLKMOOT_HISTORY_KEY is not set: the file of the key that seals what stands in Temporal’s store; made where the council has none yet',
      'FOLKMOOT_CALLS_PROXY must be the http(s) address of a proxy',
      'FOLKMOOT_WORKER_PORT must be a whole number from 0 to 65535',
      'TEMPORAL_TLS must be true or false',
      'FOLKMOOT_CALLS_ALLOWED holds `http://printer`, which is no host with or without a port',
    ]);
  });

  it.each(['http://proxy:3128', 'https://user:password@proxy.example'])('take a proxy: %s', (proxy) => {
    expect(readWorkerSettings({ ...least, FOLKMOOT_CALLS_PROXY: proxy })).toMatchObject({
      callsProxy: proxy,
    });
  });
});

/** How to reach Temporal: names as Temporal's own programs have them, and what they would pass over in silence. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { readTemporal, renewApiKey, type TemporalSettings } from '../../settings/temporal.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'folkmoot-temporal-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

describe('the settings for Temporal', () => {
  it('are a server on this machine, without TLS, where nothing is set', () => {
    expect(readTemporal({})).toEqual({
      address: '127.0.0.1:7233',
      namespace: 'default',
      connection: { address: '127.0.0.1:7233' },
      apiKeyFile: null,
    });
  });

  it('take a certificate, its key, the server’s authority and its name', () => {
    const { connection } = readTemporal({
      TEMPORAL_ADDRESS: 'temporal:7233',
      TEMPORAL_TLS_CLIENT_CERT_PATH: file('client.pem', 'certificate'),
      TEMPORAL_TLS_CLIENT_KEY_PATH: file('client.key', 'key'),
      TEMPORAL_TLS_SERVER_CA_CERT_PATH: file('ca.pem', 'authority'),
      TEMPORAL_TLS_SERVER_NAME: 'temporal.example',
    }) as TemporalSettings;
    const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString();
    const tls = connection.tls as Exclude<typeof connection.tls, boolean | null | undefined>;
    expect(tls.serverNameOverride).toBe('temporal.example');
    expect(text(tls.serverRootCACertificate)).toBe('authority');
    expect(text(tls.clientCertPair?.crt)).toBe('certificate');
    expect(text(tls.clientCertPair?.key)).toBe('key');
  });

  it('turn TLS on for a token, which never crosses the network in the clear by itself', () => {
    expect(readTemporal({ TEMPORAL_API_KEY: 'token' })).toMatchObject({
      connection: { apiKey: 'token', tls: true },
    });
    expect(readTemporal({ TEMPORAL_API_KEY: 'token', TEMPORAL_TLS: 'false' })).toMatchObject({
      connection: { apiKey: 'token', tls: false },
    });
  });

  it('refuse half of a pair, a file that cannot be read, and a switch that is neither on nor off', () => {
    expect(readTemporal({ TEMPORAL_TLS_CLIENT_CERT_PATH: file('half.pem', '') })).toEqual({
      faults: ['TEMPORAL_TLS_CLIENT_KEY_PATH is not set: the key of the client’s certificate'],
    });
    expect(readTemporal({ TEMPORAL_TLS_CLIENT_KEY_PATH: join(folder, 'none'), TEMPORAL_TLS: 'yes' })).toEqual(
      {
        faults: [
          'TEMPORAL_TLS_CLIENT_KEY_PATH names a file that cannot be read (ENOENT)',
          'TEMPORAL_TLS_CLIENT_CERT_PATH is not set: the certificate of the client’s key',
          'TEMPORAL_TLS must be true or false',
        ],
      },
    );
  });
});

describe('a token that ends', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is read again from its file, and given to every connection once it is another', async () => {
    const apiKeyFile = file('token', 'first\n');
    const settings = readTemporal({ TEMPORAL_API_KEY: 'first', TEMPORAL_API_KEY_FILE: apiKeyFile });
    const [client, worker]: string[][] = [[], []];
    const bearers = [client, worker].map((keys) => ({ setApiKey: (key: string) => void keys!.push(key) }));
    const errors: unknown[] = [];
    const end = renewApiKey(settings as TemporalSettings, bearers, (error) => errors.push(error));
    await vi.advanceTimersByTimeAsync(30_000);
    expect([client, worker]).toEqual([[], []]);
    file('token', 'second\n');
    await vi.advanceTimersByTimeAsync(60_000);
    expect([client, worker]).toEqual([['second'], ['second']]);
    rmSync(apiKeyFile);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(errors).toMatchObject([{ code: 'ENOENT' }]);
    file('token', 'third');
    await vi.advanceTimersByTimeAsync(30_000);
    expect(client).toEqual(['second', 'third']);
    end();
  });
});

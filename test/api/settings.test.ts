/** The environment of an API process: what is missing or wrong is said plainly, all at once. */
import { describe, expect, it } from 'vitest';
import { readSettings } from '../../api/service/settings.ts';

const least = {
  DATABASE_URL: 'postgres://folkmoot@localhost/folkmoot',
  FOLKMOOT_JWKS: '/keys/jwks.json',
  FOLKMOOT_ISSUER: 'https://issuer.example',
  FOLKMOOT_LOG_KEY: '/keys/log.key',
  FOLKMOOT_HISTORY_KEY: '/keys/history.key',
};

const faultsOf = (environment: Record<string, string>): readonly string[] => {
  const read = readSettings(environment);
  return 'faults' in read ? read.faults : [];
};

describe('the settings of an API process', () => {
  it('AUT-1 need a database, a key set, an issuer and the keys of log and histories; the rest has defaults', () => {
    expect(readSettings(least)).toMatchObject({
      host: '127.0.0.1',
      port: 7400,
      temporal: { address: '127.0.0.1:7233', namespace: 'default' },
      issuers: [
        {
          issuer: 'https://issuer.example',
          jwks: '/keys/jwks.json',
          audience: ['folkmoot'],
          subject: 'identity',
        },
      ],
      logKey: { file: '/keys/log.key', origin: null },
      historyKey: '/keys/history.key',
      pace: 1,
      logLevel: 'info',
      trustedProxies: 0,
    });
  });

  it('AUT-1 name every variable that is missing, empty ones too, and what it is for', () => {
    const faults = faultsOf({ FOLKMOOT_JWKS: '' });
    expect(faults).toHaveLength(5);
    expect(faults[0]).toBe('DATABASE_URL is not set: the postgres:// address of the council’s database');
    expect(faults.join()).toMatch(/FOLKMOOT_JWKS is not set.*FOLKMOOT_ISSUER is not set/);
  });

  it('CHA-1 refuse a pace in production, and a pace that is no whole number', () => {
    expect(faultsOf({ ...least, NODE_ENV: 'production', FOLKMOOT_PACE: '2' })).toEqual([
      'FOLKMOOT_PACE must be 1 with NODE_ENV=production: a decision takes the time that its charter gives it',
    ]);
    expect(faultsOf({ ...least, NODE_ENV: 'production', FOLKMOOT_PACE: '1' })).toEqual([]);
    expect(readSettings({ ...least, FOLKMOOT_PACE: '86400' })).toMatchObject({ pace: 86_400 });
    for (const pace of ['0', '-1', '1.5', 'fast'])
      expect(faultsOf({ ...least, FOLKMOOT_PACE: pace }), pace).toEqual([
        'FOLKMOOT_PACE must be a whole number from 1 to 100000000',
      ]);
  });

  it('AUT-1 refuse a port that is none', () => {
    expect(faultsOf({ ...least, PORT: '65536' })).toEqual(['PORT must be a whole number from 0 to 65535']);
    expect(readSettings({ ...least, PORT: '65535' })).toMatchObject({ port: 65_535 });
  });
});

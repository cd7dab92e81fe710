/** The environment of `npm start`: defaults, and every wrong value refused by its name. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { defaultCharterFile, exampleMembersFile } from '../../charter/load.ts';
import { readConfiguration } from '../../embedded/configuration.ts';

const read = (env: NodeJS.ProcessEnv) => readConfiguration(env, '/council');

describe('the configuration', () => {
  it('is a whole council on this machine where nothing is set', () => {
    const defaults = {
      data: '/council/.folkmoot',
      port: 7400,
      pace: 1,
      charterFile: fileURLToPath(defaultCharterFile),
      membersFile: fileURLToPath(exampleMembersFile),
      databaseUrl: null,
      foreignTemporal: null,
      namespace: 'default',
      issuers: null,
      sessions: { lives: { idle: 43_200_000, longest: 604_800_000 }, signIn: null },
      callSecret: null,
      callsProxy: null,
      callsAllowed: [],
      temporalPage: false,
      logKey: { file: '/council/.folkmoot/log.key', origin: null },
      historyKey: '/council/.folkmoot/history.key',
      logLevel: 'info',
      production: false,
      supportServices: [],
    };
    expect(read({})).toEqual(defaults);
    expect(read({ PORT: '', FOLKMOOT_DATA: '', FOLKMOOT_JWKS: '', DATABASE_URL: '', LOG_LEVEL: '' })).toEqual(
      defaults,
    );
  });

  it('refuses a variable of ours that nothing reads', () => {
    expect(() => read({ FOLKMOOT_PAECE: '10', FOLKMOOT_CHATER: 'x.yaml' })).toThrow(
      'Nothing here reads FOLKMOOT_CHATER, FOLKMOOT_PAECE',
    );
    expect(read({ FOLKMOOT_PAECE: '', FOLKMOOT_TEST_RUNS: '1' }).pace).toBe(1);
  });

  it('takes paths relative to the folder it is started in, and absolute ones as they are', () => {
    const { data, charterFile, membersFile } = read({
      FOLKMOOT_DATA: '/var/moot',
      FOLKMOOT_CHARTER: 'php.yaml',
      FOLKMOOT_MEMBERS: '../people.json',
    });
    expect({ data, charterFile, membersFile }).toEqual({
      data: '/var/moot',
      charterFile: '/council/php.yaml',
      membersFile: '/people.json',
    });
  });

  it('takes servers and tokens of somebody else', () => {
    const configuration = read({
      DATABASE_URL: 'postgres://db/folkmoot',
      TEMPORAL_ADDRESS: 'temporal:7233',
      TEMPORAL_NAMESPACE: 'moot',
      FOLKMOOT_JWKS: 'https://id.example/jwks',
      FOLKMOOT_ISSUER: 'https://id.example',
      FOLKMOOT_AUDIENCE: 'moot',
    });
    expect(configuration).toMatchObject({
      databaseUrl: 'postgres://db/folkmoot',
      foreignTemporal: {
        address: 'temporal:7233',
        namespace: 'moot',
        connection: { address: 'temporal:7233' },
      },
      namespace: 'moot',
      issuers: [
        {
          jwks: 'https://id.example/jwks',
          issuer: 'https://id.example',
          audience: ['moot'],
          subject: 'identity',
        },
      ],
    });
  });

  it.each(['1', '65535'])('takes port %s', (port) => {
    expect(read({ PORT: port }).port).toBe(Number(port));
  });

  it.each(['0', '65536', '-1', '74.5', '7e3', 'http', ' 7400'])('refuses port %s', (port) => {
    expect(() => read({ PORT: port })).toThrow(`PORT is a whole number from 1 to 65535, not \`${port}\`.`);
  });

  it('takes a pace, but in production', () => {
    expect(read({ FOLKMOOT_PACE: '86400' }).pace).toBe(86_400);
    expect(read({ FOLKMOOT_PACE: '1', NODE_ENV: 'production' })).toMatchObject({ pace: 1, production: true });
    expect(() => read({ FOLKMOOT_PACE: '2', NODE_ENV: 'production' })).toThrow(
      'refused with NODE_ENV=production',
    );
    expect(() => read({ FOLKMOOT_PACE: '0.5' })).toThrow('FOLKMOOT_PACE is a whole number from 1');
  });

  it('refuses a key set without issuer, and an unknown log level', () => {
    expect(() => read({ FOLKMOOT_JWKS: 'keys.json' })).toThrow('FOLKMOOT_ISSUER is not set');
    expect(() => read({ LOG_LEVEL: 'loud' })).toThrow('LOG_LEVEL is one of trace, debug, info');
  });
});

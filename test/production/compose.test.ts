/** The production shape agrees with the code: names, commands, files, and no secret with a default. */
import { existsSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { searchAttributes } from '../../workflows/messages.ts';
import { exampleVariables, files, interpolated, services, shape, text } from './compose.ts';

const path = (name: string) => new URL(`../../${name}`, import.meta.url);
const { api, worker, 'temporal-namespace': namespace, 'temporal-page': page, ...others } = services();
const secured = services('production/temporal-tls.yaml');

/** Temporal's names of the types of search attributes, as its command line and its SDK spell them. */
const spelled = {
  KEYWORD: 'Keyword',
  INT: 'Int',
  DATETIME: 'Datetime',
  TEXT: 'Text',
  BOOL: 'Bool',
  DOUBLE: 'Double',
};

describe('the production shape', () => {
  it('registers exactly the search attributes that the workflows set, before a worker polls', () => {
    const registered = namespace!.environment!['SEARCH_ATTRIBUTES']!.split(' ').sort();
    const set = Object.values(searchAttributes)
      .map(({ name, type }) => `${name}:${spelled[type as keyof typeof spelled]}`)
      .sort();
    expect(registered).toEqual(set);
  });

  it('starts worker and API from files that the build makes out of sources that are there', () => {
    for (const service of [api!, worker!]) {
      const [program, ...given] = service.command!;
      const built = given.find((argument) => !argument.startsWith('--'));
      expect(program).toBe('node');
      expect(existsSync(path(built!.replace(/^dist\//, '').replace(/\.js$/, '.ts'))), built).toBe(true);
    }
  });

  it('builds its image from every folder that the build compiles', () => {
    const { include } = JSON.parse(text('tsconfig.build.json')) as { include: string[] };
    const copied = text('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    expect(copied).toEqual(expect.arrayContaining(include.map((glob) => glob.split('/')[0])));
    for (const name of copied) expect(existsSync(path(name)), name).toBe(true);
  });

  it('lets worker and API run in any number: no fixed name, and a range of ports for the API', () => {
    expect(api!.container_name).toBeUndefined();
    expect(worker!.container_name).toBeUndefined();
    expect(worker!.ports).toBeUndefined();
    const [port] = api!.ports!;
    expect(port).toMatchObject({
      target: Number(api!.environment!['PORT']),
      published: expect.stringMatching(/\d+-\d+\}$/),
    });
  });

  it('mounts and starts only files that are there, and scripts that may be run', () => {
    const mounted = [...Object.values(services()), ...Object.values(secured)]
      .flatMap(({ volumes = [] }) => volumes)
      // What the tool makes is not there before it has run.
      .filter((volume) => volume.startsWith('./') && !volume.startsWith('./temporal-trust/'))
      .map((volume) => volume.split(':')[0]!);
    for (const source of mounted) expect(existsSync(path(source)), source).toBe(true);
    const started = [...Object.values(services()), ...Object.values(secured)].flatMap(({ entrypoint = [] }) =>
      entrypoint.filter((part) => part.startsWith('/scripts/')),
    );
    const read = ['production/scripts/read-secrets.sh'];
    const starts = [...new Set(started.map((script) => `production${script}`)), ...read].sort();
    expect(starts).toEqual(files('production/scripts'));
    for (const script of files('production/scripts'))
      expect(statSync(path(script)).mode & 0o111, script).not.toBe(0);
  });

  it('runs each role of Temporal in one container of its own, or all of them in one', () => {
    const roles = (profile: string) =>
      Object.values(others)
        .filter(({ profiles = [] }) => profiles.includes(profile))
        .map(({ environment }) => environment!['TEMPORAL_SERVICES'] ?? 'all')
        .sort();
    expect(roles('single')).toEqual(['all']);
    expect(roles('multirole')).toEqual(['frontend', 'history', 'matching', 'worker']);
  });

  it('AUT-1 gives no operator a second way to move a decision: Temporal’s page is read only, its server is not published', () => {
    expect(page!.environment!['TEMPORAL_DISABLE_WRITE_ACTIONS']).toBe('true');
    for (const [name, { ports }] of Object.entries(others)) expect(ports, name).toBeUndefined();
  });
});

describe('secrets and variables of the production shape', () => {
  const chosen = ['FOLKMOOT_MEMBERS'];

  it('stand in files, each made by the tool that makes them, and each given to somebody', () => {
    const names = Object.keys(shape().secrets).sort();
    const made = [...text('production/tools/make-secrets.sh').matchAll(/^make (\S+) /gm)].map(
      ([, name]) => name,
    );
    expect(made.sort()).toEqual(names);
    const given = new Set(Object.values(services()).flatMap(({ secrets = [] }) => secrets));
    expect([...given].sort()).toEqual(names);
    for (const [name, { file }] of Object.entries(shape().secrets))
      expect(file).toBe(`\${FOLKMOOT_SECRETS:-./secrets}/${name}`);
  });

  it('none is a variable of .env', () => {
    const secret = /PASSWORD|_SECRET$|_PWD$|API_KEY/;
    expect([...interpolated(), ...exampleVariables()].filter(({ name }) => secret.test(name))).toEqual([]);
  });

  it('MEM-6 whom the council trusts is given by hand: its members have no default, and the API names a missing issuer or key set', () => {
    const required = interpolated().filter((variable) => variable.required);
    expect([...new Set(required.map(({ name }) => name))].sort()).toEqual(chosen);
    for (const [, name, message] of text('docker-compose.yml').matchAll(/\$\{([A-Z_]+):\?([^}]*)\}/g))
      expect(message).toBe(`set ${name} in .env (production/env.example)`);
  });

  it('every other variable is in the example, with the default that the compose file has', () => {
    const examples = new Map(exampleVariables().map(({ name, value }) => [name, value]));
    const defaults = [...text('docker-compose.yml').matchAll(/\$\{([A-Z_]+):-([^}]*)\}/g)];
    for (const [, name, value] of defaults) expect([name, examples.get(name!)]).toEqual([name, value]);
    const missing = interpolated().filter(({ name }) => !examples.has(name));
    expect(missing).toEqual([]);
  });

  it('every variable of the example is used', () => {
    const used = new Set(text('docker-compose.yml').match(/[A-Z_]{3,}/g));
    expect(exampleVariables().filter(({ name }) => !used.has(name) && name !== 'COMPOSE_PROFILES')).toEqual(
      [],
    );
  });
});

describe('production/temporal-tls.yaml', () => {
  const { environment } = secured['temporal']!;

  it('adds to services that are there', () => {
    expect(Object.keys(secured).filter((name) => services()[name] === undefined)).toEqual([]);
  });

  it('asks both for a certificate and for a permission, in one container and in four', () => {
    for (const name of [
      'temporal',
      'temporal-frontend',
      'temporal-history',
      'temporal-matching',
      'temporal-worker',
    ])
      expect(secured[name]!.environment, name).toMatchObject({
        TEMPORAL_ALLOW_NO_AUTH: 'false',
        TEMPORAL_TLS_REQUIRE_CLIENT_AUTH: 'true',
        TEMPORAL_AUTH_AUTHORIZER: 'default',
        TEMPORAL_AUTH_CLAIM_MAPPER: 'default',
      });
    for (const [name, roles] of [
      ['temporal', 'frontend,internal-frontend,history,matching,worker'],
      ['temporal-worker', 'internal-frontend,worker'],
    ] as const)
      expect(secured[name]!.environment!['TEMPORAL_SERVICES']).toBe(roles);
  });

  it('mounts what its variables name, to the server and to each client', () => {
    for (const [name, { environment: variables = {}, volumes = [] }] of Object.entries(secured)) {
      const mounted = volumes.map((volume) => volume.split(':')[1]!);
      for (const value of Object.values(variables).map((one) => String(one).replace('file://', '')))
        if (value.startsWith('/run/'))
          expect(
            mounted.some((target) => value === target || value.startsWith(`${target}/`)),
            `${name} ${value}`,
          ).toBe(true);
    }
    expect(environment!['TEMPORAL_JWT_KEY_SOURCE1']).toBe('file:///run/temporal/keys.json');
  });

  it('mounts certificates that the tool makes', () => {
    const tool = text('production/tools/make-temporal-trust.sh');
    for (const { volumes = [] } of Object.values(secured))
      for (const [, certificate] of volumes.join(' ').matchAll(/temporal-trust\/(\w+)\.pem/g))
        expect(tool).toMatch(new RegExp(`\\b${certificate}\\b`));
  });
});

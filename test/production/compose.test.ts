/** The production shape agrees with the code: names, commands, files, and no secret with a default. */
import { existsSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { searchAttributes } from '../../workflows/messages.ts';
import { exampleVariables, files, interpolated, services, text } from './compose.ts';

const path = (name: string) => new URL(`../../${name}`, import.meta.url);
const { api, worker, 'temporal-namespace': namespace, 'temporal-page': page, ...others } = services();

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
      const [program, built] = service.command!;
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
    const mounted = Object.values(services())
      .flatMap(({ volumes = [] }) => volumes)
      .filter((volume) => volume.startsWith('./'))
      .map((volume) => volume.split(':')[0]!);
    for (const source of mounted) expect(existsSync(path(source)), source).toBe(true);
    const started = Object.values(services()).flatMap(({ entrypoint = [] }) =>
      entrypoint.filter((part) => part.startsWith('/scripts/')),
    );
    expect(started.map((script) => `production${script}`).sort()).toEqual(files('production/scripts'));
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

describe('secrets of the production shape', () => {
  const secret = /PASSWORD|SECRET|JWKS|ISSUER/;

  it('must each be given: none has a default, and a missing one is named', () => {
    const secrets = interpolated().filter(({ name }) => secret.test(name));
    expect(secrets.length).toBeGreaterThan(0);
    expect(secrets.filter(({ required }) => !required)).toEqual([]);
    for (const [, name, message] of text('docker-compose.yml').matchAll(/\$\{([A-Z_]+):\?([^}]*)\}/g))
      expect(message).toBe(`set ${name} in .env (production/env.example)`);
  });

  it('stand without a value in the example', () => {
    const shown = exampleVariables().filter(({ name }) => secret.test(name));
    expect(shown.filter(({ value, optional }) => value !== '' || optional)).toEqual([]);
  });

  it('and every other variable is in the example, with the default that the compose file has', () => {
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

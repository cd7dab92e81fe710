/** Reads docker-compose.yml and what belongs to it as the tests of the production shape speak of them. */
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** A service of the compose file, with its merge keys resolved. */
export interface Service {
  readonly image: string;
  readonly command?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly profiles?: readonly string[];
  readonly environment?: Readonly<Record<string, string | null>>;
  readonly volumes?: readonly string[];
  readonly ports?: readonly (string | { readonly target: number; readonly published: string })[];
  readonly container_name?: string;
  readonly networks?: readonly string[] | Readonly<Record<string, { readonly aliases?: readonly string[] }>>;
  readonly secrets?: readonly string[];
  readonly cap_drop?: readonly string[];
  readonly cap_add?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly read_only?: boolean;
  readonly logging?: { readonly driver: string; readonly options: Readonly<Record<string, string>> };
  readonly deploy?: { readonly resources: { readonly limits: Readonly<Record<string, string | number>> } };
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly stop_grace_period?: string;
}

interface Shape {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
}

/** A `${NAME}`, `${NAME:-default}` or `${NAME:?message}` of the compose file. */
export interface Variable {
  readonly name: string;
  readonly required: boolean;
}

/** The text of a file at the top of the project. */
export function text(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
}

/** The files of a folder at the top of the project, with their folders, sorted. */
export function files(folder: string): readonly string[] {
  return readdirSync(new URL(`../../${folder}`, import.meta.url), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name}`)
    .sort();
}

export function shape(file = 'docker-compose.yml'): Shape {
  return parse(text(file), { merge: true }) as Shape;
}

export function services(file?: string): Shape['services'] {
  return shape(file).services;
}

/** The networks that a service is on. */
export function networksOf({ networks = [] }: Service): readonly string[] {
  return Array.isArray(networks) ? (networks as readonly string[]) : Object.keys(networks);
}

/** Every variable that the compose file takes from .env, by interpolation. */
export function interpolated(): readonly Variable[] {
  return [...text('docker-compose.yml').matchAll(/\$\{([A-Z_]+)(:[-?])?/g)].map(([, name, operator]) => ({
    name: name!,
    required: operator === ':?',
  }));
}

/** The variables that env.example shows, with their values; those behind a `#` have a default in the compose file. */
export function exampleVariables(): readonly {
  readonly name: string;
  readonly value: string;
  readonly optional: boolean;
}[] {
  return [...text('production/env.example').matchAll(/^(#?)([A-Z_]+)=(.*)$/gm)].map(
    ([, hash, name, value]) => ({
      name: name!,
      value: value!,
      optional: hash === '#',
    }),
  );
}

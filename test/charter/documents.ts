/** Charter documents for the tests: the default charter as people wrote it, and copies of it with something else somewhere. */
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import {
  defaultCharterFile,
  describeFaults,
  parseCharter,
  readCharter,
  type CharterDocument,
  type LoadedCharter,
} from '../../charter/load.ts';
import { placeOf, valueAt } from '../../charter/text/places.ts';

/** The text of the default charter. */
export const defaultText = readFileSync(defaultCharterFile, 'utf8');

/** The text of an example charter. */
export function exampleText(name: string): string {
  return readFileSync(new URL(`${name}.yaml`, examples), 'utf8');
}

const examples = new URL('../../charter/examples/', import.meta.url);

/** The names of all example charters. */
export const exampleNames = readdirSync(examples).map((file) => file.replace(/\.yaml$/, ''));

const document = parse(defaultText) as CharterDocument;

/** The default charter as plain values, a fresh copy: to read its text anew takes longer than all that a test does with it. */
export const defaultDocument = (): CharterDocument => structuredClone(document);

/** The default charter with the values at some JSON Pointers replaced or added; undefined removes. */
export function amended(changes: Readonly<Record<string, unknown>>): CharterDocument {
  const document = defaultDocument();
  for (const [path, value] of Object.entries(changes)) put(document, path, structuredClone(value));
  return document;
}

/** Puts a value at a JSON Pointer, as an own property even where objects inherit one; undefined removes what is there. */
export function put(document: object, path: string, value: unknown): void {
  const place = placeOf(path);
  const holder = valueAt(document, place.slice(0, -1)) as object;
  const key = place.at(-1)!;
  if (value === undefined) Reflect.deleteProperty(holder, key);
  else Reflect.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}

/** A charter that must load. */
export function loaded(source: string | CharterDocument): LoadedCharter {
  const result = typeof source === 'string' ? parseCharter(source) : readCharter(source);
  if ('faults' in result) throw new Error(describeFaults(result.faults));
  return result;
}

/** The faults of a charter as `path: message`, in their order; empty when it loads. */
export function faultsOf(source: string | CharterDocument): string[] {
  const result = typeof source === 'string' ? parseCharter(source) : readCharter(source);
  return 'faults' in result ? result.faults.map(({ path, message }) => `${path}: ${message}`) : [];
}

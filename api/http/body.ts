/** A body's bytes read into a JSON value, strictly: UTF-8 that is whole, and JSON that is kept exactly as it was written. */
import type { Finding } from '../../charter/faults/fault.ts';
import { readJson } from '../../charter/text/json.ts';
import { pointer } from '../../charter/text/places.ts';
import { textOf } from '../../charter/text/utf8.ts';
import { type FieldError, problemError } from '../problems/problem.ts';

/** Bytes of a body, where the route does not say otherwise. */
export const longestBody = 512 * 1024;
/** Bytes of the longest body that any route takes: an import of some fifty thousand members. */
export const longestOfAll = 16 * 1024 * 1024;

/** Whether a Content-Type is JSON's, in UTF-8 where it says so. */
export const isJson = (type: string | undefined): boolean =>
  type !== undefined && /^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(type);

/** How deep a body may nest; whatever reads it after this may call itself once a level. */
export const deepest = 64;

/** Faults listed in one answer; the rest is only counted. */
export const errorsListed = 100;

/**
 * The JSON value of a body.
 * @throws a problem `malformed-json` where the bytes are not UTF-8 or not JSON, or an object has a key twice; `invalid-body` where a
 * number would be changed, a text has characters that none may have, a key reaches into prototypes, or the nesting is deeper than 64
 */
export function readBody(bytes: Uint8Array): unknown {
  const text = textOf(bytes);
  if (text === undefined) throw problemError('malformed-json', { reason: 'it is not UTF-8' });
  const reading = readJson(text, { deepest, mostFindings: errorsListed });
  if ('value' in reading) return reading.value;
  const errors = fieldErrors(reading.findings);
  if (!('malformed' in reading)) throw invalid('invalid-body', errors);
  throw problemError('malformed-json', { reason: reading.malformed }, errors.length > 0 ? { errors } : {});
}

/** A problem that lists what is wrong with a body or a query, each fault with its path. */
export function invalid(code: 'invalid-body' | 'invalid-query', errors: readonly FieldError[]): Error {
  return problemError(code, { faults: errors.length }, { errors: errors.slice(0, errorsListed) });
}

/** Findings as a problem lists them. */
export function fieldErrors(findings: readonly Finding[]): FieldError[] {
  return findings.map(({ place, message, facts = {} }) => ({ path: pointer(place), message, facts }));
}

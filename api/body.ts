/** A body's bytes read into a JSON value, strictly: UTF-8 that is whole, nesting that has an end, and nothing that cannot be stored. */
import { type Place, pointer } from '../charter/places.ts';
import { type FieldError, problemError } from './problem.ts';

/** How deep a body may nest; whatever reads it after this may call itself once a level. */
export const deepest = 64;

/** Keys that reach into every object's prototype. */
const refusedKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Faults listed in one answer; the rest is only counted. */
export const errorsListed = 100;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The JSON value of a body.
 * @throws a problem `malformed-json` where the bytes are not UTF-8 or not JSON, `invalid-body` where a text holds U+0000 or a lone
 * surrogate (PostgreSQL cannot store them), a key reaches into prototypes, or the nesting is deeper than 64
 */
export function readBody(bytes: Uint8Array): unknown {
  const value = parse(decode(bytes));
  const errors = unsafeParts(value);
  if (errors.length > 0) throw invalid('invalid-body', errors);
  return value;
}

/** A problem that lists what is wrong with a body or a query, each fault with its path. */
export function invalid(code: 'invalid-body' | 'invalid-query', errors: readonly FieldError[]): Error {
  return problemError(code, { faults: errors.length }, { errors: errors.slice(0, errorsListed) });
}

/** Whether a text can be stored: no U+0000, and no surrogate without its other half. */
export const isStorable = (text: string): boolean => !text.includes('\0') && !/\p{Surrogate}/u.test(text);

function decode(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw problemError('malformed-json', { reason: 'it is not UTF-8' });
  }
}

function parse(text: string): unknown {
  if (text.trim() === '') throw problemError('malformed-json', { reason: 'it is empty' });
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) throw problemError('malformed-json', { reason: 'it is not JSON' });
    throw error;
  }
}

interface Part {
  readonly value: unknown;
  readonly place: Place;
}

/** Walked with a list of what is left, so that no depth exhausts the stack. */
function unsafeParts(body: unknown): FieldError[] {
  const errors: FieldError[] = [];
  const left: Part[] = [{ value: body, place: [] }];
  for (let part = left.pop(); part !== undefined && errors.length < errorsListed; part = left.pop()) {
    const { value, place } = part;
    if (typeof value === 'string' && !isStorable(value))
      errors.push(at(place, 'must not contain U+0000 or a lone surrogate'));
    if (typeof value !== 'object' || value === null) continue;
    if (place.length >= deepest) {
      errors.push(at(place, 'nests too deep', { most: deepest }));
      continue;
    }
    for (const [key, inner] of Object.entries(value)) {
      const here = [...place, Array.isArray(value) ? Number(key) : key];
      if (refusedKeys.has(key)) errors.push(at(here, 'is no field that there is'));
      else if (!isStorable(key))
        errors.push(at(place, 'must not have a key with U+0000 or a lone surrogate'));
      else left.push({ value: inner, place: here });
    }
  }
  return errors;
}

function at(place: Place, message: string, facts: FieldError['facts'] = {}): FieldError {
  return { path: pointer(place), message, facts };
}

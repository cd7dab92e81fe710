/** JSON text read into plain values, strictly: what was written is what is read, or it is refused with its place. */
import { type JSONVisitor, visit } from 'jsonc-parser';
import { characterFault } from './characters.ts';
import type { Finding } from '../faults/fault.ts';

export type JsonReading =
  | { readonly value: unknown }
  /** It is no JSON (RFC 8259), or an object in it has a key twice (RFC 7493, section 2.3): `findings` say where. */
  | { readonly malformed: string; readonly findings: readonly Finding[] }
  /** It is JSON that cannot be kept as it is written. */
  | { readonly findings: readonly Finding[] };

export interface JsonLimits {
  /** Levels that it may nest: whatever reads it after this may call itself once a level. */
  readonly deepest: number;
  /** Findings after which nothing more is looked for. */
  readonly mostFindings: number;
}

/** Keys that reach into every object's prototype. */
const refusedKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Reads one JSON text. Refused are a key that comes twice in one object, a number that a double would change (RFC 7493, section 2.2),
 * characters that no text may have, keys that reach into prototypes, and nesting without end.
 */
export function readJson(text: string, limits: JsonLimits): JsonReading {
  if (text.trim() === '') return { malformed: 'it is empty', findings: [] };
  const value = parsed(text);
  if (value === undefined) return { malformed: 'it is not JSON', findings: [] };
  if (isPlain(text, value, limits)) return { value };
  const { repeated, others } = inspect(text, limits);
  if (repeated.length > 0) return { malformed: 'an object has a key twice', findings: repeated };
  return others.length > 0 ? { findings: others } : { value };
}

/** Undefined where it is no JSON, which never says undefined. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * Whether a text is what its value is written as again, with nothing in it that would have to be looked at, as most programs write: no key is lost
 * then, and no digit. Several times faster than a walk over the text.
 */
function isPlain(text: string, value: unknown, { deepest }: JsonLimits): boolean {
  return (
    !/\\|__proto__|constructor|prototype/.test(text) &&
    characterFault(text) === undefined &&
    depthOf(text) <= deepest &&
    JSON.stringify(value) === text
  );
}

/** Levels that a JSON text without escapes nests. */
function depthOf(text: string): number {
  let [depth, most, inText] = [0, 0, false];
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === 0x22) inText = !inText;
    else if (inText) continue;
    else if (unit === 0x5b || unit === 0x7b) most = Math.max(most, (depth += 1));
    else if (unit === 0x5d || unit === 0x7d) depth -= 1;
  }
  return most;
}

/** Thrown by the visitor to end a visit early: it calls itself once a level, and would exhaust the stack. */
const enough = new Error('enough was found');

/** Walks over the text of a JSON value as it was written: the value has lost its repeated keys and its digits already. */
function inspect(
  text: string,
  { deepest, mostFindings }: JsonLimits,
): { readonly repeated: readonly Finding[]; readonly others: readonly Finding[] } {
  const repeated: Finding[] = [];
  const others: Finding[] = [];
  const keys: Set<string>[] = [];
  let level = 0;
  const note = (list: Finding[], finding: Finding): void => {
    list.push(finding);
    if (repeated.length + others.length >= mostFindings) throw enough;
  };
  const open = (place: () => Finding['place']): void => {
    level += 1;
    if (level <= deepest) return;
    others.push({ place: place(), message: 'nests too deep', facts: { most: deepest } });
    throw enough;
  };
  const visitor: JSONVisitor = {
    onObjectBegin: (_offset, _length, _line, _character, place) => {
      open(place);
      keys.push(new Set());
    },
    onObjectEnd: () => {
      level -= 1;
      keys.pop();
    },
    onArrayBegin: (_offset, _length, _line, _character, place) => open(place),
    onArrayEnd: () => {
      level -= 1;
    },
    onObjectProperty: (key, _offset, _length, _line, _character, object) => {
      const here = keys.at(-1);
      if (here?.has(key) === true)
        note(repeated, { place: [...object(), key], message: 'is there more than once' });
      here?.add(key);
      if (refusedKeys.has(key))
        note(others, { place: [...object(), key], message: 'is no field that there is' });
      const fault = characterFault(key);
      if (fault !== undefined)
        note(others, { place: object(), ...fault, message: `has a key that ${fault.message}` });
    },
    onLiteralValue: (value: unknown, offset, length, _line, _character, place) => {
      if (typeof value === 'string') {
        const fault = characterFault(value);
        if (fault !== undefined) note(others, { place: place(), ...fault });
      }
      if (typeof value === 'number') {
        const written = text.slice(offset, offset + length);
        if (!isExact(written)) note(others, { place: place(), ...changed(written, value) });
      }
    },
  };
  try {
    visit(text, visitor, { disallowComments: true });
  } catch (error) {
    if (error !== enough) throw error;
  }
  return { repeated, others };
}

/** Characters of a number that are shown. */
const longestShown = 100;

const changed = (written: string, value: number): Omit<Finding, 'place'> => ({
  message: 'is a number that cannot be kept exactly (IEEE 754, 64 bits)',
  facts: { written: written.slice(0, longestShown), nearest: String(value) },
});

/** Whether a number of JSON is the one that comes back when its double is written again: the same decimal number. */
export function isExact(written: string): boolean {
  const value = Number(written);
  return Number.isFinite(value) && decimal(written) === decimal(String(value));
}

/** A number of JSON, or a finite one of JavaScript, as sign, significant digits and exponent, so that equal ones have one text. */
function decimal(number: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(number) ?? [];
  const digits = `${whole}${fraction}`;
  let end = digits.length;
  while (digits[end - 1] === '0') end -= 1;
  let start = 0;
  while (start < end && digits[start] === '0') start += 1;
  if (start === end) return '0';
  return `${sign}${digits.slice(start, end)}e${Number(exponent) - fraction.length + digits.length - end}`;
}

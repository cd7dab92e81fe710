/** JSON files as the ledger has them: canonical (RFC 8785), so that a value has one text and a text one value. */
import { canonicalJson } from './canonical.ts';
import { textOf } from '../../charter/text/utf8.ts';

/** A body that the API takes nests 64 levels at most, and evidence holds it a few further down. What nests deeper is none of ours. */
const deepest = 100;

export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value of a canonical JSON text in UTF-8; undefined for any other bytes. */
export function readCanonical(bytes: Uint8Array): unknown {
  const text = textOf(bytes);
  const value = text === undefined ? undefined : jsonOf(text);
  return value !== undefined && canonicalOf(value) === text ? value : undefined;
}

/** The value of a JSON text; undefined where it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The canonical text of a value; undefined where it has none, as with a lone surrogate in a text, or nests too deep. */
export function canonicalOf(value: unknown): string | undefined {
  // JSON.stringify writes what RFC 8785 does where keys stand in order already, several times faster; but lone surrogates too.
  const text = isInOrder(value, deepest) ? JSON.stringify(value) : undefined;
  if (text?.includes('\\ud') === false) return text;
  if (!nestsWithin(value, deepest)) return undefined;
  try {
    return canonicalJson(value);
  } catch {
    return undefined;
  }
}

/** Whether the keys of every object stand in the order of their UTF-16 code units, and nothing nests deeper than so many levels. */
function isInOrder(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (levels === 0) return false;
  if (Array.isArray(value)) return value.every((item) => isInOrder(item, levels - 1));
  let before = '';
  for (const key in value) {
    if (key < before || !isInOrder((value as JsonObject)[key], levels - 1)) return false;
    before = key;
  }
  return true;
}

function nestsWithin(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((item) => nestsWithin(item, levels - 1));
}

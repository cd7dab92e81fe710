/** Canonical JSON, RFC 8785: the same bytes for the same value, whoever writes it. */
import canonicalize from 'canonicalize';

/**
 * The canonical text of a JSON value.
 * @throws {TypeError} for what JSON cannot say (undefined, functions, NaN)
 */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('not a JSON value');
  return text;
}

/** The canonical text as UTF-8 bytes. */
export const canonicalBytes = (value: unknown): Buffer => Buffer.from(canonicalJson(value), 'utf8');

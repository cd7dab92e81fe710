/** A charter's hash stands for its values and for nothing else (CHA-1, CHA-3). */
import { createHash } from 'node:crypto';
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { stringify } from 'yaml';
import { charterHash, parseCharter } from '../../charter/load.ts';
import { withValueAt, type Place } from '../../charter/text/places.ts';
import type { CharterDocument } from '../../charter/load.ts';
import { defaultDocument, defaultText, loaded } from './documents.ts';

const { document, hash } = loaded(defaultText);

describe('the hash of a charter', () => {
  it('CHA-3 is SHA-256 in lower-case hex, of the canonical JSON', () => {
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(hash).toBe(createHash('sha256').update(canonical(document)).digest('hex'));
  });

  it('CHA-3 is the same in YAML and JSON, with comments and without', () => {
    for (const text of [
      stringify(defaultDocument()),
      JSON.stringify(defaultDocument()),
      JSON.stringify(document, null, 4),
    ]) {
      expect(loaded(text).hash).toBe(hash);
    }
  });

  it.prop([fc.infiniteStream(fc.nat())], { numRuns: 20 })(
    'CHA-3 does not know the order of keys',
    (numbers) => {
      const parsed = parseCharter(JSON.stringify(shuffled(defaultDocument(), numbers)));
      expect('hash' in parsed && parsed.hash).toBe(hash);
    },
  );

  it.prop([fc.constantFrom(...places(document)), fc.constantFrom(0, -1, 'x', null, true)])(
    'CHA-1 changes with any value',
    (place, value) => {
      const other = withValueAt(document, place, [value]) as CharterDocument;
      expect(charterHash(other)).not.toBe(hash);
    },
  );

  it('CHA-1 changes with the order of a list', () => {
    const other = { ...document, principles: document.principles.toReversed() };
    expect(charterHash(other)).not.toBe(hash);
  });
});

/** Canonical JSON of plain ASCII keys and integers: RFC 8785 sorts keys by UTF-16 code unit and writes no space. */
function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const record = value as Record<string, unknown>;
  const parts = Object.keys(record)
    .toSorted()
    .map((key) => `${JSON.stringify(key)}:${canonical(record[key])}`);
  return `{${parts.join(',')}}`;
}

function shuffled(value: unknown, numbers: Iterator<number>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => shuffled(item, numbers));
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]) => ({ key, inner: shuffled(inner, numbers), at: numbers.next().value as number }))
      .toSorted((one, other) => one.at - other.at)
      .map(({ key, inner }) => [key, inner]),
  );
}

/** Every place below the root. */
function places(value: unknown, above: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    [...above, key],
    ...places(inner, [...above, key]),
  ]);
}

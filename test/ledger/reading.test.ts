/** Bytes that are not exactly a record or evidence in canonical JSON: refused in a sentence, whatever they are. */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { canonicalBytes, canonicalJson } from '../../ledger/bytes/canonical.ts';
import { longestRecord, readEvidence, readRecord } from '../../ledger/parts/evidence.ts';
import { canonicalOf, readCanonical } from '../../ledger/bytes/json.ts';
import { leafHash } from '../../ledger/log/merkle.ts';
import { example } from './example.ts';

const decision = example();
const record = canonicalJson(decision.record);
const evidence = canonicalJson(decision.evidence);

const nested = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;

/** A change of the text, and what is expected of the reader; the text itself is read. */
const changes: readonly (readonly [string, (text: string) => string])[] = [
  ['a key twice', (text) => text.replace('"format":', '"format":"x","format":')],
  ['a zero with a sign', (text) => text.replace(/"round":0\b/, '"round":-0')],
  ['a number with a fraction', (text) => text.replace(/"version":1\b/, '"version":1.0')],
  ['a number with an exponent', (text) => text.replace(/"version":1\b/, '"version":1e0')],
  ['a number beyond 2^53', (text) => text.replace(/"version":1\b/, '"version":9007199254740993')],
  ['a number that no float holds', (text) => text.replace(/"version":1\b/, '"version":1e999')],
  ['a letter escaped without need', (text) => text.replace('A second', String.raw`\u0041 second`)],
  ['a slash escaped', (text) => text.replace('A second', String.raw`A\/second`)],
  ['a control character unescaped', (text) => text.replace('A second', 'A\tsecond')],
  ['a lone surrogate', (text) => text.replace('A second', String.raw`\ud800 second`)],
  ['a space between', (text) => text.replace(':', ': ')],
  ['a newline at the end', (text) => `${text}\n`],
  ['a byte order mark', (text) => `\ufeff${text}`],
  ['something after it', (text) => `${text}{}`],
  ['nothing', () => ''],
  ['a cut', (text) => text.slice(0, -1)],
  ['a nesting of a million levels', () => nested(1_000_000)],
  ['a list', (text) => `[${text}]`],
  ['a text', (text) => JSON.stringify(text)],
  ['a prototype', (text) => text.replace('{', '{"__proto__":{"polluted":1},')],
];

describe('a record', () => {
  it('REC-1 as it was written is read', () => {
    expect(readRecord(Buffer.from(record))).toEqual(JSON.parse(record));
  });

  it.each(changes)('REC-1 with %s is none', (_, change) => {
    expect(change(record)).not.toBe(record);
    expect(readRecord(Buffer.from(change(record)))).toEqual({ fault: expect.any(String) });
  });

  it('REC-1 that is not UTF-8 is none, though it differs in nothing once repaired', () => {
    const title = decision.record.title!;
    const bytes = canonicalBytes({ ...decision.record, title: `${title}\ufffd` });
    const place = bytes.indexOf(Buffer.from('\ufffd'));
    const broken = Buffer.concat([bytes.subarray(0, place), Buffer.of(0xff), bytes.subarray(place + 3)]);
    expect(readRecord(bytes)).toHaveProperty('id');
    expect(readRecord(broken)).toEqual({ fault: expect.stringContaining('not canonical JSON') });
  });

  it('REC-1 with its keys in another order is none', () => {
    const turned = Object.fromEntries(Object.entries(decision.record).toReversed());
    expect(readRecord(Buffer.from(JSON.stringify(turned)))).toEqual({
      fault: expect.stringContaining('not canonical JSON'),
    });
  });

  it('REC-1 longer than any is not even looked at', () => {
    expect(readRecord(Buffer.alloc(longestRecord + 1, ' '))).toEqual({
      fault: 'The record has 4000001 bytes; 4000000 are the most that are read.',
    });
  });

  it('REC-1 may hold what nests to 100 levels, and no deeper', () => {
    const at = (levels: number): Buffer => {
      const told = { deep: JSON.parse(nested(levels)) as unknown };
      return canonicalBytes({
        ...decision.record,
        ending: { rule: 'EXE-1', facts: { told }, doneBefore: null },
      });
    };
    expect(readRecord(at(96))).toHaveProperty('id');
    expect(readRecord(at(97))).toEqual({ fault: expect.stringContaining('not canonical JSON') });
  });
});

describe('evidence', () => {
  it('REC-1 as it was written is read', () => {
    expect(readEvidence(Buffer.from(evidence))).toMatchObject({ evidence: JSON.parse(evidence) });
  });

  it.each(changes)('REC-1 with %s is none', (_, change) => {
    expect(change(evidence)).not.toBe(evidence);
    expect(readEvidence(Buffer.from(change(evidence)))).toEqual({ fault: expect.any(String) });
  });

  it.each(['ballots', 'electorate', 'positions', 'preferences', 'timeline', 'versions'] as const)(
    'REC-1 whose %s have their keys in another order is none, though the log hashed them so',
    (part) => {
      const turned = decision.evidence[part].map((entry) =>
        Object.fromEntries(Object.entries(JSON.parse(canonicalJson(entry)) as object).toReversed()),
      );
      const list = turned.map((entry) => JSON.stringify(entry)).join(',');
      const whole = evidence.replace(
        canonicalJson({ [part]: decision.evidence[part] }).slice(1, -1),
        `"${part}":[${list}]`,
      );
      expect(whole).not.toBe(evidence);
      expect(readEvidence(Buffer.from(whole))).toEqual({
        fault: expect.stringContaining('not canonical JSON'),
      });
    },
  );

  it('REC-1 with a million wrong entries is refused for the first of them', () => {
    const entries = JSON.stringify(Array.from({ length: 1_000_000 }, () => 0));
    const text = evidence.replace('"statements":[]', `"statements":${entries}`);
    expect(readEvidence(Buffer.from(text))).toEqual({
      fault: expect.stringMatching(/: \/statements\/0 Invalid input: expected object, received number\.$/),
    });
  });

  it('CON-1 with more options than a preference map is made of is refused', () => {
    const alternatives = Array.from({ length: 101 }, (_, place) => ({ title: `${place}`, text: '' }));
    const [version] = decision.evidence.versions;
    const versions = [{ ...version!, content: { ...version!.content, alternatives } }];
    expect(readEvidence(canonicalBytes({ ...decision.evidence, versions }))).toEqual({
      fault: expect.stringContaining('/versions/0/content/alternatives'),
    });
  });
});

describe('a text', () => {
  it.prop([fc.jsonValue({ maxDepth: 4 }), fc.nat(), fc.constantFrom(' ', '0', ',', '"', '\\', '1', '}')])(
    'REC-1 has no second form: one letter more and it is another value or none',
    (value, place, letter) => {
      const text = canonicalOf(value);
      fc.pre(text !== undefined);
      const at = place % (text.length + 1);
      const changed = `${text.slice(0, at)}${letter}${text.slice(at)}`;
      const read = readCanonical(Buffer.from(changed));
      if (read !== undefined) expect(leafHash(canonicalBytes(read))).not.toEqual(leafHash(Buffer.from(text)));
    },
  );

  it('REC-1 with a letter that looks like an escape is a text like any other', () => {
    expect(readCanonical(canonicalBytes({ path: 'C:\\udir' }))).toEqual({ path: 'C:\\udir' });
  });
});

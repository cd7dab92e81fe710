/** JSON is kept exactly as it was written, or refused with its place (RFC 8259, RFC 7493). */
import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { isExact, readJson } from '../../charter/text/json.ts';
import { pointer } from '../../charter/text/places.ts';

const limits = { deepest: 8, mostFindings: 10 };

/** The value that was read, or the places and reasons for which the text is refused. */
function read(text: string): unknown {
  const reading = readJson(text, limits);
  if ('value' in reading) return reading.value;
  return {
    ...('malformed' in reading ? { malformed: reading.malformed } : {}),
    at: reading.findings.map(({ place, message }) => `${pointer(place)} ${message}`),
  };
}

const inexact = (path: string) => ({
  at: [`${path} is a number that cannot be kept exactly (IEEE 754, 64 bits)`],
});

describe('a number of JSON', () => {
  it.each([
    ['the first whole number that a double has not', '9007199254740993', '9007199254740992'],
    ['the same with a fraction', '9007199254740993.0', '9007199254740992'],
    ['a fraction with more digits than a double', '12345678901234567.5', '12345678901234568'],
    ['one beyond the greatest double', '1e400', 'Infinity'],
    ['one beyond the least', '1e-400', '0'],
    ['one below the least, negative', '-1e-400', '0'],
    ['a tenth and a little', '0.10000000000000000001', '0.1'],
    ['an exponent of many digits', '1e99999999999999999999', 'Infinity'],
  ])('PRO-10 is refused where it would be changed: %s', (_what, written, nearest) => {
    expect(read(`{"a": [0, ${written}]}`)).toEqual(inexact('/a/1'));
    expect(readJson(written, limits)).toMatchObject({
      findings: [{ place: [], facts: { written, nearest } }],
    });
  });

  it.each([
    ['9007199254740992', 9007199254740992],
    ['9007199254740994', 9007199254740994],
    ['0.1', 0.1],
    ['1.50', 1.5],
    ['1e3', 1000],
    ['1E+3', 1000],
    ['100e-2', 1],
    ['0e999', 0],
    ['-0', -0],
    ['1.7976931348623157e308', Number.MAX_VALUE],
    ['5e-324', Number.MIN_VALUE],
    ['1e21', 1e21],
    ['0.30000000000000004', 0.30000000000000004],
  ])('PRO-10 is taken where its double says the same: %s', (written, value) => {
    expect(read(written)).toBe(value);
  });

  it('PRO-10 shows no more of a long one than helps, and reads it in no time', () => {
    const long = `1${'0'.repeat(300_000)}1e-300001`;
    const reading = readJson(`[${long}]`, limits);
    expect(reading).toMatchObject({ findings: [{ place: [0], facts: { written: long.slice(0, 100) } }] });
    expect(isExact(`1${'0'.repeat(300_000)}e-300000`)).toBe(true);
  });
});

describe('an object of JSON', () => {
  it('PRO-10 has a key once: the same twice is refused with its place, however it is written', () => {
    const twice = (path: string) => ({
      malformed: 'an object has a key twice',
      at: [`${path} is there more than once`],
    });
    expect(read('{"a": 1, "a": 1}')).toEqual(twice('/a'));
    expect(read('{"a": [{"b/c": 1, "b\\u002fc": 2}]}')).toEqual(twice('/a/0/b~1c'));
    expect(read('{"a": {"b": 1}, "b": {"a": 1}, "c": [{"a": 1}, {"a": 1}]}')).toMatchObject({ b: { a: 1 } });
  });

  it('PRO-10 hides nothing under a key that comes again', () => {
    expect(read('{"a": 1e400, "a": 1}')).toMatchObject({ malformed: 'an object has a key twice' });
    expect(read(`{"a": ${'['.repeat(100_000)}${']'.repeat(100_000)}, "a": 1}`)).toEqual({
      at: ['/a/0/0/0/0/0/0/0 nests too deep'],
    });
  });
});

describe('a text of JSON', () => {
  it('PRO-10 has no characters that hide or reorder, as a value or as a key', () => {
    expect(read('{"a": ["\\u202e"]}')).toEqual({ at: ['/a/0 must have no characters that reorder text'] });
    expect(read('{"a": {"\\u001b[2J": 1}}')).toEqual({
      at: ['/a has a key that must have no control characters but tab and line feed'],
    });
  });

  it('PRO-10 with a great many faults has the first of them found', () => {
    const reading = readJson(`[${Array.from({ length: 50 }, () => '1e400').join()}]`, limits);
    expect('findings' in reading && reading.findings).toHaveLength(limits.mostFindings);
  });
});

/** A number as people write one: digits, a fraction, an exponent. */
const written = fc
  .tuple(
    fc.constantFrom('', '-'),
    fc.oneof(fc.constant('0'), fc.stringMatching(/^[1-9]\d{0,20}$/)),
    fc.oneof(fc.constant(''), fc.stringMatching(/^\.\d{1,20}$/)),
    fc.oneof(fc.constant(''), fc.stringMatching(/^[eE][+-]?\d{1,3}$/)),
  )
  .map((parts) => parts.join(''));

/** Numerator and denominator of a decimal number, by another way than the one that is tested. */
function fractionOf(number: string): { readonly num: bigint; readonly den: bigint } {
  const [mantissa = '', exponent = '0'] = number.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const power = Number(exponent) - fraction.length;
  const num = BigInt(`${whole}${fraction}`.replace('-', '')) * (number.startsWith('-') ? -1n : 1n);
  return power >= 0 ? { num: num * 10n ** BigInt(power), den: 1n } : { num, den: 10n ** BigInt(-power) };
}

test.prop([written])('PRO-10 any number is the one that was written, or refused', (number) => {
  const reading = readJson(`{"a": ${number}}`, limits);
  const value = Number(number);
  const [a, b] = [fractionOf(number), Number.isFinite(value) ? fractionOf(String(value)) : undefined];
  const isSame = b !== undefined && a.num * b.den === b.num * a.den;
  expect(reading).toMatchObject(isSame ? { value: { a: value } } : { findings: [{ place: ['a'] }] });
});

test.prop([fc.jsonValue({ depthSize: 'medium' })])('PRO-10 any JSON that is kept is kept whole', (value) => {
  const text = JSON.stringify(value);
  const reading = readJson(text, { deepest: 64, mostFindings: 10 });
  if ('value' in reading) expect(JSON.stringify(reading.value)).toBe(text);
  else expect(reading.findings.length).toBeGreaterThan(0);
});

const key = fc.stringMatching(/^[a-z~/]{1,3}$/);

test.prop([fc.array(fc.tuple(key, fc.integer()), { maxLength: 6 })])(
  'PRO-10 an object is read where its keys differ, and else each repetition is named',
  (entries) => {
    const text = `{${entries.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join()}}`;
    const names = entries.map(([name]) => name);
    const repeated = names.filter((name, place) => names.indexOf(name) !== place);
    expect(readJson(text, limits)).toEqual(
      repeated.length === 0
        ? { value: Object.fromEntries(entries) }
        : {
            malformed: 'an object has a key twice',
            findings: repeated.map((name) => ({ place: [name], message: 'is there more than once' })),
          },
    );
  },
);

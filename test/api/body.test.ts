/** Bodies are read strictly: what cannot be stored or parsed in one way only is refused, and the rest comes through unchanged. */
import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { deepest, errorsListed, readBody } from '../../api/http/body.ts';
import { isProblemError, type Problem } from '../../api/problems/problem.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function problem(body: Uint8Array | string): Problem {
  try {
    readBody(typeof body === 'string' ? bytes(body) : body);
  } catch (error) {
    if (isProblemError(error)) return error.problem;
    throw error;
  }
  throw new Error('was read');
}

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

describe('a body', () => {
  it('PRO-10 is UTF-8 that is whole: a broken byte is refused, not repaired', () => {
    const broken = Uint8Array.from([0x22, 0xc3, 0x28, 0x22]);
    expect(problem(broken)).toMatchObject({ code: 'malformed-json', facts: { reason: 'it is not UTF-8' } });
    expect(readBody(bytes('"Zoë"'))).toBe('Zoë');
  });

  it('PRO-10 is JSON, and one value', () => {
    for (const text of ['', ' \n', '{', '{} {}', "{'a': 1}", '{"a": 1,}', 'NaN', '\uFEFF{}'])
      expect(problem(text).code, text).toBe('malformed-json');
  });

  it('PRO-10 reaches into no prototype, at any depth, and is told where it tried', () => {
    expect(problem('{"__proto__": {"admin": true}}').errors).toEqual([
      { path: '/__proto__', message: 'is no field that there is', facts: {} },
    ]);
    expect(problem('{"a": [{"constructor": 1}]}').errors?.[0]?.path).toBe('/a/0/constructor');
    expect(problem('{"prototype": 1}').code).toBe('invalid-body');
  });

  it('PRO-10 has each key of an object once: the same twice is refused with its path', () => {
    expect(problem('{"a": {"b": 1, "b": 1}}')).toEqual({
      code: 'malformed-json',
      rule: null,
      facts: { reason: 'an object has a key twice' },
      errors: [{ path: '/a/b', message: 'is there more than once', facts: {} }],
    });
  });

  it('PRO-10 keeps each number as it was written, or is refused with its path', () => {
    expect(readBody(bytes('[9007199254740992, 0.1]'))).toEqual([9_007_199_254_740_992, 0.1]);
    expect(problem('{"a": [9007199254740993, 1e400]}')).toEqual({
      code: 'invalid-body',
      rule: null,
      facts: { faults: 2 },
      errors: [
        {
          path: '/a/0',
          message: 'is a number that cannot be kept exactly (IEEE 754, 64 bits)',
          facts: { written: '9007199254740993', nearest: '9007199254740992' },
        },
        {
          path: '/a/1',
          message: 'is a number that cannot be kept exactly (IEEE 754, 64 bits)',
          facts: { written: '1e400', nearest: 'Infinity' },
        },
      ],
    });
  });

  it('PRO-10 holds no text that PostgreSQL cannot store, or that shows other than it reads', () => {
    expect(problem('{"a": "x\\u202ey"}').errors).toEqual([
      {
        path: '/a',
        message: 'must have no characters that reorder text',
        facts: { codePoint: 'U+202E', at: 1 },
      },
    ]);
    expect(problem('{"a": "\\u001b[31m"}').errors?.[0]?.facts).toEqual({ codePoint: 'U+001B', at: 0 });
    expect(readBody(bytes('"one\\n\\ttwo"'))).toBe('one\n\ttwo');
    expect(problem('{"a": "x\\u0000y"}').errors?.[0]?.path).toBe('/a');
    expect(problem('{"a": ["\\ud800"]}').errors?.[0]?.path).toBe('/a/0');
    expect(problem('{"\\udc00": 1}').code).toBe('invalid-body');
    expect(readBody(bytes('"\\ud83d\\ude00"'))).toBe('😀');
  });

  it(`PRO-10 nests ${deepest} deep at most, however deep it is`, () => {
    expect(readBody(bytes(nested(deepest)))).toBeInstanceOf(Array);
    expect(problem(nested(deepest + 1))).toMatchObject({ code: 'invalid-body' });
    expect(problem(nested(100_000))).toMatchObject({ code: 'invalid-body' });
  });

  it('PRO-10 with a great many faults has the first of them listed', () => {
    const many = JSON.stringify(Array.from({ length: errorsListed * 2 }, () => '\0'));
    expect(problem(many).errors).toHaveLength(errorsListed);
  });
});

const safeText = fc
  .string({ unit: 'grapheme' })
  .filter((text) => !/(?![\t\n])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u.test(text));
const safeKey = safeText.filter((key) => !['__proto__', 'constructor', 'prototype'].includes(key));
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.constant(null),
    fc.boolean(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
    safeText,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(safeKey, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;

test.prop([json])('PRO-10 every other JSON value is read as it was written', (value) => {
  const text = JSON.stringify(value);
  expect(JSON.stringify(readBody(bytes(text)))).toBe(text);
});

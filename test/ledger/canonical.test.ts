/** Canonical JSON, against the examples of RFC 8785; and reading it back strictly. */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { canonicalBytes, canonicalJson } from '../../ledger/bytes/canonical.ts';
import { readCanonical } from '../../ledger/bytes/json.ts';

describe('canonical JSON', () => {
  it('REC-1 writes the values of RFC 8785, section 3.2.2', () => {
    const given = JSON.parse(
      String.raw`{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}`,
    ) as unknown;
    expect(canonicalJson(given)).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
  });

  it('REC-1 sorts keys by their UTF-16 code units, as in RFC 8785, section 3.2.3', () => {
    const given = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    const order = Object.values(
      JSON.parse(
        `[${canonicalJson(given)
          .slice(1, -1)
          .replaceAll(/"[^"]*":/g, '')}]`,
      ),
    );
    expect(order).toEqual([
      'Carriage Return',
      'One',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ]);
  });

  it('REC-1 nests as the published examples do', () => {
    const given = { 1: { f: { f: 'hi', F: 5 }, '\n': 56.0 }, 10: {}, '': 'empty', a: {}, 111: [{}], A: {} };
    expect(canonicalJson(given)).toBe(
      String.raw`{"":"empty","1":{"\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[{}],"A":{},"a":{}}`,
    );
  });

  it.each([
    ['0000000000000000', '0'],
    ['8000000000000000', '0'],
    ['0000000000000001', '5e-324'],
    ['7fefffffffffffff', '1.7976931348623157e+308'],
    ['4340000000000000', '9007199254740992'],
    ['4430000000000000', '295147905179352830000'],
    ['44b52d02c7e14af5', '9.999999999999997e+22'],
    ['44b52d02c7e14af6', '1e+23'],
    ['444b1ae4d6e2ef4e', '999999999999999700000'],
    ['444b1ae4d6e2ef50', '1e+21'],
    ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
    ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['41b3de4355555554', '333333333.33333325'],
    ['becbf647612f3696', '-0.0000033333333333333333'],
  ])('REC-1 writes the number %s of RFC 8785, appendix B, as %s', (bits, text) => {
    expect(canonicalJson(Buffer.from(bits, 'hex').readDoubleBE())).toBe(text);
  });

  it.each([[Number.NaN], [Number.POSITIVE_INFINITY], ['\ud800'], [undefined]])(
    'REC-1 has no text for %s',
    (value) => {
      expect(() => canonicalJson(value)).toThrow();
    },
  );
});

describe('reading canonical JSON', () => {
  it.prop([fc.json()])('REC-1 takes a value from its one text', (text) => {
    const value = JSON.parse(text) as unknown;
    fc.pre(!text.includes(String.raw`\ud`));
    expect(readCanonical(canonicalBytes(value))).toEqual(JSON.parse(canonicalJson(value)));
  });

  it.each([
    '{"b":1,"a":2}',
    '{"a": 1}',
    '{"a":1}\n',
    '{"a":1,"a":1}',
    '{"a":1.0}',
    String.raw`{"a":"\u00e9"}`,
    String.raw`{"a":"\u001F"}`,
    String.raw`{"a":"\ud800"}`,
    '{"9":1,"10":1}',
    '\ufeff{}',
    '{"a":',
    '',
  ])('REC-1 refuses %j', (text) => {
    expect(readCanonical(Buffer.from(text))).toBeUndefined();
  });

  it('REC-1 refuses what is not UTF-8', () => {
    expect(readCanonical(Buffer.from([0x22, 0xff, 0x22]))).toBeUndefined();
    expect(readCanonical(Buffer.from([0x22, 0xc0, 0xaf, 0x22]))).toBeUndefined();
  });

  it('REC-1 takes keys that look like numbers in their order as texts', () => {
    expect(readCanonical(Buffer.from('{"10":1,"9":1}'))).toEqual({ 9: 1, 10: 1 });
  });
});

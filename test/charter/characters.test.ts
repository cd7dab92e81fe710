/** What nobody can see is no text, and what reorders or hides is refused, in every field of words (PRO-2, PRO-10). */
import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { characterFault } from '../../charter/text/characters.ts';
import { findingsOf } from '../../charter/faults/issues.ts';
import { label, line, text, words } from '../../charter/text/text.ts';
import { isBlank, saidIn } from '../../rules/blank.ts';

const faultOf = (given: string, lines?: { readonly oneLine: boolean }) => {
  const fault = characterFault(given, lines);
  return fault === undefined ? undefined : [fault.message, fault.facts.codePoint, fault.facts.at];
};

describe('a text', () => {
  it.each([
    [
      'an escape of a terminal',
      'a\u001b[31mred',
      'must have no control characters but tab and line feed',
      'U+001B',
      1,
    ],
    [
      'one of the other control set',
      'a\u009b31m',
      'must have no control characters but tab and line feed',
      'U+009B',
      1,
    ],
    ['U+0000', '\0', 'must have no control characters but tab and line feed', 'U+0000', 0],
    ['a carriage return', 'a\r\nb', 'must have no control characters but tab and line feed', 'U+000D', 1],
    ['delete', 'ab\u007f', 'must have no control characters but tab and line feed', 'U+007F', 2],
    ['the first embedding', 'a\u202ab', 'must have no characters that reorder text', 'U+202A', 1],
    ['an override', 'pay \u202e001', 'must have no characters that reorder text', 'U+202E', 4],
    ['the first isolate', '\u2066', 'must have no characters that reorder text', 'U+2066', 0],
    ['the last isolate', '\u2069', 'must have no characters that reorder text', 'U+2069', 0],
    ['half a surrogate pair', 'a\ud800b', 'must have no lone surrogate', 'U+D800', 1],
    ['hidden letters', 'yes\u{e006e}\u{e006f}', 'must have no tag characters but in a flag', 'U+E006E', 3],
    [
      'hidden letters after a flag',
      '\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}\u{e0061}',
      'must have no tag characters but in a flag',
      'U+E0061',
      14,
    ],
  ])('PRO-10 is refused for %s', (_what, given, ...fault) => {
    expect(faultOf(given)).toEqual(fault);
    expect(faultOf(given, { oneLine: true })).toEqual(fault);
  });

  it.each([
    ['tabs and lines', 'one\n\ttwo'],
    ['letters that are written from the right, with their marks', '\u200fשלום\u200e \u061cسلام'],
    ['the joiners of scripts and of emoji', 'می\u200cخواهم 👩\u200d🌾'],
    [
      'a flag that is written with tags',
      'for \u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}',
    ],
    ['what is next to a refused character', '\u0020\u007e\u00a0\u2029\u202f\u2065\u206a'],
  ])('PRO-10 may have %s', (_what, given) => {
    expect(faultOf(given)).toBeUndefined();
  });

  it('PRO-10 on one line has no ends of lines and no tabs', () => {
    for (const [end, codePoint] of [
      ['\n', 'U+000A'],
      ['\t', 'U+0009'],
      ['\u2028', 'U+2028'],
      ['\u2029', 'U+2029'],
    ] as const)
      expect(faultOf(`a${end}b`, { oneLine: true }), codePoint).toEqual([
        'must be one line, without tabs',
        codePoint,
        1,
      ]);
    expect(faultOf('a\u00a0b\u3000c', { oneLine: true })).toBeUndefined();
  });

  it.each([
    ['nothing', ''],
    ['white space', ' \t\n\u00a0\u3000\u2028'],
    ['a word joiner and a soft hyphen', '\u2060\u00ad'],
    ['a space without width', '\u200b'],
    ['fillers of Hangul', '\u3164\u115f\uffa0'],
    ['variation selectors', '\ufe0f\u{e0100}'],
    ['the empty pattern of Braille', '\u2800'],
    ['marks of direction', '\u200e\u200f'],
    ['interlinear marks', '\ufff9\ufffb'],
  ])('PRO-2 says nothing with %s', (_what, given) => {
    expect(isBlank(given)).toBe(true);
    expect(saidIn(given)).toBeNull();
    expect(isBlank(`${given}.`)).toBe(false);
    expect(saidIn(`${given}.`)).toBe(`${given}.`);
  });

  it('PRO-2 that is not there says nothing either', () => {
    expect([null, undefined].map(isBlank)).toEqual([true, true]);
    expect([null, undefined].map(saidIn)).toEqual([null, null]);
  });
});

describe('a field of words', () => {
  const findings = (schema: ReturnType<typeof text>, given: string) => {
    const parsed = schema.safeParse(given);
    return parsed.success
      ? []
      : findingsOf(parsed.error.issues, given, schema).map(({ message, facts }) => ({ message, facts }));
  };

  it('PRO-10 names the character, and does not repeat the text that hides it', () => {
    const fault = {
      message: 'must have no characters that reorder text',
      facts: { codePoint: 'U+202E', at: 3 },
    };
    for (const field of [text(9), line(9), words(9), label(9)])
      expect(findings(field, 'abc\u202e')).toEqual([fault]);
  });

  it('PRO-2 that must say something takes nothing blank, and one that may be left out does', () => {
    for (const field of [words(9), label(9)])
      expect(findings(field, '\u200b').map(({ message }) => message)).toEqual(['must not be blank']);
    for (const field of [text(9), line(9)]) expect(findings(field, '\u200b')).toEqual([]);
  });

  it('PRO-10 of one line takes none that has two', () => {
    for (const field of [line(9), label(9)])
      expect(findings(field, 'a\nb')).toEqual([
        { message: 'must be one line, without tabs', facts: { codePoint: 'U+000A', at: 1 } },
      ]);
    for (const field of [text(9), words(9)]) expect(findings(field, 'a\nb')).toEqual([]);
  });

  it('PRO-10 is as long as it says, in Unicode code points', () => {
    for (const field of [text(4), line(4), words(4), label(4)]) {
      expect(findings(field, '😀😀😀😀')).toEqual([]);
      expect(findings(field, '😀😀😀😀.').map(({ message }) => message)).toEqual(['is too long']);
    }
  });
});

test.prop([fc.string({ unit: 'binary' })])(
  'PRO-10 the fault of any text is its first of that kind, and without that character it may be another',
  (given) => {
    const fault = characterFault(given);
    if (fault === undefined) return;
    const { at, codePoint } = fault.facts;
    expect(`U+${(given.codePointAt(at) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`).toBe(codePoint);
    expect(characterFault(given.slice(0, at))?.message).not.toBe(fault.message);
  },
);

/** What is sealed in support: the words and blanks, so that its length tells little of them (SUP-3). */
import { fc, it as property } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { contentEncryption, keyAgreement, plaintextOf, wordsIn } from '../../../rules/support/words.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

describe('what is sealed', () => {
  it('SUP-3 is sealed as JWE names it', () => {
    expect([keyAgreement, contentEncryption]).toEqual(['ECDH-ES+A256KW', 'A256GCM']);
  });

  it('SUP-3 are the words, and blanks behind them up to a whole kibibyte', () => {
    const text = new TextDecoder().decode(plaintextOf('Help me.'));
    expect(text).toHaveLength(1_024);
    expect(text.trimEnd()).toBe('{"words":"Help me."}');
    expect(text.slice(text.indexOf('}') + 1)).toMatch(/^ +$/u);
  });

  it.each([
    [0, 1_024],
    [1_012, 1_024],
    [1_013, 2_048],
    [2_036, 2_048],
    [2_037, 3_072],
  ])('SUP-3 of %d letters takes %d bytes', (letters, bytes) => {
    expect(plaintextOf('a'.repeat(letters))).toHaveLength(bytes);
  });

  property.prop([fc.string({ unit: 'binary', maxLength: 3_000 })])(
    'SUP-3 is read as it was written, and tells only how many kibibytes it takes',
    (words) => {
      const plaintext = plaintextOf(words);
      expect(wordsIn(plaintext)).toBe(words);
      expect(plaintext.length % 1_024).toBe(0);
      expect(plaintext.length - bytesOf(JSON.stringify({ words })).length).toBeLessThan(1_024);
    },
  );

  it.each(['Help me.', '{"words":7}', '{"said":"Help me."}', '{"words":"Help', 'null', ''])(
    'SUP-3 by another program, %j, is read as it stands',
    (text) => {
      expect(wordsIn(bytesOf(text))).toBe(text);
    },
  );
});

/** What is sealed in support, and how: the words, and blanks up to a whole block, so that its length tells little of them (SUP-3). */

/** As JWE names them (RFC 7518). */
export const keyAgreement = 'ECDH-ES+A256KW';
export const contentEncryption = 'A256GCM';

/** Bytes of which the length of what is sealed is a whole number of times. */
const block = 1_024;

/** What is sealed of words: JSON in UTF-8, and blanks behind it up to a whole number of blocks (SUP-3). */
export function plaintextOf(words: string): Uint8Array<ArrayBuffer> {
  const bytes = new TextEncoder().encode(JSON.stringify({ words }));
  const padded = new Uint8Array(Math.ceil(bytes.length / block) * block).fill(0x20);
  padded.set(bytes);
  return padded;
}

/** The words in what was unsealed: whoever seals with another program may say them plainly (SUP-3). */
export function wordsIn(plaintext: Uint8Array): string {
  const text = new TextDecoder().decode(plaintext);
  try {
    const { words } = JSON.parse(text) as { readonly words?: unknown };
    return typeof words === 'string' ? words : text;
  } catch {
    return text;
  }
}

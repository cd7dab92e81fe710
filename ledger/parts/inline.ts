/** Texts in a record: short ones as they are, long ones as the hash of what the evidence has whole, private ones salted (REC-1, AUT-2). */
import { canonicalOf } from '../bytes/json.ts';
import { leafHash } from '../log/merkle.ts';

/** A value that the evidence has: the leaf hash of its canonical JSON, and how many bytes that takes. */
export interface Digest {
  readonly hash: string;
  readonly bytes: number;
}

/** The longest part of free text that a record holds itself, in bytes of canonical JSON; of a longer one, which the evidence has, its hash. */
const longestInline = 4_000;

/** The same for texts of which a record may hold a dozen. */
const longestOfMany = 1_000;

/** @throws {TypeError} for a value that has no canonical text */
function canonicalText(value: unknown): string {
  const text = canonicalOf(value);
  if (text === undefined) throw new TypeError('a part of the record has no canonical JSON');
  return text;
}

/** The leaf hash of a text, in hexadecimal digits. */
const hashOf = (text: string): string => leafHash(Buffer.from(text)).toString('hex');

/** The hash of a version's text; of a private one together with the salt, so that who guesses the text cannot tell (AUT-2). */
export const hashOfContent = (content: unknown, salt: string | null): string =>
  hashOf(canonicalText(salt === null ? content : { content, salt }));

/** What is said, or its digest where its value is long. */
export function inline<Inline>(value: unknown, said: Inline, longest = longestInline): Inline | Digest {
  const text = canonicalText(value);
  const bytes = Buffer.byteLength(text);
  return bytes > longest ? { hash: hashOf(text), bytes } : said;
}

/** Code points of the title of what has none of its own. */
const longestTitle = 200;

/** The beginning of what is said, as a title; null of what is no text. */
export const titleOf = (said: unknown): string | null =>
  typeof said === 'string' ? Array.from(said).slice(0, longestTitle).join('') : null;

/** A text, an action or another value as a fact of the timeline gives it; null where it gives none. */
export const inlineFact = <Value>(value: unknown): Value | Digest =>
  inline(value ?? null, (value ?? null) as Value);

/** A reason as a fact of the timeline gives it; null where it gives none. */
export function reasonIn(reason: unknown): string | Digest | null {
  return typeof reason === 'string' ? inline(reason, reason, longestOfMany) : null;
}

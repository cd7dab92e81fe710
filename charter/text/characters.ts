/** Characters that no text may have, in bodies and in files: what cannot be stored, what hides, what shows text in another order. */

/** Why a text is refused, and for which character. */
export interface CharacterFault {
  readonly message: string;
  /** `codePoint` as Unicode writes it (`U+202E`), `at` its index in UTF-16 code units. */
  readonly facts: { readonly codePoint: string; readonly at: number };
}

/**
 * U+0000 cannot be stored by PostgreSQL, nor can a lone surrogate be written as UTF-8. Controls move a terminal's cursor and colour what
 * follows (ECMA-48). Embeddings, overrides and isolates show text in another order than the one in which it is read (UAX #9; Unicode
 * Technical Report #36, section 2.5). Tag characters are letters that nobody sees, but that programs read.
 */
const refused = [
  { characters: /(?![\t\n])\p{Cc}/u, message: 'must have no control characters but tab and line feed' },
  { characters: /[\u202a-\u202e\u2066-\u2069]/, message: 'must have no characters that reorder text' },
  { characters: /\p{Cs}/u, message: 'must have no lone surrogate' },
  { characters: /[\u{e0000}-\u{e007f}]/u, message: 'must have no tag characters but in a flag' },
];

/** The flags of England, Scotland and Wales, all there are that are written with tag characters (UTS #51, RGI_Emoji_Tag_Sequence). */
const flags =
  /\u{1f3f4}\u{e0067}\u{e0062}(?:\u{e0065}\u{e006e}\u{e0067}|\u{e0073}\u{e0063}\u{e0074}|\u{e0077}\u{e006c}\u{e0073})\u{e007f}/gu;

/** What else ends a line. */
const lineEnds = { characters: /[\t\n\u2028\u2029]/, message: 'must be one line, without tabs' };

/**
 * The first character that a text may not have; undefined for a text that has none.
 * @param oneLine also refuses tabs and ends of lines: titles and names
 */
export function characterFault(text: string, { oneLine = false } = {}): CharacterFault | undefined {
  const shown = text.replaceAll(flags, (flag) => '-'.repeat(flag.length));
  for (const { characters, message } of oneLine ? [...refused, lineEnds] : refused) {
    const at = shown.search(characters);
    if (at >= 0) return { message, facts: { codePoint: notation(text.codePointAt(at) ?? 0), at } };
  }
  return undefined;
}

const notation = (codePoint: number): string => `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;

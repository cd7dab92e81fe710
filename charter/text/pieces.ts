/**
 * Takes one object of JSON apart as its bytes come: the values of its keys, and one after the other the entries of its lists. Evidence and members
 * of a large council are longer than a text can be, and than is to be held at once. What is not UTF-8 is refused; what a piece says is for its reader.
 */
import { textOf } from './utf8.ts';

/** Bytes that one entry may have, or a value that is no list. */
export const longestPiece = 32_000_000;

/** What stands in the object, in its order. */
export interface Pieces {
  /** The value of a key that is no list. */
  readonly value: (key: string, text: string) => void;
  /** The beginning of a list, before its entries. */
  readonly list: (key: string) => void;
  readonly entry: (key: string, text: string) => void;
}

export interface TakingApart {
  /** The next bytes; false where no such object goes on so. */
  readonly add: (bytes: Uint8Array) => boolean;
  /** Whether it was whole. */
  readonly end: () => boolean;
}

const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a];
const [bracket, bracketEnd, brace, braceEnd] = [0x5b, 0x5d, 0x7b, 0x7d];

const isSpace = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/** What may come next. */
type State = 'beginning' | 'key' | 'value' | 'first entry' | 'entry' | 'after entry' | 'after value' | 'end';

/** A piece of which nothing was looked at: how many bytes were, how deep they nest, whether they end in a text, and whether any is above 127. */
const unseen = { end: 0, depth: 0, inText: false, wide: false };

/** @param spaced whether there may be white space between values (RFC 8259, section 2); canonical JSON (RFC 8785) has none */
export function takeApart(
  pieces: Pieces,
  { spaced = false }: { readonly spaced?: boolean } = {},
): TakingApart {
  let state: State = 'beginning';
  let key = '';
  /** What was not taken yet, and how far the piece at its beginning was looked at. */
  let rest: Buffer = Buffer.alloc(0);
  let piece = { ...unseen };
  let pieceLength = 0;

  /** The text of the value that begins at `from`; null where it goes on in the bytes to come, undefined where it is no text. */
  function pieceAt(from: number): string | null | undefined {
    for (let at = from + piece.end; at < rest.length; at += 1) {
      const byte = rest[at] ?? 0;
      if (byte >= 0x80) piece.wide = true;
      if (piece.inText) {
        if (byte === backslash) at += 1;
        else if (byte === quote) piece.inText = false;
      } else if (byte === quote) piece.inText = true;
      else if (byte === bracket || byte === brace) piece.depth += 1;
      else if (byte === bracketEnd || byte === braceEnd || byte === comma) {
        if (piece.depth === 0) return taken(from, at);
        if (byte !== comma) piece.depth -= 1;
      } else if (byte === colon && piece.depth === 0) return taken(from, at);
      // A backslash may be the last byte: what it escapes is passed over in those to come.
      piece.end = at + 1 - from;
    }
    return null;
  }

  function taken(from: number, to: number): string | undefined {
    const text = piece.wide ? textOf(rest.subarray(from, to)) : rest.toString('latin1', from, to);
    piece = { ...unseen };
    pieceLength = to - from;
    return text;
  }

  /** Takes what begins at a place; answers where the next begins, null where more bytes are needed, undefined where it is wrong. */
  function step(at: number): number | null | undefined {
    const byte = rest[at];
    if (byte === undefined) return null;
    if (spaced && isSpace(byte)) return at + 1;
    switch (state) {
      case 'beginning':
        state = 'key';
        return byte === brace ? at + 1 : undefined;
      case 'after value':
        state = byte === comma ? 'key' : 'end';
        return byte === comma || byte === braceEnd ? at + 1 : undefined;
      case 'after entry':
        state = byte === comma ? 'entry' : 'after value';
        return byte === comma || byte === bracketEnd ? at + 1 : undefined;
      case 'value':
        if (byte !== bracket) break;
        state = 'first entry';
        pieces.list(key);
        return at + 1;
      case 'first entry':
        if (byte !== bracketEnd) break;
        state = 'after value';
        return at + 1;
      case 'end':
        return undefined;
      case 'key':
      case 'entry':
        break;
    }
    return pieceFrom(at);
  }

  function pieceFrom(at: number): number | null | undefined {
    const text = pieceAt(at);
    if (text === null || text === undefined) return text;
    const after = at + pieceLength;
    if (state === 'key') {
      const name = spaced ? text.trimEnd() : text;
      if (rest[after] !== colon || !/^"\w+"$/.test(name)) return undefined;
      key = name.slice(1, -1);
      state = 'value';
      return after + 1;
    }
    if (state === 'value') pieces.value(key, text);
    else pieces.entry(key, text);
    state = state === 'value' ? 'after value' : 'after entry';
    return after;
  }

  return {
    add: (bytes) => {
      rest = rest.length === 0 ? Buffer.from(bytes) : Buffer.concat([rest, bytes]);
      for (let at = 0; ;) {
        const next = step(at);
        if (next === undefined) return false;
        if (next === null) {
          rest = rest.subarray(at);
          return rest.length <= longestPiece;
        }
        at = next;
      }
    },
    end: () => state === 'end' && rest.length === 0,
  };
}

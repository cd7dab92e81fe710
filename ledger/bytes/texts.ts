/** Texts, each kept once and known by a number: of a million ids a hundred bytes each, outside the heap of objects. */

export interface Texts {
  /** The number of a text, from 0: the same for the same text. It has no lone surrogate. */
  readonly number: (text: string) => number;
  /** The text of a number that was answered. */
  readonly text: (number: number) => string;
}

/** How many texts that were read are at hand: those of every entry, such as its decision, and the last ones. */
const atHand = 4_096;

/** Of FNV-1a, with 32 bits. */
const [basis, prime] = [0x811c9dc5, 0x01000193];

export function keepTexts(): Texts {
  let bytes = Buffer.allocUnsafeSlow(1 << 16);
  /** Where each text ends; it begins where the one before does. */
  let ends = new Uint32Array(1 << 12);
  /** Numbers of texts, one more than they are, by the hashes of their bytes; at most half are taken. */
  let slots = new Uint32Array(1 << 13);
  let count = 0;
  let hash = 0;
  const hand: string[] = [];
  const handed = new Int32Array(atHand).fill(-1);

  const beginning = (number: number): number => (number === 0 ? 0 : (ends[number - 1] ?? 0));

  /** Writes a text behind all others; answers where it ends, and keeps its hash (FNV-1a). */
  function written(text: string, from: number): number {
    hash = basis;
    let to = from;
    for (let at = 0; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      if (unit >= 0x80) {
        to = from + bytes.write(text, from);
        hash = hashOf(from, to);
        return to;
      }
      bytes[to] = unit;
      hash = Math.imul(hash ^ unit, prime);
      to += 1;
    }
    return to;
  }

  function hashOf(from: number, to: number): number {
    let value = basis;
    for (let at = from; at < to; at += 1) value = Math.imul(value ^ (bytes[at] ?? 0), prime);
    return value;
  }

  function isSame(number: number, from: number, to: number): boolean {
    const start = beginning(number);
    if ((ends[number] ?? 0) - start !== to - from) return false;
    for (let at = from; at < to; at += 1) if (bytes[at] !== bytes[start + at - from]) return false;
    return true;
  }

  /** Where the text stands, or would, whose bytes lie here. */
  function slotOf(from: number, to: number, hashed: number): number {
    let slot = (hashed ^ (hashed >>> 15)) & (slots.length - 1);
    for (;;) {
      const known = slots[slot] ?? 0;
      if (known === 0 || isSame(known - 1, from, to)) return slot;
      slot = (slot + 1) & (slots.length - 1);
    }
  }

  function makeRoom(from: number, text: string): void {
    const most = from + text.length * 3;
    if (most > bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(most, bytes.length + (bytes.length >> 1)));
      bytes.copy(larger, 0, 0, from);
      bytes = larger;
    }
    if (count < ends.length) return;
    const more = new Uint32Array(ends.length * 2);
    more.set(ends);
    ends = more;
    slots = new Uint32Array(ends.length * 2);
    for (let number = 0; number < count; number += 1) {
      const [start, to] = [beginning(number), ends[number] ?? 0];
      slots[slotOf(start, to, hashOf(start, to))] = number + 1;
    }
  }

  return {
    number: (text) => {
      const from = beginning(count);
      makeRoom(from, text);
      const to = written(text, from);
      const slot = slotOf(from, to, hash);
      const known = slots[slot] ?? 0;
      if (known > 0) return known - 1;
      slots[slot] = count + 1;
      ends[count] = to;
      count += 1;
      return count - 1;
    },
    text: (number) => {
      const place = number % atHand;
      const known = hand[place];
      if (handed[place] === number && known !== undefined) return known;
      const text = bytes.toString('utf8', beginning(number), ends[number]);
      handed[place] = number;
      hand[place] = text;
      return text;
    },
  };
}

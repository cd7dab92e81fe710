/** Tiles: how a log is served as files that never change, so that anyone can mirror it (C2SP tlog-tiles). */
import type { NodeId } from './proofs.ts';

/** Levels of the tree in one tile, and hashes in a full one. */
const height = 8;
export const tileWidth = 256;

/** The longest entry that a bundle can hold, in bytes: its length is written in 16 bits. */
export const longestEntry = 65_535;

/** `entries`: the entries themselves; else hashes, level 0 being those of the entries. */
export interface Tile {
  readonly level: number | 'entries';
  /** Counts the tiles of a level from 0. */
  readonly index: number;
  /** Hashes or entries in it: 256 in a full tile, 1 to 255 in a partial one. */
  readonly width: number;
}

/** A tile's path below the log's prefix: `tile/0/x001/234`, `tile/entries/000.p/7`. */
export function tilePath({ level, index, width }: Tile): string {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g) ?? [];
  const name = groups.map((group, place) => (place === groups.length - 1 ? group : `x${group}`)).join('/');
  return `tile/${level}/${name}${width === tileWidth ? '' : `.p/${width}`}`;
}

const shape = /^tile\/(entries|0|[1-9]\d?)\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/;

/** The tile of a path; undefined for any text that is not exactly a tile's path. */
export function tileOfPath(path: string): Tile | undefined {
  const [, level, name, width] = shape.exec(path) ?? [];
  if (level === undefined || name === undefined) return undefined;
  const tile: Tile = {
    level: level === 'entries' ? level : Number(level),
    index: Number(name.replaceAll(/[x/]/g, '')),
    width: width === undefined ? tileWidth : Number(width),
  };
  return Number.isSafeInteger(tile.index) && tilePath(tile) === path ? tile : undefined;
}

/** Every tile of a tree of so many leaves, entry bundles first, then level by level; the last of each level may be partial. */
export function* tilesOf(size: number): Generator<Tile> {
  yield* rowOfTiles('entries', size);
  for (let level = 0, hashes = size; hashes > 0; level += 1, hashes = Math.floor(hashes / tileWidth))
    yield* rowOfTiles(level, hashes);
}

/** The tiles of one level of the tree, for so many hashes in it. */
export function* rowOfTiles(level: Tile['level'], hashes: number): Generator<Tile> {
  for (let index = 0; index * tileWidth < hashes; index += 1)
    yield { level, index, width: Math.min(tileWidth, hashes - index * tileWidth) };
}

/** The nodes of the tree whose hashes a tile holds. */
export function tileNodes({ level, index, width }: Tile & { readonly level: number }): NodeId[] {
  const first = index * tileWidth;
  return Array.from({ length: width }, (_, place) => ({ level: level * height, index: first + place }));
}

/** The hashes of a tile; undefined where the bytes are not whole hashes. */
export function hashesOfTile(bytes: Uint8Array): Uint8Array[] | undefined {
  if (bytes.length % 32 !== 0) return undefined;
  return Array.from({ length: bytes.length / 32 }, (_, place) => bytes.subarray(place * 32, place * 32 + 32));
}

/**
 * Entries with their lengths before them, 16 bits each, big-endian.
 * @throws {RangeError} for an entry longer than `longestEntry`
 */
export function encodeEntryBundle(entries: readonly Uint8Array[]): Buffer {
  return Buffer.concat(
    entries.flatMap((entry) => {
      if (entry.length > longestEntry)
        throw new RangeError(`an entry of ${entry.length} bytes does not fit into a bundle`);
      return [Uint8Array.of(entry.length >> 8, entry.length & 0xff), entry];
    }),
  );
}

/** The entries of a bundle; undefined where the bytes end within one. */
export function decodeEntryBundle(bytes: Uint8Array): Uint8Array[] | undefined {
  const entries: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const [high, low] = bytes.subarray(at, at + 2);
    if (high === undefined || low === undefined) return undefined;
    const end = at + 2 + high * 256 + low;
    if (end > bytes.length) return undefined;
    entries.push(bytes.subarray(at + 2, end));
    at = end;
  }
  return entries;
}

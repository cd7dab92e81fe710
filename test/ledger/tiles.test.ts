/** Tiles: their paths, the hashes in them, and bundles of entries (C2SP tlog-tiles). */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import {
  decodeEntryBundle,
  encodeEntryBundle,
  hashesOfTile,
  longestEntry,
  type Tile,
  tileNodes,
  tileOfPath,
  tilePath,
  tilesOf,
} from '../../ledger/log/tiles.ts';

describe('a tile’s path', () => {
  it.each<[string, Tile]>([
    ['tile/0/x001/x234/067', { level: 0, index: 1_234_067, width: 256 }],
    ['tile/0/000', { level: 0, index: 0, width: 256 }],
    ['tile/1/999.p/1', { level: 1, index: 999, width: 1 }],
    ['tile/63/x001/000.p/255', { level: 63, index: 1_000, width: 255 }],
    ['tile/entries/x273/112.p/17', { level: 'entries', index: 273_112, width: 17 }],
  ])('REC-3 is %s', (path, tile) => {
    expect(tilePath(tile)).toBe(path);
    expect(tileOfPath(path)).toEqual(tile);
  });

  it.prop([fc.nat(63), fc.nat(1e9), fc.integer({ min: 1, max: 256 })])(
    'REC-3 is read as it was written',
    (level, index, width) => {
      expect(tileOfPath(tilePath({ level, index, width }))).toEqual({ level, index, width });
    },
  );

  it.each([
    'tile/0/0',
    'tile/00/000',
    'tile/0/x000/001',
    'tile/0/001/234',
    'tile/0/x001/x234',
    'tile/0/000.p/0',
    'tile/0/000.p/01',
    'tile/0/000.p/256',
    'tile/0/000.p/',
    'tile/data/000',
    'tile/0/000/',
    '/tile/0/000',
    'tile/0/../000',
    'checkpoint',
  ])('REC-3 is not %s', (path) => {
    expect(tileOfPath(path)).toBeUndefined();
  });
});

describe('the tiles of a tree', () => {
  it('REC-3 are those that the specification counts for 70,000 entries', () => {
    const count = (level: Tile['level']) => {
      const row = [...tilesOf(70_000)].filter((tile) => tile.level === level);
      return { full: row.filter(({ width }) => width === 256).length, partial: row.at(-1)?.width };
    };
    expect(count(0)).toEqual({ full: 273, partial: 112 });
    expect(count('entries')).toEqual({ full: 273, partial: 112 });
    expect(count(1)).toEqual({ full: 1, partial: 17 });
    expect(count(2)).toEqual({ full: 0, partial: 1 });
    expect([...tilesOf(70_000)].every(({ level }) => level !== 3)).toBe(true);
  });

  it('REC-3 are a full tile and one above it for 256 entries, and none for no entry', () => {
    expect([...tilesOf(256)].map(tilePath)).toEqual(['tile/entries/000', 'tile/0/000', 'tile/1/000.p/1']);
    expect([...tilesOf(0)]).toEqual([]);
  });

  it('REC-3 hold the nodes of every eighth level', () => {
    expect(tileNodes({ level: 2, index: 3, width: 2 })).toEqual([
      { level: 16, index: 768 },
      { level: 16, index: 769 },
    ]);
  });

  it('REC-3 are whole hashes', () => {
    expect(hashesOfTile(Buffer.alloc(96, 7))).toEqual([1, 2, 3].map(() => Buffer.alloc(32, 7)));
    expect(hashesOfTile(Buffer.alloc(95))).toBeUndefined();
  });
});

describe('a bundle of entries', () => {
  it.prop([fc.array(fc.uint8Array({ maxLength: 400 }))])('REC-3 gives its entries back', (entries) => {
    const bundle = encodeEntryBundle(entries);
    expect(decodeEntryBundle(bundle)?.map((entry) => [...entry])).toEqual(entries.map((entry) => [...entry]));
  });

  it('REC-3 writes each length in two bytes, the higher first', () => {
    const bundle = encodeEntryBundle([Buffer.alloc(0), Buffer.from('a'), Buffer.alloc(258)]);
    expect(bundle.subarray(0, 7).toString('hex')).toBe('00000001610102');
  });

  it('REC-3 holds an entry of 65,535 bytes and none of 65,536', () => {
    const longest = Buffer.alloc(longestEntry, 1);
    expect(decodeEntryBundle(encodeEntryBundle([longest]))).toEqual([longest]);
    expect(() => encodeEntryBundle([Buffer.alloc(longestEntry + 1)])).toThrow(RangeError);
  });

  it('REC-3 that was cut off is none', () => {
    const bundle = encodeEntryBundle([Buffer.from('abc'), Buffer.from('de')]);
    expect(decodeEntryBundle(bundle.subarray(0, 5))).toHaveLength(1);
    for (const length of [1, 2, 3, 4, 6, 7, 8])
      expect(decodeEntryBundle(bundle.subarray(0, length))).toBeUndefined();
  });
});

/** Go's own tools accept everything the log says: `golang.org/x/mod/sumdb/note` and `tlog` check it, program and input in test/go/. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { signCheckpoint } from '../../ledger/log/checkpoint.ts';
import { makeSignerKey } from '../../ledger/log/keys.ts';
import { leafHash } from '../../ledger/log/merkle.ts';
import { signNote } from '../../ledger/log/note.ts';
import { nodesAbove, proveConsistency, proveInclusion, rootAt } from '../../ledger/log/proofs.ts';
import { writeReceipt } from '../../ledger/log/receipt.ts';
import { type Tile, tileNodes, tilePath, tilesOf } from '../../ledger/log/tiles.ts';
import { decide, people } from './decision.ts';
import { newSigner, origin, signerOf } from './keys.ts';

const folder = fileURLToPath(new URL('../go/', import.meta.url));
const hasGo = spawnSync('go', ['version']).error === undefined;

/** Go compiles the program the first time, and fetches the module where it is not kept. */
const patience = 120_000;

interface Answer {
  readonly held: number;
  readonly wrong: readonly string[];
}

function askGo(document: unknown): Answer {
  const { stdout, stderr } = spawnSync('go', ['run', '.'], {
    cwd: folder,
    input: JSON.stringify(document),
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  const lines = stdout.trimEnd().split('\n');
  const [, held] = /^held (\d+), failed \d+$/.exec(lines.at(-1) ?? '') ?? [];
  if (held === undefined) throw new Error(`Go did not answer: ${stderr}`);
  return { held: Number(held), wrong: lines.slice(0, -1) };
}

/** A log of 300 entries, one of them a record, whose key was changed at entry 100. */
async function wholeLog() {
  const { recordBytes } = decide({ electors: people(5) });
  const entries = [recordBytes, ...Array.from({ length: 299 }, (_, place) => Buffer.from(`entry ${place}`))];
  const read = nodesAbove(entries.map(leafHash));
  const [old, signer] = [newSigner(), newSigner()];
  const at = async (size: number, by = signer) =>
    signCheckpoint({ size, root: await rootAt(read, size) }, by);
  const size = entries.length;
  const checkpoint = await at(size);
  const receipts = await Promise.all(
    entries.map(async (_, index) =>
      writeReceipt({ index, path: await proveInclusion(read, index, size), checkpoint }),
    ),
  );
  const pairs = [1, 2, 7, 64, 100, 255, 256, 257, 299, 300].map((from) => ({ from, to: 300 }));
  const isHashes = (tile: Tile): tile is Tile & { level: number } => tile.level !== 'entries';
  const tiles = await Promise.all(
    [...tilesOf(size)].filter(isHashes).map(async (tile) => {
      const data = Buffer.concat(await read(tileNodes(tile))).toString('base64');
      return [tilePath(tile), { level: tile.level, index: tile.index, width: tile.width, data }] as const;
    }),
  );
  const key = makeSignerKey('a name/of Go'.replaceAll(' ', '-'));
  const text = 'One line.\n\nAnother, with ünïcödé.\n';
  return {
    verifiers: [old.verifier.line, signer.verifier.line],
    origin,
    checkpoint,
    checkpoints: [await at(1, old), await at(100, old), await at(256), await at(257)],
    entries: entries.map((entry) => entry.toString('base64')),
    receipts,
    tiles: Object.fromEntries(tiles),
    consistency: await Promise.all(
      pairs.map(async ({ from, to }) => ({
        from,
        to,
        path: (await proveConsistency(read, from, to)).map((hash) => hash.toString('base64')),
      })),
    ),
    text,
    signer: key,
    note: signNote(text, signerOf(key)),
  };
}

describe.skipIf(!hasGo)('Go’s sumdb (skipped only where no Go is installed)', () => {
  it(
    'REC-3 accepts keys, checkpoints, receipts, proofs and tiles of the log',
    { timeout: patience },
    async () => {
      const log = await wholeLog();
      const { held, wrong } = askGo(log);
      expect(wrong).toEqual([]);
      expect(held).toBeGreaterThan(
        log.receipts.length + log.consistency.length + Object.keys(log.tiles).length,
      );
    },
  );

  it('REC-3 refuses what was changed', { timeout: patience }, async () => {
    const log = await wholeLog();
    const entry = Buffer.from('another entry').toString('base64');
    const { wrong } = askGo({ ...log, entries: log.entries.with(7, entry) });
    expect(wrong.some((line) => line.startsWith('receipt 7:'))).toBe(true);
    expect(wrong.some((line) => line.startsWith('root at 300:'))).toBe(true);
  });
});

/** Logs made of entries, as the files that they are served as. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { signCheckpoint } from '../../ledger/log/checkpoint.ts';
import type { Signer } from '../../ledger/log/keys.ts';
import { leafHash } from '../../ledger/log/merkle.ts';
import { nodesAbove, rootAt } from '../../ledger/log/proofs.ts';
import { encodeEntryBundle, tileNodes, tilePath, tilesOf, tileWidth } from '../../ledger/log/tiles.ts';

/** A log's files by their paths. */
export async function logFiles(entries: readonly Buffer[], signer: Signer): Promise<Map<string, Buffer>> {
  const size = entries.length;
  const read = nodesAbove(entries.map(leafHash));
  const files = new Map<string, Buffer>();
  files.set('checkpoint', Buffer.from(signCheckpoint({ size, root: await rootAt(read, size) }, signer)));
  files.set('keys', Buffer.from(`${signer.verifier.line}\n`));
  for (const { level, index, width } of tilesOf(size)) {
    const from = index * tileWidth;
    const bytes =
      level === 'entries'
        ? encodeEntryBundle(entries.slice(from, from + width))
        : Buffer.concat(await read(tileNodes({ level, index, width })));
    files.set(tilePath({ level, index, width }), bytes);
  }
  return files;
}

/** The same, written into a folder. */
export async function writeLog(folder: string, entries: readonly Buffer[], signer: Signer): Promise<void> {
  for (const [path, bytes] of await logFiles(entries, signer)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
}

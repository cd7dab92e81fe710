/** The log as the files that anyone mirrors it by, below one prefix (C2SP tlog-tiles, and the keys beside them). */
import type { Signer } from '../../ledger/log/keys.ts';
import {
  encodeEntryBundle,
  longestEntry,
  type Tile,
  tileNodes,
  tileOfPath,
  tileWidth,
} from '../../ledger/log/tiles.ts';
import { currentCheckpoint } from './checkpoints.ts';
import type { Db } from '../postgres/database.ts';
import { entriesOf, ledgerSize, readNodes } from './ledger.ts';
import { verifierLines } from './log-keys.ts';

export interface LedgerFile {
  readonly type: 'text/plain; charset=utf-8' | 'application/octet-stream';
  readonly bytes: Buffer;
  /** Tiles never change and may be kept for ever; the rest changes with every entry. */
  readonly immutable: boolean;
}

const text = (content: string): LedgerFile => ({
  type: 'text/plain; charset=utf-8',
  bytes: Buffer.from(content),
  immutable: false,
});

const binary = (bytes: Buffer): LedgerFile => ({ type: 'application/octet-stream', bytes, immutable: true });

/**
 * The file at a path below the prefix: `checkpoint`, `key` (the verifier key line that signs), `keys` (all lines, newest first),
 * `tile/<level>/<index>[.p/<width>]`, `tile/entries/<index>[.p/<width>]`; undefined where there is none (yet).
 */
export async function ledgerFile(db: Db, signer: Signer, path: string): Promise<LedgerFile | undefined> {
  switch (path) {
    case 'checkpoint':
      return text((await currentCheckpoint(db, signer)).note);
    case 'key':
      return text(`${signer.verifier.line}\n`);
    case 'keys':
      return text((await verifierLines(db)).map((line) => `${line}\n`).join(''));
    default: {
      const tile = tileOfPath(path);
      return tile === undefined ? undefined : tileFile(db, tile);
    }
  }
}

/** An entry longer than a bundle can hold leaves its bundle out; `entriesOf` has it all the same. */
async function tileFile(db: Db, tile: Tile): Promise<LedgerFile | undefined> {
  const { level, index, width } = tile;
  const covered = tileWidth ** (level === 'entries' ? 0 : level);
  if ((index * tileWidth + width) * covered > (await ledgerSize(db))) return undefined;
  if (level !== 'entries')
    return binary(Buffer.concat(await readNodes(db)(tileNodes({ level, index, width }))));
  const first = index * tileWidth;
  const entries = (await entriesOf(db, first, first + width)).map(({ bytes }) => bytes);
  return entries.some(({ length }) => length > longestEntry) ? undefined : binary(encodeEntryBundle(entries));
}

/** Reads a whole log from its tiles and checks that it is what its checkpoint says (C2SP tlog-tiles, RFC 6962). */
import { openCheckpoint, type OpenCheckpoint } from '../ledger/log/checkpoint.ts';
import { type Fault, fault } from '../ledger/recount/fault.ts';
import { parseVerifiers, type Verifier } from '../ledger/log/keys.ts';
import { leafHash } from '../ledger/log/merkle.ts';
import { nodesAbove, type ReadNodes, rootAt } from '../ledger/log/proofs.ts';
import { textOf } from '../charter/text/utf8.ts';
import {
  decodeEntryBundle,
  encodeEntryBundle,
  hashesOfTile,
  longestEntry,
  rowOfTiles,
  type Tile,
  tileNodes,
  tilePath,
  tilesOf,
  tileWidth,
} from '../ledger/log/tiles.ts';
import { type Source, within } from './source.ts';

/** Entries of a log that is read: their hashes, and those above them, are held in memory, 64 bytes for each. */
const mostEntries = 2 ** 24;

/** Bytes of a file of lines: a checkpoint, keys. */
export const longestText = 1_000_000;

const longestTile = 32 * tileWidth;
const longestBundle = (2 + longestEntry) * tileWidth;

/** A log whose hashes were all read and make the root of its checkpoint. */
export interface ReadLog {
  readonly checkpoint: OpenCheckpoint;
  /** The signed checkpoint, word for word. */
  readonly note: string;
  readonly nodes: ReadNodes;
}

/** Is told of a log while it is read. What it is told has been checked; whether the rest holds, only the end says. */
export interface Visitor {
  /** Before any file or entry. A fault ends the reading. */
  readonly begun?: (log: ReadLog) => Promise<Fault | undefined>;
  readonly entry?: (log: ReadLog, index: number, bytes: Uint8Array) => Promise<void>;
  /** Every file of the log, the checkpoint last. */
  readonly file?: (path: string, bytes: Uint8Array) => Promise<void>;
}

/** The verifier keys that the log says it has, newest first. */
export async function keysOf(log: Source): Promise<readonly Verifier[] | Fault> {
  const bytes = await log.read('keys', longestText);
  const verifiers = bytes === undefined ? fault('is missing') : parseVerifiers(textOf(bytes) ?? '');
  return 'fault' in verifiers ? fault(`${log.name}/keys ${verifiers.fault}.`) : verifiers;
}

/**
 * What is wrong with the keys that a log says it has, where it was read by others that are trusted: whoever trusts none could not read it.
 * @param required false: a log is still one where it has no file of keys, which C2SP tlog-tiles does not ask for
 */
export async function ownKeysFault(
  log: Source,
  { checkpoint: { signedBy } }: ReadLog,
  { required }: { readonly required: boolean },
): Promise<Fault | undefined> {
  if (!required && (await log.read('keys', longestText)) === undefined) return undefined;
  const own = await keysOf(log);
  if ('fault' in own || own.some(({ id }) => id === signedBy)) return 'fault' in own ? own : undefined;
  return fault(`${log.name}/keys lacks the key that signed the checkpoint, ${signedBy}.`);
}

/** The log in a folder below a source, or the source itself where no checkpoint is there. */
export async function logBelow(source: Source, folder: string): Promise<Source> {
  const checkpoint = await source.read(`${folder}/checkpoint`, longestText);
  return checkpoint === undefined ? source : within(source, folder);
}

/** Reads a log tile by tile, or says in a sentence what is wrong with it. Takes memory for the hashes, not for the entries. */
export async function readLog(
  log: Source,
  verifiers: readonly Verifier[],
  visitor: Visitor = {},
): Promise<ReadLog | Fault> {
  const bytes = await log.read('checkpoint', longestText);
  const note = bytes === undefined ? undefined : textOf(bytes);
  if (bytes === undefined || note === undefined) return fault(`${log.name} has no checkpoint.`);
  const checkpoint = openCheckpoint(note, verifiers);
  if ('fault' in checkpoint) return checkpoint;
  const { size, root } = checkpoint;
  if (size > mostEntries)
    return fault(`${log.name} has ${size} entries; ${mostEntries} are the most that are read.`);
  const leaves = await readLeaves(log, size);
  if ('fault' in leaves) return leaves;
  const nodes = nodesAbove(leaves);
  if (!(await rootAt(nodes, size)).equals(root))
    return fault(`The ${size} hashes of ${log.name} do not make the root of its checkpoint.`);
  const read = { checkpoint, note, nodes };
  const wrong = await visitor.begun?.(read);
  if (wrong !== undefined) return wrong;
  for (const tile of tilesOf(size)) {
    const differs = await readTile(log, tile, read, visitor);
    if (differs !== undefined) return differs;
  }
  await visitor.file?.('checkpoint', bytes);
  return read;
}

/** The tiles of level 0, each as it is. */
async function readLeaves(log: Source, size: number): Promise<Uint8Array[] | Fault> {
  const leaves: Uint8Array[] = [];
  for (const tile of rowOfTiles(0, size)) {
    const bytes = await tileBytes(log, tile);
    if (bytes === undefined || hashesOfTile(bytes)?.length !== tile.width) return wrongTile(log, tile, bytes);
    leaves.push(bytes);
  }
  return leaves;
}

/** A tile's bytes. A partial one may be gone once the log has grown: the full one begins with it. */
async function tileBytes(log: Source, tile: Tile): Promise<Buffer | undefined> {
  const longest = tile.level === 'entries' ? longestBundle : longestTile;
  const bytes = await log.read(tilePath(tile), longest);
  if (bytes !== undefined || tile.width === tileWidth) return bytes;
  const full = await log.read(tilePath({ ...tile, width: tileWidth }), longest);
  return full && beginning(full, tile);
}

function beginning(full: Buffer, { level, width }: Tile): Buffer | undefined {
  if (level !== 'entries') return full.subarray(0, 32 * width);
  const entries = decodeEntryBundle(full)?.slice(0, width);
  return entries && encodeEntryBundle(entries);
}

const wrongTile = (log: Source, tile: Tile, bytes: Uint8Array | undefined): Fault =>
  fault(
    `${log.name}/${tilePath(tile)} ${bytes === undefined ? 'is missing' : 'does not hold what its path says'}.`,
  );

/** Every tile follows from the hashes of the entries, and the entries hash to them. */
async function readTile(
  log: Source,
  tile: Tile,
  read: ReadLog,
  visitor: Visitor,
): Promise<Fault | undefined> {
  const { level, index, width } = tile;
  const hashes = await read.nodes(tileNodes({ level: level === 'entries' ? 0 : level, index, width }));
  if (level !== 'entries') {
    const expected = Buffer.concat(hashes);
    // Those of level 0 were read already: they are what everything else follows from.
    const bytes = level === 0 ? expected : await tileBytes(log, tile);
    if (bytes === undefined || !expected.equals(bytes)) return wrongTile(log, tile, bytes);
    await visitor.file?.(tilePath(tile), bytes);
    return undefined;
  }
  const bytes = await tileBytes(log, tile);
  const entries = bytes && decodeEntryBundle(bytes);
  if (bytes === undefined || entries?.length !== width) return wrongTile(log, tile, bytes);
  for (const [place, entry] of entries.entries()) {
    const number = index * tileWidth + place;
    if (!leafHash(entry).equals(hashes[place] as Uint8Array))
      return fault(
        `Entry ${number} of ${log.name} is not the one that its tree was made of: it was changed.`,
      );
    await visitor.entry?.(read, number, entry);
  }
  await visitor.file?.(tilePath(tile), bytes);
  return undefined;
}

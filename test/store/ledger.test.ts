/** The ledger on a real PostgreSQL: many hands append at once, and nothing forks, skips or is written twice (REC-3). */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { openCheckpoint } from '../../ledger/log/checkpoint.ts';
import { leafHash } from '../../ledger/log/merkle.ts';
import { treeHash } from '../ledger/trees.ts';
import { verifyConsistency } from '../../ledger/log/proofs.ts';
import { verifyReceipt } from '../../ledger/log/receipt.ts';
import { decodeEntryBundle, hashesOfTile, tilePath, tilesOf } from '../../ledger/log/tiles.ts';
import { currentCheckpoint, receiptOf } from '../../store/log/checkpoints.ts';
import { type Db, openDatabase } from '../../store/postgres/database.ts';
import { appendLeaf, entriesOf, indexOf, ledgerRoot, ledgerSize } from '../../store/log/ledger.ts';
import { ledgerFile } from '../../store/log/ledger-files.ts';
import { registerLogKey, verifierLines } from '../../store/log/log-keys.ts';
import { newSigner } from '../ledger/keys.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { append, appendMany, bytesOf, keepOnly } from './archive.ts';

let database: TestDatabase;
let db: Db;
beforeEach(async () => {
  database = await createDatabase();
  db = database.db;
  return () => database.drop();
});

/** The root of the entries as they stand, computed from their bytes. */
async function rootOfEntries(): Promise<Buffer> {
  const entries = await entriesOf(db, 0, 100_000);
  expect(entries.map(({ index }) => index)).toEqual(entries.map((_, place) => place));
  return treeHash(entries.map(({ bytes }) => leafHash(bytes))).root;
}

describe('appending', () => {
  it('REC-3 gives the size of the tree as the index, from 0', async () => {
    expect(await ledgerSize(db)).toBe(0);
    for (let index = 0; index < 10; index += 1)
      expect(await append(db, randomUUID())).toEqual({ index, isNew: true });
    expect(await ledgerSize(db)).toBe(10);
    expect(await ledgerRoot(db, 10)).toEqual(await rootOfEntries());
  });

  it('REC-3 happens once for a decision, however often it is asked for', async () => {
    const decision = randomUUID();
    expect(await append(db, decision)).toEqual({ index: 0, isNew: true });
    await append(db, randomUUID());
    expect(await append(db, decision)).toEqual({ index: 0, isNew: false });
    expect(await ledgerSize(db)).toBe(2);
    expect(await indexOf(db, decision)).toBe(0);
    expect(await indexOf(db, randomUUID())).toBeUndefined();
  });

  it('REC-3 that was rolled back leaves neither a gap nor a node', async () => {
    await append(db, randomUUID());
    const abandoned = randomUUID();
    await expect(
      db.transaction().execute(async (trx) => {
        await keepOnly(trx, abandoned);
        expect(await appendLeaf(trx, { decision: abandoned, bytes: bytesOf(abandoned) })).toMatchObject({
          index: 1,
        });
        throw new Error('the decision did not end after all');
      }),
    ).rejects.toThrow('after all');
    expect(await append(db, randomUUID())).toEqual({ index: 1, isNew: true });
    expect(await ledgerRoot(db, 2)).toEqual(await rootOfEntries());
  });

  it('REC-3 needs the record that it proves', async () => {
    const decision = randomUUID();
    await expect(
      db.transaction().execute((trx) => appendLeaf(trx, { decision, bytes: bytesOf(decision) })),
    ).rejects.toThrow('ledger_entries');
  });

  it('REC-3 by several workers at once neither forks nor skips, though some repeat themselves and some give up', async () => {
    const workers = Array.from({ length: 3 }, () =>
      openDatabase({ url: database.url, connections: 4, onError: (error) => console.error(error) }),
    );
    const decisions = Array.from({ length: 150 }, () => randomUUID());
    const attempts = decisions.flatMap((decision, place) =>
      workers.map((worker, which) => ({ worker, decision, givesUp: (place + which) % 5 === 0 && which > 0 })),
    );
    const results: PromiseSettledResult<Awaited<ReturnType<typeof append>>>[] = [];
    // As many at once as a worker has connections: how long one may wait for a connection is no matter here.
    const works = async (left: typeof attempts): Promise<void> => {
      for (let next = left.shift(); next !== undefined; next = left.shift()) {
        const { worker, decision, givesUp } = next;
        const [result] = await Promise.allSettled([append(worker, decision, givesUp)]);
        results[attempts.indexOf(next)] = result;
      }
    };
    const lanes = workers.flatMap((worker) => {
      const own = attempts.filter((one) => one.worker === worker);
      return Array.from({ length: 4 }, () => works(own));
    });
    await Promise.all(lanes);
    for (const worker of workers) await worker.destroy();
    const given = new Map<string, number>();
    for (const [place, result] of results.entries()) {
      const { decision, givesUp } = attempts[place]!;
      if (givesUp) {
        expect(result.status).toBe('rejected');
        continue;
      }
      if (result.status === 'rejected') throw result.reason;
      expect(given.get(decision) ?? result.value.index).toBe(result.value.index);
      given.set(decision, result.value.index);
    }
    expect([...given.values()].toSorted((one, other) => one - other)).toEqual(
      decisions.map((_, index) => index),
    );
    expect(await ledgerSize(db)).toBe(decisions.length);
    expect(await ledgerRoot(db, decisions.length)).toEqual(await rootOfEntries());
  });
});

describe('checkpoints and receipts', () => {
  const signer = newSigner();
  const keys = [signer.verifier];
  const at = async () => {
    const opened = openCheckpoint((await currentCheckpoint(db, signer)).note, keys);
    if ('fault' in opened) throw new Error(opened.fault);
    return opened;
  };

  it('REC-3 prove every decision, at every size at which it is asked for', async () => {
    const decisions = Array.from({ length: 20 }, () => randomUUID());
    for (const [last, decision] of decisions.entries()) {
      await append(db, decision);
      for (const one of decisions.slice(0, last + 1)) {
        const receipt = await receiptOf(db, signer, one);
        const verified = verifyReceipt(Buffer.from(receipt!), bytesOf(one), keys);
        expect(verified).toMatchObject({ index: decisions.indexOf(one), checkpoint: { size: last + 1 } });
      }
    }
    expect(await receiptOf(db, signer, randomUUID())).toBeUndefined();
  });

  it('REC-2 follow each other, each beginning with the one before', async () => {
    let before = await at();
    expect(before.size).toBe(0);
    for (let turn = 0; turn < 12; turn += 1) {
      await appendMany(db, turn);
      const after = await at();
      expect(after.size).toBe(before.size + turn);
      const { proveConsistency } = await import('../../ledger/log/proofs.ts');
      const { readNodes } = await import('../../store/log/ledger.ts');
      const path = await proveConsistency(readNodes(db), before.size, after.size);
      expect(verifyConsistency(before, after, path)).toBe(true);
      before = after;
    }
  });

  it('REC-3 are the same from processes that sign at once', async () => {
    await appendMany(db, 37);
    const other = openDatabase({ url: database.url, onError: (error) => console.error(error) });
    const notes = await Promise.all(
      [db, other, db, other, other].map((one) => currentCheckpoint(one, signer)),
    );
    await other.destroy();
    expect(new Set(notes.map(({ note }) => note)).size).toBe(1);
  });

  it('REC-3 see only what is committed', async () => {
    await appendMany(db, 3);
    await db.transaction().execute(async (trx) => {
      const decision = randomUUID();
      await keepOnly(trx, decision);
      await appendLeaf(trx, { decision, bytes: bytesOf(decision) });
      expect((await at()).size).toBe(3);
    });
    expect((await at()).size).toBe(4);
  });

  it('REC-2 are refused where rows were changed below the last one', async () => {
    await appendMany(db, 8);
    await at();
    await sql`update ledger_nodes set hash = sha256('another history') where level = 3 and index = 0`.execute(
      db,
    );
    await appendMany(db, 1);
    await expect(currentCheckpoint(db, signer)).rejects.toThrow('its rows were changed');
  });

  it('REC-3 of a new key leave those of the old one verifiable', async () => {
    const renewed = newSigner();
    expect(await registerLogKey(db, signer, '2026-01-01T00:00:00.000Z')).toBeUndefined();
    await appendMany(db, 5);
    const old = (await currentCheckpoint(db, signer)).note;
    expect(await registerLogKey(db, renewed, '2026-02-01T00:00:00.000Z')).toBeUndefined();
    const lines = await verifierLines(db);
    expect(lines).toEqual([renewed.verifier.line, signer.verifier.line]);
    const both = [renewed.verifier, signer.verifier];
    expect(openCheckpoint(old, both)).toMatchObject({ signedBy: signer.id, size: 5 });
    expect(openCheckpoint((await currentCheckpoint(db, renewed)).note, both)).toMatchObject({
      signedBy: renewed.id,
      size: 5,
    });
  });

  it('REC-3 are signed by one key at a time: one that was replaced does not come back, and the log keeps its name', async () => {
    const renewed = newSigner();
    const at_ = '2026-01-01T00:00:00.000Z';
    for (const key of [signer, signer, renewed, renewed])
      expect(await registerLogKey(db, key, at_)).toBeUndefined();
    expect(await registerLogKey(db, signer, at_)).toEqual({
      fault: expect.stringContaining(`The key ${signer.id} was replaced by ${renewed.id}`),
    });
    expect(await registerLogKey(db, newSigner('other.example/log'), at_)).toEqual({
      fault: 'The key is of the log other.example/log, but this council’s log is council.example/log.',
    });
    expect(await verifierLines(db)).toHaveLength(2);
  });
});

describe('the log as files', () => {
  const signer = newSigner();

  it('REC-3 holds every entry and every hash, so that anyone can mirror it', async () => {
    await registerLogKey(db, signer, '2026-01-01T00:00:00.000Z');
    await appendMany(db, 300);
    const file = async (path: string) => (await ledgerFile(db, signer, path))?.bytes;
    const entries = (await entriesOf(db, 0, 300)).map(({ bytes }) => bytes);
    const leaves: Uint8Array[] = [];
    const mirrored: Uint8Array[] = [];
    for (const tile of tilesOf(300)) {
      const bytes = await file(tilePath(tile));
      if (tile.level === 'entries') mirrored.push(...(decodeEntryBundle(bytes!) ?? []));
      if (tile.level === 0) leaves.push(...(hashesOfTile(bytes!) ?? []));
      expect(bytes).toBeDefined();
    }
    expect(mirrored.map((entry) => Buffer.from(entry))).toEqual(entries);
    expect(leaves.map((hash) => Buffer.from(hash))).toEqual(entries.map(leafHash));
    expect(openCheckpoint(String(await file('checkpoint')), [signer.verifier])).toMatchObject({
      size: 300,
      root: treeHash(leaves).root,
    });
    expect(String(await file('key'))).toBe(`${signer.verifier.line}\n`);
    expect(String(await file('keys'))).toBe(`${signer.verifier.line}\n`);
  });

  it('REC-3 has partial tiles of every width up to its size, and none beyond it', async () => {
    await appendMany(db, 260);
    const width = async (path: string) => (await ledgerFile(db, signer, path))?.bytes.length;
    expect(await width('tile/0/000')).toBe(256 * 32);
    expect(await width('tile/0/000.p/255')).toBe(255 * 32);
    expect(await width('tile/0/001.p/4')).toBe(4 * 32);
    expect(await width('tile/1/000.p/1')).toBe(32);
    for (const none of [
      'tile/0/001.p/5',
      'tile/0/001',
      'tile/1/000.p/2',
      'tile/2/000.p/1',
      'tile/63/000',
      'tile/entries/002.p/1',
      'tile/0/1',
      'index.html',
      '',
    ])
      expect(await width(none)).toBeUndefined();
  });

  it('REC-3 leaves out the bundle of an entry too long for it, and keeps the entry', async () => {
    await append(db, randomUUID(), false, Buffer.alloc(65_536, 'x'));
    expect(await ledgerFile(db, signer, 'tile/entries/000.p/1')).toBeUndefined();
    expect(await ledgerFile(db, signer, 'tile/0/000.p/1')).toBeDefined();
    expect(await entriesOf(db, 0, 1)).toHaveLength(1);
  });
});

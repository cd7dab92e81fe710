/** The log's private key in its file: made once, readable for its owner only, and never told. */
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeSignerKey } from '../../ledger/log/keys.ts';
import { openLogKey, verifierLines } from '../../store/log/log-keys.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';

const at = '2026-01-01T00:00:00.000Z';
const origin = 'council.example/log';

let folder: string;
let file: string;
let database: TestDatabase;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'folkmoot-key-'));
  file = join(folder, 'keys', 'log.key');
  database = await createDatabase();
  return async () => {
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  };
});

const open = (from = file, name: string | null = null) =>
  openLogKey(database.db, { file: from, origin: name }, at);

async function opened(...from: Parameters<typeof open>) {
  const signer = await open(...from);
  if ('fault' in signer) throw new Error(signer.fault);
  return signer;
}

describe('the log’s key', () => {
  it('REC-3 is made at the first start, for its owner’s eyes only, and kept', async () => {
    const made = await opened(file, origin);
    expect(made.name).toBe(origin);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await opened()).verifier.line).toBe(made.verifier.line);
    expect(await verifierLines(database.db)).toEqual([made.verifier.line]);
    expect(await readdir(join(folder, 'keys'))).toEqual(['log.key']);
  });

  it('REC-3 is the same for all processes that start at once', async () => {
    const made = await Promise.all(Array.from({ length: 16 }, () => opened()));
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    expect(await verifierLines(database.db)).toHaveLength(1);
    expect(await readdir(join(folder, 'keys'))).toEqual(['log.key']);
  });

  it('REC-3 is not made anew in silence where its file is missing', async () => {
    const made = await opened();
    const elsewhere = join(folder, 'elsewhere.key');
    expect(await open(elsewhere)).toEqual({ fault: expect.stringContaining(`signed by the key ${made.id}`) });
    expect(await readdir(folder)).toEqual(['keys']);
  });

  it('REC-3 is rotated by another file; those before stay known, and do not come back', async () => {
    const first = await opened(file, origin);
    const renewed = join(folder, 'renewed.key');
    await writeFile(renewed, `${makeSignerKey(origin)}\n`);
    const second = await opened(renewed);
    expect(await verifierLines(database.db)).toEqual([second.verifier.line, first.verifier.line]);
    expect(await open(file)).toEqual({
      fault: expect.stringContaining(`${first.id} was replaced by ${second.id}`),
    });
  });

  it('REC-3 bears the log’s name, which does not change', async () => {
    await opened(file, origin);
    expect(await open(file, 'other.example/log')).toEqual({
      fault: expect.stringContaining(`not of other.example/log`),
    });
    const other = join(folder, 'other.key');
    await writeFile(other, makeSignerKey('other.example/log'));
    expect(await open(other)).toEqual({ fault: expect.stringContaining(`this council’s log is ${origin}`) });
    expect(await open(file, 'white space')).toEqual({ fault: expect.stringContaining('white space') });
  });

  it('REC-3 in a file that holds another thing is refused by the file’s name, without a word of what it holds', async () => {
    const wrong = join(folder, 'wrong.key');
    const key = makeSignerKey(origin);
    for (const text of [key.slice(0, -3), key.replace('council', 'counsel'), 'hunter2', '']) {
      await writeFile(wrong, text);
      const fault = JSON.stringify(await open(wrong));
      expect(fault).toContain(wrong);
      expect(fault).not.toContain('hunter2');
      expect(fault).not.toContain(key.slice(-30, -10));
      expect(await readFile(wrong, 'utf8')).toBe(text);
    }
  });

  it('REC-3 in a place that cannot be read fails with the system’s own words', async () => {
    await expect(open(folder)).rejects.toThrow('EISDIR');
  });
});

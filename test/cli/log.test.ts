/** `folkmoot export` and `folkmoot verify-log`: mirroring a log, and watching that it keeps its history. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { signCheckpoint } from '../../ledger/checkpoint.ts';
import type { Signer } from '../../ledger/keys.ts';
import { rootOfTexts } from '../../ledger/merkle.ts';
import { newSigner } from '../ledger/keys.ts';
import { type Exported, folkmoot, openExported } from './exported.ts';
import type { Served } from './served.ts';

let exported: Exported;
let signer: Signer;
let decision: string;
let folder: string;
let served: Served;
beforeAll(async () => {
  exported = await openExported();
  ({ signer, decision, served } = exported);
});
afterAll(() => exported.close());
beforeEach(async () => {
  folder = await exported.copy();
});

const at = (...path: string[]): string => join(folder, ...path);

describe('folkmoot export', () => {
  const to = (name: string, ...more: string[]) => folkmoot('export', at(name), '--from', served.url, ...more);

  it('REC-3 writes what anyone may read without a token, and says what is left out', async () => {
    const { code, said } = await to('public');
    expect([code, said]).toEqual([0, expect.stringContaining('0 of them with evidence')]);
    expect(said).toContain('--token names the file');
    expect((await folkmoot('verify', at('public'), '--key', at('trusted'))).code).toBe(0);
    expect((await readdir(at('public'))).toSorted()).toEqual(['charter', 'decisions', 'ledger']);
  });

  it('REC-2 brings an archive up to date, and refuses a log with another history', async () => {
    expect((await to('.', '--token', at('token'))).code).toBe(0);
    const root = rootOfTexts(['another history', 'of two entries']);
    await writeFile(at('ledger/checkpoint'), signCheckpoint({ size: 2, root }, signer));
    const before = await readFile(at('decisions', decision, 'record.json'));
    const { code, said } = await to('.');
    expect([code, said]).toEqual([
      1,
      expect.stringContaining('its history was changed. Nothing was written.'),
    ]);
    expect(await readFile(at('decisions', decision, 'record.json'))).toEqual(before);
    await writeFile(
      at('ledger/checkpoint'),
      signCheckpoint({ size: 0, root: rootOfTexts([]) }, newSigner('a/b')),
    );
    expect((await to('.')).said).toContain('holds an archive of another log');
  });

  it('REC-3 says when a token is not taken, a key is not the log’s, or nobody answers', async () => {
    await writeFile(at('token'), 'forged');
    expect(await to('other', '--token', at('token'))).toMatchObject({
      code: 1,
      said: expect.stringContaining('401'),
    });
    await writeFile(at('trusted'), newSigner().verifier.line);
    expect(await to('other', '--key', at('trusted'))).toMatchObject({
      code: 1,
      said: expect.stringContaining('is signed by'),
    });
    const nobody = await folkmoot('export', at('other'), '--from', 'http://127.0.0.1:1');
    expect(nobody).toMatchObject({ code: 1, said: expect.stringContaining('does not answer') });
  });
});

describe('folkmoot verify-log', () => {
  const log = (where: string, ...more: string[]) =>
    folkmoot('verify-log', where, '--seen', at('seen', 'checkpoint'), ...more);

  it('REC-2 REC-3 checks every entry, and next time that the log begins with what it saw', async () => {
    const first = await log(served.url, '--key', at('trusted'));
    expect(first.said.split('\n')).toEqual([
      expect.stringMatching(/^✔ The log council.example\/log has 2 entries/),
      '✔ Each of the 2 records agrees with itself.',
      expect.stringContaining('The checkpoint is kept in'),
      'Everything that could be checked holds.',
      '',
    ]);
    const again = await log(folder);
    expect(again).toMatchObject({
      code: 0,
      said: expect.stringContaining('It begins with what was seen last time, 2 entries, unchanged.'),
    });
  });

  it.each<[string, () => string, string]>([
    [
      'went back',
      () => signCheckpoint({ size: 3, root: Buffer.alloc(32) }, signer),
      'went back from 3 entries, seen last time, to 2.',
    ],
    [
      'has another history',
      () => signCheckpoint({ size: 1, root: Buffer.alloc(32) }, signer),
      'its history was changed.',
    ],
    [
      'is another one',
      () => signCheckpoint({ size: 1, root: Buffer.alloc(32) }, newSigner('a/b')),
      'cannot be compared.',
    ],
  ])('REC-2 finds that the log %s since last time, and keeps what was seen', async (_, seen, sentence) => {
    await mkdir(at('seen'));
    const note = seen();
    await writeFile(at('seen', 'checkpoint'), note);
    const { code, said } = await log(served.url);
    expect([code, said]).toEqual([1, expect.stringContaining(sentence)]);
    expect(await readFile(at('seen', 'checkpoint'), 'utf8')).toBe(note);
  });

  it('REC-3 finds no log where there is none', async () => {
    expect(await log(at('charter'))).toMatchObject({ code: 1, said: expect.stringContaining('The keys of') });
    expect(await log(at('charter'), '--key', at('trusted'))).toMatchObject({
      code: 1,
      said: expect.stringContaining('has no checkpoint.'),
    });
  });
});

/** `folkmoot verify DIR`: a whole archive proves itself, and nothing in it can be left out, put in or changed. */
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { canonicalBytes } from '../../ledger/bytes/canonical.ts';
import { signCheckpoint } from '../../ledger/log/checkpoint.ts';
import type { ProposalEvidence } from '../../ledger/parts/schema/evidence.ts';
import type { Signer } from '../../ledger/log/keys.ts';
import { leafHash } from '../../ledger/log/merkle.ts';
import { rootOfTexts } from '../ledger/trees.ts';
import { writeReceipt } from '../../ledger/log/receipt.ts';
import { newSigner } from '../ledger/keys.ts';
import { type Exported, folkmoot, openExported } from './exported.ts';

let exported: Exported;
let signer: Signer;
let decision: string;
let folder: string;
beforeAll(async () => {
  exported = await openExported();
  ({ signer, decision } = exported);
});
afterAll(() => exported.close());
beforeEach(async () => {
  folder = await exported.copy();
});

const at = (...path: string[]): string => join(folder, ...path);
const own = (file: string): string => at('decisions', decision, file);
const change = async (file: string, how: (text: string) => string): Promise<void> =>
  writeFile(file, how(await readFile(file, 'utf8')));
const json = async <Value>(file: string): Promise<Value> => JSON.parse(await readFile(file, 'utf8')) as Value;

describe('folkmoot verify DIR', () => {
  it('REC-3 proves a whole archive', async () => {
    const { code, said } = await folkmoot('verify', folder, '--key', at('trusted'));
    expect(said.split('\n')).toEqual([
      expect.stringMatching(/^✔ The log council.example\/log has 2 entries/),
      '✔ Each of the 2 decisions has its record and its receipt.',
      '✔ Each was decided under the rules of its charter version.',
      '✔ 2 of them have their evidence, and were computed again from it with the same outcome.',
      'Everything that could be checked holds.',
      '',
    ]);
    expect(code).toBe(0);
  });

  it('REC-3 says so where nobody vouches for the keys but the archive', async () => {
    const { code, said } = await folkmoot('verify', folder, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(said)).toMatchObject({
      ok: true,
      size: 2,
      evidence: 2,
      notes: [expect.stringContaining('own word')],
    });
  });

  it.each<[string, () => Promise<unknown>, string]>([
    ['a record left out', () => rm(own('record.json')), 'record.json is missing.'],
    ['a receipt left out', () => rm(own('receipt.tlog-proof')), 'receipt.tlog-proof is missing.'],
    [
      'a decision put in',
      () => mkdir(at('decisions', 'ffff')),
      'decisions/ffff is of no decision in the log.',
    ],
    ['a tile left out', () => rm(at('ledger/tile/0/000.p/2')), 'tile/0/000.p/2 is missing.'],
    [
      'a tile cut off',
      () => writeFile(at('ledger/tile/0/000.p/2'), 'x'),
      'does not hold what its path says.',
    ],
    [
      'a hash changed in a tile',
      () => writeFile(at('ledger/tile/0/000.p/2'), Buffer.alloc(64)),
      'do not make the root of its checkpoint.',
    ],
    [
      'an entry changed in its bundle',
      async () => {
        const bundle = await readFile(at('ledger/tile/entries/000.p/2'));
        bundle[bundle.length - 9] = bundle[bundle.length - 9]! ^ 1;
        await writeFile(at('ledger/tile/entries/000.p/2'), bundle);
      },
      'Entry 1 of',
    ],
    [
      'a bundle cut off',
      () => writeFile(at('ledger/tile/entries/000.p/2'), 'x'),
      'does not hold what its path says.',
    ],
    ['no checkpoint', () => rm(at('ledger/checkpoint')), 'has no checkpoint.'],
    ['no keys', () => rm(at('ledger/keys')), 'ledger/keys is missing.'],
    ['a charter left out', () => rm(at('charter/1.json')), 'charter/1.json is missing.'],
    ['another charter', () => writeFile(at('charter/1.json'), '{}'), 'its hash is another.'],
    ['a charter rewritten', () => writeFile(at('charter/1.json'), '{ }'), 'is not canonical JSON.'],
    [
      'a receipt of another entry',
      async () => {
        const [other] = (await readdir(at('decisions'))).filter((name) => name !== decision);
        await cp(at('decisions', other!, 'receipt.tlog-proof'), own('receipt.tlog-proof'));
      },
      'Entry 1: The record is not entry 0',
    ],
    [
      'a receipt of another history that the same key signed',
      async () => {
        const [first, second] = [Buffer.from('another first entry'), await readFile(own('record.json'))];
        const root = rootOfTexts([String(first), String(second)]);
        const checkpoint = signCheckpoint({ size: 2, root }, signer);
        const receipt = writeReceipt({ index: 1, path: [leafHash(first)], checkpoint });
        await writeFile(own('receipt.tlog-proof'), receipt);
      },
      'Entry 1: its receipt is of another history of the log: two were signed.',
    ],
    [
      'a receipt of a log that is longer',
      async () => {
        const entries = ['one', await readFile(own('record.json'), 'utf8'), 'three'];
        const checkpoint = signCheckpoint({ size: 3, root: rootOfTexts(entries) }, signer);
        const path = [leafHash(Buffer.from('one')), leafHash(Buffer.from('three'))];
        await writeFile(own('receipt.tlog-proof'), writeReceipt({ index: 1, path, checkpoint }));
      },
      'Entry 1: its receipt is of 3 entries, more than this log has.',
    ],
    [
      'evidence changed',
      async () => {
        const evidence = await json<ProposalEvidence>(own('evidence.json'));
        evidence.ballots[0]!.choice = 'abstain';
        await writeFile(own('evidence.json'), canonicalBytes(evidence));
      },
      'Entry 1: evidence /ballots was changed',
    ],
  ])('REC-3 finds %s', async (_, tamper, sentence) => {
    await tamper();
    const { code, said } = await folkmoot('verify', folder);
    expect(said).toContain(sentence);
    expect(code).toBe(1);
  });

  it.each<[string, () => Promise<unknown>, string]>([
    ['no keys of its own', () => rm(at('ledger/keys')), 'ledger/keys is missing.'],
    [
      'keys that are none',
      () => writeFile(at('ledger/keys'), 'garbage\n'),
      'line 1 is not a verifier key line',
    ],
    [
      'a line among its keys that is none',
      () => change(at('ledger/keys'), (text) => `${text}garbage\n`),
      'line 3 is not a',
    ],
    [
      'keys that are no text',
      () => writeFile(at('ledger/keys'), Buffer.of(0xff)),
      'holds no verifier key line',
    ],
    [
      'the keys of another',
      () => writeFile(at('ledger/keys'), `${newSigner('council.example/log').verifier.line}\n`),
      'lacks the key that signed the checkpoint',
    ],
  ])('REC-3 finds %s, whatever keys are trusted', async (_, tamper, sentence) => {
    await tamper();
    const { code, said } = await folkmoot('verify', folder, '--key', at('trusted'));
    expect(said).toContain(sentence);
    expect(code).toBe(1);
  });
});

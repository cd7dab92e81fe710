/** `folkmoot verify-custody`: a chain of custody from files, and a log that has entries of custody (ALM-6). */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { custodyLeaf } from '../../ledger/custody/entry.ts';
import { chainIn, entriesOf, file } from '../ledger/custody.ts';
import { newSigner, origin } from '../ledger/keys.ts';
import { folkmoot } from './exported.ts';
import { writeLog } from './logs.ts';

const signer = newSigner(origin);
const sha256 = hash('sha256', file, 'hex');
let folder: string;
const at = (name: string): string => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'folkmoot-custody-'));
  const { chain, leaves } = await chainIn(signer, entriesOf(origin, undefined, sha256), sha256);
  await writeFile(at('chain.json'), JSON.stringify({ holder: 'dora', document: chain }));
  const forged = structuredClone(chain);
  (forged.entries[4]!.entry as { why: string }).why = 'To hide it.';
  await writeFile(at('forged.json'), JSON.stringify(forged));
  await writeFile(at('log.pub'), `${signer.verifier.line}\n`);
  await writeFile(at('stairs.jpg'), file);
  await writeFile(at('other.jpg'), 'Another photograph.');
  await writeLog(at('log'), leaves, signer);
  await writeLog(at('strange'), [...leaves, custodyLeaf('another/log', 'a'.repeat(64))], signer);
});
afterAll(() => rm(folder, { recursive: true }));

const verify = (page: string, ...more: string[]) =>
  folkmoot('verify-custody', at(page), '--key', at('log.pub'), ...more);

describe('folkmoot verify-custody', () => {
  it('ALM-6 tells who took the file, from whom, when and why, where nobody answered for it, and who read it', async () => {
    const { code, said } = await verify('chain.json', '--file', at('stairs.jpg'));
    expect([code, said]).toEqual([0, expect.any(String)]);
    for (const part of [
      'Each of the 6 entries of the chain',
      '2 takings of them are signed by who took it',
      'stairs.jpg is the file.',
      'A gap: from 2026-03-02T09:00:00.000Z to 2026-03-02T09:01:00.000Z nobody answered for it.',
      'dora took it from carl on 2026-03-02T09:04:00.000Z: To keep it.',
      '6: dora read it on',
      'dora has held it since',
    ])
      expect(said).toContain(part);
  });

  it('ALM-6 fails where an entry was changed, the file is another, or a page is none', async () => {
    expect(await verify('forged.json')).toMatchObject({
      code: 1,
      said: expect.stringContaining('Entry 5 of the chain is not entry 6 of the log'),
    });
    expect(await verify('chain.json', '--file', at('other.jpg'))).toMatchObject({
      code: 1,
      said: expect.stringContaining('it is another file'),
    });
    expect(await verify('log.pub')).toMatchObject({ code: 1, said: expect.stringContaining('is no JSON') });
  });
});

describe('folkmoot verify-log', () => {
  const log = (name: string) =>
    folkmoot('verify-log', at(name), '--key', at('log.pub'), '--seen', at(`${name}.seen`));

  it('ALM-6 REC-2 counts the entries of custody, and says who checks them', async () => {
    expect(await log('log')).toMatchObject({
      code: 0,
      said: expect.stringContaining('6 entries of custody stand there'),
    });
  });

  it('ALM-6 finds out one that is of another council', async () => {
    expect(await log('strange')).toMatchObject({
      code: 1,
      said: expect.stringContaining('It is of custody in the council another/log'),
    });
  });
});

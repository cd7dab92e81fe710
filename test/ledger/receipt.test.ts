/** Checkpoints and receipts: what proves, what does not and why, and every byte of both changed in turn. */
import { describe, expect, it } from 'vitest';
import { openCheckpoint, signCheckpoint } from '../../ledger/log/checkpoint.ts';
import { leafHash } from '../../ledger/log/merkle.ts';
import { signNote } from '../../ledger/log/note.ts';
import { nodesAbove, proveInclusion, rootAt } from '../../ledger/log/proofs.ts';
import { parseReceipt, verifyReceipt, writeReceipt } from '../../ledger/log/receipt.ts';
import { decide, people } from './decision.ts';
import { newSigner, origin } from './keys.ts';

const signer = newSigner();
const keys = [signer.verifier];
const records = Array.from({ length: 7 }, (_, place) =>
  decide({
    id: `decision-${place}`,
    electors: people(3),
    rounds: [{ positions: people(3).map((m) => [m, 'agree']) }],
  }),
).map(({ recordBytes }) => recordBytes);
const read = nodesAbove(records.map(leafHash));

async function checkpointAt(size: number): Promise<string> {
  return signCheckpoint({ size, root: await rootAt(read, size) }, signer);
}

async function receiptOf(index: number, size = records.length): Promise<Buffer> {
  const path = await proveInclusion(read, index, size);
  return Buffer.from(writeReceipt({ index, path, checkpoint: await checkpointAt(size) }));
}

describe('a checkpoint', () => {
  it('REC-3 says the log’s name, its size and its root', async () => {
    const root = await rootAt(read, 7);
    const text = await checkpointAt(7);
    expect(text.split('\n').slice(0, 4)).toEqual([origin, '7', root.toString('base64'), '']);
    expect(openCheckpoint(text, keys)).toEqual({ origin, size: 7, root, signedBy: signer.id });
  });

  it('REC-3 of an empty log is one too', async () => {
    expect(openCheckpoint(await checkpointAt(0), keys)).toMatchObject({ size: 0 });
  });

  it('REC-3 is the same text whenever it is signed', async () => {
    expect(await checkpointAt(5)).toBe(await checkpointAt(5));
  });

  it('REC-3 may have extension lines, which say nothing', () => {
    const root = Buffer.alloc(32).toString('base64');
    const note = signNote(`${origin}\n3\n${root}\nsomething else\n`, signer);
    expect(openCheckpoint(note, keys)).toMatchObject({ size: 3 });
  });

  const root = Buffer.alloc(32).toString('base64');
  it.each([
    ['with a leading zero', `${origin}\n03\n${root}\n`],
    ['with a sign', `${origin}\n+3\n${root}\n`],
    ['with a size beyond 2^53', `${origin}\n9007199254740993\n${root}\n`],
    ['with a root cut off', `${origin}\n3\n${root.slice(4)}\n`],
    ['with an empty extension line', `${origin}\n3\n${root}\n\nmore\n`],
    ['without a root', `${origin}\n3\n`],
    ['without a name', `\n3\n${root}\n`],
  ])('REC-3 %s is none, though it is signed', (_, text) => {
    expect(openCheckpoint(signNote(text, signer), keys)).toEqual({
      fault: expect.stringContaining('does not consist of'),
    });
  });

  it('REC-3 of another log is none of ours, though our key signed it', () => {
    const note = signNote(`other.example/log\n3\n${root}\n`, signer);
    expect(openCheckpoint(note, keys)).toEqual({
      fault: `The checkpoint is of the log other.example/log, but signed in the name of ${origin}.`,
    });
  });
});

describe('a receipt', () => {
  it('REC-3 proves each record of the log, at every size from its own on', async () => {
    for (const [index, record] of records.entries())
      for (let size = index + 1; size <= records.length; size += 1)
        expect(verifyReceipt(await receiptOf(index, size), record, keys)).toMatchObject({
          index,
          checkpoint: { origin, size },
        });
  });

  it('REC-3 is written as C2SP tlog-proof@v1', () => {
    const path = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
    expect(writeReceipt({ index: 5, path, checkpoint: 'test checkpoint\n' })).toBe(
      `c2sp.org/tlog-proof@v1\nindex 5\n${path[0]!.toString('base64')}\n${path[1]!.toString('base64')}\n\ntest checkpoint\n`,
    );
    expect(writeReceipt({ index: 0, path: [], checkpoint: 'checkpoint\n' })).toBe(
      'c2sp.org/tlog-proof@v1\nindex 0\n\ncheckpoint\n',
    );
  });

  it('REC-3 may bring extra data, which proves nothing and is passed over', async () => {
    const text = String(await receiptOf(3)).replace(
      '\nindex',
      `\nextra ${Buffer.from('a note').toString('base64')}\nindex`,
    );
    expect(verifyReceipt(Buffer.from(text), records[3]!, keys)).toMatchObject({ index: 3 });
  });

  it.each([
    ['of another format', 'c2sp.org/tlog-proof@v2\nindex 0\n\ncheckpoint\n', 'does not begin with'],
    ['without an index', 'c2sp.org/tlog-proof@v1\n\ncheckpoint\n', 'at which index'],
    [
      'whose index is no number',
      'c2sp.org/tlog-proof@v1\nindex notanumber\n\ncheckpoint\n',
      'at which index',
    ],
    ['whose index is negative', 'c2sp.org/tlog-proof@v1\nindex -5\n\ncheckpoint\n', 'at which index'],
    ['whose index has a leading zero', 'c2sp.org/tlog-proof@v1\nindex 07\n\ncheckpoint\n', 'at which index'],
    [
      'whose extra data is not base64',
      'c2sp.org/tlog-proof@v1\nextra !!\nindex 0\n\ncheckpoint\n',
      'not base64',
    ],
    [
      'whose path is not base64',
      'c2sp.org/tlog-proof@v1\nindex 0\n!!notbase64!!\n\ncheckpoint\n',
      'not a hash',
    ],
    [
      'with a hash of another length',
      `c2sp.org/tlog-proof@v1\nindex 0\n${'A'.repeat(88)}\n\ncheckpoint\n`,
      'not a hash',
    ],
    [
      'with a hash whose padding is not zero',
      'c2sp.org/tlog-proof@v1\nindex 0\nypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLt=\n\ncp\n',
      'not a hash',
    ],
    [
      'with a path of 65',
      `c2sp.org/tlog-proof@v1\nindex 0\n${'A\n'.repeat(65)}\ncp\n`,
      'longer than that of any log',
    ],
    ['that was cut off', 'c2sp.org/tlog-proof@v1\nindex 0\n', 'it was cut off'],
    ['that is empty', '', 'it was cut off'],
  ])('REC-3 %s is refused', (_, text, sentence) => {
    expect(parseReceipt(text)).toEqual({ fault: expect.stringContaining(sentence) });
  });

  it('REC-3 of another record proves nothing of this one', async () => {
    expect(verifyReceipt(await receiptOf(3), records[4]!, keys)).toEqual({
      fault: expect.stringContaining('is not entry 3 of the log'),
    });
  });

  it('REC-3 of another log is refused with both names', async () => {
    const other = newSigner('other.example/log');
    expect(verifyReceipt(await receiptOf(3), records[3]!, [other.verifier])).toEqual({
      fault: `The checkpoint is signed by ${origin} (key ${signer.id}), not by other.example/log (key ${other.id}).`,
    });
  });

  it('REC-3 of a log of the same name with another key is refused with both keys', async () => {
    const other = newSigner();
    expect(verifyReceipt(await receiptOf(3), records[3]!, [other.verifier])).toEqual({
      fault: expect.stringContaining(`(key ${signer.id}), not by ${origin} (key ${other.id})`),
    });
  });

  it('REC-3 with an older checkpoint says that it is older', async () => {
    const path = await proveInclusion(read, 5, 7);
    const text = writeReceipt({ index: 5, path, checkpoint: await checkpointAt(4) });
    expect(verifyReceipt(Buffer.from(text), records[5]!, keys)).toEqual({
      fault: 'The checkpoint is older than the entry: it is of 4 entries, and the receipt’s index is 5.',
    });
  });

  it('REC-3 survives a rotation of keys where the old half is kept', async () => {
    const renewed = newSigner();
    expect(verifyReceipt(await receiptOf(2), records[2]!, [renewed.verifier, signer.verifier])).toMatchObject(
      {
        checkpoint: { signedBy: signer.id },
      },
    );
  });

  it('REC-3 with any one byte changed, in it or in its record, proves nothing', async () => {
    const receipt = await receiptOf(4);
    const record = records[4]!;
    const passing: string[] = [];
    for (const [name, bytes] of [
      ['receipt', receipt],
      ['record', record],
    ] as const)
      for (let place = 0; place < bytes.length; place += 1)
        for (const flip of name === 'receipt' ? flips : flips.slice(place % 3, (place % 3) + 1)) {
          const changed = Buffer.from(bytes);
          changed[place] = changed[place]! ^ flip;
          const verified =
            name === 'receipt' ? verifyReceipt(changed, record, keys) : verifyReceipt(receipt, changed, keys);
          if (!('fault' in verified)) passing.push(`${name} at ${place}, flip ${flip}`);
        }
    expect(passing).toEqual([]);
  });

  it('REC-3 with a byte taken out or put in proves nothing', async () => {
    const receipt = await receiptOf(4);
    const passing: number[] = [];
    for (let place = 0; place < receipt.length; place += 1) {
      const shorter = Buffer.concat([receipt.subarray(0, place), receipt.subarray(place + 1)]);
      const longer = Buffer.concat([receipt.subarray(0, place), Buffer.from('A'), receipt.subarray(place)]);
      for (const changed of [shorter, longer])
        if (!('fault' in verifyReceipt(changed, records[4]!, keys))) passing.push(place);
    }
    expect(passing).toEqual([]);
  });
});

/** One bit, the letter’s case, and all bits. */
const flips = [0x01, 0x20, 0xff];

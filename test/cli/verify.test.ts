/** `folkmoot verify RECORD RECEIPT`: files that prove themselves, and every way in which they can be wrong. */
import { spawnSync } from 'node:child_process';
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { acknowledge } from '../../ledger/answers/acknowledgement.ts';
import { canonicalBytes } from '../../ledger/bytes/canonical.ts';
import { signCheckpoint } from '../../ledger/log/checkpoint.ts';
import type { ProposalEvidence } from '../../ledger/parts/schema/evidence.ts';
import type { Signer } from '../../ledger/log/keys.ts';
import { rootOfTexts } from '../ledger/trees.ts';
import { writeReceipt } from '../../ledger/log/receipt.ts';
import type { ProposalRecord } from '../../ledger/parts/schema/record.ts';
import { answerProofs } from '../../store/records/answer-proofs.ts';
import { newSigner } from '../ledger/keys.ts';
import { type Exported, folkmoot, openExported } from './exported.ts';

const program = fileURLToPath(new URL('../../cli/folkmoot.mjs', import.meta.url));

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
const json = async <Value>(file: string): Promise<Value> => JSON.parse(await readFile(file, 'utf8')) as Value;
const verified = (...more: string[]) =>
  folkmoot('verify', own('record.json'), own('receipt.tlog-proof'), '--key', at('trusted'), ...more);

describe('folkmoot verify RECORD RECEIPT', () => {
  it('REC-3 checks one decision from its files, down to the outcome', async () => {
    const { code, said } = await verified('--evidence', own('evidence.json'));
    expect(code).toBe(0);
    expect(said.split('\n')).toEqual([
      expect.stringMatching(
        /^✔ The record is entry 1 of the log council.example\/log, as of its checkpoint of 2 entries/,
      ),
      expect.stringContaining('✔ The record is of “A second workshop day”'),
      '✔ Who took part in vote 1: 4 people in person, nobody represented, nobody assumed to abstain, 1 person absent. Nobody gave a reason against.',
      '✔ Its figures agree with its rules: 3 rounds, 1 vote, executed.',
      expect.stringContaining('gives the same outcome again: ballots (replaced ones too): 5, electors: 5'),
      expect.stringMatching(
        /^  Not checked: whether its rules are those of charter version 1, SHA-256 [0-9a-f]{64}/,
      ),
      'Everything that could be checked holds.',
      '',
    ]);
  });

  it('CHA-1 checks the rules against the charter that the record names, as a file or as it was served', async () => {
    const charter = await json<unknown>(at('charter/1.json'));
    await writeFile(at('answer.json'), JSON.stringify({ version: 1, document: charter }, null, 2));
    for (const file of ['charter/1.json', 'answer.json']) {
      const { code, said } = await verified('--charter', at(file));
      expect([code, said]).toEqual([
        0,
        expect.stringContaining('✔ Its rules are those of version 1 of the charter “Protocol 6”.'),
      ]);
      expect(said).not.toContain('(--charter)');
    }
  });

  it.each<[string, string, string]>([
    [
      'another charter',
      '{"name":"another"}',
      'is not the charter that the record names: its hash is another.',
    ],
    ['no JSON', 'yes', 'is not JSON.'],
  ])('CHA-1 refuses %s', async (_, text, sentence) => {
    await writeFile(at('other.json'), text);
    expect(await verified('--charter', at('other.json'))).toMatchObject({
      code: 1,
      said: expect.stringContaining(`✖ ${at('other.json')} ${sentence}`),
    });
  });

  it('CHA-1 refuses rules that are not the charter’s, whatever the log signed', async () => {
    const record = await json<ProposalRecord>(own('record.json'));
    Object.assign(record.rules.charter.offline, { wait: 1 });
    await writeFile(own('record.json'), canonicalBytes(record));
    const root = rootOfTexts([String(canonicalBytes(record))]);
    const checkpoint = signCheckpoint({ size: 1, root }, signer);
    await writeFile(own('receipt.tlog-proof'), writeReceipt({ index: 0, path: [], checkpoint }));
    expect((await verified()).code).toBe(0);
    expect(await verified('--charter', at('charter/1.json'))).toMatchObject({
      code: 1,
      said: expect.stringContaining('/rules are not those of'),
    });
  });

  it('REC-3 says what it did not check', async () => {
    const { said } = await verified();
    expect(said).toContain(
      '  Not checked: whether the figures are those of the ballots and positions themselves (--evidence).',
    );
    expect(said).toContain('(--charter)');
  });

  it('REC-3 says the same to programs', async () => {
    const { code, said } = await verified('--evidence', own('evidence.json'), '--json');
    expect(code).toBe(0);
    expect(JSON.parse(said)).toMatchObject({
      ok: true,
      checks: [{ check: 'receipt', ok: true }, {}, { check: 'participation', ok: true }, {}, {}],
    });
  });

  it('VOT-6 checks acknowledgements, as they were answered, and proofs', async () => {
    const { ballots } = await json<ProposalEvidence>(own('evidence.json'));
    const [first, second] = acknowledge(ballots, signer);
    await writeFile(at('one.json'), JSON.stringify({ acknowledgement: first }));
    await writeFile(at('two.json'), JSON.stringify(second, null, 2));
    await writeFile(
      at('proof.json'),
      JSON.stringify({ items: await answerProofs(exported.council.db, decision, 'ballots', 'dora') }),
    );
    const { code, said } = await verified(
      ...[
        '--evidence',
        own('evidence.json'),
        '--ack',
        at('one.json'),
        at('two.json'),
        '--proof',
        at('proof.json'),
      ],
    );
    expect(said).toContain(
      '✔ Ballot 1 of anna in vote 1 stands in the record, replaced by the same elector’s answer number 2.',
    );
    expect(said).toContain('✔ Ballot 2 of anna in vote 1 stands in the record and is the one that counts.');
    expect(said).toContain('✔ Ballot 1 of dora in vote 1 is number 4 of the 5 ballots');
    expect(code).toBe(0);
  });

  it('VOT-6 shows an acknowledged ballot that was left out as provable misconduct', async () => {
    const { ballots } = await json<ProposalEvidence>(own('evidence.json'));
    const [hidden] = acknowledge([{ ...ballots[0]!, elector: 'emil' }], signer);
    await writeFile(at('ack.json'), JSON.stringify(hidden));
    const { code, said } = await verified('--evidence', own('evidence.json'), '--ack', at('ack.json'));
    expect(said).toContain('this is provable misconduct');
    expect(code).toBe(1);
  });

  it('REC-3 runs as a program of its own, with its exit code', () => {
    const command = (key: string) =>
      spawnSync(
        process.execPath,
        [program, 'verify', own('record.json'), own('receipt.tlog-proof'), '--key', key],
        {
          encoding: 'utf8',
          cwd: folder,
        },
      );
    expect(command(at('trusted'))).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('Everything'),
    });
    expect(command(at('nowhere'))).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('cannot be read'),
    });
  });

  const change = async (file: string, how: (text: string) => string) =>
    writeFile(file, how(await readFile(file, 'utf8')));

  it.each<[string, () => Promise<unknown>, string]>([
    [
      'a record with one byte changed',
      () => change(own('record.json'), (text) => text.replace('workshop day', 'workshop bay')),
      'The record is not entry 1 of the log',
    ],
    [
      'a ballot dropped from the evidence',
      async () => {
        const evidence = await json<ProposalEvidence>(own('evidence.json'));
        await writeFile(
          own('evidence.json'),
          canonicalBytes({ ...evidence, ballots: evidence.ballots.slice(1) }),
        );
      },
      'evidence /ballots has 4 entries, but the record was made of 5.',
    ],
    [
      'a tally edited and its receipt made anew by the log',
      async () => {
        const record = await json<ProposalRecord>(own('record.json'));
        Object.assign(record.votes[0]!.tally!, { for: 3, against: 1 });
        await writeFile(own('record.json'), canonicalBytes(record));
        const root = rootOfTexts([String(canonicalBytes(record))]);
        const checkpoint = signCheckpoint({ size: 1, root }, signer);
        await writeFile(own('receipt.tlog-proof'), writeReceipt({ index: 0, path: [], checkpoint }));
      },
      'record /votes/0/tally/for is 3, but 4 follows.',
    ],
    [
      'another decision’s receipt',
      async () => {
        const [other] = (await readdir(at('decisions'))).filter((name) => name !== decision);
        await cp(at('decisions', other!, 'receipt.tlog-proof'), own('receipt.tlog-proof'));
      },
      'The record is not entry 0 of the log',
    ],
    [
      'another log’s receipt',
      async () => {
        const other = newSigner('other.example/log');
        const root = rootOfTexts([await readFile(own('record.json'), 'utf8')]);
        const checkpoint = signCheckpoint({ size: 1, root }, other);
        await writeFile(own('receipt.tlog-proof'), writeReceipt({ index: 0, path: [], checkpoint }));
      },
      'The checkpoint is signed by other.example/log',
    ],
    [
      'an older checkpoint',
      async () => {
        const root = rootOfTexts(['']);
        const older = signCheckpoint({ size: 1, root }, signer);
        await change(own('receipt.tlog-proof'), (text) => `${text.split('\n\n')[0]!}\n\n${older}`);
      },
      'The checkpoint is older than the entry',
    ],
    [
      'a proof cut short',
      () => change(own('receipt.tlog-proof'), (text) => text.replace(/(index 1\n).*\n/, '$1')),
      'The record is not entry 1 of the log',
    ],
    [
      'a receipt cut short',
      () => change(own('receipt.tlog-proof'), (text) => text.slice(0, 60)),
      'it was cut off',
    ],
    [
      'a key of the wrong name',
      () => writeFile(at('trusted'), `${newSigner('other.example/log').verifier.line}\n`),
      'not by other.example/log',
    ],
    [
      'a key whose name was changed',
      () => change(at('trusted'), (text) => text.replace('council', 'counsel')),
      'but its name and key make',
    ],
  ])('REC-3 refuses %s with a sentence', async (_, tamper, sentence) => {
    await tamper();
    const { code, said } = await verified('--evidence', own('evidence.json'));
    expect(said).toContain(sentence);
    expect(code).toBe(1);
  });

  it.each([
    ['yes', 'is not JSON.'],
    ['[]', 'holds nothing to check.'],
    ['{"items":[]}', 'holds nothing to check.'],
    ['['.repeat(100_000) + ']'.repeat(100_000), 'nests too deep.'],
    ['{"hash": "00", "hash": "11"}', '/hash is there more than once.'],
    ['{"number": 9007199254740993}', '/number is a number that cannot be kept exactly'],
    ['["no"]', 'This is not an acknowledgement.'],
  ])('REC-3 says of an acknowledgement that is %.20s what it is', async (text, sentence) => {
    await writeFile(at('ack.json'), text);
    const { code, said } = await verified('--ack', at('ack.json'));
    expect([code, said]).toEqual([1, expect.stringContaining(sentence)]);
  });
});

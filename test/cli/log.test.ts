/** `folkmoot export` and `folkmoot verify-log`: mirroring a log, and watching that it keeps its history. */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { signCheckpoint } from '../../ledger/log/checkpoint.ts';
import { keyChangeFormat } from '../../ledger/acts/key-change.ts';
import { canonicalBytes } from '../../ledger/bytes/canonical.ts';
import type { Signer } from '../../ledger/log/keys.ts';
import { rootOfTexts } from '../ledger/trees.ts';
import { all, decide, decisionId, people } from '../ledger/decision.ts';
import { newSigner } from '../ledger/keys.ts';
import { makeKey } from '../support/signing.ts';
import { type Exported, folkmoot, openExported } from './exported.ts';
import { writeLog } from './logs.ts';
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

  /** The same server, but for what is served in the place of one path. */
  async function lying(
    path: string,
    lie: (told: string) => string,
  ): Promise<{ url: string; close: () => void }> {
    const server = createServer((request, response) => {
      const { authorization = '' } = request.headers;
      void fetch(`${served.url}${request.url}`, { headers: { authorization } })
        .then(async (told) => ({ status: told.status, bytes: Buffer.from(await told.arrayBuffer()) }))
        .then(({ status, bytes }) =>
          response.writeHead(status).end(request.url?.endsWith(path) === true ? lie(String(bytes)) : bytes),
        );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return {
      url: `http://127.0.0.1:${port}`,
      close: () => {
        server.closeAllConnections();
        server.close();
      },
    };
  }

  it.each<[string, string, (told: string) => string, string, string]>([
    [
      'evidence that is not the record’s',
      '/evidence',
      (told) => told.replaceAll('"choice":"for"', '"choice":"abstain"'),
      'Entry 1: evidence /ballots was changed',
      'decisions',
    ],
    [
      'a charter that is not the one that was decided under',
      '/charter/versions/1',
      (told) => told.replace('"name":"Protocol 6"', '"name":"Protocol 7"'),
      'Entry 0: charter/1.json is not the charter that the record names',
      'charter',
    ],
  ])('REC-3 writes no %s, and says so', async (_, path, lie, sentence, left) => {
    const server = await lying(path, lie);
    const { code, said } = await folkmoot(
      ...['export', at('lied'), '--from', server.url, '--token', at('token'), '--key', at('trusted')],
    );
    server.close();
    expect([code, said]).toEqual([1, expect.stringContaining(sentence)]);
    const written = await readdir(at('lied'), { recursive: true });
    expect(written).toContain(`decisions/${decision}/record.json`);
    expect(written).not.toContain(
      left === 'charter' ? 'charter/1.json' : `decisions/${decision}/evidence.json`,
    );
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

  it('REC-1 finds a second record of one decision', async () => {
    const electors = people(3);
    const [one, other] = (['for', 'against'] as const).map(
      (choice) => decide({ electors, votes: [{ ballots: all(electors, choice) }] }).recordBytes,
    );
    await writeLog(at('ledger'), [one!, other!], signer);
    const { code, said } = await log(folder);
    expect([code, said]).toEqual([
      1,
      expect.stringContaining(
        `Entry 1 is a second record of the decision ${decisionId}, after entry 0 (REC-1).`,
      ),
    ]);
    expect((await folkmoot('verify', folder)).said).toContain('Entry 1: it is a second record');
  });

  it('MEM-6 finds a key that was put in after a decision and says that it is older', async () => {
    const electors = people(3);
    const { record, recordBytes } = decide({ electors, votes: [{ ballots: all(electors, 'for') }] });
    const key = makeKey();
    const change = (instant: string) =>
      canonicalBytes({
        format: keyChangeFormat,
        council: signer.name,
        at: instant,
        by: 'm1',
        countsFrom: instant,
        member: 'm1',
        change: 'register',
        charter: 1,
        pace: 1,
        kind: 'sign',
        fingerprint: key.fingerprint,
        key: key.jwk,
        sequence: 1,
        signature: null,
        stops: null,
      });
    const told = async (instant: string): Promise<string> => {
      await writeLog(at('ledger'), [recordBytes, change(instant)], signer);
      return (await log(folder)).said;
    };
    expect(await told(record.endedAt)).toContain('Each of the 1 change of keys is the member’s own');
    expect(await told(record.submittedAt)).toContain(
      `Entry 1: The change of keys of m1 says that it is older than an entry before it, of ${record.endedAt} (MEM-6).`,
    );
  });

  it('REC-3 tells of a thousand faults at most', async () => {
    const entries = Array.from({ length: 1_500 }, (_, place) => Buffer.from(`no record ${place}`));
    await writeLog(at('ledger'), entries, signer);
    const { code, said } = await log(folder);
    expect([code, said]).toEqual([1, expect.stringContaining('1000 of 1001 checks failed.')]);
  });

  it('REC-2 another log needs another file to be remembered in', async () => {
    await log(folder);
    const other = newSigner('other.example/log');
    await writeLog(at('other'), [], other);
    expect((await log(at('other'))).said).toContain('For another log, name another file with --seen.');
  });

  it('REC-3 finds keys of the log that are none, and needs none where others are trusted', async () => {
    const trusting = () => log(folder, '--key', at('trusted'));
    await rm(at('ledger', 'keys'));
    expect(await trusting()).toMatchObject({ code: 0 });
    await writeFile(at('ledger', 'keys'), 'garbage\n');
    expect(await trusting()).toMatchObject({
      code: 1,
      said: expect.stringContaining('line 1 is not a verifier key line'),
    });
  });

  it('REC-3 finds no log where there is none', async () => {
    expect(await log(at('charter'))).toMatchObject({
      code: 1,
      said: expect.stringContaining('/keys is missing.'),
    });
    expect(await log(at('charter'), '--key', at('trusted'))).toMatchObject({
      code: 1,
      said: expect.stringContaining('has no checkpoint.'),
    });
  });
});

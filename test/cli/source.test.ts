/** Folders and servers that came from elsewhere: what is no file, has no end, or answers strangely. */
import { execFileSync } from 'node:child_process';
import { createServer, type RequestListener, type Server } from 'node:http';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readLog } from '../../cli/log.ts';
import { fileBytes, folderSource, serverSource } from '../../cli/source.ts';
import { writeWhole } from '../../cli/writing.ts';
import { signCheckpoint } from '../../ledger/log/checkpoint.ts';
import { newSigner, origin } from '../ledger/keys.ts';
import { folkmoot } from './exported.ts';
import { logFiles } from './logs.ts';

const signer = newSigner();
let folder: string;
const servers: Server[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'folkmoot-source-'));
});
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const at = (...path: string[]): string => join(folder, ...path);

async function served(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('a folder', () => {
  it('REC-3 is read as far as its files go', async () => {
    await writeFile(at('file'), 'four');
    const source = folderSource(folder);
    expect(String(await source.read('file', 4))).toBe('four');
    expect(await source.read('none', 4)).toBeUndefined();
    expect(await source.read('file/none', 4)).toBeUndefined();
    await expect(source.read('file', 3)).rejects.toThrow('has more than 3 bytes');
  });

  it('REC-3 with a pipe, a device or a folder for a file is refused, and waits for nobody', async () => {
    execFileSync('sh', ['-c', 'mkfifo "$0"', at('pipe')]);
    await symlink('/dev/zero', at('zero'));
    await mkdir(at('folder'));
    for (const name of ['pipe', 'zero', 'folder'])
      await expect(folderSource(folder).read(name, 1_000)).rejects.toThrow('is not a file.');
  });

  it('REC-3 a file that somebody named is read up to its length, even where it has no end', async () => {
    await expect(fileBytes('/dev/zero', 1_000)).rejects.toThrow('/dev/zero has more than 1000 bytes');
    await expect(fileBytes(folder, 1_000)).rejects.toThrow('cannot be read');
    await expect(fileBytes(at('none'), 1_000)).rejects.toThrow('cannot be read');
  });

  it('REC-3 is written whole, and not through a link', async () => {
    await writeFile(at('elsewhere'), 'kept');
    await symlink(at('elsewhere'), at('link'));
    await writeWhole(at('link'), Buffer.from('new'));
    expect(await readFile(at('elsewhere'), 'utf8')).toBe('kept');
    expect(await readFile(at('link'), 'utf8')).toBe('new');
    await expect(writeWhole(at('elsewhere', 'below'), Buffer.from('new'))).rejects.toThrow(
      'cannot be written',
    );
  });
});

describe('a server', () => {
  it.each<[string, RequestListener, string]>([
    [
      'whose answer never ends',
      (_, response) => void setInterval(() => response.write(Buffer.alloc(65_536)), 1).unref(),
      'has more than 8192 bytes',
    ],
    ['that fails', (_, response) => void response.writeHead(500).end(), 'answered 500.'],
    [
      'that hangs up in its answer',
      (_, response) => {
        response.writeHead(200, { 'content-length': '100' }).write('x');
        setTimeout(() => response.destroy(), 20);
      },
      'does not answer',
    ],
  ])('REC-3 %s is told of in a sentence', async (_, answer, sentence) => {
    const source = serverSource(await served(answer));
    await expect(source.read('tile/0/000', 8_192)).rejects.toThrow(sentence);
  });

  it('REC-3 that has no such file has none', async () => {
    const url = await served((_, response) => void response.writeHead(404).end());
    expect(await serverSource(url).read('keys', 100)).toBeUndefined();
  });

  it.each(['council.example', 'localhost:7400', 'http://', 'http://[', ''])(
    'REC-3 %j is no server',
    async (url) => {
      const { code, said } = await folkmoot('export', at('archive'), '--from', url);
      expect([code, said]).toEqual([1, expect.stringContaining('is no URL of a server.')]);
    },
  );

  it('AUT-2 never is sent, and no sentence quotes, what cannot be a token', async () => {
    await writeFile(at('token'), 'secret\nsecret');
    const { code, said } = await folkmoot('export', at('archive'), '--token', at('token'));
    expect([code, said]).toEqual([1, `${at('token')} holds no token.\n`]);
  });
});

const sourceOf = (files: ReadonlyMap<string, Buffer>) => ({
  name: 'the log',
  read: async (path: string) => files.get(path),
});

const logOf = (entries: readonly string[]) =>
  logFiles(
    entries.map((entry) => Buffer.from(entry)),
    signer,
  );

const texts = (number: number): string[] => Array.from({ length: number }, (_, place) => `entry ${place}`);

describe('a log', () => {
  it('REC-3 of which a partial tile is gone is read from the full one', async () => {
    const [earlier, later] = [await logOf(texts(300)), await logOf(texts(600))];
    const mirror = new Map([...later, ['checkpoint', earlier.get('checkpoint')!] as const]);
    for (const path of mirror.keys()) if (path.endsWith('/001.p/44')) mirror.delete(path);
    expect(mirror.has('tile/0/001.p/44')).toBe(false);
    mirror.set('tile/1/000.p/1', earlier.get('tile/1/000.p/1')!);
    const entries: string[] = [];
    const read = await readLog(sourceOf(mirror), [signer.verifier], {
      entry: async (_, index, bytes) => void (entries[index] = String(bytes)),
    });
    expect(read).toMatchObject({ checkpoint: { size: 300 } });
    expect(entries).toEqual(texts(300));
  });

  it('REC-3 of more entries than are read is refused before any tile is asked for', async () => {
    const checkpoint = Buffer.from(signCheckpoint({ size: 2 ** 50, root: Buffer.alloc(32) }, signer));
    expect(await readLog(sourceOf(new Map([['checkpoint', checkpoint]])), [signer.verifier])).toEqual({
      fault: 'the log has 1125899906842624 entries; 16777216 are the most that are read.',
    });
  });

  it('REC-3 that claims more entries than it has is refused at the first tile that is missing', async () => {
    const checkpoint = Buffer.from(signCheckpoint({ size: 2 ** 24, root: Buffer.alloc(32) }, signer));
    expect(await readLog(sourceOf(new Map([['checkpoint', checkpoint]])), [signer.verifier])).toEqual({
      fault: 'the log/tile/0/000 is missing.',
    });
  });

  it('REC-3 whose higher tiles do not follow from its lower ones is refused', async () => {
    const files = await logOf(texts(600));
    files.set('tile/1/000.p/2', Buffer.alloc(64));
    expect(await readLog(sourceOf(files), [signer.verifier])).toEqual({
      fault: 'the log/tile/1/000.p/2 does not hold what its path says.',
    });
  });

  it('REC-3 is named by the checkpoint that its own key signed', async () => {
    expect(await readLog(sourceOf(await logOf([])), [signer.verifier])).toMatchObject({
      checkpoint: { origin, size: 0 },
    });
  });
});

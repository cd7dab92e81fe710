/** What `npm start` and `npm test` do first: check Node and install what is missing, with real npm, in a project of two packages. */
import { execFile } from 'node:child_process';
import { chmod, copyFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { freshFolder } from './support/folders.ts';

interface Ran {
  readonly code: number;
  readonly output: string;
}

interface Project {
  readonly folder: string;
  readonly run: (
    args?: readonly string[],
    env?: Record<string, string>,
    user?: { readonly uid?: number; readonly gid?: number },
  ) => Promise<Ran>;
  /** Writes a lock with a package that only the registry has. */
  readonly lockAbsent: (registry: string) => Promise<void>;
  /** Writes the lock, with its two packages in this version. */
  readonly lock: (version: string) => Promise<void>;
  readonly installed: () => Promise<string[]>;
}

const bootstrap = fileURLToPath(new URL('../../embedded/bootstrap.mjs', import.meta.url));

async function newProject(): Promise<Project> {
  const folder = await freshFolder();
  await mkdir(join(folder, 'embedded'));
  await copyFile(bootstrap, join(folder, 'embedded', 'bootstrap.mjs'));
  const manifest = {
    name: 'moot',
    version: '1.0.0',
    dependencies: { served: 'file:served' },
    devDependencies: { tested: 'file:tested' },
  };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  const lock = async (version: string): Promise<void> => {
    for (const name of ['served', 'tested']) {
      await mkdir(join(folder, name), { recursive: true });
      await writeFile(join(folder, name, 'package.json'), JSON.stringify({ name, version }));
    }
    const packages = {
      '': manifest,
      served: { version },
      tested: { version, dev: true },
      'node_modules/served': { resolved: 'served', link: true },
      'node_modules/tested': { resolved: 'tested', link: true, dev: true },
    };
    await writeFile(join(folder, 'package-lock.json'), JSON.stringify({ lockfileVersion: 3, packages }));
  };
  await lock('1.0.0');
  const lockAbsent = async (registry: string): Promise<void> => {
    const needs = { ...manifest, dependencies: { absent: '1.0.0' }, devDependencies: {} };
    await writeFile(join(folder, 'package.json'), JSON.stringify(needs));
    const packages = {
      '': needs,
      'node_modules/absent': { version: '1.0.0', resolved: `${registry}absent/-/absent-1.0.0.tgz` },
    };
    await writeFile(join(folder, 'package-lock.json'), JSON.stringify({ lockfileVersion: 3, packages }));
  };
  const { PATH = '', HOME = '' } = process.env;
  return {
    folder,
    lock,
    lockAbsent,
    installed: async () =>
      (await readdir(join(folder, 'node_modules'))).filter((name) => !name.startsWith('.')),
    run: (args = [], env = {}, user = {}) =>
      new Promise((resolve) => {
        const command = [join(folder, 'embedded', 'bootstrap.mjs'), ...args];
        const options = { env: { PATH, HOME, ...env }, cwd: folder, ...user };
        execFile(process.execPath, command, options, (error, stdout, stderr) => {
          resolve({ code: error === null ? 0 : Number(error.code), output: stdout + stderr });
        });
      }),
  };
}

describe('the first step of npm start and npm test', () => {
  it('installs what is missing, once, and again when the lock has changed', async () => {
    const { run, lock, installed } = await newProject();
    const first = await run();
    expect(first).toMatchObject({ code: 0, output: expect.stringContaining('Installing the packages') });
    expect(await installed()).toEqual(['served', 'tested']);
    expect(await run()).toEqual({ code: 0, output: '' });
    await lock('1.1.0');
    expect((await run()).output).toContain('Packages are installed.');
    expect(await run()).toEqual({ code: 0, output: '' });
  });

  it('installs again where an installation was broken off', async () => {
    const { run, folder } = await newProject();
    await run();
    await rm(join(folder, 'node_modules', '.package-lock.json'));
    expect((await run()).output).toContain('Packages are installed.');
  });

  it('needs the development packages for tests only, and gets them in production too', async () => {
    const { run, installed } = await newProject();
    const production = { NODE_ENV: 'production' };
    await run([], production);
    expect(await installed()).toEqual(['served']);
    expect(await run([], production)).toEqual({ code: 0, output: '' });
    expect((await run(['--tests'], production)).output).toContain('Packages are installed.');
    expect(await installed()).toEqual(['served', 'tested']);
  });

  it('says what to do when npm fails', async () => {
    const { run, folder } = await newProject();
    await rm(join(folder, 'package.json'));
    const { code, output } = await run();
    expect(code).toBe(1);
    expect(output).toMatch(/The packages could not be installed; npm says above why( \(\w+\))?\.\n/);
  });

  it.each([
    ['refuses connections', false, 'ECONNREFUSED'],
    ['takes connections and never answers', true, 'no answer within 10 s'],
  ])('says within 20 s, and last, that a registry is dead that %s', async (_, listens, cause) => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const registry = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    if (listens) onTestFinished(() => void server.close());
    else await new Promise((resolve) => server.close(resolve));
    const { run, lockAbsent } = await newProject();
    await lockAbsent(registry);
    const begun = Date.now();
    const cache = await freshFolder();
    const { code, output } = await run([], { npm_config_registry: registry, npm_config_cache: cache });
    expect(code).toBe(1);
    expect(output.trim().split('\n').at(-1)).toMatch(
      new RegExp(`The package registry ${registry} does not answer \\(${cause}\\)\\.$`),
    );
    expect(Date.now() - begun).toBeLessThan(20_000);
  });

  it('says of a folder that cannot be written that it cannot, and nothing of a network', async () => {
    const { run, folder } = await newProject();
    const cache = await freshFolder();
    await Promise.all([chmod(folder, 0o555), chmod(cache, 0o777)]);
    const nobody = process.getuid!() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    const { code, output } = await run([], { npm_config_cache: cache, HOME: cache }, nobody);
    await chmod(folder, 0o700);
    expect(code).toBe(1);
    expect(output.trim().split('\n').at(-1)).toContain('cannot be written (EACCES).');
    expect(output).not.toContain('network');
  });

  it('says what is wrong with a damaged lock', async () => {
    const { run, folder } = await newProject();
    await writeFile(join(folder, 'package-lock.json'), '{"packages":');
    expect(await run()).toMatchObject({
      code: 1,
      output: expect.stringContaining('package-lock.json is missing or damaged'),
    });
  });

  it.each([
    ['20.19.9', 1],
    ['20.20.0', 0],
    ['18.20.8', 1],
    ['24.0.0', 0],
  ])('with Node %s ends with code %i', async (version, code) => {
    const { run, folder } = await newProject();
    await mkdir(join(folder, 'node_modules'));
    const packages = { served: { version: '1.0.0' }, 'node_modules/served': {} };
    await writeFile(join(folder, 'node_modules', '.package-lock.json'), JSON.stringify({ packages }));
    const pretend = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })`;
    const NODE_OPTIONS = `--import="data:text/javascript,${encodeURIComponent(pretend)}"`;
    const ran = await run([], { NODE_OPTIONS });
    expect(ran.code).toBe(code);
    expect(ran.output.includes(`needs Node.js 20.20 or newer; this is ${version}`)).toBe(code === 1);
  });
});

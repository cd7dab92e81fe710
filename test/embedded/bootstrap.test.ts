/** What `npm start` and `npm test` do first: check Node and install what is missing, with real npm, in a project of two packages. */
import { execFile } from 'node:child_process';
import { copyFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { freshFolder } from './support/folders.ts';

interface Ran {
  readonly code: number;
  readonly output: string;
}

interface Project {
  readonly folder: string;
  readonly run: (args?: readonly string[], env?: Record<string, string>) => Promise<Ran>;
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
  const { PATH = '', HOME = '' } = process.env;
  return {
    folder,
    lock,
    installed: async () =>
      (await readdir(join(folder, 'node_modules'))).filter((name) => !name.startsWith('.')),
    run: (args = [], env = {}) =>
      new Promise((resolve) => {
        const command = [join(folder, 'embedded', 'bootstrap.mjs'), ...args];
        execFile(process.execPath, command, { env: { PATH, HOME, ...env } }, (error, stdout, stderr) => {
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
    expect(output).toContain('The packages could not be installed; npm says above why.');
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

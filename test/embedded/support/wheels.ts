/** A small package with a program in it, for real `pip` and real `zipfile`, from a folder instead of the package index. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { PinnedProgram } from '../../../embedded/programs/pinned.ts';
import type { Finding } from '../../../embedded/programs/temporal-programs.ts';
import { freshFolder } from './folders.ts';

const run = promisify(execFile);

export interface Shop {
  /** The program as it would be pinned for this machine. */
  readonly program: PinnedProgram;
  readonly contents: string;
  readonly cache: string;
  /** What progress was told so far. */
  readonly told: string[];
  readonly finding: Finding;
}

/** A package index of one package, an empty cache, and a PATH on which the program is not. */
export async function openShop(): Promise<Shop> {
  const folder = await freshFolder();
  const index = join(folder, 'index');
  const contents = '#!/bin/sh\necho moot\n';
  const wheel = await makeWheel(join(folder, 'build'), index, contents);
  const cache = join(folder, 'cache');
  const told: string[] = [];
  const { PATH, HOME } = process.env;
  return {
    contents,
    cache,
    told,
    program: {
      name: 'moot',
      title: 'The trial program',
      package: 'folkmoot-trial',
      version: '1.0.0',
      wheels: {
        [`${process.platform}-${process.arch}`]: {
          sha256: createHash('sha256')
            .update(await readFile(wheel))
            .digest('hex'),
          bytes: Buffer.byteLength(contents),
        },
      },
      otherwise: 'Put `moot` on the PATH.',
    },
    finding: {
      data: join(folder, 'data'),
      progress: (line) => told.push(line),
      env: { PATH, HOME, FOLKMOOT_CACHE: cache, PIP_NO_INDEX: '1', PIP_FIND_LINKS: index },
    },
  };
}

async function makeWheel(build: string, index: string, contents: string): Promise<string> {
  const files = {
    'folkmoot_trial-1.0.0.data/scripts/moot': contents,
    'folkmoot_trial-1.0.0.dist-info/METADATA':
      'Metadata-Version: 2.1\nName: folkmoot-trial\nVersion: 1.0.0\n',
    'folkmoot_trial-1.0.0.dist-info/WHEEL': 'Wheel-Version: 1.0\nRoot-Is-Purelib: false\nTag: py3-none-any\n',
    'folkmoot_trial-1.0.0.dist-info/RECORD': '',
  };
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(build, name, '..'), { recursive: true });
    await writeFile(join(build, name), text);
  }
  await mkdir(index, { recursive: true });
  const wheel = join(index, 'folkmoot_trial-1.0.0-py3-none-any.whl');
  const folders = ['folkmoot_trial-1.0.0.data', 'folkmoot_trial-1.0.0.dist-info'];
  await run('python3', ['-m', 'zipfile', '-c', wheel, ...folders], { cwd: build });
  return wheel;
}

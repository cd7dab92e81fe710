/** Writes each file of the build a second and a third time, compressed, so that no server does it for each answer. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

export function compressed(): Plugin {
  let folder = '';
  return {
    name: 'folkmoot-compressed',
    apply: 'build',
    configResolved: ({ build }) => {
      folder = build.outDir;
    },
    writeBundle: async () => {
      const names = await readdir(join(folder, 'assets'));
      await Promise.all(
        names
          .filter((name) => ['.js', '.css', '.svg'].includes(extname(name)))
          .map((name) => compress(join(folder, 'assets', name))),
      );
    },
  };
}

async function compress(file: string): Promise<void> {
  const bytes = await readFile(file);
  const size = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  await writeFile(`${file}.br`, brotliCompressSync(bytes, { params: size }));
  await writeFile(`${file}.gz`, gzipSync(bytes, { level: 9 }));
}

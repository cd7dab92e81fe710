/** The product as it is run under faults: compiled from a tree into a folder of its own, on request with one text of it replaced. */
import { cp, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';

/** A deliberate mistake: in one file one text stands in place of another. */
export interface Replacement {
  /** From the root of the tree. */
  readonly file: string;
  /** Must stand there exactly once. */
  readonly text: string;
  readonly by: string;
}

/** This tree. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Compiles the rooms that run in service, and bundles the workflows.
 * @param source the tree, with its packages; this one unless given
 * @returns the folder in which `worker/main.js` and `api/server.js` lie
 * @throws where a text that is to be replaced does not stand where it should
 */
export async function buildProduct(
  folder: string,
  replacements: readonly Replacement[] = [],
  source = root,
): Promise<string> {
  const dist = await compileProduct(folder, replacements, source);
  const create = await import(pathToFileURL(join(dist, 'worker/create.js')).href);
  const { code } = await create.bundleWorkflows();
  await writeFile(bundleOf(dist), code);
  return dist;
}

/** Where a worker that was compiled looks for its workflows. */
export const bundleOf = (dist: string): string => join(dist, 'workflow-bundle.js');

/** {@link buildProduct} without the workflows. */
export async function compileProduct(
  folder: string,
  replacements: readonly Replacement[] = [],
  source = root,
): Promise<string> {
  const dist = join(folder, 'dist');
  await rm(folder, { recursive: true, force: true });
  await mkdir(dist, { recursive: true });
  await symlink(join(source, 'node_modules'), join(folder, 'node_modules'));
  await cp(join(source, 'package.json'), join(folder, 'package.json'));
  const missing = new Set(replacements);
  for (const room of await rooms(source))
    for (const file of await readdir(join(source, room), { recursive: true })) {
      const path = join(room, file);
      const kind = extname(file);
      if (kind === '.ts') {
        const text = await readFile(join(source, path), 'utf8');
        const changed = replacements.filter((one) => one.file === path).reduce(replaced, text);
        for (const one of replacements) if (one.file === path) missing.delete(one);
        await put(join(dist, path.replace(/\.ts$/, '.js')), compiled(changed, path));
      } else if (kind === '.yaml' || kind === '.cjs')
        await put(join(dist, path), await readFile(join(source, path), 'utf8'));
    }
  for (const { file } of missing) throw new Error(`${file} is no file of the product`);
  return dist;
}

/** The folders that `npm run build` compiles. */
async function rooms(source: string): Promise<readonly string[]> {
  const { include } = JSON.parse(await readFile(join(source, 'tsconfig.build.json'), 'utf8')) as {
    include: string[];
  };
  return include.map((pattern) => pattern.split('/')[0]!);
}

/**
 * The file with the other text in it.
 * @throws where the text that it replaces does not stand there once
 */
export function replaced(source: string, { file, text, by }: Replacement): string {
  const parts = source.split(text);
  if (parts.length !== 2)
    throw new Error(`${file} has the text to replace ${parts.length - 1} times instead of once:\n${text}`);
  return parts.join(by);
}

const compiled = (source: string, fileName: string): string =>
  ts.transpileModule(source, {
    fileName,
    compilerOptions: {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
      rewriteRelativeImportExtensions: true,
    },
  }).outputText;

async function put(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

/** The version of this program, as its package.json says. */
import { existsSync, readFileSync } from 'node:fs';

/** Beside the sources, or above what was built of them. */
const manifests = ['../package.json', '../../package.json'].map((path) => new URL(path, import.meta.url));

/** @throws Error where the program was taken apart from its package.json */
export function version(): string {
  const manifest = manifests.find((url) => existsSync(url));
  if (manifest === undefined) throw new Error('folkmoot does not find its package.json');
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: string }).version;
}

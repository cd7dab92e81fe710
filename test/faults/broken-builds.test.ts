/** Each broken build can still be made: what it replaces stands in the source, once. */
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { brokenBuilds } from './broken-builds.ts';
import { replaced } from './product.ts';

it.each(brokenBuilds)('the broken build $name is another than the product', async ({ replacements }) => {
  for (const one of replacements) {
    const source = await readFile(new URL(`../../${one.file}`, import.meta.url), 'utf8');
    expect(replaced(source, one)).not.toBe(source);
  }
});

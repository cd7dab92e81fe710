/** docs/charter.md says what the schema, the default charter and the words of its fields say: `npm run docs:charter` writes it anew. */
import { readFileSync } from 'node:fs';
import { format } from 'prettier';
import { describe, expect, it } from 'vitest';
import { defaultCharterFile, readCharter } from '../../charter/load.ts';
import { placeOf, valueAt } from '../../charter/text/places.ts';
import { absentMeanings } from '../../charter/meanings/absent.ts';
import { charterFields, charterReference } from '../../charter/reference.ts';
import { readText } from '../../charter/text/yaml.ts';
import { put } from './documents.ts';

const reading = readText(readFileSync(defaultCharterFile, 'utf8'), 1_000_000);
const standard = 'value' in reading ? reading.value : undefined;

describe('the reference of the charter', () => {
  it('CHA-2 is what the schema and its words make', async () => {
    const text = await format(charterReference(standard), { parser: 'markdown', printWidth: 110 });
    await expect(text).toMatchFileSnapshot('../../docs/charter.md');
  });

  it('CHA-2 names each field of the default charter, and each rule that there is', () => {
    const paths = charterFields().map(({ path }) => path);
    for (const section of Object.keys(standard as object)) expect(paths).toContain(`/${section}`);
    expect(new Set(paths).size).toBe(paths.length);
    const rules = readFileSync(new URL('../../docs/rules.md', import.meta.url), 'utf8');
    for (const { path, means, rules: ids } of charterFields()) {
      expect([path, means]).not.toEqual([path, '']);
      for (const id of ids) expect([path, rules.includes(`| ${id} `)]).toEqual([path, true]);
    }
  });

  const outsideEntries = charterFields().filter(({ path }) => !path.includes('*'));

  it.each(outsideEntries)('CHA-2 says rightly what leaving out $path means: $absent', ({ path, absent }) => {
    const without = withoutField(standard, path);
    const read = readCharter(without);
    if (absent === 'refused') {
      expect(read).toMatchObject({ faults: expect.arrayContaining([expect.objectContaining({ path })]) });
      return;
    }
    // A field whose absence another part of the default charter does not bear is refused for that, never for itself.
    if ('faults' in read) {
      expect(read.faults.map((fault) => fault.path)).not.toContain(path);
      return;
    }
    const found = valueAt(read.document, placeOf(path));
    if (absent === 'the default charter’s') expect(found).toEqual(valueAt(standard, placeOf(path)));
    else if (found === undefined) expect(absentMeanings[path]).toBe(absent);
    else expect(`\`${String(found as string | null)}\``).toBe(absent);
  });
});

/** A section that the document does not have is there without the field. */
function withoutField(document: unknown, path: string): unknown {
  const section = path.slice(0, path.lastIndexOf('/'));
  const copy = structuredClone(document) as object;
  if (valueAt(copy, placeOf(section)) === undefined) put(copy, section, {});
  put(copy, path, undefined);
  return copy;
}

/** docs/entries.md says what the tables of entries say: `npm run docs:entries` writes it anew. */
import { readFileSync } from 'node:fs';
import { format } from 'prettier';
import { describe, expect, it } from 'vitest';
import type { EntryShape, EntryTable, Fact } from '../../rules/entries.ts';
import { kinds } from '../../rules/kinds.ts';
import { happenedAt } from '../../rules/window.ts';

const forms: Readonly<Record<Fact['form'], string>> = {
  text: 'text',
  instant: 'instant',
  number: 'number',
  flag: 'true or false',
  object: 'object',
  list: 'list',
  texts: 'list of texts',
  numbers: 'list of numbers',
};

function factsOf({ facts, open }: EntryShape): string {
  const told = Object.entries(facts).map(([name, { form, words, nullable, optional }]) => {
    const may = words === undefined ? forms[form] : words.map((word) => `\`${word}\``).join(', ');
    return `\`${name}\`${optional === true ? '?' : ''}: ${may}${nullable === true ? ' or null' : ''}`;
  });
  return [...told, ...(open ? ['others'] : [])].join('; ');
}

const section = ([process, { entries: table }]: [string, { entries: EntryTable }]): string => `
## Of ${/^[ae]/.test(process) ? 'an' : 'a'} ${process}

| kind | what happened | facts |
| --- | --- | --- |
${Object.entries(table)
  .map(([kind, entry]) => `| \`${kind}\` | ${entry.about} | ${factsOf(entry)} |`)
  .join('\n')}
`;

describe('the reference of the entries', () => {
  it('REC-4 is what the tables make', async () => {
    const text = `# What happens in a process

Each entry of a timeline, by its kind, with its facts; the same names stand in records, notices and events. A fact with \`?\` is left out where it does
not apply. Any entry may bear \`${happenedAt}\`: it happened then, before what is told before it. Instants are ISO 8601, UTC. This page is
made from \`rules/*/entries.ts\` by \`npm run docs:entries\`.
${Object.entries(kinds).map(section).join('')}`;
    const page = await format(text, {
      parser: 'markdown',
      printWidth: 110,
    });
    await expect(page).toMatchFileSnapshot('../../docs/entries.md');
  });

  it('REC-4 cites rules that there are', () => {
    const rules = readFileSync(new URL('../../docs/rules.md', import.meta.url), 'utf8');
    for (const table of Object.values(kinds).map(({ entries }): EntryTable => entries))
      for (const [kind, { about }] of Object.entries(table))
        for (const [id] of about.matchAll(/[A-Z]{3}-\d+/g))
          expect([kind, id, rules.includes(`| ${id} `)]).toEqual([kind, id, true]);
  });
});

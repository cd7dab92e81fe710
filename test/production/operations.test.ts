/** What docs/operations.md tells an operator is what the programs read and set. */
import { describe, expect, it } from 'vitest';
import { searchAttributes, taskQueue } from '../../workflows/messages.ts';
import { exampleVariables, files, services, text } from './compose.ts';

const operations = text('docs/operations.md');

/** The table of environment variables: each with the programs that read it. */
const documented = new Map(
  [...operations.matchAll(/^\| `([A-Z_]+)` +\| ([a-z, ]+?) +\|/gm)].map(([, name, readers]) => [
    name!,
    readers!.split(', ').sort(),
  ]),
);

const programs = ['api', 'embedded', 'worker'] as const;
const variable = /\b(?:(?:FOLKMOOT|TEMPORAL)_[A-Z_]+|DATABASE_(?:URL|PASSWORD)|LOG_LEVEL|NODE_ENV|PORT)\b/g;
/** Read by each of the programs, in one place. */
const shared = ['settings/temporal.ts', 'settings/database.ts', 'settings/variables.ts'];
/** Read where members are let in: by an API, alone or on one machine. */
const ofDoors = ['settings/issuers.ts', 'settings/sign-in.ts'];

/** A secret may stand in a file: its variable then has this behind its name. */
const inFile = /_FILE$/;

/** The variables that a program's code names; comments do not count. */
function readBy(program: string): ReadonlySet<string> {
  const code = [...files(program), ...shared, ...(program === 'worker' ? [] : ofDoors)]
    .filter((name) => /\.(ts|mjs)$/.test(name))
    .map((name) => text(name).replace(/\/\*[^]*?\*\/|(?<=^|\s)\/\/.*$/gm, ''));
  return new Set(code.flatMap((file) => file.match(variable) ?? []).map((name) => name.replace(inFile, '')));
}

const read = new Map(programs.map((program) => [program, readBy(program)]));

describe('docs/operations.md', () => {
  it('lists every variable with the programs that read it, and no other', () => {
    const names = new Set([...documented.keys(), ...[...read.values()].flatMap((found) => [...found])]);
    for (const name of names) {
      const readers = programs.filter((program) => read.get(program)!.has(name));
      expect([name, documented.get(name)]).toEqual([name, readers]);
    }
  });

  it('names every variable of the production shape, each given to a program that reads it', () => {
    for (const program of ['api', 'worker'] as const) {
      const given = [undefined, 'production/temporal-tls.yaml']
        .flatMap((file) => Object.keys(services(file)[program]!.environment!))
        .map((name) => name.replace(inFile, ''));
      expect(given.filter((name) => !read.get(program)!.has(name))).toEqual([]);
    }
    expect(exampleVariables().filter(({ name }) => !operations.includes(`\`${name}`))).toEqual([]);
  });

  it('searches by attributes and on a task queue that exist', () => {
    const named = new Set(operations.match(/\bFolkmoot[A-Z]\w+/g));
    expect([...named].sort()).toEqual(
      Object.values(searchAttributes)
        .map(({ name }) => name)
        .sort(),
    );
    for (const [, queue] of operations.matchAll(/--task-queue (\w+)/g)) expect(queue).toBe(taskQueue);
  });
});

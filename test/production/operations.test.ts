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
const variable = /\b(?:(?:FOLKMOOT|TEMPORAL)_[A-Z_]+|DATABASE_URL|LOG_LEVEL|NODE_ENV|PORT)\b/g;

/** The variables that a program's code names; comments do not count. */
function readBy(program: string): ReadonlySet<string> {
  const code = files(program)
    .filter((name) => /\.(ts|mjs)$/.test(name))
    .map((name) => text(name).replace(/\/\*[^]*?\*\/|(?<=^|\s)\/\/.*$/gm, ''));
  return new Set(code.flatMap((file) => file.match(variable) ?? []));
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
      const given = Object.keys(services()[program]!.environment!);
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

// Checks that every rule in force (the tables of docs/rules.md) is named by a test, and that tests name no rule that there is not.
import { readdirSync, readFileSync } from 'node:fs';

const rules = [...readFileSync('docs/rules.md', 'utf8').matchAll(/^\| ([A-Z]{3}-\d+) /gm)].map(
  ([, id]) => id,
);

const tests = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts'))
  .map((file) => readFileSync(`test/${file}`, 'utf8'));

/** A name begins with the ids that the test covers. */
const named = new Set(
  tests.flatMap((text) =>
    [...text.matchAll(/['"`]((?:[A-Z]{3}-\d+ )+)/g)].flatMap(([, ids]) => ids.trim().split(' ')),
  ),
);

const faults = [
  ...rules.filter((id) => !named.has(id)).map((id) => `no test names ${id}`),
  ...rules.filter((id, place) => rules.indexOf(id) !== place).map((id) => `docs/rules.md has ${id} twice`),
];
for (const fault of faults) console.error(fault);
if (faults.length === 0) console.log(`${rules.length} rules, each named by a test`);
process.exit(faults.length > 0 ? 1 : 0);

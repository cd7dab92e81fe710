/** The names of variables: every one that the code reads is known, and no other. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { unknownNames } from '../../settings/names.ts';

const root = join(import.meta.dirname, '../..');
const rooms = [
  'activities',
  'api',
  'cli',
  'codec',
  'demo',
  'embedded',
  'outgoing',
  'settings',
  'store',
  'worker',
];

const sources = rooms.flatMap((room) =>
  readdirSync(join(root, room), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.m?ts$|\.mjs$/.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8')),
);
const read = new Set(sources.flatMap((text) => text.match(/\bFOLKMOOT_[A-Z_]*[A-Z]\b/g) ?? []));

it('every variable that the code names is known', () => {
  expect(read.size).toBeGreaterThan(25);
  expect(unknownNames(Object.fromEntries([...read].map((name) => [name, 'x'])))).toEqual([]);
});

it('another name is told, whatever it holds, but for those of tests and of others', () => {
  const environment = { FOLKMOOT_PAECE: '1', FOLKMOOT_CHATER: 'x', FOLKMOOT_TEST_RUNS: '1', HOME: '/' };
  expect(unknownNames(environment)).toEqual(['FOLKMOOT_CHATER', 'FOLKMOOT_PAECE']);
});

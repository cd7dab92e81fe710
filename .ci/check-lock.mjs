// Checks that the lock file names every optional platform package it asks for (npm ci refuses it otherwise, on another
// platform only), and no download address, which would bind it to one registry.
import { readFileSync } from 'node:fs';

const { packages } = JSON.parse(readFileSync(process.argv[2] ?? 'package-lock.json', 'utf8'));
const separator = '/node_modules/';

/** The folders in which Node looks for what the package at `place` imports, innermost first. */
function* folders(place) {
  for (let folder = place; folder !== '';) {
    yield `${folder}${separator}`;
    const at = folder.lastIndexOf(separator);
    folder = at < 0 ? '' : folder.slice(0, at);
  }
  yield 'node_modules/';
}

const isLocked = (place, name) => [...folders(place)].some((folder) => `${folder}${name}` in packages);

const faults = Object.entries(packages).flatMap(([place, entry]) => [
  ...Object.keys(entry.optionalDependencies ?? {})
    .filter((name) => !isLocked(place, name))
    .map((name) => `${place} asks for ${name}, which the lock does not hold`),
  ...(entry.resolved === undefined || entry.link ? [] : [`${place} has a download address`]),
]);

for (const fault of faults) console.error(fault);
if (faults.length > 0) console.error('See "Packages" in CONTRIBUTING.md.');
process.exit(faults.length > 0 ? 1 : 0);

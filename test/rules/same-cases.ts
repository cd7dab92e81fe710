/** Properties in mutation testing, in the place of @fast-check/vitest: the same cases for each mutant, and a quick start (`npm run test:mutation`). */
import fc from 'fast-check';
import { it as story } from 'vitest';

/**
 * Whether a mutant lives must not be chance, so the seed is fixed; and Stryker finds a test by its name, which the package ends with the
 * seed. A failure is enough, for nobody reads the smallest one. The package takes a second of each worker to build the modifiers of its
 * tests, and each mutant has a worker of its own.
 */
const cases = { seed: 6, numRuns: 100, endOnFailure: true };

const prop =
  <Values extends [unknown, ...unknown[]]>(
    arbitraries: { [Place in keyof Values]: fc.Arbitrary<Values[Place]> },
    parameters: fc.Parameters<Values> = {},
  ) =>
  (name: string, property: (...values: Values) => boolean | undefined): void =>
    story(name, () => fc.assert(fc.property(...arbitraries, property), { ...parameters, ...cases }));

export { fc };
export const it = Object.assign(story.extend({}), { prop });

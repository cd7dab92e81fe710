/** How mutation testing runs the tests of the rules: in one worker for each mutant, with the same cases for every property. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    alias: {
      '@fast-check/vitest': fileURLToPath(new URL('test/rules/same-cases.ts', import.meta.url)),
    },
  },
  test: {
    include: ['test/rules/**/*.test.ts'],
    isolate: false,
    testTimeout: 60_000,
  },
});

/** Which tests run where: the pure ones side by side and with nothing started, the others on real parts, one file at a time. */
import { defineConfig } from 'vitest/config';

/** Pure rooms: no server, no database, so they run under any Node in seconds. */
const pure = ['test/{rules,charter,ledger,production}/**/*.test.ts'];

export default defineConfig({
  test: {
    // Threads crash with Temporal's native module.
    pool: 'forks',
    projects: [
      {
        extends: true,
        test: { name: 'pure', include: pure, isolate: false, testTimeout: 20_000, sequence: { groupOrder: 1 } },
      },
      {
        extends: true,
        test: {
          name: 'service',
          include: ['test/**/*.test.ts'],
          exclude: pure,
          globalSetup: ['test/setup.ts'],
          // Time is global in the time-skipping server: what one file skips, another would lose.
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});

/** Which tests run where: the pure ones with nothing started, the others on real parts, those of real processes by themselves. */
import { defineConfig } from 'vitest/config';

/** Pure rooms: no server, no database, so they run under any Node in seconds. */
const pure = ['test/{rules,charter,codec,faults,ledger,production,settings}/**/*.test.ts'];
/** Processes that are started and killed, and windows that run in real time: two files at once, and nothing beside them. */
const processes = ['test/{service,embedded}/**/*.test.ts'];

export default defineConfig({
  test: {
    // Threads crash with Temporal's native module.
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        // Nothing that a pure test imports keeps state, so the files share what they have loaded.
        test: {
          name: 'pure',
          include: pure,
          isolate: false,
          testTimeout: 20_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'service',
          include: ['test/**/*.test.ts'],
          exclude: [...pure, ...processes],
          // Each council has its own servers, so the files may share what they have loaded: Temporal's modules take seconds.
          isolate: false,
          globalSetup: ['test/setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: {
          name: 'processes',
          include: processes,
          globalSetup: ['test/setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});

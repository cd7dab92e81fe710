/** Which tests run where: the pure ones with nothing started, the others on real parts; all in one line, so that no processor waits. */
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Pure rooms: no server, no database, so they run under any Node in seconds. */
const pure = ['test/{rules,bench,charter,codec,faults,ledger,production,settings}/**/*.test.ts'];

/** What takes longer than a run of the tests may, `*.long.test.ts`: `npm run test:long` runs it. */
const long = process.argv.some((argument) => argument.includes('.long'));

/** Of processes that are started and killed, and of windows in real time: they wait for long and compute little. */
const ofProcesses = /\/test\/(service|embedded)\//;

/**
 * The files on real parts first, those of processes spread evenly among them: where many of those ran at once, their windows would be
 * late. The pure files fill the end.
 */
class Spread extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const real = sorted.filter(({ project }) => project.name === 'service');
    const processes = real.filter(({ moduleId }) => ofProcesses.test(moduleId));
    const councils = real.filter(({ moduleId }) => !ofProcesses.test(moduleId));
    const each = Math.ceil(councils.length / (processes.length + 1));
    const spread = [...processes.map((file) => [file]), []].flatMap((file, place) => [
      ...file,
      ...councils.slice(place * each, (place + 1) * each),
    ]);
    return [...spread, ...sorted.filter(({ project }) => project.name === 'pure')];
  }
}

export default defineConfig({
  test: {
    // Threads crash with Temporal's native module.
    pool: 'forks',
    // Councils wait for their servers half of the time: two files for each of two processors.
    maxWorkers: 4,
    // Nothing that a test imports keeps state, and each council has its own servers: the files share what they have loaded.
    isolate: false,
    sequence: { sequencer: Spread },
    projects: [
      {
        extends: true,
        test: { name: 'pure', include: pure, testTimeout: 60_000 },
      },
      {
        extends: true,
        test: {
          name: 'service',
          include: ['test/**/*.test.ts'],
          exclude: [...pure, 'test/console/**', ...(long ? [] : ['test/**/*.long.test.ts'])],
          globalSetup: ['test/setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});

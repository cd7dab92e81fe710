/** The console's tests: a real council at a quick pace, and real browsers that look at it. They run by themselves, since a window of seconds takes no waiting. */
import { defineConfig } from 'vitest/config';

/** What takes longer than a run of the tests may, `*.long.test.ts`: `npm run test:console:long` runs it. */
const long = process.argv.some((argument) => argument.includes('.long'));

/** The pictures of the documents, which `npm run docs:images` takes. */
const images = process.argv.some((argument) => argument.endsWith('images.ts'));

export default defineConfig({
  test: {
    include: images ? ['test/console/images.ts'] : ['test/console/**/*.test.ts'],
    exclude: long ? [] : ['test/console/**/*.long.test.ts'],
    globalSetup: ['test/console/setup.ts'],
    // All look at the same council, which one browser after the other changes.
    fileParallelism: false,
    isolate: false,
    testTimeout: 180_000,
    hookTimeout: 90_000,
    // A page comes when it comes: a processor that others use too keeps it longer than the second that is usual.
    expect: { poll: { timeout: 20_000 } },
  },
});

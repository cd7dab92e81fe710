// Mutation testing of the rules: each change that no test of theirs notices is a survivor (CONTRIBUTING.md says how to read them).
/** Ignored by every tool, and kept between runs. */
const folder = '.folkmoot/mutation';

export default {
  // These hold types, lists and tables.
  mutate: ['rules/**/*.ts', '!rules/model.ts', '!rules/entries.ts', '!rules/*/entries.ts'],
  // What the tests of the rules need; the other rooms are not copied.
  ignorePatterns: ['**', '!rules/**', '!charter/**', '!test/**', '!*.json', '!vitest.mutation.ts'],
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.mutation.ts' },
  plugins: ['@stryker-mutator/vitest-runner'],
  coverageAnalysis: 'perTest',
  concurrency: 2,
  incremental: true,
  incrementalFile: `${folder}/incremental.json`,
  tempDirName: `${folder}/sandbox`,
  reporters: ['clear-text', 'progress', 'json'],
  clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: `${folder}/report.json` },
  thresholds: { high: 100, low: 90, break: 90 },
};

/** How many stories a property of whole processes tells: the same few in every run of the tests, others and more where somebody asks for it. */

const times = Number(process.env['FOLKMOOT_TEST_RUNS'] ?? 1);

/** Whether the tests take the time to tell every story. */
export const thorough = times > 1;

/** @param few of each run of `npm test`, from one seed; FOLKMOOT_TEST_RUNS multiplies it and draws a seed (`npm run verify:long` says 10) */
export const runs = (few: number): { readonly numRuns: number; readonly seed?: number } => ({
  numRuns: few * times,
  ...(thorough ? {} : { seed: 1 }),
});

/** Milliseconds that such a property may take. */
export const patience = 60_000 * times;

/** `npm run test:faults`: whole councils at work while their parts are killed, halted and cut off; everything that was acknowledged must hold. */
import { chmod, cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError } from 'commander';
import { findTemporal } from '../../embedded/programs/temporal-programs.ts';
import { testTokens } from '../support/tokens.ts';
import { startCluster } from './cluster.ts';
import { watchMachine } from './machine.ts';
import { buildProduct } from './product.ts';
import { brokenNames, prove } from './prove.ts';
import { appendReport, buildName, failureOf, lineOf, refusalsOf, totalOf } from './report.ts';
import { runSeed, type SeedResult } from './run.ts';
import { findToxiproxy, startNetwork } from './toxiproxy.ts';
import { buildBefore, upgradeAt } from './upgrade.ts';
import { faultNames } from './weather.ts';

interface Options {
  readonly seeds: readonly number[];
  readonly decisions: number;
  readonly ways?: readonly string[];
  readonly minutes?: number;
  readonly report?: true;
  readonly keep?: true;
  readonly prove?: true | readonly string[];
  readonly upgrade?: true;
}

function seedsOf(text: string): readonly number[] {
  const range = /^(\d{1,9})-(\d{1,9})$/.exec(text);
  const seeds =
    range === null
      ? text.split(',').map(Number)
      : Array.from(
          { length: Number(range[2]) - Number(range[1]) + 1 },
          (_, index) => Number(range[1]) + index,
        );
  if (seeds.length === 0 || !seeds.every((seed) => Number.isSafeInteger(seed) && seed >= 0))
    throw new InvalidArgumentError('Give a number, several with commas between them, or a range as 1-20.');
  return seeds;
}

const oneOf =
  (names: readonly string[]) =>
  (text: string): readonly string[] => {
    const given = text.split(',');
    if (!given.every((name) => names.includes(name)))
      throw new InvalidArgumentError(`Choose from ${names.join(', ')}.`);
    return given;
  };

function positive(text: string): number {
  const number = Number(text);
  if (!(number > 0)) throw new InvalidArgumentError('Give a number above 0.');
  return number;
}

const options = new Command('test:faults')
  .description(
    'Runs a council of twelve for each seed, in the production shape: PostgreSQL, Temporal, workers, APIs. Its members take some twenty decisions ' +
      'while parts are killed, halted and cut off. Afterwards everything that was acknowledged, refused or seen is held against what is there.',
  )
  .option(
    '-s, --seeds <seeds>',
    'a number, several (1,5,9) or a range (1-20): they decide on everything',
    seedsOf,
    [1, 2],
  )
  .option('--minutes <number>', 'goes on with the seeds after the last until the time is over', positive)
  .option('--decisions <number>', 'decisions that a seed begins', positive, 20)
  .option('--ways <ways>', `only faults of these ways: ${faultNames.join(', ')}`, oneOf(faultNames))
  .option('--report', 'appends what came of it to docs/faults.md')
  .option('--keep', 'keeps logs and data, and says where')
  .option(
    '--prove [names]',
    `runs broken builds, all or some, which must be caught: ${brokenNames.join(', ')}`,
    oneOf(brokenNames),
  )
  .option(
    '--upgrade',
    'no faults: the decisions are opened by the build of the commit in test/upgrade/COMMIT, and go on under the one of this tree',
  )
  .parse()
  .opts<Options>();

if (process.platform !== 'linux') {
  console.error('The faults need Linux: processes are found through /proc.');
  process.exit(1);
}

const folder = await mkdtemp(join(tmpdir(), 'folkmoot-faults-'));
await chmod(folder, 0o755);
const began = Date.now();
const progress = (line: string): void => {
  console.log(`${((Date.now() - began) / 1000).toFixed(1).padStart(7)} s  ${line}`);
};

// Whatever was started ends with this process.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
process.setMaxListeners(0);
process.exitCode = await run();

async function run(): Promise<number> {
  const build = await buildName();
  const finding = { data: folder, progress, env: process.env };
  const [temporalProgram, toxiproxy] = await Promise.all([findTemporal(finding), findToxiproxy(finding)]);
  const network = toxiproxy === null ? null : await startNetwork(toxiproxy);
  const tokens = await testTokens();
  const machine = watchMachine();
  const cluster = await startCluster({ folder, temporalProgram, network, tokens });
  const started = { cluster, network, tokens, folder, machine, progress };
  let failed = true;
  try {
    if (options.prove === undefined) failed = await seeds(build, started);
    else failed = await proof(started);
    return failed ? 1 : 0;
  } finally {
    machine.stop();
    await cluster.stop();
    await network?.stop();
    if (options.keep) progress(`kept: ${folder}`);
    else await rm(folder, { recursive: true, force: true });
  }
}

async function proof(started: Parameters<typeof prove>[2]): Promise<boolean> {
  const names = options.prove === true || options.prove === undefined ? brokenNames : options.prove;
  const missed = await prove(names, options.decisions, started);
  progress(
    missed.length === 0
      ? `Each of ${names.length} broken builds was caught.`
      : `Not caught: ${missed.join(', ')}.`,
  );
  return missed.length > 0;
}

/** Answers whether any of them failed. */
async function seeds(build: string, started: Parameters<typeof prove>[2]): Promise<boolean> {
  const today = await buildProduct(join(folder, 'product'));
  const dist = options.upgrade ? await buildBefore(folder, progress) : today;
  const faults = options.upgrade ? upgradeAt(today) : undefined;
  progress(`build ${build}, ${started.network === null ? 'without' : 'with'} Toxiproxy`);
  const { decisions, ways, minutes } = options;
  const replay = `${options.upgrade ? ' --upgrade' : ''}${decisions === 20 ? '' : ` --decisions ${decisions}`}${ways === undefined ? '' : ` --ways ${ways.join(',')}`}`;
  const results: SeedResult[] = [];
  const until = minutes === undefined ? null : began + minutes * 60_000;
  for (const seed of following(options.seeds, () => until !== null && Date.now() < until)) {
    const result = await runSeed({ seed, decisions, ways, faults }, { ...started, dist });
    results.push(result);
    progress(lineOf(result));
    progress(refusalsOf(result));
    for (const line of failureOf(result, replay)) console.log(line);
    if (result.violations.length > 0 || result.internal.length > 0) await keepFindings(seed);
    else await rm(join(folder, `seed_${seed}`), { recursive: true, force: true });
  }
  progress(`build ${build}, ${totalOf(results)}`);
  if (options.report) await appendReport(build, results);
  return results.some(({ violations }) => violations.length > 0);
}

/** The seeds, and as long as there is time those that come after the last. */
function* following(given: readonly number[], isTime: () => boolean): Generator<number> {
  yield* given;
  for (let seed = Math.max(...given) + 1; isTime(); seed += 1) yield seed;
}

/** Logs, history and final state of a seed that failed, or was answered with 500, below .folkmoot/faults/. */
async function keepFindings(seed: number): Promise<void> {
  const kept = fileURLToPath(new URL(`../../.folkmoot/faults/seed-${seed}/`, import.meta.url));
  await rm(kept, { recursive: true, force: true });
  await mkdir(kept, { recursive: true });
  await cp(join(folder, `seed_${seed}`), kept, { recursive: true });
  console.log(`  logs and history: .folkmoot/faults/seed-${seed}/`);
}

/** What a run came to: a line for the terminal, a way to replay what failed, and a row of docs/faults.md. */
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { format, resolveConfig } from 'prettier';
import type { Verdict } from './history.ts';
import type { SeedResult } from './run.ts';
import type { FaultKind } from './seen.ts';

const reportFile = fileURLToPath(new URL('../../docs/faults.md', import.meta.url));

/** The commit that is tested, with a plus where files differ from it. */
export async function buildName(): Promise<string> {
  const git = (...args: readonly string[]) =>
    promisify(execFile)('git', args, { cwd: fileURLToPath(new URL('.', import.meta.url)) });
  try {
    const { stdout: commit } = await git('rev-parse', '--short', 'HEAD');
    const { stdout: changes } = await git('status', '--porcelain', '--untracked-files=no');
    return commit.trim() + (changes === '' ? '' : '+');
  } catch {
    return 'unknown';
  }
}

const acts = ({ operations }: SeedResult, verdict: Verdict): number =>
  operations.filter((one) => one.verdict === verdict).length;

const found = ({ violations }: SeedResult, ...kinds: readonly FaultKind[]): number =>
  violations.filter(({ kind }) => kinds.includes(kind)).length;

export function lineOf(result: SeedResult): string {
  const { seed, decisions, outages, violations, seconds, slowness } = result;
  const verdict = violations.length === 0 ? '✔' : `✖ ${violations.length} violations:`;
  return (
    `seed ${seed} ${verdict} ${decisions} decisions, ${outages.length} faults, ${acts(result, 'ok')} ok, ` +
    `${acts(result, 'refused')} refused, ${acts(result, 'unknown')} unknown, ${seconds} s, machine ${slowness.toFixed(1)}× slower`
  );
}

/** Which acts were refused and why, the most frequent first: a workload that is refused most of what it tries tests little. */
export function refusalsOf({ operations }: SeedResult): string {
  const counts = new Map<string, number>();
  for (const { act, answer } of operations.filter(({ verdict }) => verdict === 'refused')) {
    const reason = `${act} ${String(answer?.type).replace('/problems/', '')}`;
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  const frequent = [...counts].toSorted(([, one], [, other]) => other - one).slice(0, 8);
  return `  refused: ${frequent.map(([reason, count]) => `${reason} ${count}`).join(', ')}`;
}

/** Everything that is wrong, and how to see it again. */
export function failureOf({ seed, violations, internal }: SeedResult, replay: string): readonly string[] {
  return [
    ...violations.map(({ kind, decision, sentence }) => `  ✖ ${kind}: ${decision}: ${sentence}`),
    ...internal.map((place) => `  ! answered with 500: ${place}`),
    ...(violations.length === 0 ? [] : [`  again: npm run test:faults -- --seeds ${seed}${replay}`]),
  ];
}

const columns: readonly (readonly [string, (results: readonly SeedResult[]) => number])[] = [
  ['decisions', sum(({ decisions }) => decisions)],
  ['faults', sum(({ outages }) => outages.length)],
  ['acts', sum(({ operations }) => operations.length)],
  ['ok', sum((result) => acts(result, 'ok'))],
  ['refused', sum((result) => acts(result, 'refused'))],
  ['unknown', sum((result) => acts(result, 'unknown'))],
  ['lost', sum((result) => found(result, 'lost'))],
  ['doubled', sum((result) => found(result, 'doubled'))],
  ['differing', sum((result) => found(result, 'differs', 'went back', 'refused but done', 'out of time'))],
  ['standing still', sum((result) => found(result, 'stands still'))],
];

function sum(figure: (result: SeedResult) => number) {
  return (results: readonly SeedResult[]): number => results.reduce((all, result) => all + figure(result), 0);
}

export const totalOf = (results: readonly SeedResult[]): string =>
  `${results.length} seeds: ${columns.map(([name, figure]) => `${figure(results)} ${name}`).join(', ')}`;

/** Appends a row to the table at the end of docs/faults.md. */
export async function appendReport(build: string, results: readonly SeedResult[]): Promise<void> {
  const seeds = results.map(({ seed }) => seed);
  const row = [build, rangesOf(seeds), ...columns.map(([, figure]) => figure(results))];
  const text = `${(await readFile(reportFile, 'utf8')).trimEnd()}\n| ${row.join(' | ')} |\n`;
  const config = await resolveConfig(reportFile);
  await writeFile(reportFile, await format(text, { ...config, filepath: reportFile }));
}

/** 1-3, 7 */
function rangesOf(seeds: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const seed of seeds.toSorted((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last !== undefined && seed === last[1] + 1) last[1] = seed;
    else ranges.push([seed, seed]);
  }
  return ranges.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join(', ');
}

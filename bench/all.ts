/**
 * `npm run bench [-- --only NAMES --large --tiny --out FOLDER]`: every bench, one after the other, each in a process of its own within its time; then
 * docs/performance.md with its curves. `-- --prove` runs the broken variant of each, and ends with 0 only where every check refused it.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { format } from 'prettier';
import { type Step, steps } from './all/plan.ts';
import { runStep } from './all/step.ts';
import { svgOf } from './report/curve.ts';
import type { Result } from './report/figures.ts';
import { type Machine, pageOf, type Run } from './report/page.ts';
import { sections } from './report/sections.ts';

const { values } = parseArgs({
  options: {
    /** Names of benches, by commas. */
    only: { type: 'string' },
    large: { type: 'boolean', default: false },
    tiny: { type: 'boolean', default: false },
    prove: { type: 'boolean', default: false },
    /** Where the page is written; unless given `docs`, and nowhere where not everything was measured at its size. */
    out: { type: 'string' },
  },
});
const known = new Set(steps.map(({ bench }) => bench));
const only = values.only?.split(',') ?? [...known];
for (const name of only)
  if (!known.has(name)) throw new RangeError(`there is no bench ${name}; there are ${[...known].join(', ')}`);
const isWhole = values.only === undefined && !values.tiny;
const out =
  values.out ?? (isWhole && !values.prove ? fileURLToPath(new URL('../docs', import.meta.url)) : undefined);

const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interrupted.abort());

const chosen = steps.filter(
  ({ bench, large, proof }) =>
    only.includes(bench) && (values.prove ? proof !== undefined : values.large || large === undefined),
);

function argumentsOf({ args, tiny, proof = [] }: Step): readonly string[] {
  if (values.prove) return [...proof, '--prove'];
  return values.tiny ? tiny : args;
}

const machine: Machine = {
  processors: cpus().length,
  model: cpus()[0]?.model.trim() ?? 'unknown',
  memory: totalmem(),
  system: `${type()} ${release().split('-')[0] ?? ''}`,
  node: process.versions.node,
  load: loadavg()[0] ?? 0,
};
const began = performance.now();
const seconds = (from: number): string => `${((performance.now() - from) / 1_000).toFixed(0)} s`;
const results: Result[] = [];
const missing: string[] = [];
for (const [place, step] of chosen.entries()) {
  const from = performance.now();
  console.log(`▶ ${place + 1} of ${chosen.length}: ${step.title}`);
  const ended = await runStep(step.bench, argumentsOf(step), {
    limit: step.limit,
    interrupted: interrupted.signal,
    say: (line) => console.log(`  ${line}`),
  });
  if (interrupted.signal.aborted) process.exit(130);
  if ('failed' in ended) missing.push(`${step.title}: ${ended.failed}`);
  else if (values.prove && ended.result.refused === undefined)
    missing.push(`${step.title}: its broken variant was not refused`);
  else results.push(ended.result);
  console.log(`${'failed' in ended ? '✖' : '✔'} ${step.title}: ${seconds(from)}`);
}

if (out !== undefined && !values.prove) {
  const day = new Date().toISOString().slice(0, 10);
  await writePage(out, { day, minutes: (performance.now() - began) / 60_000, machine, results, missing });
}
for (const one of missing) console.error(`✖ ${one}`);
const came = values.prove ? 'broken variants refused' : 'benches measured';
console.log(`${chosen.length - missing.length} of ${chosen.length} ${came} in ${seconds(began)}`);
process.exit(missing.length === 0 ? 0 : 1);

async function writePage(folder: string, run: Run): Promise<void> {
  await mkdir(join(folder, 'images'), { recursive: true });
  const figures = run.results.flatMap((result) => result.figures);
  const pictures = new Set<string>();
  for (const curve of sections.flatMap(({ curves }) => curves)) {
    const svg = svgOf(curve, figures);
    if (svg === undefined) continue;
    pictures.add(curve.file);
    await writeFile(join(folder, 'images', curve.file), svg);
  }
  const page = await format(pageOf(run, sections, pictures), { parser: 'markdown' });
  await writeFile(join(folder, 'performance.md'), page);
  console.log(`written: ${join(folder, 'performance.md')}, with ${pictures.size} curves beside it`);
}

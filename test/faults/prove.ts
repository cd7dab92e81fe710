/** The test can fail: each broken build is run in the weather in which its mistake shows, and must be caught. */
import { join } from 'node:path';
import { type BrokenBuild, brokenBuilds } from './broken-builds.ts';
import { buildProduct } from './product.ts';
import { type Run, runSeed } from './run.ts';

export const brokenNames = brokenBuilds.map(({ name }) => name);

/** Answers the names of those that went through. */
export async function prove(
  names: readonly string[],
  decisions: number,
  run: Omit<Run, 'dist'>,
): Promise<readonly string[]> {
  const missed: string[] = [];
  for (const broken of brokenBuilds.filter(({ name }) => names.includes(name)))
    if (!(await isCaught(broken, decisions, run))) missed.push(broken.name);
  return missed;
}

async function isCaught(
  { name, mistake, replacements, faults, seeds, apis, shows }: BrokenBuild,
  decisions: number,
  run: Omit<Run, 'dist'>,
): Promise<boolean> {
  const { progress, network } = run;
  progress(`${name}: ${mistake}`);
  if (network === null && faults.some((fault) => 'link' in fault)) {
    progress(`  ✖ not run: it needs Toxiproxy, and so Go`);
    return false;
  }
  const dist = await buildProduct(join(run.folder, `product-${name}`), replacements);
  const folder = join(run.folder, name);
  for (const seed of seeds) {
    const { violations } = await runSeed({ seed, decisions, faults, apis }, { ...run, dist, folder });
    const caught = violations.filter(({ kind }) => shows.includes(kind));
    if (caught.length > 0) {
      const [{ kind, decision, sentence }] = caught as [(typeof caught)[number]];
      progress(`  ✔ caught by seed ${seed}, ${caught.length} times. ${kind}: ${decision}: ${sentence}`);
      return true;
    }
    for (const { kind, decision, sentence } of violations) progress(`  (${kind}: ${decision}: ${sentence})`);
  }
  progress(`  ✖ not caught by seeds ${seeds.join(', ')}`);
  return false;
}

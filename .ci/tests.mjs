// Runs the command it is given, `npm test`. Where at most five of its files failed, these are run once more, alone: what passes then failed for want of
// time on a busy machine, and is told as such; what fails again has failed.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'folkmoot-tests-'));
const report = join(folder, 'report.json');
const run = (command, ...given) => spawnSync(command, given, { stdio: 'inherit' }).status ?? 1;

/** The files that failed, from vitest's report; none where it did not come to one. */
const failed = () => {
  try {
    const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
    return testResults.filter(({ status }) => status === 'failed').map(({ name }) => relative('.', name));
  } catch {
    return [];
  }
};

let status = run(
  ...process.argv.slice(2),
  '--',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
);
const files = status === 0 ? [] : failed();
if (files.length > 0 && files.length <= 5) {
  console.log(`Failed at first, run once more alone: ${files.join(', ')}`);
  status = run('npx', 'vitest', 'run', ...files);
  if (status === 0) console.log(`Passed at the second run only: ${files.join(', ')}`);
}
rmSync(folder, { recursive: true });
process.exit(status);

/** When every decision has ended no workflow is left running, and no process has found a write that contradicts another. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Service } from './cluster.ts';
import { lateBy } from './read.ts';
import type { Seen } from './seen.ts';

/** What a worker logs of a write whose number other content has taken (docs/decisions/0014). */
const conflict = 'a write found its number taken by other content';

export async function checkProcesses({ unfinished, logs }: Service, seen: Seen): Promise<void> {
  let left = await unfinished();
  for (let waited = 0; left.length > 0 && waited < lateBy; waited += 200) {
    await sleep(200);
    left = await unfinished();
  }
  for (const workflow of left)
    seen.violates(
      'stands still',
      workflow,
      'every decision that is known has ended, and this workflow runs on',
    );
  for (const file of (await readdir(logs)).filter((name) => name.endsWith('.log')))
    for (const line of (await readFile(join(logs, file), 'utf8')).split('\n'))
      if (line.includes(conflict)) {
        const { process, sequence } = JSON.parse(line);
        seen.violates(
          'differs',
          process,
          `two runs of a task wrote different things under number ${sequence}`,
        );
      }
}

/** A bench in little, for the tests of what benches run in: its arguments say what happens in it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { mustBe, runBench } from '../../bench/report/run.ts';

const [how = '', folder = '', json] = process.argv.slice(2);

await runBench(
  { bench: 'trial', refusal: 'ballots came to' },
  { json, prove: how.startsWith('prove') },
  async ({ later, dies, figure }) => {
    const data = await mkdtemp(join(folder, 'data-'));
    later(() => rm(data, { recursive: true }));
    if (how === 'dies') dies(sleep(10).then(() => 'PostgreSQL has ended: out of memory'));
    if (how === 'dies' || how === 'waits') {
      console.log('waiting');
      await sleep(60_000);
    }
    if (how === 'prove-refused' || how === 'wrong') mustBe('ballots', 2, 3);
    if (how === 'prove-by-chance') mustBe('members', 2, 3);
    figure({ what: 'ballots', unit: '/s', runs: [1, 2, 3] });
  },
);

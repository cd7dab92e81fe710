/**
 * `npm run bench:governor [-- --votes N --times N --prove]`: the peer on a chain: how many `castVote` a second OpenZeppelin's Governor takes, one after
 * the other, on an EVM in this process, without a network, signatures or a disk. Before a figure is printed the contract's own count is
 * what was cast, and a second ballot of the same member is refused; with `--prove` one ballot is not sent.
 */
import { parseArgs } from 'node:util';
import { openGovernor } from './peers/chain.ts';
import { common, mustBe, refuse, runBench, whole } from './report/run.ts';

const { values } = parseArgs({ options: { ...common, votes: { type: 'string', default: '2000' } } });
const votes = whole('votes', values.votes);
const times = whole('times', values.times);

await runBench(
  { bench: 'governor', refusal: 'the Governor’s count came to' },
  values,
  async ({ proving, figure }) => {
    const chain = await openGovernor(votes);
    const runs: number[] = [];
    for (let time = 0; time < times; time += 1) {
      const proposal = await chain.propose(time);
      const counts = [0, 0, 0];
      const from = performance.now();
      for (let member = 0; member < votes; member += 1) {
        const support = (member + time) % 3;
        counts[support] = (counts[support] ?? 0) + 1;
        if (!(proving && member === 0)) await chain.castVote(proposal, member, support);
      }
      runs.push((votes / (performance.now() - from)) * 1_000);
      mustBe('the Governor’s count', (await chain.votes(proposal)).join(), counts.join());
      const again = await chain.castVote(proposal, 1, 0).then(
        () => 'taken',
        () => 'refused',
      );
      if (again === 'taken') refuse('a second ballot of one member was taken');
    }
    figure({ what: 'Governor.castVote', unit: '/s', side: 'peer', runs });
  },
);

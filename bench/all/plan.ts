/** What `npm run bench` runs, one after the other: each bench with its sizes in the whole, and so small that only its way is tried. */

export interface Step {
  /** Of the file in bench/, and in `--only`. */
  readonly bench: string;
  /** What is measured, as it is shown while it runs. */
  readonly title: string;
  readonly args: readonly string[];
  readonly tiny: readonly string[];
  /** Seconds after which it is ended. */
  readonly limit: number;
  /** Only with `--large`. */
  readonly large?: true;
  /** Has its broken variant run by `--prove`; of several steps of one bench the first. */
  readonly proof?: readonly string[];
}

const once = ['--times', '1'];
const few = ['--electors', '500', '--ballots', '150', '--window', '20', ...once];

export const steps: readonly Step[] = [
  {
    bench: 'ballots',
    title: 'ballots over HTTP on 1, 16, 64 and 256 connections, and what PostgreSQL and Node take bare',
    args: [],
    tiny: ['--electors', '2000', '--voters', '320', ...once],
    proof: ['--electors', '2000', '--voters', '1000', ...once],
    limit: 300,
  },
  {
    bench: 'governor',
    title: 'castVote of OpenZeppelin’s Governor in an EVM of this process',
    args: [],
    tiny: ['--votes', '50', ...once],
    proof: ['--votes', '20', ...once],
    limit: 120,
  },
  {
    bench: 'updates',
    title: 'one Temporal Update a ballot, 8 and 64 at once',
    args: [],
    tiny: ['--ballots', '80', ...once],
    proof: ['--ballots', '80', ...once],
    limit: 120,
  },
  {
    bench: 'reads',
    title: 'reads of six kinds while ballots come in, with 100,000 electors',
    args: ['--seconds', '6'],
    tiny: ['--electors', '1000', '--seconds', '2', '--reads', '30', '--ballots', '100', ...once],
    proof: ['--electors', '500', '--seconds', '1', '--reads', '12', '--ballots', '150', ...once],
    limit: 180,
  },
  {
    bench: 'closing',
    title: 'a vote of 5, opened, closed, recorded and verified',
    args: ['--electors', '5', '--ballots', '5', '--window', '8'],
    tiny: ['--electors', '5', '--ballots', '5', '--window', '15'],
    proof: few,
    limit: 90,
  },
  {
    bench: 'closing',
    title: 'a vote of 1,000, three times',
    args: ['--electors', '1000', '--window', '10', '--times', '3'],
    tiny: few,
    limit: 120,
  },
  {
    bench: 'closing',
    title: 'a vote of 10,000, three times',
    args: ['--electors', '10000', '--window', '11', '--times', '3'],
    tiny: ['--electors', '1000', '--window', '20', ...once],
    limit: 150,
  },
  {
    bench: 'closing',
    title: 'a vote of 100,000',
    args: ['--electors', '100000', '--window', '35'],
    tiny: ['--electors', '1500', '--window', '20', ...once],
    limit: 300,
  },
  {
    bench: 'closing',
    title: 'a vote of 1,000,000',
    args: ['--electors', '1000000', '--window', '300'],
    tiny: ['--electors', '2000', '--window', '20', ...once],
    limit: 1_800,
    large: true,
  },
  {
    bench: 'import',
    title: 'a members file of 100,000',
    args: [],
    tiny: ['--members', '500', ...once],
    proof: ['--members', '100', ...once],
    limit: 150,
  },
  {
    bench: 'import',
    title: 'a members file of 1,000,000',
    args: ['--members', '1000000', ...once],
    tiny: ['--members', '1000', ...once],
    limit: 600,
    large: true,
  },
  {
    bench: 'starts',
    title: 'decisions submitted over HTTP against bare starts, and their place in Temporal’s store',
    args: [],
    tiny: ['--starts', '16', ...once],
    proof: ['--starts', '8', ...once],
    limit: 150,
  },
  {
    bench: 'starts',
    title: 'ten thousand open decisions',
    args: ['--starts', '10000', '--limits', '300', ...once],
    tiny: ['--starts', '24', ...once],
    limit: 2_400,
    large: true,
  },
  {
    bench: 'escalation',
    title: 'a thousand deadlines at one instant against bare timers',
    args: ['1000', '--window', '100'],
    tiny: ['12', '--window', '40'],
    proof: ['6', '--window', '30'],
    limit: 500,
  },
  {
    bench: 'alarms',
    title: 'five hundred alarms of one instant, told step by step',
    args: ['500'],
    tiny: ['12', '--step', '10'],
    proof: ['6', '--step', '10'],
    limit: 500,
  },
  {
    bench: 'observations',
    title: 'signed observations over HTTP, a thousand in a request and one',
    args: [],
    tiny: ['--observations', '2000', ...once],
    proof: ['--observations', '2000', ...once],
    limit: 240,
  },
  {
    bench: 'act',
    title: 'single acts, at rest and directly after one another',
    args: ['8'],
    tiny: ['2'],
    proof: ['1'],
    limit: 120,
  },
  {
    bench: 'agents',
    title: '50 agents in wait over MCP, and acts over MCP and over HTTP',
    args: [],
    tiny: ['--agents', '4', '--turns', '2'],
    proof: ['--agents', '4', '--turns', '1'],
    limit: 120,
  },
  {
    bench: 'console',
    title:
      'the console in four browsers, on a slow telephone, and with ten thousand decisions and fifty thousand ballots',
    args: [],
    tiny: ['--decisions', '300', '--ballots', '500', '--acts', '2', '--visits', '1'],
    proof: ['--decisions', '10', '--ballots', '300', '--acts', '1', '--browsers', '1', '--visits', '1'],
    limit: 900,
  },
  {
    bench: 'delegation',
    title: 'a million delegations in memory',
    args: [],
    tiny: ['20000'],
    proof: ['1000'],
    limit: 120,
  },
  {
    bench: 'ledger',
    title: 'records computed again, and a log of 100,000 entries',
    args: ['100000', '--records', '3000'],
    tiny: ['1000', '--records', '200'],
    proof: ['100', '--records', '10'],
    limit: 120,
  },
  {
    bench: 'ledger',
    title: 'a log of 1,000,000 entries',
    args: ['1000000', '--records', '200'],
    tiny: ['2000', '--records', '200'],
    limit: 900,
    large: true,
  },
];

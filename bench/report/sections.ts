/** The sections of docs/performance.md: what each figure means, what it is compared with, and which curves are drawn of it. */
import type { Curve } from './curve.ts';

export interface Section {
  readonly heading: string;
  /** Paragraphs. */
  readonly text: readonly string[];
  /** Whose figures its table holds. */
  readonly benches: readonly string[];
  readonly curves: readonly Curve[];
}

const checked = 'one prepared insert … select with all checks';
const governor = 'Governor.castVote';
const updates = 'one Temporal Update a ballot, 64 at once';
const counting = 'PostgreSQL counting the ballots in person';

export const sections: readonly Section[] = [
  {
    heading: 'Ballots',
    text: [
      'Ballots over HTTP in a council of 100,000: each authenticated by its token, checked against poll, window and electorate, numbered and kept, and acknowledged with a signed promise after the commit. Every acknowledged ballot is then found in its table, and the promises of a sample are verified. A token that was never seen before costs the check of an RS256 signature; one that was seen is known for a minute.',
      `Limits: _bare node:http_ parses a body of the same kind and answers it; _one row inserted_ and _${checked}_ go straight to PostgreSQL on as many connections (64 at most), a transaction each. Folkmoot keeps many ballots with one statement, so that it can exceed what single statements reach.`,
      `Peers: _${governor}_ is OpenZeppelin’s Governor 5 on EDR, the natively compiled EVM of Hardhat, in the bench’s own process: one transaction after the other in a block of its own, without a network, a signature or a disk. _One Temporal Update a ballot_ is a workflow that keeps ballots itself: 8 at once in one workflow, 64 at once over eight, for Temporal takes ten at a time of one, and two thousand in all.`,
    ],
    benches: ['ballots', 'governor', 'updates'],
    curves: [
      {
        file: 'ballots.svg',
        title: 'Ballots a second',
        x: 'connections',
        y: '/s',
        of: [
          'ballots',
          'ballots with tokens never seen before',
          checked,
          'one row inserted',
          governor,
          updates,
        ],
      },
      {
        file: 'ballots-wait.svg',
        title: 'How long a voter waits',
        x: 'connections',
        y: 'ms',
        of: [
          'ballots: half within',
          'ballots: 99 of 100 within',
          `${checked}: half within`,
          `${checked}: 99 of 100 within`,
        ],
        steps: true,
      },
    ],
  },
  {
    heading: 'Reads while ballots come in',
    text: [
      'Six kinds of reads together, 300 a second, while 2,000 ballots a second come in, in a decision of 100,000 electors of whom 70 % have delegated. Requests come due at their instants whether or not those before them are answered, and each is measured from then on. Beside each stands the same read without ballots. At the end the tally is what the tables hold.',
    ],
    benches: ['reads'],
    curves: [],
  },
  {
    heading: 'Opening and closing',
    text: [
      'A council votes: three in ten in person, the others by delegation. _Opening_ is measured from the submission: until it is answered, and until ballots are taken. _Closing_ is measured from the deadline: until the outcome can be read, and until the record stands in the ledger with its receipt. Memory is the worker’s most, above what it holds idle. What the vote came to is counted anew, elector by elector, by other code.',
      `The limit is one statement of PostgreSQL’s that counts the ballots in person, without delegations, record or proofs. Meanwhile members of a family submit, talk and vote on matters of their own: how long their acts take, and how many are refused. The history of a decision is as long with five electors as with many. _Verifying_ is \`folkmoot verify\` with the evidence, from its start to its end, offline.`,
    ],
    benches: ['closing'],
    curves: [
      {
        file: 'closing.svg',
        title: 'From the deadline on, and the verification of the record',
        x: 'electors',
        y: 's',
        of: [
          'opening: open',
          'closing: outcome to be read',
          'closing: record with receipt',
          'verifying: time',
          counting,
        ],
        steps: true,
      },
      {
        file: 'closing-memory.svg',
        title: 'Memory',
        x: 'electors',
        y: 'MB',
        of: ['opening: worker above idle', 'closing: worker above idle', 'verifying: memory'],
      },
      {
        file: 'history.svg',
        title: 'The history of a decision',
        x: 'electors',
        y: 'events',
        of: ['history of the decision'],
      },
    ],
  },
  {
    heading: 'Import of members',
    text: [
      'A members file that an API process reads as it starts with an empty council: time and memory above a start with one member. Every member is in the council afterwards, as the file has them.',
    ],
    benches: ['import'],
    curves: [],
  },
  {
    heading: 'Starts, and many open decisions',
    text: [
      'Decisions submitted over HTTP, eight at once, each until it is open, against bare workflows that only sleep, turn by turn on the same server. A decision’s start is an update with two recorded activities, the electorate and what readers see, each of them events that Temporal commits, so that it cannot be as quick as a workflow that does nothing: the second limit is such an update with nothing in it, and what it leaves of bare starts is the most that there is to reach. The store is what Temporal’s files grow by for each.',
    ],
    benches: ['starts'],
    curves: [],
  },
  {
    heading: 'Deadlines at one instant',
    text: [
      'Conflicts whose negotiation ends at the same instant, until the last has moved on to mediation and told its members, against as many bare timers. None is lost, none moves twice, and none before its instant. Meanwhile a member submits decisions, says something on them and reads an inbox.',
    ],
    benches: ['escalation'],
    curves: [],
  },
  {
    heading: 'Alarms and observations',
    text: [
      'Five hundred alarms that are raised as of one instant, so that each step of their ladders falls due at one instant too: the figures are the time from that instant until half of them, and until the last, have told their members, in one run for the leadership and in one for the council. The limit is as many bare workflows that wait for one instant and have one activity run at it. Each alarm has then one entry of the step, none before its instant, and each member one notice of it.',
      'Observations over HTTP: each a JWS of a sensor, whose signature, number and instant are checked and which is then a row; a thousand in a request, as a gateway sends them, and one in a request. Each that was answered as kept is found in its table. Limits: _Ed25519 signatures checked_ and _rows inserted_ are the two parts of it that are not Folkmoot’s, each by itself.',
    ],
    benches: ['alarms', 'observations'],
    curves: [],
  },
  {
    heading: 'Acts',
    text: [
      'How long a member waits for one act, at rest and with acts directly after one another. What moves a process is an update of its workflow with one recorded activity: the limit is such an update with nothing in it. What goes into the ballot box reaches PostgreSQL alone. Each act is read back.',
    ],
    benches: ['act'],
    curves: [],
  },
  {
    heading: 'Agents',
    text: [
      'Fifty agents wait over MCP on one API while a member submits one proposal after another: how soon after the answer to that member each has heard of it, the agents’ own clients on the same processors. Each must hear of the very proposal. _A statement over MCP_ is the tool `comment`, which asks the HTTP interface as its member; the limit is the same statement over HTTP.',
    ],
    benches: ['agents'],
    curves: [],
  },
  {
    heading: 'The console',
    text: [
      'The console in browsers on the same processors: how soon an act over HTTP is drawn by the last of four that are open, from its acknowledgement, each act by itself; how soon what one owes can be used on a telephone, which the browser plays as Lighthouse’s slow 4G does (150 ms, 1.6 Mbit/s, a processor four times slower); and how long the longest task of a page is, by the processor’s time in a trace, while lists are scrolled to their ends. Each list must end where the tables do.',
    ],
    benches: ['console'],
    curves: [],
  },
  {
    heading: 'Delegations in memory',
    text: [
      'Delegations of a vote resolved, of whose electors 70 % delegate: to somebody who votes, along chains at random with circles among them, and along a single chain. The ends of a sample are followed anew, a step at a time.',
    ],
    benches: ['delegation'],
    curves: [],
  },
  {
    heading: 'Ledger',
    text: [
      'Records of 50 electors computed again from their bytes, by the time of one processor; then what a log of many entries costs: a record kept with its leaf and without, a proof, and an append with a new checkpoint and a receipt that is verified.',
    ],
    benches: ['ledger'],
    curves: [],
  },
];

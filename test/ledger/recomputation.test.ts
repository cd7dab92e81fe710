/** A decision computed again from its record and evidence: every way it can go agrees, and every lie is found where it stands. */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { readEvidence, readRecord } from '../../ledger/evidence.ts';
import { canonicalBytes } from '../../ledger/canonical.ts';
import type { Difference } from '../../ledger/difference.ts';
import { recompute } from '../../ledger/recomputation.ts';
import type { Choice, Position } from '../../rules/model.ts';
import { all, decide, type Decision, mended, people, type Script } from './decision.ts';

const twenty = people(20);
const silent = {};

/** Ballots of the first so many for, the next so many against, the next so many abstaining. */
function ballots(votesFor: number, against: number, abstain = 0) {
  const choices: Choice[] = [
    ...Array<Choice>(votesFor).fill('for'),
    ...Array<Choice>(against).fill('against'),
    ...Array<Choice>(abstain).fill('abstain'),
  ];
  return choices.map((choice, place) => [twenty[place]!, choice] as const);
}

function differences({ record, evidence }: Pick<Decision, 'record' | 'evidence'>): readonly Difference[] {
  const readBack = readRecord(canonicalBytes(record));
  const readBeside = readEvidence(canonicalBytes(evidence));
  if ('fault' in readBack) throw new Error(readBack.fault);
  if ('fault' in readBeside) throw new Error(readBeside.fault);
  return recompute(readBack, readBeside);
}

const deadlock = { ballots: ballots(10, 8) };

/** Every way a proposal can go, and how it ends. */
const ways: Record<string, [Script, Decision['record']['outcome']]> = {
  'CON-4 by consensus in round 1': [
    {
      electors: twenty,
      rounds: [
        { positions: all(twenty.slice(0, 16), 'agree'), rankings: [['m1', [['proposal'], ['status-quo']]]] },
      ],
    },
    'executed',
  ],
  'PRO-4 by consensus at an early close, when everyone has a position': [
    { electors: twenty, rounds: [silent, { positions: all(twenty, 'agree'), after: 2 }] },
    'executed',
  ],
  'PRO-6 by consensus on the amended text, not on the old one': [
    {
      electors: twenty,
      rounds: [{ positions: all(twenty, 'agree'), amended: true }, { positions: all(twenty, 'agree') }],
    },
    'executed',
  ],
  'VOT-1 by vote': [{ electors: twenty, votes: [{ ballots: ballots(14, 6) }] }, 'executed'],
  'PRO-7 by vote, the last ballot of each elector counting': [
    {
      electors: twenty,
      votes: [
        {
          ballots: [
            ...ballots(10, 10),
            ['m11', 'for', 2],
            ['m12', 'for', 2],
            ['m13', 'for', 3],
            ['m14', 'for', 4],
          ],
        },
      ],
    },
    'executed',
  ],
  'PRO-7 by vote at an early close': [
    { electors: twenty, votes: [{ ballots: ballots(14, 6), after: 3 }] },
    'executed',
  ],
  'DEA-1 rejected by more than half': [
    { electors: twenty, votes: [{ ballots: ballots(9, 10) }] },
    'rejected',
  ],
  'PRO-8 inquorate twice': [{ electors: twenty, votes: [{ ballots: ballots(14, 0) }] }, 'inquorate'],
  'PRO-8 quorate in the extension': [
    { electors: twenty, votes: [{ ballots: [...ballots(14, 0), ['m15', 'for', 80]] }] },
    'executed',
  ],
  'MEM-2 with electors who departed before and within the extension': [
    {
      electors: twenty,
      votes: [
        {
          ballots: [...ballots(12, 0), ['m13', 'for', 80], ['m14', 'against', 90]],
          departures: [
            ['m20', 'departed', 10],
            ['m19', 'departed', 100],
          ],
        },
      ],
    },
    'executed',
  ],
  'MEM-4 with offline electors assumed to abstain': [
    { electors: twenty, offline: ['m19', 'm20', 'm18'], votes: [{ ballots: ballots(10, 2) }] },
    'executed',
  ],
  'DEA-2 by the second vote': [
    { electors: twenty, votes: [deadlock, { ballots: ballots(14, 5) }] },
    'executed',
  ],
  'DEA-2 by consensus in the extra round': [
    {
      electors: twenty,
      rounds: [silent, silent, silent, { positions: all(twenty, 'agree') }],
      votes: [deadlock],
    },
    'executed',
  ],
  'DEA-2 by the third vote': [
    { electors: twenty, votes: [deadlock, deadlock, { ballots: ballots(15, 5) }] },
    'executed',
  ],
  'DEA-2 adopted by the guardian': [
    {
      electors: twenty,
      votes: [deadlock, deadlock, deadlock],
      guardian: { adopt: true, reason: 'It cannot wait.' },
    },
    'executed',
  ],
  'DEA-2 rejected by the guardian': [
    {
      electors: twenty,
      votes: [deadlock, deadlock, deadlock],
      guardian: { adopt: false, reason: 'x'.repeat(5_000) },
    },
    'rejected',
  ],
  'DEA-2 rejected by silence': [{ electors: twenty, votes: [deadlock, deadlock, deadlock] }, 'rejected'],
  'DEA-2 rejected where the guardian may not resolve': [
    { electors: twenty, category: { guardianMayResolve: false }, votes: [deadlock, deadlock, deadlock] },
    'rejected',
  ],
  'DEA-1 rejected by a missed threshold where there is no deadlock path': [
    { electors: twenty, charter: { deadlock: null }, votes: [deadlock] },
    'rejected',
  ],
  'PRO-6 withdrawn in a round': [
    { electors: twenty, rounds: [silent, { positions: [['m2', 'block']] }], withdrawnIn: 2 },
    'withdrawn',
  ],
  'VOT-1 unanimously': [
    {
      electors: twenty,
      category: { threshold: { num: 1, den: 1, strict: false, unanimous: true, of: 'decisive' } },
      votes: [{ ballots: ballots(15, 0, 5) }],
    },
    'executed',
  ],
  'VOT-1 of those taking part': [
    {
      electors: twenty,
      category: { threshold: { num: 1, den: 2, strict: true, unanimous: false, of: 'participating' } },
      votes: [{ ballots: ballots(10, 1, 8) }],
    },
    'executed',
  ],
  'TIE-4 where no quorum is asked': [
    { electors: twenty, category: { quorum: null }, votes: [{ ballots: ballots(1, 0) }] },
    'executed',
  ],
};

describe('a decision that went', () => {
  it.each(Object.entries(ways))('REC-1 %s', (_, [script, outcome]) => {
    const decision = decide(script);
    expect(decision.record.outcome).toBe(outcome);
    expect(differences(decision)).toEqual([]);
    expect(decision.recordBytes.length).toBeLessThan(20_000);
  });

  const said = <What>(what: fc.Arbitrary<What>) =>
    fc.array(fc.tuple(fc.constantFrom(...people(9)), what, fc.integer({ min: 0, max: 23 })), {
      maxLength: 25,
    });
  const inOrder = <What>(list: readonly (readonly [string, What, number])[]) =>
    list.toSorted((one, other) => one[2] - other[2]);
  const position = fc.constantFrom<Position>('agree', 'agree-with-reservations', 'stand-aside', 'block');
  const choice = fc.constantFrom<Choice>('for', 'for', 'against', 'abstain');

  it.prop([
    fc.array(said(position), { maxLength: 4 }),
    fc.array(said(choice), { maxLength: 3 }),
    fc.uniqueArray(fc.constantFrom(...people(9)), { maxLength: 4 }),
    fc.integer({ min: 1, max: 9 }),
  ])('REC-1 in any way at all gives the same outcome again', (rounds, votes, offline, size) => {
    const electors = people(size);
    const own = <What>(list: readonly (readonly [string, What, number])[]) =>
      inOrder(list).filter(([member]) => electors.includes(member));
    const decision = decide({
      electors,
      offline: offline.filter((member) => electors.includes(member)),
      rounds: rounds.map((list) => ({ positions: own(list) })),
      votes: votes.map((list) => ({ ballots: own(list) })),
    });
    expect(differences(decision)).toEqual([]);
  });
});

describe('a lie', () => {
  const decision = decide({
    electors: twenty,
    offline: ['m20'],
    rounds: [
      {
        positions: [...all<Position>(twenty.slice(0, 10), 'agree'), ['m11', 'block']],
        rankings: [['m1', [['proposal']]]],
      },
    ],
    votes: [{ ballots: [...ballots(14, 5), ['m1', 'against', 2], ['m1', 'for', 3]] }],
  });

  /** The differences after a change, as a forger would leave it: with the roots in the record mended. */
  function after(change: (decision: Decision) => void, mend = true): readonly string[] {
    const forged = JSON.parse(JSON.stringify(decision)) as Decision;
    change(forged);
    const record = mend ? mended(forged.record, forged.evidence) : forged.record;
    return differences({ record, evidence: forged.evidence }).map(
      ({ document, pointer, sentence }) => `${document} ${pointer} ${sentence}`,
    );
  }

  it('REC-1 that none was told is believed', () => {
    expect(after(() => undefined)).toEqual([]);
  });

  it.each<[string, (decision: Decision) => void, string[]]>([
    [
      'a ballot dropped',
      ({ evidence }) => void evidence.ballots.pop(),
      ['evidence /ballots has 20 entries, but the record was made of 21'],
    ],
    [
      'a ballot turned',
      ({ evidence }) => void Object.assign(evidence.ballots[5]!, { choice: 'against' }),
      ['evidence /ballots was changed: its entries do not hash to the root in the record'],
    ],
    [
      'a reason rewritten',
      ({ evidence }) => void Object.assign(evidence.positions[10]!, { reason: 'never mind' }),
      ['evidence /positions was changed: its entries do not hash to the root in the record'],
    ],
    [
      'an elector added',
      ({ evidence }) => void evidence.electorate.push({ ...evidence.electorate[0]!, member: 'zoe' }),
      ['evidence /electorate has 21 entries, but the record was made of 20'],
    ],
  ])('REC-1 in the evidence, %s, is found by the roots', (_, change, sentences) => {
    expect(after(change, false)).toEqual(expect.arrayContaining(sentences));
  });

  it.each<[string, (decision: Decision) => void, string[]]>([
    [
      'a ballot dropped that was replaced',
      ({ evidence }) => void evidence.ballots.shift(),
      [
        'evidence /ballots/0 bears the number 2, but the 1. answer of m1 is due: one is missing or out of order (PRO-7)',
      ],
    ],
    [
      'the last ballot of an elector dropped',
      ({ evidence }) => void evidence.ballots.splice(2, 1),
      [
        'record /votes/0/tally/for is 14, but 13 follows',
        'record /votes/0/tally/against is 5, but 6 follows',
      ],
    ],
    [
      'a ballot of a stranger put in',
      ({ evidence }) => void evidence.ballots.push({ ...evidence.ballots[0]!, elector: 'zoe' }),
      ['evidence /ballots/21 is of zoe, who is no elector of this decision (VOT-3)'],
    ],
    [
      'a ballot put in at the instant of closing',
      ({ record, evidence }) =>
        void evidence.ballots.push({ ...evidence.ballots[0]!, elector: 'm20', at: record.votes[0]!.closes }),
      [
        `evidence /ballots/21 was given ${decision.record.votes[0]!.closes}, outside the poll’s window (VOT-6)`,
      ],
    ],
    [
      'a ballot on another version',
      ({ evidence }) => void Object.assign(evidence.ballots[4]!, { version: 2 }),
      ['evidence /ballots/4 answers version 2, but the poll was on version 1 (PRO-6)'],
    ],
    [
      'a ballot in a vote that never was',
      ({ evidence }) => void evidence.ballots.push({ ...evidence.ballots[0]!, pollNumber: 2 }),
      ['evidence /ballots/21 is of poll 2, which the record does not have'],
    ],
    [
      'a ballot of another decision',
      ({ evidence }) => void Object.assign(evidence.ballots[3]!, { decision: 'another' }),
      ['evidence /ballots/3 is of the decision another'],
    ],
    [
      'an elector counted twice',
      ({ evidence }) => void evidence.electorate.push(evidence.electorate[0]!),
      ['evidence /electorate names a member twice (VOT-3)'],
    ],
    [
      'an elector left out',
      ({ evidence }) => void evidence.electorate.pop(),
      ['record /electorate/size is 20, but 19 follows'],
    ],
    [
      'an offline elector called present',
      ({ evidence }) =>
        void Object.assign(
          evidence.electorate.find(({ offline }) => offline)!,
          { offline: false },
        ),
      ['record /votes/0/tally/abstain is 1, but 0 follows'],
    ],
    [
      'a departure of someone who voted',
      ({ record, evidence }) =>
        void evidence.departures.push({
          decision: record.id,
          poll: 'votes',
          pollNumber: 1,
          member: 'm1',
          at: record.votes[0]!.opens,
        }),
      ['evidence /departures/0 m1 is no elector without an answer in this poll (MEM-2)'],
    ],
    [
      'a block turned into agreement',
      ({ evidence }) =>
        void Object.assign(
          evidence.positions.find(({ choice }) => choice === 'block')!,
          { choice: 'agree' },
        ),
      [
        'record /rounds/0/positions/counts/agree is 10, but 11 follows',
        'record /dissent/none is false, but true follows',
      ],
    ],
    [
      'a ranking turned',
      ({ evidence }) => void Object.assign(evidence.preferences[0]!, { ranking: [['status-quo']] }),
      ['record /rounds/0/preferences/condorcetWinner is "proposal", but "status-quo" follows'],
    ],
    [
      'a ranking of an option that is none',
      ({ evidence }) => void Object.assign(evidence.preferences[0]!, { ranking: [['another']] }),
      [
        'record /rounds/0/preferences cannot be computed: a ranking names an option that version 1 does not have (CON-1)',
      ],
    ],
    [
      'a preference map turned',
      ({ evidence }) => void Object.assign(evidence.preferenceMaps[0]!.map, { condorcetWinner: null }),
      ['evidence /preferenceMaps/0 is not the map that the rankings of round 1 give (CON-1)'],
    ],
    [
      'a preference map left out',
      ({ evidence }) => void evidence.preferenceMaps.pop(),
      ['evidence /preferenceMaps has 2 maps, but 3 rounds were judged (CON-1)'],
    ],
    [
      'a text changed',
      ({ evidence }) => void Object.assign(evidence.versions[0]!.content, { title: 'Another title' }),
      ['record /title is "A second workshop day", but "Another title" follows'],
    ],
    [
      'a timeline that tells another tally',
      ({ evidence }) => {
        const closed = evidence.timeline.find(({ kind }) => kind === 'vote-closed');
        (closed!.facts.tally as { for: number }).for = 15;
      },
      ['evidence /timeline/4/facts/tally is not what the record says'],
    ],
    [
      'a timeline without an ending',
      ({ evidence }) => void evidence.timeline.pop(),
      ['evidence /timeline has no ending (PRO-9)'],
    ],
  ])('REC-1 in the evidence with its roots mended, %s, is found where it stands', (_, change, sentences) => {
    expect(after(change)).toEqual(expect.arrayContaining(sentences));
  });

  it.each<[string, (decision: Decision) => void, string]>([
    [
      'a tally edited',
      ({ record }) => void Object.assign(record.votes[0]!.tally!, { for: 15, against: 4 }),
      'record /votes/0/tally/for is 15, but 14 follows',
    ],
    [
      'a tally that does not add up',
      ({ record }) => void Object.assign(record.votes[0]!.tally!, { for: 15 }),
      'record /votes/0/tally/participating is 20, but 21 follows',
    ],
    [
      'another verdict',
      ({ record }) => void Object.assign(record.votes[0]!.tally!, { verdict: 'rejected' }),
      'record /votes/0/tally/verdict is "rejected", but "adopted" follows',
    ],
    [
      'another outcome',
      ({ record }) => void Object.assign(record, { outcome: 'rejected' }),
      'record /outcome is rejected, but adopted follows (VOT-1)',
    ],
    [
      'an outcome of no way at all',
      ({ record }) => void Object.assign(record, { outcome: 'withdrawn' }),
      'record /outcome is withdrawn, but adopted follows (VOT-1)',
    ],
    [
      'a lower quorum',
      ({ record }) => void Object.assign(record.rules.category, { quorum: { num: 1, den: 4 } }),
      'record /electorate/quorum is 15, but 5 follows',
    ],
    [
      'a softer threshold',
      ({ record }) => void Object.assign(record.rules.category.threshold!, { num: 3, den: 4 }),
      'record /votes/0/tally/threshold/num is 2, but 3 follows',
    ],
    [
      'an electorate larger than was fixed',
      ({ record }) => void Object.assign(record.votes[0]!.tally!, { electorate: 21 }),
      'record /votes/0/tally/electorate is 21, more than the electorate of 20 that was fixed',
    ],
    [
      'consensus called reached',
      ({ record }) => void Object.assign(record.rounds[0]!.positions!.consensus, { reached: true }),
      'record /rounds/0/positions/consensus/reached is true, but false follows',
    ],
    [
      'a shorter window',
      ({ record }) => void Object.assign(record.votes[0]!, { closes: record.votes[0]!.opens }),
      'follows (PRO-7)',
    ],
    [
      'a shorter review',
      ({ record }) => void Object.assign(record.rounds[0]!, { opens: record.submittedAt }),
      '(PRO-3)',
    ],
    [
      'a vote called closed by everyone',
      ({ record }) => void Object.assign(record.votes[0]!, { closedAt: record.votes[0]!.opens }),
      'but only 19 of 20 electors had answered (PRO-4, PRO-7)',
    ],
    [
      'a round left out',
      ({ record }) => void record.rounds.splice(2, 1),
      'record /outcome is executed, but the rounds and votes do not lead to an ending',
    ],
    [
      'a vote too many',
      ({ record }) => void record.votes.push({ ...record.votes[0]!, vote: 2 }),
      'record /votes/1 was not due any more',
    ],
    [
      'another reason',
      ({ record }) => void Object.assign(record.rationale.at(-1)!, { rule: 'DEA-2' }),
      'record /rationale/4/rule is "DEA-2", but "EXE-1" follows',
    ],
    [
      'dissent denied',
      ({ record }) => void Object.assign(record.dissent, { none: true, count: 0, positions: [] }),
      'record /dissent/count is 0, but 1 follows',
    ],
    [
      'another end',
      ({ record }) => void Object.assign(record, { endedAt: record.submittedAt }),
      'when the last poll closed',
    ],
    [
      'another hash of the text',
      ({ record }) => void Object.assign(record.versions[0]!, { hash: 'f'.repeat(64) }),
      'record /versions/0/hash is "ffff',
    ],
  ])('REC-1 in the record, %s, is found where it stands', (_, change, sentence) => {
    expect(after(change).join('\n')).toContain(sentence);
  });

  it('REC-1 is told of a hundred times at most', () => {
    const differing = after(({ evidence }) => {
      for (const ballot of evidence.ballots) Object.assign(ballot, { version: 9 });
      for (const part of ['positions', 'electorate', 'ballots'] as const)
        for (const entry of evidence[part]) Object.assign(entry, { decision: 'another' });
      evidence.electorate.push(
        ...Array.from({ length: 100 }, (_, place) => ({
          decision: 'x',
          member: `x${place}`,
          offline: false,
        })),
      );
    });
    expect(differing).toHaveLength(100);
  });
});

describe('a record alone', () => {
  it.each(Object.entries(ways))('REC-1 that went %s agrees with itself', (_, [script]) => {
    const record = readRecord(decide(script).recordBytes);
    expect('fault' in record ? record : recompute(record, null)).toEqual([]);
  });

  it('PRO-6 cannot have been withdrawn by another, nor once a vote was open', () => {
    const { record } = decide({ electors: twenty, rounds: [silent], withdrawnIn: 2 });
    const pointers = (changed: typeof record) => recompute(changed, null).map(({ pointer }) => pointer);
    expect(pointers(record)).toEqual([]);
    expect(pointers({ ...record, author: 'm2' })).toEqual(['/outcome']);
    expect(pointers({ ...record, author: null })).toEqual(['/outcome']);
  });

  it('PRO-6 withdrawn while a round was being closed counts, whatever the round came to', () => {
    const { record } = decide({ electors: twenty, rounds: [{ positions: all(twenty, 'agree'), after: 2 }] });
    const at = record.rounds[0]!.closedAt;
    const told = { by: 'm1', at, stage: 'discussion', round: 1 };
    const withdrawn = {
      ...record,
      outcome: 'withdrawn' as const,
      ending: { rule: 'PRO-6', facts: { told } },
      rationale: [record.rationale[0]!, { rule: 'PRO-6', outcome: 'withdrawn' }],
    };
    expect(recompute(withdrawn, null)).toEqual([]);
    const inReview = {
      ...withdrawn,
      ending: { rule: 'PRO-6', facts: { told: { ...told, stage: 'review' } } },
    };
    expect(recompute(inReview, null)).not.toEqual([]);
  });

  it('EXE-2 of an execution tried again had no polls, and is no decision of its own', () => {
    const { record } = decide({ electors: twenty, rounds: [silent], withdrawnIn: 1 });
    const retried = {
      ...record,
      links: [{ relation: 'retry-of', id: 'another' }],
      electorate: null,
      rounds: [],
      outcome: 'execution-failed' as const,
      ending: { rule: 'EXE-2', facts: { told: {} } },
      rationale: [{ rule: 'EXE-2', outcome: 'execution-failed' }],
    };
    expect(recompute(retried, null)).toEqual([]);
    expect(recompute({ ...retried, links: [] }, null)).not.toEqual([]);
  });
});

/** Decisions under what a charter may say of its votes: they are computed again from their records, and lies about them are found. */
import { describe, expect, it } from 'vitest';
import type { ProposalRecord, RecordRules } from '../../ledger/parts/schema/record.ts';
import { charter as standard, threshold } from '../rules/charter.ts';
import type { Position } from '../../rules/model.ts';
import { all, decide, type Decision, type Script } from './decision.ts';
import { copy, foundAfter } from './told.ts';
import { ballots, differences, twenty } from './ways.ts';

const half = { num: 1, den: 2 };

const told = (script: Partial<Script>): Decision => {
  const decision = decide({ electors: twenty, ...script });
  expect(differences(decision)).toEqual([]);
  return decision;
};

const outcomeOf = ({ record }: Decision): readonly [ProposalRecord['outcome'], string] => [
  record.outcome,
  record.ending.rule,
];

describe('a quorum of the votes for', () => {
  const category = { quorum: { ...half, of: 'for' } } as const;

  it('TIE-4 PRO-8 ends inquorate without an extension where everybody has voted', () => {
    const everybody = told({ category, votes: [{ ballots: ballots(9, 8, 3), after: 5 }] });
    expect(outcomeOf(everybody)).toEqual(['inquorate', 'PRO-8']);
    expect(everybody.record.votes[0]).toMatchObject({ extended: [], tally: { participating: 20 } });
    expect(told({ category, votes: [{ ballots: ballots(10, 5, 5), after: 5 }] }).record.outcome).toBe(
      'executed',
    );
  });

  it('PRO-8 is extended where somebody has not, and a record without it is refused', () => {
    const extended = told({ category, votes: [{ ballots: ballots(9, 8) }] });
    expect(extended.record.votes[0]?.extended).toHaveLength(1);
    const forgot = ({ votes: [vote] }: ProposalRecord) => {
      const { at } = vote!.extended.pop()!;
      Object.assign(vote!, { closes: at, closedAt: at });
    };
    expect(foundAfter(extended, forgot)).toContain('is missing an extension');
  });

  it('PRO-8 MEM-4 an assumed abstention spares no extension: the evidence tells who had voted', () => {
    const rules = { votes: [{ ballots: ballots(9, 8, 2) }], offline: ['m20'] };
    const voting = { window: 72 * 3_600_000, extensions: 0 };
    const never = told({ category, charter: { voting }, ...rules });
    const lie = copy(never);
    lie.record.rules.charter.voting.extensions = 1;
    expect(differences(lie).map(({ sentence }) => sentence)).toContain(
      'is missing an extension: the quorum was missed (PRO-8)',
    );
  });

  it('TIE-4 a record that says it was met, or counts other votes, is refused', () => {
    const missed = told({ category, votes: [{ ballots: ballots(9, 8, 3), after: 5 }] });
    const change = (of: object) =>
      foundAfter(missed, ({ votes }) => void Object.assign(votes[0]!.tally!.quorum, of));
    expect(change({ met: true })).toContain('/votes/0/tally/quorum');
    expect(change({ of: 'participating' })).toContain('/votes/0/tally/quorum');
    expect(change({ least: 3 })).toContain('/votes/0/tally/quorum');
  });
});

describe('a threshold of seats and numbers', () => {
  const ofSeats = (seats: number) => ({ threshold: threshold(3, 4, { of: 'seats', seats }), quorum: half });

  it('VOT-1 counts the vacant seats', () => {
    expect(told({ category: ofSeats(24), votes: [{ ballots: ballots(18, 0) }] }).record.outcome).toBe(
      'executed',
    );
    const missed = told({
      category: ofSeats(25),
      votes: [{ ballots: ballots(18, 0) }, { ballots: ballots(0, 18) }],
    });
    expect(missed.record.votes.map(({ tally }) => tally?.verdict)).toEqual(['deadlock', 'rejected']);
    const fewer = ({ votes }: ProposalRecord) =>
      void Object.assign(votes[0]!.tally!.threshold, { seats: 24 });
    expect(foundAfter(missed, fewer)).toContain('/votes/0/tally/threshold');
  });

  it('VOT-1 asks for so many for and bears so many against', () => {
    const category = { threshold: threshold(2, 3, { least: 12, most: 1 }), quorum: half };
    const outcomes = [ballots(12, 1), ballots(11, 1), ballots(18, 2)].map(
      (given) => told({ category, charter: { deadlock: null }, votes: [{ ballots: given }] }).record.outcome,
    );
    expect(outcomes).toEqual(['executed', 'rejected', 'rejected']);
  });
});

describe('a second meeting', () => {
  const voting = (quorum: NonNullable<RecordRules['charter']['voting']['extension']>['quorum']) => ({
    voting: { window: 72 * 3_600_000, extensions: 1, extension: { quorum } },
  });

  it('PRO-8 has the quorum of the extension, and the first has its own', () => {
    const votes = [{ ballots: ballots(5, 0) }];
    const enough = told({ charter: voting({ num: 1, den: 4 }), votes });
    expect(outcomeOf(enough)).toEqual(['executed', 'EXE-1']);
    expect(enough.record.votes[0]).toMatchObject({
      extended: [{ tally: { quorum: { num: 3, den: 4, met: false }, verdict: 'inquorate' } }],
      tally: { quorum: { num: 1, den: 4, met: true }, verdict: 'adopted' },
    });
    expect(told({ charter: voting({ num: 13, den: 50 }), votes }).record.outcome).toBe('inquorate');
  });

  it('PRO-8 VOT-2 asks for none where the charter says so, and for a vote all the same', () => {
    expect(told({ charter: voting(null), votes: [{ ballots: ballots(1, 0) }] }).record.outcome).toBe(
      'executed',
    );
    const none = told({ charter: { ...voting(null), deadlock: null }, votes: [{ ballots: [] }] });
    expect(outcomeOf(none)).toEqual(['rejected', 'DEA-1']);
  });

  it('PRO-8 a record that has it without an extension, or not after one, is refused', () => {
    const enough = told({ charter: voting({ num: 1, den: 4 }), votes: [{ ballots: ballots(5, 0) }] });
    const changed = (tally: 'first' | 'second') =>
      foundAfter(enough, ({ votes: [vote] }) => {
        const other = tally === 'first' ? vote!.extended[0]!.tally : vote!.tally!;
        Object.assign(other.quorum, tally === 'first' ? { num: 1, met: true } : { num: 3, met: false });
      });
    expect(changed('first')).toContain('/votes/0/extended/0/tally/quorum');
    expect(changed('second')).toContain('/votes/0/tally/quorum');
  });
});

describe('a casting vote', () => {
  const casting = (more: object = {}) => ({
    deadlock: { ...standard().deadlock!, extraRounds: 0, deferral: null, ...more },
  });
  const tie = [{ ballots: ballots(10, 10) }];
  const guardian = { adopt: true, reason: 'The chair is for it' };

  it('DEA-2 a tie at the first vote is the guardian’s at once', () => {
    const cast = told({ charter: casting(), votes: tie, guardian });
    expect(outcomeOf(cast)).toEqual(['executed', 'EXE-1']);
    expect(cast.record).toMatchObject({ resolution: { adopt: true }, votes: [{ vote: 1 }] });
    expect(told({ charter: casting(), votes: tie }).record.outcome).toBe('rejected');
  });

  it('DEA-2 TIE-3 a family’s is the council’s at once', () => {
    const family = { tier: 2, tierName: 'family', quorum: half } as const;
    const links = [{ relation: 'escalated-to' as const, id: '0190a1b2-0000-7000-8000-000000000002' }];
    expect(
      outcomeOf(told({ category: family, family: 'oak', links, charter: casting(), votes: tie })),
    ).toEqual(['escalated', 'DEA-2']);
  });

  it('DEA-2 without rounds there is still the pause, and without the pause the round', () => {
    const twice = [...tie, ...tie];
    const paused = told({ charter: casting({ deferral: 86_400_000 }), votes: twice, guardian });
    expect(paused.record).toMatchObject({ outcome: 'executed', rounds: { length: 3 }, votes: { length: 2 } });
    const again = told({ charter: casting({ extraRounds: 2 }), votes: twice, guardian });
    expect(again.record).toMatchObject({ outcome: 'executed', rounds: { length: 5 }, votes: { length: 2 } });
    const hurried = ({ votes }: ProposalRecord) =>
      void Object.assign(votes[1]!, { opens: votes[0]!.closedAt });
    expect(foundAfter(paused, hurried)).toContain('but it is deferred until');
  });

  it('DEA-2 a record whose guardian came before the charter’s rounds is refused', () => {
    const cast = told({ charter: casting(), votes: tie, guardian });
    const withRounds = ({ rules }: ProposalRecord) =>
      void Object.assign(rules.charter.deadlock!, { extraRounds: 1 });
    expect(foundAfter(cast, withRounds)).not.toBe('');
  });
});

describe('consent', () => {
  const category = { adopts: 'consent' } as const;
  const noPath = { deadlock: null };
  const asideThen = (blocks: number) => [
    {},
    {},
    {
      positions: [
        ...all<Position>(twenty.slice(0, 15), 'stand-aside').slice(blocks + 1),
        ...all<Position>(['m1'], 'agree'),
        ...all<Position>(twenty.slice(16, 16 + blocks), 'block'),
      ],
    },
  ];

  it('CON-3 adopts where nobody blocks at the end of the rounds, however many stand aside', () => {
    const agreed = told({ category, charter: noPath, rounds: asideThen(0) });
    expect(outcomeOf(agreed)).toEqual(['executed', 'EXE-1']);
    expect(agreed.record.votes).toEqual([]);
    expect(agreed.record.rounds[2]?.positions?.consensus).toMatchObject({
      by: 'consent',
      reached: true,
      threshold: { met: false },
    });
  });

  it('CON-3 is rejected for one block, also where consensus bears one, and for want of a quorum', () => {
    const discussion = { rounds: 3, round: 86_400_000, consensus: { minus: 1 as const } };
    const blocked = told({ category, charter: { ...noPath, discussion }, rounds: asideThen(1) });
    expect(outcomeOf(blocked)).toEqual(['rejected', 'CON-3']);
    const few = [{}, {}, { positions: all<Position>(twenty.slice(0, 14), 'agree') }];
    expect(outcomeOf(told({ category, charter: noPath, rounds: few }))).toEqual(['rejected', 'CON-3']);
    const enough = [{}, {}, { positions: all<Position>(twenty.slice(0, 15), 'agree') }];
    expect(told({ category, charter: noPath, rounds: enough }).record.outcome).toBe('executed');
  });

  it('CON-3 DEA-2 goes the deadlock path where the charter has one: one more round, then votes', () => {
    const again = told({ category, rounds: [...asideThen(1), ...asideThen(0).slice(2)] });
    expect(again.record).toMatchObject({ outcome: 'executed', rounds: { length: 4 }, votes: [] });
    const voted = told({ category, rounds: asideThen(1), votes: [{ ballots: ballots(15, 5) }] });
    expect(voted.record).toMatchObject({ outcome: 'executed', rounds: { length: 4 }, votes: { length: 1 } });
    const deadlock = { ...standard().deadlock!, extraRounds: 0 };
    const paused = told({ category, charter: { deadlock }, votes: [{ ballots: ballots(15, 5) }] });
    expect(paused.record.stages.map(({ stage }) => stage).slice(3)).toEqual([
      'discussion',
      'deferred',
      'voting',
      'execution',
    ]);
    const unsettled = told({ category, charter: { deadlock: { ...deadlock, deferral: null } } });
    expect(outcomeOf(unsettled)).toEqual(['rejected', 'DEA-2']);
    const split = { ballots: ballots(10, 10) };
    const guardian = { adopt: false, reason: 'Not yet' };
    const long = told({ category, votes: [split, split], guardian });
    expect(long.record).toMatchObject({
      outcome: 'rejected',
      votes: { length: 2 },
      resolution: { adopt: false },
    });
  });

  it('CON-3 a record that was decided by consensus alone, or by another rule, is refused', () => {
    const agreed = told({ category, charter: noPath, rounds: asideThen(0) });
    const byVotes = ({ rules }: ProposalRecord) => {
      delete rules.category.adopts;
    };
    expect(foundAfter(agreed, byVotes)).toContain('/rounds/2/positions/consensus');
    const blocked = told({ category, charter: noPath, rounds: asideThen(1) });
    const adopted = ({ rounds }: ProposalRecord) =>
      void Object.assign(rounds[2]!.positions!.consensus, { reached: true });
    expect(foundAfter(blocked, adopted)).toContain('/rounds/2/positions/consensus');
  });
});

describe('lazy consensus', () => {
  const category = { adopts: 'lazy' } as const;
  const charter = { lazy: { window: 96 * 3_600_000 } };
  const block = [{ positions: all<Position>(['m7'], 'block') }];

  it('CON-3 adopts in silence at the end of its window, which stands for the review', () => {
    const silent = told({ category, charter });
    expect(outcomeOf(silent)).toEqual(['executed', 'EXE-1']);
    expect(silent.record).toMatchObject({ rounds: { length: 1 }, votes: [] });
    expect(silent.record.stages.map(({ stage }) => stage)).toEqual(['discussion', 'execution']);
    expect(silent.record.rounds[0]?.positions?.consensus).toMatchObject({
      by: 'lazy',
      reached: true,
      positions: 0,
    });
  });

  it('CON-3 goes to rounds and vote for a block, and is no lazier for one that was taken back', () => {
    const blocked = told({ category, charter, rounds: block, votes: [{ ballots: ballots(15, 5) }] });
    expect(blocked.record).toMatchObject({
      outcome: 'executed',
      rounds: { length: 4 },
      votes: { length: 1 },
    });
    const takenBack = [
      {
        positions: [
          ['m7', 'block', 1],
          ['m7', 'stand-aside', 90],
        ] as [string, Position, number][],
      },
    ];
    expect(told({ category, charter, rounds: takenBack }).record.rounds).toHaveLength(1);
  });

  it('PRO-3 PRO-6 a text that is amended meanwhile is reviewed, and goes to the rounds', () => {
    const amended = told({
      category,
      charter,
      rounds: [{ amended: true }],
      votes: [{ ballots: ballots(5, 15) }],
    });
    expect(amended.record.stages.map(({ stage }) => stage)).toEqual([
      'discussion',
      'review',
      'discussion',
      'discussion',
      'discussion',
      'voting',
    ]);
  });

  it('CON-3 a record that closed it early, shortened it, or passed a block over is refused', () => {
    const silent = told({ category, charter });
    const closed = ({ rounds }: ProposalRecord) =>
      void Object.assign(rounds[0]!, { closedAt: rounds[0]!.opens });
    expect(foundAfter(silent, closed)).toContain('but a block may come until');
    const shorter = ({ rules }: ProposalRecord) => void Object.assign(rules.charter.lazy!, { window: 1 });
    expect(foundAfter(silent, shorter)).toContain('/rounds/0/closes');
    const blocked = told({ category, charter, rounds: block, votes: [{ ballots: ballots(0, 15) }] });
    const passed = ({ rounds }: ProposalRecord) =>
      void Object.assign(rounds[0]!.positions!.consensus, { reached: true });
    expect(foundAfter(blocked, passed)).toContain('/rounds/0/positions/consensus');
  });
});

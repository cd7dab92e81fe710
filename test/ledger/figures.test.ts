/** Figures of a record that were tampered with: every lie is found where it stands. */
import { describe, expect, it } from 'vitest';
import { recompute } from '../../ledger/recount/recomputation.ts';
import { decide, type Decision } from './decision.ts';
import { foundAfter, foundWithEvidence } from './told.ts';
import { ballots, differences, silent, twenty } from './ways.ts';

describe('a lie', () => {
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
    expect(foundWithEvidence(change).join('\n')).toContain(sentence);
  });
});

describe('a threshold taken of the votes taking part', () => {
  const threshold = { num: 1, den: 2, strict: true, unanimous: false, of: 'participating' } as const;
  const offline = ['m17', 'm18', 'm19', 'm20'];
  /** Four of twenty answer: too few for the assumed abstentions to show in the tally (MEM-4). */
  const few = decide({
    electors: twenty,
    offline,
    category: { threshold, quorum: null },
    rounds: [silent, silent, silent],
    votes: [{ ballots: ballots(4, 0) }, { ballots: ballots(4, 0) }, { ballots: ballots(4, 0) }],
  });

  it('MEM-4 VOT-1 may be missed by assumed abstentions that only the evidence shows', () => {
    expect(few.record.votes[0]!.tally).toMatchObject({ for: 4, abstain: 0, threshold: { met: false } });
    expect(recompute(few.record, null)).toEqual([]);
    expect(differences(few)).toEqual([]);
  });

  it('VOT-1 is reached by nothing that does not reach it without them', () => {
    const most = decide({
      electors: twenty,
      category: { threshold },
      votes: [{ ballots: ballots(8, 1, 7) }],
    });
    expect(
      foundAfter(most, ({ votes: [vote] }) => void Object.assign(vote!.tally!.threshold, { met: true })),
    ).toContain('/votes/0/tally/threshold/met is true, but false follows');
  });

  it('DEA-1 gives the verdict that goes with it', () => {
    expect(
      foundAfter(few, ({ votes: [vote] }) => void Object.assign(vote!.tally!, { verdict: 'adopted' })),
    ).toContain('/votes/0/tally/verdict is "adopted", but "deadlock" follows');
  });
});

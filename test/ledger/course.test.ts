/** The course of a decision told otherwise: the order of its polls, and the text that they were about. */
import { describe, expect, it } from 'vitest';
import type { Position } from '../../rules/model.ts';
import { all, decide, type Decision } from './decision.ts';
import { type Change, day, foundAfter, moved } from './told.ts';
import { ballots, twenty } from './ways.ts';

describe('a lie about the order of things', () => {
  const voted = decide({ electors: twenty, votes: [{ ballots: ballots(14, 6) }] });
  const amended = decide({
    electors: twenty,
    rounds: [
      { positions: all(twenty, 'agree'), amended: true },
      { positions: all<Position>(twenty, 'stand-aside') },
    ],
    votes: [{ ballots: ballots(14, 6) }],
  });

  it.each<[string, Decision, Change, string]>([
    [
      'CON-4 a vote before the rounds that should have come first',
      voted,
      ({ votes, rounds, submittedAt }) => {
        const [vote] = votes;
        Object.assign(vote!, {
          opens: moved(submittedAt, 3 * day),
          closes: moved(submittedAt, 6 * day),
          closedAt: moved(submittedAt, 6 * day),
        });
        for (const round of rounds)
          Object.assign(round, {
            opens: moved(round.opens, 4 * day),
            closes: moved(round.closes, 4 * day),
            closedAt: moved(round.closedAt, 4 * day),
          });
      },
      '/votes/0/opens is',
    ],
    [
      'PRO-6 a vote on the old text though a new one was in force',
      amended,
      ({ votes }) => void Object.assign(votes[0]!, { version: 1 }),
      '/votes/0/version is 1, but version 2 was in force at its opening (PRO-6)',
    ],
    [
      'PRO-6 an old text passed off as the one decided on',
      amended,
      (record) => void Object.assign(record, { version: 1 }),
      '/version is 1, but 2 follows',
    ],
    [
      'PRO-6 two texts under one number',
      amended,
      ({ versions }) => void Object.assign(versions[1]!, { version: 1 }),
      '/versions/1/version is 1, but 2 follows',
    ],
    [
      'PRO-6 a text changed while it was voted on',
      amended,
      ({ versions, votes }) => void Object.assign(versions[1]!, { inForceAt: moved(votes[0]!.opens, 1) }),
      '/versions/1/inForceAt is',
    ],
    [
      'PRO-6 versions in force in another order',
      amended,
      ({ versions, submittedAt }) => void Object.assign(versions[1]!, { inForceAt: moved(submittedAt, -1) }),
      '/versions/1/inForceAt is',
    ],
    [
      'PRO-6 no text at all',
      voted,
      (record) => void Object.assign(record, { versions: [] }),
      '/version is 1, but null follows',
    ],
    [
      'a submission before the creation',
      voted,
      (record) => void Object.assign(record, { createdAt: moved(record.submittedAt, 1) }),
      '/submittedAt is',
    ],
    [
      'PRO-4 a round that closed before everyone had a position',
      amended,
      ({ rounds }) => {
        const [round] = rounds;
        Object.assign(round!.positions!.counts, { agree: 19 });
        Object.assign(round!.positions!.consensus, { agreeing: 19, positions: 19 });
        Object.assign(round!, { closedAt: moved(round!.opens, 1) });
      },
      'but only 19 of 20 electors had answered (PRO-4, PRO-7)',
    ],
    [
      'a poll that closed before it opened',
      voted,
      ({ votes }) => void Object.assign(votes[0]!, { closedAt: moved(votes[0]!.opens, -1) }),
      '/votes/0/closedAt is before the opening',
    ],
  ])('REC-1 %s', (_, told, change, sentence) => {
    expect(foundAfter(told, change)).toContain(sentence);
  });
});

/** Quorum: who takes part, and when assumed abstentions do (TIE-4, PRO-8, MEM-4). */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import type { Quorum } from '../../charter/thresholds.ts';
import { takingPart, quorate, quorateFor, votesForQuorum } from '../../rules/polls/quorum.ts';
import { half, offline, threeQuarters } from './charter.ts';

/** So many taking part, all of them for, unless said otherwise. */
const part = <Votes extends number | bigint>(
  participating: Votes,
  electorate: Votes,
  against: number = 0,
  abstain: number = 0,
) => ({
  for: BigInt(participating) - BigInt(against) - BigInt(abstain),
  against,
  participating,
  electorate,
});

describe('a quorum', () => {
  it('TIE-4 the council takes three quarters of its electorate', () => {
    expect(quorate(threeQuarters, part(15, 20))).toBe(true);
    expect(quorate(threeQuarters, part(14, 20))).toBe(false);
  });

  it('TIE-4 a family takes half of its electorate', () => {
    expect(quorate(half, part(3, 6))).toBe(true);
    expect(quorate(half, part(2, 6))).toBe(false);
  });

  it.each([
    [1, 1, true],
    [1, 0, false],
    [2, 2, true],
    [2, 1, false],
    [3, 3, true],
    [3, 2, false],
  ])('PRO-8 of %i electors, %i taking part: %s', (electorate, participating, enough) => {
    expect(quorate(threeQuarters, part(participating, electorate))).toBe(enough);
  });

  it('TIE-4 a charter that asks none has it from the start', () => {
    expect(quorate(null, part(0, 20))).toBe(true);
  });

  it('TIE-4 voting power beyond 2^53 is measured to the unit', () => {
    const electorate = 4n * 10n ** 24n;
    expect(quorate(threeQuarters, part(3n * 10n ** 24n, electorate))).toBe(true);
    expect(quorate(threeQuarters, part(3n * 10n ** 24n - 1n, electorate))).toBe(false);
  });
});

describe('the quorums that a charter may choose', () => {
  const moreThanHalf: Quorum = { num: 1, den: 2, strict: true };
  const half = { num: 1, den: 2 };

  it('TIE-4 more than half is not half', () => {
    expect(quorate(moreThanHalf, part(5, 10))).toBe(false);
    expect(quorate(moreThanHalf, part(6, 10))).toBe(true);
    expect(votesForQuorum(moreThanHalf, 10)).toBe(6);
    expect(votesForQuorum(moreThanHalf, 11)).toBe(6);
  });

  it('TIE-4 of the decisive votes, an abstention does not make it', () => {
    const decisive: Quorum = { ...half, of: 'decisive' };
    expect(quorate(decisive, part(9, 10, 2, 5))).toBe(false);
    expect(quorate(decisive, part(9, 10, 2, 4))).toBe(true);
  });

  it('TIE-4 of the votes for, a vote against never makes an adoption', () => {
    const inFavour: Quorum = { ...half, of: 'for' };
    expect(quorate(inFavour, part(10, 10, 6))).toBe(false);
    expect(quorate(inFavour, part(10, 10, 5))).toBe(true);
  });

  it('TIE-4 by a number, whatever the electorate, or besides a share of it', () => {
    const five: Quorum = { num: 0, den: 1, least: 5 };
    expect(quorate(five, part(4, 4))).toBe(false);
    expect(quorate(five, part(5, 1000))).toBe(true);
    const both: Quorum = { ...half, least: 5 };
    expect([4, 5, 9, 10].map((votes) => quorate(both, part(votes, 8 > votes ? 8 : 20)))).toEqual([
      false,
      true,
      false,
      true,
    ]);
    expect([8, 10, 20].map((electorate) => votesForQuorum(both, electorate))).toEqual([5, 5, 10]);
  });

  it('VOT-1 unanimity takes as many for as the quorum asks, whichever it counts', () => {
    expect(quorateFor(moreThanHalf, { for: 5, electorate: 10 })).toBe(false);
    expect(quorateFor({ ...moreThanHalf, of: 'decisive' }, { for: 6, electorate: 10 })).toBe(true);
    expect(quorateFor({ ...half, least: 7 }, { for: 6, electorate: 10 })).toBe(false);
    expect(quorateFor(null, { for: 0, electorate: 10 })).toBe(true);
  });

  const anyQuorum: fc.Arbitrary<Quorum> = fc.record(
    {
      num: fc.nat(4),
      den: fc.constant(5),
      strict: fc.boolean(),
      of: fc.constantFrom('participating', 'decisive', 'for'),
      least: fc.integer({ min: 1, max: 12 }),
    },
    { requiredKeys: ['num', 'den'] },
  );

  it.prop([anyQuorum, fc.nat(30)])(
    'TIE-4 so many votes for as it takes make it, and one less does not',
    (quorum, electorate) => {
      const least = votesForQuorum(quorum, electorate);
      expect(quorate(quorum, part(least, electorate))).toBe(true);
      if (least > 0) expect(quorate(quorum, part(least - 1, electorate))).toBe(false);
    },
  );
});

describe('offline electors', () => {
  const poll = { offlineUnanswered: 3, electorate: 10 };

  it('MEM-4 are assumed to abstain once half of the electorate has answered in fact', () => {
    expect(takingPart({ ...poll, answered: 4, offline: offline('abstain') })).toEqual({
      answered: 4,
      assumed: 0,
      participating: 4,
    });
    expect(takingPart({ ...poll, answered: 5, offline: offline('abstain') })).toEqual({
      answered: 5,
      assumed: 3,
      participating: 8,
    });
  });

  it('MEM-4 count only as the charter says how many must have answered', () => {
    const mostly = offline('abstain', { num: 7, den: 10 });
    expect(takingPart({ ...poll, answered: 6, offline: mostly }).assumed).toBe(0);
    expect(takingPart({ ...poll, answered: 7, offline: mostly }).assumed).toBe(3);
  });

  it.each(['exclude', 'wait'] as const)('MEM-4 are never assumed to answer under "%s"', (policy) => {
    expect(takingPart({ ...poll, answered: 7, offline: offline(policy) })).toEqual({
      answered: 7,
      assumed: 0,
      participating: 7,
    });
  });

  it.prop([
    fc.integer({ min: 1, max: 30 }).chain((electorate) =>
      fc.record({
        electorate: fc.constant(electorate),
        answered: fc.nat(electorate - 1),
        offlineUnanswered: fc.nat(electorate),
      }),
    ),
    fc.constantFrom('abstain', 'exclude', 'wait'),
  ])('PRO-8 one more answer never makes a poll less quorate', (drawn, policy) => {
    const before = {
      ...drawn,
      offlineUnanswered: Math.min(drawn.offlineUnanswered, drawn.electorate - drawn.answered),
    };
    const rules = offline(policy);
    const participating = takingPart({ ...before, offline: rules }).participating;
    const answered = before.answered + 1;
    const online = before.electorate - before.answered - before.offlineUnanswered;
    if (online > 0)
      expect(takingPart({ ...before, answered, offline: rules }).participating).toBeGreaterThan(
        participating,
      );
    if (before.offlineUnanswered > 0)
      expect(
        takingPart({
          ...before,
          answered,
          offlineUnanswered: before.offlineUnanswered - 1,
          offline: rules,
        }).participating,
      ).toBeGreaterThanOrEqual(participating);
  });
});

/** Thresholds on both sides of every boundary, whatever they are taken of (VOT-1), and never out of nothing (VOT-2). */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import type { Quorum, Threshold } from '../../charter/thresholds.ts';
import { reached } from '../../rules/polls/threshold.ts';
import { fourFifths, moreThanHalf, threeQuarters, threshold, twoThirds, unanimous } from './charter.ts';

const votes = (
  inFavour: number,
  against: number,
  abstain = 0,
  electorate = inFavour + against + abstain,
) => ({
  for: inFavour,
  against,
  abstain,
  electorate,
});

/** A share of votes or electors, with no number beside it. */
const anyShare: fc.Arbitrary<Threshold> = fc.record({
  num: fc.integer({ min: 1, max: 7 }),
  den: fc.constant(7),
  strict: fc.boolean(),
  unanimous: fc.boolean(),
  of: fc.constantFrom('decisive', 'participating', 'electorate'),
});
/** The thresholds a charter may hold. */
const anyThreshold: fc.Arbitrary<Threshold> = fc.record(
  {
    num: fc.integer({ min: 1, max: 7 }),
    den: fc.constant(7),
    strict: fc.boolean(),
    unanimous: fc.boolean(),
    of: fc.constantFrom('decisive', 'participating', 'electorate', 'seats'),
    seats: fc.integer({ min: 1, max: 60 }),
    least: fc.integer({ min: 1, max: 9 }),
    most: fc.nat(9),
  },
  { requiredKeys: ['num', 'den', 'strict', 'unanimous', 'of', 'seats'] },
);
const anyShareOfQuorum = fc.option(fc.record({ num: fc.integer({ min: 1, max: 5 }), den: fc.constant(5) }));
const anyQuorum: fc.Arbitrary<Quorum | null> = fc.option(
  fc.record(
    {
      num: fc.integer({ min: 1, max: 5 }),
      den: fc.constant(5),
      strict: fc.boolean(),
      of: fc.constantFrom('participating', 'decisive', 'for'),
      least: fc.integer({ min: 1, max: 9 }),
    },
    { requiredKeys: ['num', 'den'] },
  ),
);
const anyVotes = fc
  .record({ for: fc.nat(12), against: fc.nat(12), abstain: fc.nat(12), silent: fc.nat(12) })
  .map(({ silent, ...cast }) => ({ ...cast, electorate: cast.for + cast.against + cast.abstain + silent }));

describe('a threshold of the decisive votes', () => {
  it.each([
    ['more than 1/2', moreThanHalf, 11, 9, true],
    ['more than 1/2', moreThanHalf, 10, 10, false],
    ['2/3', twoThirds, 67, 33, true],
    ['2/3', twoThirds, 66, 34, false],
    ['2/3', twoThirds, 16, 8, true],
    ['3/4', threshold(3, 4), 15, 5, true],
    ['3/4', threshold(3, 4), 14, 6, false],
    ['4/5', fourFifths, 5, 1, true],
    ['4/5', fourFifths, 4, 2, false],
    ['more than 1/2', moreThanHalf, 1, 0, true],
    ['more than 1/2', moreThanHalf, 1, 1, false],
    ['more than 1/2', moreThanHalf, 2, 1, true],
    ['2/3', twoThirds, 1, 0, true],
    ['2/3', twoThirds, 1, 1, false],
    ['2/3', twoThirds, 2, 1, true],
    ['4/5', fourFifths, 2, 1, false],
    ['4/5', fourFifths, 3, 0, true],
  ])('VOT-1 %s: %s with %i for and %i against', (_, asked, inFavour, against, enough) => {
    expect(reached(asked, null, votes(inFavour, against))).toBe(enough);
  });

  it('VOT-1 an abstention is not decisive', () => {
    expect(reached(twoThirds, null, votes(2, 1, 50))).toBe(true);
    expect(reached(twoThirds, null, votes(1, 1, 50))).toBe(false);
  });

  it('VOT-1 "at least" takes the fraction itself, "more than" does not', () => {
    expect(reached(twoThirds, null, votes(16, 8))).toBe(true);
    expect(reached({ ...twoThirds, strict: true }, null, votes(16, 8))).toBe(false);
    expect(reached({ ...twoThirds, strict: true }, null, votes(17, 8))).toBe(true);
  });
});

describe('the other bases a charter may choose', () => {
  it('VOT-1 of the votes taking part, an abstention weighs against', () => {
    const ofParticipating = threshold(2, 3, { of: 'participating' });
    expect(reached(ofParticipating, null, votes(6, 1, 2, 40))).toBe(true);
    expect(reached(ofParticipating, null, votes(6, 1, 3, 40))).toBe(false);
  });

  it('VOT-1 of the electorate, silence weighs against', () => {
    const ofElectorate = threshold(2, 3, { of: 'electorate' });
    expect(reached(ofElectorate, null, votes(8, 0, 0, 12))).toBe(true);
    expect(reached(ofElectorate, null, votes(7, 0, 0, 12))).toBe(false);
    expect(reached({ ...ofElectorate, strict: true }, null, votes(8, 0, 0, 12))).toBe(false);
  });
});

describe('the seats of a council', () => {
  const threeQuartersOfSeven = threshold(3, 4, { of: 'seats', seats: 7 });

  it('VOT-1 three quarters of seven seats are six, also with one vacant', () => {
    expect(reached(threeQuartersOfSeven, null, votes(6, 0, 0, 6))).toBe(true);
    expect(reached(threeQuartersOfSeven, null, votes(5, 0, 0, 6))).toBe(false);
  });

  it('VOT-1 of more electors than seats it is a share of the electors', () => {
    expect(reached(threeQuartersOfSeven, null, votes(6, 0, 0, 8))).toBe(true);
    expect(reached(threeQuartersOfSeven, null, votes(6, 0, 0, 9))).toBe(false);
  });
});

describe('numbers of votes beside a share', () => {
  it('VOT-1 so many votes for at least', () => {
    const three = { ...moreThanHalf, least: 3 };
    expect(reached(three, null, votes(3, 2))).toBe(true);
    expect(reached(three, null, votes(2, 0))).toBe(false);
    expect(reached(three, null, votes(3, 3))).toBe(false);
  });

  it('VOT-1 so many against at most: one vote is a veto where none is borne', () => {
    const unopposed = { ...moreThanHalf, least: 3, most: 0 };
    expect(reached(unopposed, null, votes(3, 0))).toBe(true);
    expect(reached(unopposed, null, votes(9, 1))).toBe(false);
    expect(reached({ ...unopposed, most: 1 }, null, votes(9, 1))).toBe(true);
    expect(reached({ ...unopposed, most: 1 }, null, votes(9, 2))).toBe(false);
  });
});

describe('unanimity', () => {
  it('VOT-1 bears no vote against', () => {
    expect(reached(unanimous, threeQuarters, votes(20, 0))).toBe(true);
    expect(reached(unanimous, threeQuarters, votes(19, 1))).toBe(false);
  });

  it('VOT-1 needs votes for from a quorum of the electorate, not merely a quorate poll', () => {
    expect(reached(unanimous, threeQuarters, votes(15, 0, 5, 20))).toBe(true);
    expect(reached(unanimous, threeQuarters, votes(14, 0, 6, 20))).toBe(false);
  });

  it('VOT-1 needs one vote for where no quorum is asked', () => {
    expect(reached(unanimous, null, votes(1, 0, 19, 20))).toBe(true);
    expect(reached(unanimous, null, votes(0, 0, 20, 20))).toBe(false);
  });
});

describe('every threshold', () => {
  it.prop([anyThreshold, anyQuorum, fc.nat(20), fc.nat(20)])(
    'VOT-2 is missed with zero decisive votes',
    (asked, quorum, abstain, silent) => {
      expect(reached(asked, quorum, { for: 0, against: 0, abstain, electorate: abstain + silent })).toBe(
        false,
      );
    },
  );

  it.prop([anyThreshold, anyQuorum, anyVotes])(
    'VOT-4 stays reached when a silence, an abstention or a vote against turns into one for',
    (asked, quorum, cast) => {
      if (!reached(asked, quorum, cast)) return;
      const silent = cast.electorate - cast.for - cast.against - cast.abstain;
      const oneMore = { ...cast, for: cast.for + 1 };
      if (silent > 0) expect(reached(asked, quorum, oneMore)).toBe(true);
      if (cast.abstain > 0)
        expect(reached(asked, quorum, { ...oneMore, abstain: cast.abstain - 1 })).toBe(true);
      if (cast.against > 0)
        expect(reached(asked, quorum, { ...oneMore, against: cast.against - 1 })).toBe(true);
    },
  );

  it.prop([anyShare, anyShareOfQuorum, anyVotes])(
    'VOT-1 weighs votes, not their number of digits: all counts times 10^30 give the same answer',
    (asked, quorum, cast) => {
      const scale = 10n ** 30n;
      const scaled = {
        for: BigInt(cast.for) * scale,
        against: BigInt(cast.against) * scale,
        abstain: BigInt(cast.abstain) * scale,
        electorate: BigInt(cast.electorate) * scale,
      };
      expect(reached(asked, quorum, scaled)).toBe(reached(asked, quorum, cast));
    },
  );
});

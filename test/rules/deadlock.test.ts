/** Verdicts on closed votes, and what the guardian may adopt of a deadlock (PRO-8, DEA-1, DEA-2). */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { guardianMayAdopt, verdict } from '../../rules/polls/deadlock.ts';
import { category, charter, deadlock, fourFifths, threeQuarters, twoThirds, unanimous } from './charter.ts';

const path = charter().deadlock;
const bar = { threshold: twoThirds, quorum: threeQuarters };
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
  participating: inFavour + against + abstain,
});

describe('the verdict on a vote', () => {
  it('PRO-8 is inquorate below the quorum, whatever the votes say', () => {
    expect(verdict(votes(14, 0, 0, 20), bar, path)).toBe('inquorate');
    expect(verdict(votes(15, 0, 0, 20), bar, path)).toBe('adopted');
    expect(verdict(votes(0, 14, 0, 20), bar, path)).toBe('inquorate');
  });

  it('PRO-8 counts abstentions to the quorum', () => {
    expect(verdict(votes(2, 1, 12, 20), bar, path)).toBe('adopted');
    expect(verdict(votes(2, 1, 11, 20), bar, path)).toBe('inquorate');
  });

  it('DEA-1 is a deadlock where the threshold is missed without more than half against', () => {
    expect(verdict(votes(14, 6), bar, path)).toBe('adopted');
    expect(verdict(votes(13, 7), bar, path)).toBe('deadlock');
    expect(verdict(votes(10, 10), bar, path)).toBe('deadlock');
    expect(verdict(votes(9, 11), bar, path)).toBe('rejected');
  });

  it('DEA-1 takes the share that rejects from the charter, with its strictness', () => {
    const third = { threshold: fourFifths, quorum: null };
    expect(verdict(votes(6, 3), third, deadlock({ num: 1, den: 3, strict: true }))).toBe('deadlock');
    expect(verdict(votes(6, 3), third, deadlock({ num: 1, den: 3, strict: false }))).toBe('rejected');
    expect(verdict(votes(5, 3), third, deadlock({ num: 1, den: 3, strict: true }))).toBe('rejected');
  });

  it('DEA-1 rejects whatever misses its threshold where the charter has no deadlock path', () => {
    expect(verdict(votes(13, 7), bar, null)).toBe('rejected');
    expect(verdict(votes(14, 6), bar, null)).toBe('adopted');
    expect(verdict(votes(0, 0, 20), bar, null)).toBe('rejected');
  });

  it('DEA-1, VOT-2 is a deadlock when everybody abstains, for more than half of nothing is not against', () => {
    expect(verdict(votes(0, 0, 20), bar, path)).toBe('deadlock');
    expect(verdict(votes(0, 0, 20), bar, deadlock({ num: 1, den: 2, strict: false }))).toBe('deadlock');
  });

  it('DEA-1 is a deadlock for a single vote against unanimity', () => {
    expect(verdict(votes(19, 1), { threshold: unanimous, quorum: threeQuarters }, path)).toBe('deadlock');
  });

  it.prop([fc.nat(20), fc.nat(20), fc.nat(20), fc.nat(20), fc.boolean()])(
    'VOT-4 one more vote for never turns adoption into its opposite',
    (inFavour, against, abstain, silent, hasPath) => {
      const electorate = inFavour + against + abstain + silent + 1;
      const rules = hasPath ? path : null;
      if (verdict(votes(inFavour, against, abstain, electorate), bar, rules) !== 'adopted') return;
      expect(verdict(votes(inFavour + 1, against, abstain, electorate), bar, rules)).toBe('adopted');
    },
  );
});

describe('the guardian, after the last deadlock', () => {
  it('DEA-2 may adopt what half of the decisive votes were for', () => {
    expect(guardianMayAdopt({ for: 10, against: 10 }, charter(), category())).toBe(true);
    expect(guardianMayAdopt({ for: 9, against: 10 }, charter(), category())).toBe(false);
  });

  it('DEA-2 may not adopt what nobody voted for', () => {
    expect(guardianMayAdopt({ for: 0, against: 0 }, charter(), category())).toBe(false);
    expect(guardianMayAdopt({ for: 1, against: 0 }, charter(), category())).toBe(true);
  });

  it('DEA-2 takes the share that is needed from the charter', () => {
    const strictPath = { ...charter().deadlock!, guardianNeeds: { num: 3, den: 5 } };
    expect(guardianMayAdopt({ for: 6, against: 4 }, charter({ deadlock: strictPath }), category())).toBe(
      true,
    );
    expect(guardianMayAdopt({ for: 5, against: 4 }, charter({ deadlock: strictPath }), category())).toBe(
      false,
    );
  });

  it('DEA-2 never resolves a category that the charter keeps from them', () => {
    expect(
      guardianMayAdopt({ for: 13, against: 7 }, charter(), category({ guardianMayResolve: false })),
    ).toBe(false);
  });

  it('GUA-1 does not resolve where the charter has no guardian, nor where it has no deadlock path', () => {
    expect(guardianMayAdopt({ for: 13, against: 7 }, charter({ guardian: null }), category())).toBe(false);
    expect(guardianMayAdopt({ for: 13, against: 7 }, charter({ deadlock: null }), category())).toBe(false);
  });
});

/** Real votes of the Debian project: pairs, drops and winners as published, from the ballots alone (CON-1, VOT-1). */
import { describe, expect, it } from 'vitest';
import {
  preferenceMap,
  schulzeOrder,
  type PreferenceMap,
  type Ranking,
} from '../../rules/polls/preferences.ts';
import { quorate } from '../../rules/polls/quorum.ts';
import { atLeast, moreThan } from '../../rules/polls/share.ts';
import { reached } from '../../rules/polls/threshold.ts';
import { debianVotes, type DebianVote } from '../data/decisions.ts';
import { threshold } from './charter.ts';

const votes = debianVotes();
const named = votes.map((vote) => [vote.id, vote] as const);
const voteOf = (id: string): DebianVote => votes.find((vote) => vote.id === `debian-${id}`)!;
const optionIds = (vote: DebianVote) => vote.options.map(({ n }) => String(n));
const defaultOf = (vote: DebianVote) => String(vote.options.find((option) => option.default)!.n);

/** Ranks may skip numbers and repeat; an option without a rank is left out. */
function rankingOf(ranks: readonly (number | null)[]): Ranking {
  const given = [...new Set(ranks.filter((rank) => rank !== null))].sort((one, other) => one - other);
  return given.map((rank) => ranks.flatMap((each, index) => (each === rank ? [String(index + 1)] : [])));
}

const mapOf = (vote: DebianVote): PreferenceMap =>
  preferenceMap(
    optionIds(vote),
    defaultOf(vote),
    vote.ballots.map(([, ranks]) => rankingOf(ranks)),
  );

/** Why an option falls out before the count, as the constitution's A.6 says: too few above the default, or no majority over it. */
function dropped(vote: DebianVote, map: PreferenceMap): Record<string, string> {
  const against = defaultOf(vote);
  const fate = (option: string, { num, den }: { num: number; den: number }) => {
    const above = map.aboveStatusQuo[option]!;
    const below = map.pairwise[against]![option]!;
    const { leastWhole, eligible } = vote.quorum;
    const abstain = vote.ballots.length - above - below;
    const counted = { for: above, against: below, abstain, electorate: eligible };
    const taking = { ...counted, participating: vote.ballots.length };
    if (!quorate({ num: 0, den: 1, of: 'for', least: leastWhole }, taking)) return 'quorum';
    return reached(threshold(num, num + den, { strict: true }), null, counted) ? undefined : 'majority';
  };
  return Object.fromEntries(
    vote.options.flatMap(({ n, majority }) => {
      const why = majority === null ? undefined : fate(String(n), majority);
      return why === undefined ? [] : [[String(n), why]];
    }),
  );
}

function winners(vote: DebianVote, map: PreferenceMap): number[] {
  const out = dropped(vote, map);
  const left = optionIds(vote).filter((option) => !(option in out));
  return schulzeOrder(left, map.pairwise)[0]!.map(Number);
}

describe('the votes of Debian', () => {
  it.each(named)('VOT-3 %s has one ballot for each voter', (_, vote) => {
    expect(new Set(vote.ballots.map(([voter]) => voter)).size).toBe(vote.ballots.length);
  });

  it.each(named.filter(([, vote]) => vote.published.matrix !== null))(
    'CON-1 %s gives the published pairwise matrix',
    (_, vote) => {
      const { pairwise } = mapOf(vote);
      const ids = optionIds(vote);
      const matrix = ids.map((first) =>
        ids.map((second) => (first === second ? null : pairwise[first]![second])),
      );
      expect(matrix).toEqual(vote.published.matrix);
    },
  );

  it.each(named)('TIE-4 %s has the quorum that half of three square roots takes, to the vote', (_, vote) => {
    const { eligible, leastWhole } = vote.quorum;
    expect(4 * leastWhole ** 2).toBeGreaterThanOrEqual(9 * eligible);
    expect(4 * (leastWhole - 1) ** 2).toBeLessThan(9 * eligible);
  });

  it.each(named)('VOT-1 %s drops the options that it dropped', (_, vote) => {
    expect(dropped(vote, mapOf(vote))).toEqual(vote.published.dropped);
  });

  it.each(named)('CON-1 %s is won by its winner', (_, vote) => {
    expect(winners(vote, mapOf(vote))).toEqual(vote.published.winners);
  });

  it.each(named)(
    'VOT-1 %s says the same of a majority of n:1 and of n/(n+1) of the decisive votes',
    (_, vote) => {
      const { aboveStatusQuo, pairwise } = mapOf(vote);
      for (const { n, majority } of vote.options.filter((option) => option.majority !== null)) {
        const { num, den } = majority!;
        const above = aboveStatusQuo[String(n)]!;
        const below = pairwise[defaultOf(vote)]![String(n)]!;
        expect(moreThan({ num, den: num + den }, above, above + below)).toBe(
          moreThan({ num, den }, above, below),
        );
      }
    },
  );
});

describe('the traps of Debian’s votes', () => {
  it('CON-1 what is not ranked is below what is: a pair of 2003 stands 228:224, not 218:194', () => {
    const { pairwise, condorcetWinner } = mapOf(voteOf('leader2003'));
    expect([pairwise['4']!['2'], pairwise['2']!['4']]).toEqual([228, 224]);
    expect(condorcetWinner).toBe('4');
  });

  it('VOT-1 an option short of 3:1 by nine votes is dropped', () => {
    const vote = voteOf('2004-gr_sarge');
    const { pairwise } = mapOf(vote);
    expect([pairwise['3']!['7'], pairwise['7']!['3']]).toEqual([270, 93]);
    const threeToOne = threshold(3, 4, { strict: true });
    const counted = { against: 93, abstain: 0, electorate: 909 };
    expect(reached(threeToOne, null, { ...counted, for: 279 })).toBe(false);
    expect(reached(threeToOne, null, { ...counted, for: 280 })).toBe(true);
  });

  it('VOT-1 the Condorcet winner of all options can miss its majority, and another win', () => {
    const vote = voteOf('2008-003');
    expect(mapOf(vote).condorcetWinner).toBe('2');
    expect(dropped(vote, mapOf(vote))).toHaveProperty('2', 'majority');
    expect(winners(vote, mapOf(vote))).toEqual([5]);
  });

  it('TIE-4 48 votes reach a quorum of 47.43, 47 do not, and the default wins all the same', () => {
    const vote = voteOf('2006-005');
    const { aboveStatusQuo } = mapOf(vote);
    expect(aboveStatusQuo['1']).toBe(48);
    const share = { num: vote.quorum.leastWhole, den: vote.quorum.eligible };
    expect(atLeast(share, 48, 1000)).toBe(true);
    expect(atLeast(share, 47, 1000)).toBe(false);
    expect(winners(vote, mapOf(vote))).toEqual([2]);
  });

  it('CON-1 483 ballots of 2014 agree that no resolution was required', () => {
    const vote = voteOf('2014-003');
    expect(vote.ballots).toHaveLength(483);
    expect(mapOf(vote)).toMatchObject({ condorcetWinner: '4' });
    expect(dropped(vote, mapOf(vote))).toEqual({});
  });
});

/** Real elections of Kubernetes’ steering committee, in which no opinion says nothing: the order as announced, from the ballots alone (CON-1). */
import { describe, expect, it } from 'vitest';
import { preferenceMap, type Ranking, type Unranked } from '../../rules/polls/preferences.ts';
import { type KubernetesElection, kubernetesElections } from '../data/decisions.ts';
import { mostOptions } from '../../rules/proposal/options.ts';

const elections = kubernetesElections();
const named = elections.map((election) => [election.id, election] as const);
const electionOf = (year: number) => elections.find(({ id }) => id === `kubernetes-steering-${year}`)!;
const candidates = ({ candidates: number }: KubernetesElection) =>
  Array.from({ length: number }, (_, place) => String(place + 1));

/** Ranks may skip numbers and repeat; a candidate of whom the voter has no opinion is left out. */
function rankingOf(ballot: string): Ranking {
  const ranks = ballot.split(' ').map((rank) => (rank === '-' ? null : Number(rank)));
  const given = [...new Set(ranks.filter((rank) => rank !== null))].sort((one, other) => one - other);
  return given.map((rank) => ranks.flatMap((each, index) => (each === rank ? [String(index + 1)] : [])));
}

const mapOf = (election: KubernetesElection, unranked: Unranked) =>
  preferenceMap(candidates(election), '1', election.ballots.map(rankingOf), unranked);

/** Numbers of candidates, where each stands alone. */
const orderOf = (election: KubernetesElection, unranked: Unranked) =>
  mapOf(election, unranked).schulze.map((group) => group.map(Number));

describe('the elections of Kubernetes', () => {
  it('CON-1 are five, of 209 to 309 voters and 8 to 20 candidates', () => {
    expect(elections.map(({ candidates: number, ballots }) => [number, ballots.length])).toEqual([
      [20, 309],
      [8, 307],
      [13, 256],
      [8, 219],
      [11, 209],
    ]);
  });

  it.each(named)(
    'CON-1 %s comes out as announced where no opinion is compared with nothing',
    (_, election) => {
      const order = orderOf(election, 'not-compared').slice(0, election.published.length);
      expect(order).toEqual(election.published.map((candidate) => [candidate]));
    },
  );

  it.each(named)('CON-1 %s would come out otherwise where no opinion were last', (_, election) => {
    const order = orderOf(election, 'last').slice(0, election.published.length);
    expect(order).not.toEqual(election.published.map((candidate) => [candidate]));
  });

  it('CON-1 in 2021 another would have been elected, and in 2022 another would have come first', () => {
    const [elected, second] = [electionOf(2021), electionOf(2022)];
    const last = orderOf(elected, 'last').slice(0, 4).flat();
    expect(last.filter((one) => !elected.published.includes(one))).toEqual([7]);
    expect([orderOf(second, 'last')[0], orderOf(second, 'not-compared')[0]]).toEqual([[3], [4]]);
  });

  it('CON-1 a hundred alternatives, the proposal and the status quo are counted like two', () => {
    const options = Array.from({ length: mostOptions }, (_, place) => `option-${place}`);
    const rankings = Array.from({ length: mostOptions }, (_, voter) =>
      options.map((_option, place) => [options[(place + voter) % mostOptions]!]),
    );
    const { pairwise, schulze, firstChoices } = preferenceMap(options, 'option-0', rankings, 'not-compared');
    expect(pairwise['option-0']).toMatchObject({ 'option-1': mostOptions - 1, 'option-101': 1 });
    expect(schulze).toEqual([options]);
    expect(new Set(Object.values(firstChoices))).toEqual(new Set([1]));
  });
});

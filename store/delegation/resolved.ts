/** The delegations of a vote once they are resolved, read out of their columns: by names, as few of them as are asked for. */
import { type Fate, fates, nobody, type Resolution, valueAt } from '../../rules/delegation/columns.ts';
import type { Concentration, NotCarried } from '../../rules/delegation/concentration.ts';
import type { DelegatedVote } from '../../rules/delegation/named.ts';
import type { Asked, PollColumns } from './poll-columns.ts';

export interface Resolved {
  readonly asked: Asked;
  readonly columns: PollColumns;
  readonly resolution: Resolution;
}

/** What became of one delegated vote; who they are by their ids. */
export type ResolvedVote = Pick<DelegatedVote, 'elector' | 'representative' | 'fate' | 'exceeding'>;

const fateAt = ({ fate }: Resolution, elector: number): Fate => fates[valueAt(fate, elector)] ?? 'none';

/** The rows of the delegations that count, in the order in which they were made. */
export function* countingRows({ columns, resolution: { counting } }: Resolved): Generator<number> {
  const { from } = columns.delegations;
  for (let row = 0; row < from.length; row += 1) {
    const elector = valueAt(from, row);
    if (elector !== nobody && valueAt(counting, elector) === row) yield row;
  }
}

/** Each delegated vote once, those delegated first before others; none of `null`. It can be gone through again. */
export const votesIn = (resolved: Resolved | null): Iterable<ResolvedVote> => ({
  *[Symbol.iterator]() {
    if (resolved === null) return;
    for (const row of countingRows(resolved))
      yield voteAt(resolved, valueAt(resolved.columns.delegations.from, row));
  },
});

function voteAt({ columns, resolution }: Resolved, elector: number): ResolvedVote {
  const representative = valueAt(resolution.representative, elector);
  return {
    elector: columns.nameOf(elector),
    representative: representative === nobody ? null : columns.nameOf(representative),
    fate: fateAt(resolution, elector) as DelegatedVote['fate'],
    exceeding: valueAt(resolution.exceeding, elector) === 1,
  };
}

/**
 * Whose votes each of these representatives has, carried or not, by the representative's id. The votes are gone through once, however many
 * representatives are asked about.
 */
export function delegatorsOf(
  representatives: readonly { readonly member: string }[],
  votes: readonly Iterable<ResolvedVote>[],
): (member: string) => readonly string[] {
  const delegators = new Map(representatives.map(({ member }) => [member, new Set<string>()]));
  for (const some of votes)
    for (const { elector, representative } of some)
      if (representative !== null) delegators.get(representative)?.add(elector);
  return (member) => [...(delegators.get(member) ?? [])];
}

/** The carried votes of electors after one of them, by their ids, at most `limit`. */
export function carriedAfter(
  resolved: Resolved | null,
  { after, limit }: { readonly after: string; readonly limit: number },
): { readonly elector: string; readonly representative: string }[] {
  const page: { elector: string; representative: string }[] = [];
  if (resolved === null) return page;
  const { columns, resolution } = resolved;
  const electorate = columns.ballots.length;
  for (let place = placeAfter(resolved, after); place < electorate && page.length < limit; place += 1) {
    if (fateAt(resolution, place) !== 'carried') continue;
    const representative = columns.nameOf(valueAt(resolution.representative, place));
    page.push({ elector: columns.nameOf(place), representative });
  }
  return page;
}

/** The first place whose elector's id comes after another: places stand in the order of ids. */
function placeAfter({ columns: { ballots, nameOf } }: Resolved, after: string): number {
  let [from, to] = [0, ballots.length];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (nameOf(middle) > after) to = middle;
    else from = middle + 1;
  }
  return from;
}

/** Representatives that are named: those with the most votes. */
export const mostNamed = 100;

/** @param most representatives that are named */
export function concentrationIn({ columns, resolution }: Resolved, most: number): Concentration {
  const { delegated, cap, received, carried } = resolution;
  const places: number[] = [];
  for (let place = 0; place < received.length; place += 1)
    if (valueAt(received, place) > 0) places.push(place);
  const ends = places
    .toSorted((one, other) => valueAt(received, other) - valueAt(received, one) || one - other)
    .slice(0, most);
  const representatives = ends.map((place) => ({
    member: columns.nameOf(place),
    received: valueAt(received, place),
    carried: valueAt(carried, place),
  }));
  return { delegated, cap, representatives, notCarried: reasonsIn(resolution) };
}

function reasonsIn({ fate }: Resolution): NotCarried[] {
  const counts = new Uint32Array(fates.length);
  for (const code of fate) counts[code] = (counts[code] ?? 0) + 1;
  return fates
    .flatMap((because, code) => {
      const votes = counts[code] ?? 0;
      return because === 'none' || because === 'carried' || votes === 0 ? [] : [{ because, votes }];
    })
    .toSorted((one, other) => (one.because < other.because ? -1 : 1));
}

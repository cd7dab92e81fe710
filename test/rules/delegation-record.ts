/** The delegations of a decision as its record and its readers see them: by names, with who was carried and why others were not (REC-1, VOT-8). */
import type { Charter } from '../../charter/types.ts';
import type { Choice } from '../../rules/model.ts';
import type { Figures } from '../../rules/polls/tally.ts';
import { type Resolution, valueAt } from '../../rules/delegation/columns.ts';
import {
  type DelegatedVote,
  type NamedElector,
  type PollOfNames,
  resolveByNames,
} from '../../rules/delegation/named.ts';
import type { Delegation } from '../../rules/delegation/scope.ts';

/** A poll of names in arrays. */
export interface NamedPoll extends PollOfNames {
  readonly electors: readonly NamedElector[];
  readonly ballots: readonly { readonly elector: string; readonly choice: Choice }[];
  readonly disclosures: readonly { readonly member: string; readonly interests: string }[];
  readonly delegations: readonly Delegation[];
}

/** The delegations of a decision as resolved. */
export interface DelegationRecord {
  /** D of DEL-3, as `resolveDelegations` defines it. */
  readonly delegated: number;
  /** How many votes a representative may carry; null: no limit. */
  readonly cap: number | null;
  /**
   * Each delegated vote once, those delegated first before others. A chain is not written out at each of its members, which would
   * take their number squared: `chainOf` reads it from here.
   */
  readonly votes: readonly DelegatedVote[];
  /** The concentration: at whom votes ended, how many, and how many of them were carried; most first, then in the electors' order of id. */
  readonly representatives: readonly {
    readonly member: string;
    readonly received: number;
    readonly carried: number;
  }[];
  readonly figures: Figures;
  /** As in `Resolution`: what whether a ballot still out can change the outcome is asked of (VOT-8). */
  readonly inPerson: Figures;
}

/**
 * The delegations of a poll as a whole: at the close for the record, before it for the view of the poll as it stands. With
 * a million electors looking up names takes most of the time: who has columns at hand calls `resolveDelegations` itself.
 * @throws as `resolveByNames`
 */
export function delegationRecord(poll: NamedPoll, rules: Charter['delegation']): DelegationRecord {
  const { resolution, names, votes } = resolveByNames(poll, rules);
  const { delegated, cap, figures, inPerson } = resolution;
  const representatives = representativesOf(names, resolution);
  return { delegated, cap, votes: [...votes], representatives, figures, inPerson };
}

/**
 * The ids of the delegations on the way of an elector's vote, their own first, until somebody who voted in person or did not delegate;
 * in a cycle each once. Empty where the elector's vote was not delegated. Without chains a way is one delegation long.
 */
export function chainOf(
  { votes }: Pick<DelegationRecord, 'votes'>,
  elector: string,
  { chains }: { readonly chains: boolean },
): string[] {
  const byElector = new Map(votes.map((vote) => [vote.elector, vote]));
  const chain = new Set<string>();
  let vote = byElector.get(elector);
  while (vote !== undefined && !chain.has(vote.delegation)) {
    chain.add(vote.delegation);
    vote = chains ? byElector.get(vote.to) : undefined;
  }
  return [...chain];
}

function representativesOf(
  names: readonly string[],
  { received, carried }: Resolution,
): DelegationRecord['representatives'] {
  const representatives: DelegationRecord['representatives'][number][] = [];
  names.forEach((member, place) => {
    const votes = valueAt(received, place);
    if (votes > 0) representatives.push({ member, received: votes, carried: valueAt(carried, place) });
  });
  return representatives.sort(
    (one, other) => other.received - one.received || (one.member < other.member ? -1 : 1),
  );
}

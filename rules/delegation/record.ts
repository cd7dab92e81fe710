/** The delegations of a decision as its record and its readers see them: by names, with who was carried and why others were not (REC-1, VOT-8). */
import type { Charter } from '../../charter/types.ts';
import { type Breadth, breadthIn, breadths, type Delegation, isInForce } from './scope.ts';
import {
  ballotCode,
  type DelegatedPoll,
  type Fate,
  fates,
  interestCode,
  nobody,
  type Resolution,
  valueAt,
} from './columns.ts';
import { resolveDelegations } from './resolution.ts';
import type { Choice } from '../model.ts';
import type { Figures } from '../polls/tally.ts';

/** What a member discloses who has no interests in a decision (DEL-5); anything else says what they are. */
export const noInterests = 'none';

/** A poll at its close by names; the order of nothing in it matters (VOT-4). */
export interface NamedPoll {
  readonly decision: { readonly id: string; readonly category: string };
  /** The instant of the close, ISO 8601; of the close to come while the poll is open. */
  readonly closes: string;
  /** The electorate at the close: who departed without an answer is not in it, who departed after one is (MEM-2). */
  readonly electors: readonly { readonly id: string; readonly offline: boolean }[];
  /** The ballots in person that came before the close, the last one of each elector (PRO-7, VOT-6). */
  readonly ballots: readonly { readonly elector: string; readonly choice: Choice }[];
  /** Interests disclosed in this decision before the close, the last of each member: `none`, or what they are (DEL-5). */
  readonly disclosures: readonly { readonly member: string; readonly interests: string }[];
  /** Any delegations; those that are not in force at the close or for another decision are passed over (DEL-1). */
  readonly delegations: readonly Delegation[];
}

/** What became of the vote of an elector who delegated it and did not vote in person. */
export interface DelegatedVote {
  readonly elector: string;
  /** The id of the delegation that counted, and whom it names. */
  readonly delegation: string;
  readonly to: string;
  /** The elector at whom the vote ended; null where it ended at none (DEL-4, DEL-6). */
  readonly representative: string | null;
  readonly fate: Exclude<Fate, 'none'>;
  /** Beyond the cap of the representative, whether or not they have voted yet (DEL-3). */
  readonly exceeding: boolean;
}

/** How much of a vote stands with how few (DEL-3, VOT-8). */
export interface Concentration {
  /** D of DEL-3. */
  readonly delegated: number;
  /** How many votes a representative may carry; null: no limit, or no delegation. */
  readonly cap: number | null;
  /** At whom delegated votes ended, most first. */
  readonly representatives: readonly {
    readonly member: string;
    readonly received: number;
    readonly carried: number;
  }[];
  /** How many delegated votes are not carried, by the reason (DEL-2 to DEL-6), in the order of its name. */
  readonly notCarried: readonly NotCarried[];
}

export interface NotCarried {
  readonly because: Exclude<DelegatedVote['fate'], 'carried'>;
  readonly votes: number;
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
 * Resolves the delegations of a poll given by names; at the close for the record, before it for the view of the poll as it stands. With
 * a million electors looking up names takes most of the time: who has columns at hand calls `resolveDelegations` itself.
 * @param rules the `delegation` of the decision's copy of the charter; null carries nothing
 * @throws RangeError for a ballot by somebody who is no elector, and for two ballots or two disclosures of one member
 */
export function delegationRecord(poll: NamedPoll, rules: Charter['delegation']): DelegationRecord {
  const places = new Map<string, number>();
  poll.electors.forEach(({ id }, place) => places.set(id, place));
  const rows = delegationsFor(poll);
  const columns = columnsOf(poll, rows, places);
  const resolution = resolveDelegations(columns, rules);
  const { delegated, cap, figures, inPerson } = resolution;
  return {
    delegated,
    cap,
    votes: votesOf(poll, rows, columns.delegations.from, resolution),
    representatives: representativesOf(poll, resolution),
    figures,
    inPerson,
  };
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

/** The delegations in force at the close that take in the decision, in the order of their sequence numbers (DEL-1). */
function delegationsFor({ delegations, decision, closes }: NamedPoll): readonly Delegation[] {
  return delegations
    .filter(({ scope }) => breadthIn(scope, decision) !== null)
    .filter((delegation) => isInForce(delegation, closes))
    .sort((one, other) => one.sequence - other.sequence);
}

function columnsOf(
  { decision, electors, ballots, disclosures }: NamedPoll,
  rows: readonly Delegation[],
  places: ReadonlyMap<string, number>,
): DelegatedPoll {
  const columns = {
    ballots: new Uint8Array(electors.length),
    offline: new Uint8Array(electors.length),
    interests: new Uint8Array(electors.length),
    delegations: {
      from: new Int32Array(rows.length),
      to: new Int32Array(rows.length),
      breadth: new Uint8Array(rows.length),
    },
  };
  electors.forEach(({ offline }, place) => (columns.offline[place] = offline ? 1 : 0));
  rows.forEach(({ from, to, scope }, row) => {
    columns.delegations.from[row] = places.get(from) ?? nobody;
    columns.delegations.to[row] = places.get(to) ?? nobody;
    columns.delegations.breadth[row] = breadths.indexOf(breadthIn(scope, decision) as Breadth);
  });
  for (const { elector, choice } of ballots) {
    const seat = places.get(elector) ?? nobody;
    if (columns.ballots[seat] !== ballotCode.none)
      throw new RangeError(`${elector} is no elector, or has two ballots that count`);
    columns.ballots[seat] = ballotCode[choice];
  }
  for (const { member, interests } of disclosures) {
    const seat = places.get(member);
    if (seat === undefined) continue;
    if (columns.interests[seat] !== interestCode.undisclosed)
      throw new RangeError(`${member} has two disclosures that count`);
    columns.interests[seat] = interests === noInterests ? interestCode.none : interestCode.conflicted;
  }
  return columns;
}

function votesOf(
  { electors }: NamedPoll,
  rows: readonly Delegation[],
  makers: Int32Array,
  { counting, representative, fate, exceeding }: Resolution,
): DelegatedVote[] {
  const votes: DelegatedVote[] = [];
  rows.forEach(({ id, from, to }, row) => {
    const elector = valueAt(makers, row);
    if (elector === nobody || valueAt(counting, elector) !== row) return;
    votes.push({
      elector: from,
      delegation: id,
      to,
      representative: electors[valueAt(representative, elector)]?.id ?? null,
      fate: fates[valueAt(fate, elector)] as DelegatedVote['fate'],
      exceeding: valueAt(exceeding, elector) === 1,
    });
  });
  return votes;
}

function representativesOf(
  { electors }: NamedPoll,
  { received, carried }: Resolution,
): DelegationRecord['representatives'] {
  const representatives: DelegationRecord['representatives'][number][] = [];
  electors.forEach(({ id }, place) => {
    const votes = valueAt(received, place);
    if (votes > 0) representatives.push({ member: id, received: votes, carried: valueAt(carried, place) });
  });
  return representatives.sort(
    (one, other) => other.received - one.received || (one.member < other.member ? -1 : 1),
  );
}

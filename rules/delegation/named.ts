/** A poll given by names, resolved: what became of each elector's vote, asked about by their name (DEL-1, VOT-4). */
import type { Charter } from '../../charter/types.ts';
import type { Choice } from '../model.ts';
import {
  ballotCode,
  type DelegatedPoll,
  type Fate,
  fates,
  interestCode,
  nobody,
  noInterests,
  partColumn,
  type Resolution,
  valueAt,
} from './columns.ts';
import { resolveDelegations } from './resolution.ts';
import { type Breadth, breadthIn, breadths, type Delegation, isInForce } from './scope.ts';

export interface NamedElector {
  readonly id: string;
  readonly offline: boolean;
  /** Left out of all where the electorate was fixed without its members' kinds. */
  readonly agent?: boolean | undefined;
  /** Null for who is in none; left out of all where no majorities of parts are asked for (VOT-1). */
  readonly part?: string | null | undefined;
}

/** A poll at its close by names, read one after the other; the order of nothing in it matters (VOT-4). */
export interface PollOfNames {
  readonly decision: { readonly id: string; readonly category: string };
  /** The instant of the close, ISO 8601; of the close to come while the poll is open. */
  readonly closes: string;
  /** The electorate at the close: who departed without an answer is not in it, who departed after one is (MEM-2). */
  readonly electors: Iterable<NamedElector>;
  /** Where an elector stands among those, from 0; `nobody` or undefined of who is none. Looked up anew where it is not at hand. */
  readonly placeOf?: (elector: string) => number | undefined;
  /** The ballots in person that came before the close, the last one of each elector (PRO-7, VOT-6). */
  readonly ballots: Iterable<{ readonly elector: string; readonly choice: Choice }>;
  /** Interests disclosed in this decision before the close, the last of each member: `none`, or what they are (DEL-5). */
  readonly disclosures: Iterable<{ readonly member: string; readonly interests: string }>;
  /** Any delegations; those that are not in force at the close or for another decision are passed over (DEL-1). */
  readonly delegations: {
    readonly entries: () => Iterable<readonly [number, Delegation]>;
    readonly at: (place: number) => Delegation | undefined;
  };
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

/** The delegations of a poll as resolved, each vote to be asked about by its elector. */
export interface NamedResolution {
  readonly resolution: Resolution;
  /** The electors' ids, by their places. */
  readonly names: readonly string[];
  /** How many delegated votes there are, and each of them once, those delegated first before others. */
  readonly count: number;
  readonly votes: Iterable<DelegatedVote>;
  /** What became of an elector's vote; null where they voted in person, or have delegated none that counts. */
  readonly voteOf: (elector: string) => DelegatedVote | null;
}

/**
 * Resolves the delegations of a poll given by names: those of a million electors take their names and some columns of numbers.
 * @param rules the `delegation` of the decision's copy of the charter; null carries nothing
 * @throws RangeError for a ballot by somebody who is no elector, and for two ballots or two disclosures of one member
 */
export function resolveByNames(poll: PollOfNames, rules: Charter['delegation']): NamedResolution {
  const names: string[] = [];
  const offline: number[] = [];
  const agents: number[] = [];
  const parts: (string | null)[] = [];
  for (const elector of poll.electors) {
    names.push(elector.id);
    offline.push(elector.offline ? 1 : 0);
    if (elector.agent !== undefined) agents.push(elector.agent ? 1 : 0);
    if (elector.part !== undefined) parts.push(elector.part);
  }
  const { placeOf = placesOf(names) } = poll;
  const rows = rowsOf(poll);
  const columns = columnsOf(poll, rows, { placeOf, offline, agents, parts });
  const resolution = resolveDelegations(columns, rules);
  const { counting, representative, fate, exceeding } = resolution;
  const voteAt = (place: number): DelegatedVote | null => {
    const row = valueAt(counting, place);
    const made = row === nobody ? undefined : poll.delegations.at(rows[row] ?? nobody);
    if (made === undefined) return null;
    return {
      elector: made.from,
      delegation: made.id,
      to: made.to,
      representative: names[valueAt(representative, place)] ?? null,
      fate: fates[valueAt(fate, place)] as DelegatedVote['fate'],
      exceeding: valueAt(exceeding, place) === 1,
    };
  };
  return {
    resolution,
    names,
    count: counting.reduce((votes, row) => (row === nobody ? votes : votes + 1), 0),
    votes: {
      *[Symbol.iterator]() {
        for (const [row, maker] of columns.delegations.from.entries()) {
          const counts = maker !== nobody && valueAt(counting, maker) === row;
          const vote = counts ? voteAt(maker) : null;
          if (vote !== null) yield vote;
        }
      },
    },
    voteOf: (elector) => {
      const place = placeOf(elector) ?? nobody;
      return place === nobody ? null : voteAt(place);
    },
  };
}

function placesOf(names: readonly string[]): NonNullable<PollOfNames['placeOf']> {
  const places = new Map(names.map((name, place) => [name, place]));
  return (elector) => places.get(elector);
}

/** The places of the delegations in force at the close that take in the decision, in the order of their sequence numbers (DEL-1). */
function rowsOf({ delegations, decision, closes }: PollOfNames): readonly number[] {
  const rows: number[] = [];
  const sequences: number[] = [];
  for (const [place, delegation] of delegations.entries()) {
    if (breadthIn(delegation.scope, decision) === null || !isInForce(delegation, closes)) continue;
    rows.push(place);
    sequences.push(delegation.sequence);
  }
  const order = [...rows.keys()].sort((one, other) => (sequences[one] ?? 0) - (sequences[other] ?? 0));
  return order.map((row) => rows[row] ?? nobody);
}

function columnsOf(
  { decision, ballots, disclosures, delegations }: PollOfNames,
  rows: readonly number[],
  {
    placeOf,
    offline,
    agents,
    parts,
  }: {
    readonly placeOf: NonNullable<PollOfNames['placeOf']>;
    readonly offline: readonly number[];
    readonly agents: readonly number[];
    readonly parts: readonly (string | null)[];
  },
): DelegatedPoll {
  const columns = {
    ballots: new Uint8Array(offline.length),
    offline: Uint8Array.from(offline),
    interests: new Uint8Array(offline.length),
    agents: agents.length < offline.length ? undefined : Uint8Array.from(agents),
    parts: parts.length === 0 ? undefined : partColumn(parts),
    delegations: {
      from: new Int32Array(rows.length),
      to: new Int32Array(rows.length),
      breadth: new Uint8Array(rows.length),
    },
  };
  for (const [row, place] of rows.entries()) {
    const delegation = delegations.at(place);
    if (delegation === undefined) continue;
    const { from, to, scope } = delegation;
    columns.delegations.from[row] = placeOf(from) ?? nobody;
    columns.delegations.to[row] = placeOf(to) ?? nobody;
    columns.delegations.breadth[row] = breadths.indexOf(breadthIn(scope, decision) as Breadth);
  }
  for (const { elector, choice } of ballots) {
    const seat = placeOf(elector) ?? nobody;
    if (columns.ballots[seat] !== ballotCode.none)
      throw new RangeError(`${elector} is no elector, or has two ballots that count`);
    columns.ballots[seat] = ballotCode[choice];
  }
  for (const { member, interests } of disclosures) {
    const seat = placeOf(member) ?? nobody;
    if (seat === nobody) continue;
    if (columns.interests[seat] !== interestCode.undisclosed)
      throw new RangeError(`${member} has two disclosures that count`);
    columns.interests[seat] = interests === noInterests ? interestCode.none : interestCode.conflicted;
  }
  return columns;
}

/** A poll with delegations as columns of numbers, so that a million electors resolve in a moment; and what each number means. */
import type { Figures } from '../polls/tally.ts';

/** An elector's ballot in person; its code in a column is its place. */
export const ballotCodes = ['none', 'for', 'against', 'abstain'] as const;

/** What a member discloses who has no interests in a decision (DEL-5); anything else says what they are. */
export const noInterests = 'none';

/** What an elector has disclosed in this decision (DEL-5); its code in a column is its place. */
export const interestCodes = ['undisclosed', 'none', 'conflicted'] as const;

/** The reasons for which a delegated vote is not carried; `fates` says what each means. */
export const notCarried = [
  'not-an-elector',
  'cycle',
  'chains-off',
  'representative-silent',
  'undisclosed',
  'conflicted',
  'over-cap',
] as const;

/**
 * What becomes of an elector's vote by delegation; its code in a column is its place. `none`: the elector voted in person or has no
 * delegation that counts. All after `carried` are the reasons for which a delegated vote is not carried, each vote having the
 * first that applies:
 * - `not-an-elector`: it is given to, or passed on to, somebody who is no elector of this decision (DEL-6);
 * - `cycle`: it runs into a cycle on which nobody voted in person (DEL-4);
 * - `chains-off`: the representative cast no ballot but delegated in turn, and the charter has no chains (DEL-4);
 * - `representative-silent`: the representative cast no ballot, an assumed abstention being none (DEL-2);
 * - `undisclosed`: the representative has disclosed no interests in this decision (DEL-5);
 * - `conflicted`: the representative has disclosed a conflict, and the charter lets no such one carry votes (DEL-5);
 * - `over-cap`: the representative carries as many as the cap allows, all of them delegated earlier (DEL-3).
 */
export const fates = ['none', 'carried', ...notCarried] as const;
export type Fate = (typeof fates)[number];

export const ballotCode = codesOf(ballotCodes);
export const interestCode = codesOf(interestCodes);
export const fateCode = codesOf(fates);

/** No elector, and no row. */
export const nobody = -1;

/** A poll at its close as columns. An elector is a place in them, from 0; all but the rows of `delegations` are as long as the electorate. */
export interface DelegatedPoll {
  /** The ballot in person that counts (PRO-7), as its code. */
  readonly ballots: Uint8Array;
  /** 1 for electors offline since the electorate was fixed, 0 for others (MEM-4). */
  readonly offline: Uint8Array;
  readonly interests: Uint8Array;
  /** 1 for agents, 0 for people; left out where the electorate was fixed without its members' kinds. */
  readonly agents?: Uint8Array | undefined;
  /** Where majorities of parts are asked for (VOT-1). */
  readonly parts?: PartColumn | undefined;
  /**
   * The delegations in force at the close whose scope takes in the decision, in the ascending order of their sequence numbers. `from`
   * and `to` are electors, or `nobody` where who is meant is none of this decision (DEL-6); `breadth` is a code of `breadths`.
   */
  readonly delegations: {
    readonly from: Int32Array;
    readonly to: Int32Array;
    readonly breadth: Uint8Array;
  };
}

/** Which part each elector belongs to: the place of its name, or `nobody` where they are in none. */
export interface PartColumn {
  readonly names: readonly string[];
  readonly of: Int32Array;
}

/** @param parts of each elector in their order, null where they are in none */
export function partColumn(parts: readonly (string | null)[]): PartColumn {
  const places = new Map<string, number>();
  const of = Int32Array.from(parts, (part) => {
    if (part === null) return nobody;
    const place = places.get(part) ?? places.size;
    places.set(part, place);
    return place;
  });
  return { names: [...places.keys()], of };
}

/** What a poll's delegations came to; the columns are as long as the electorate. */
export interface Resolution {
  /** D of DEL-3. */
  readonly delegated: number;
  /** How many votes a representative may carry; null: no limit. */
  readonly cap: number | null;
  /** The row of the delegation that counts for the elector; `nobody` where they have none or voted in person. */
  readonly counting: Int32Array;
  /** The elector at whom the delegated vote ends, whether or not they cast a ballot; `nobody` where there is none. */
  readonly representative: Int32Array;
  /** Code of `fates`. */
  readonly fate: Uint8Array;
  /** 1 where the vote exceeds its representative's cap, whether or not they have voted yet: who is told beforehand (DEL-3). */
  readonly exceeding: Uint8Array;
  /** How many delegated votes end at the elector, and how many of them the elector carries (VOT-8). */
  readonly received: Int32Array;
  readonly carried: Int32Array;
  /** Ballots in person and carried votes together, from this one snapshot (VOT-5). */
  readonly figures: Figures;
  /**
   * The ballots in person alone. Who is carried may still vote in person, and by that move caps, so whether anything still out can
   * change a verdict (VOT-8) is asked of these: of every elector who has not voted, carried or not.
   */
  readonly inPerson: Figures;
}

function codesOf<Name extends string>(names: readonly Name[]): Readonly<Record<Name, number>> {
  return Object.fromEntries(names.map((name, code) => [name, code])) as Record<Name, number>;
}

/** What stands in a column. Throws a RangeError beyond its end: a place that is none would else count as a vote. */
export function valueAt(column: Int32Array | Uint8Array, place: number): number {
  const value = column[place];
  if (value === undefined) throw new RangeError(`${place} is no place in a column of ${column.length}`);
  return value;
}

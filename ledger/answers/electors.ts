/** Who could answer in a decision's polls, looked up by their ids: a million of them take one number each beside their id. */
import type { Absence } from '../../rules/council/offline.ts';

export interface Electors extends Iterable<readonly [string, readonly Absence[]]> {
  readonly size: number;
  readonly has: (member: string) => boolean;
  /** Counted from 0, in the order in which they are listed; undefined where they are no elector. */
  readonly placeOf: (member: string) => number | undefined;
  /** When they were offline (MEM-4); never, where they are no elector. */
  readonly absencesOf: (member: string) => readonly Absence[];
}

/** @param listed each with when they were offline, where they were as the electorate was fixed; of one who is listed twice, the last holds */
export function electorsOf(listed: Iterable<readonly [string, readonly Absence[]]>): Electors {
  const places = new Map<string, number>();
  /** Of those only who have any. */
  const absences = new Map<string, readonly Absence[]>();
  for (const [member, away] of listed) {
    if (!places.has(member)) places.set(member, places.size);
    if (away.length > 0) absences.set(member, away);
    else absences.delete(member);
  }
  const absencesOf = (member: string): readonly Absence[] => absences.get(member) ?? never;
  return {
    size: places.size,
    has: (member) => places.has(member),
    placeOf: (member) => places.get(member),
    absencesOf,
    *[Symbol.iterator]() {
      for (const member of places.keys()) yield [member, absencesOf(member)] as const;
    },
  };
}

const never: readonly Absence[] = [];

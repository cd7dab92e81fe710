/** Who could answer in a decision's polls, looked up by their ids: a million of them take one number each beside their id. */
import type { Absence } from '../../rules/council/offline.ts';
import type { Member } from '../../rules/model.ts';

/** An elector, when they were offline, and where the electorate was fixed with it, their kind, and their role or family as a part of it (VOT-1). */
export type Listed = readonly [
  member: string,
  absences: readonly Absence[],
  kind: Member['kind'] | undefined,
  part?: string | null | undefined,
];

export interface Electors extends Iterable<Listed> {
  readonly size: number;
  /** Whether it is told of each whether they are a person or an agent. */
  readonly hasKinds: boolean;
  readonly has: (member: string) => boolean;
  /** Counted from 0, in the order in which they are listed; undefined where they are no elector. */
  readonly placeOf: (member: string) => number | undefined;
  /** When they were offline (MEM-4); never, where they are no elector. */
  readonly absencesOf: (member: string) => readonly Absence[];
}

/** @param listed each with when they were offline, where they were as the electorate was fixed; of one who is listed twice, the last holds */
export function electorsOf(listed: Iterable<Listed>): Electors {
  const places = new Map<string, number>();
  /** Of those only who have any. */
  const absences = new Map<string, readonly Absence[]>();
  /** By place. */
  const kinds: Listed[2][] = [];
  const parts: Listed[3][] = [];
  for (const [member, away, kind, part] of listed) {
    if (!places.has(member)) places.set(member, places.size);
    kinds[places.get(member) ?? 0] = kind;
    if (part !== undefined) parts[places.get(member) ?? 0] = part;
    if (away.length > 0) absences.set(member, away);
    else absences.delete(member);
  }
  const absencesOf = (member: string): readonly Absence[] => absences.get(member) ?? never;
  return {
    size: places.size,
    hasKinds: !kinds.includes(undefined),
    has: (member) => places.has(member),
    placeOf: (member) => places.get(member),
    absencesOf,
    *[Symbol.iterator]() {
      for (const [member, place] of places)
        yield [member, absencesOf(member), kinds[place], parts[place]] as const;
    },
  };
}

const never: readonly Absence[] = [];

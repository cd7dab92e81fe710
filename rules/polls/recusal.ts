/** Nobody judges their own case, and nobody is left without judges by being many who are named (GUA-2). */
import type { Charter } from '../../charter/types.ts';
import type { Fraction } from '../../charter/thresholds.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { atLeast, leastWhole } from './share.ts';

type Limit = Pick<Charter, 'recusal'>;

/** Of the council: how many it has, how many of those that are named can always be, and how many more there are. */
export interface Named {
  readonly council: number;
  /** The one accused; who opens a conflict, and one other party. */
  readonly always: number;
  readonly more: number;
}

/** Refuses more names than leave enough of the council to judge. Facts: `council`, `named`, `most` (of all together), `least` (the share). */
export function namedFault({ council, always, more }: Named, { recusal }: Limit): Refusal | undefined {
  const most = Math.max(always, council - leastWhole(recusal.least, council));
  return always + more <= most
    ? undefined
    : refuse('too-many-named', 'GUA-2', { council, named: always + more, most, least: recusal.least });
}

/** Whether enough of a council are left to judge (GUA-2). @param council how many it had with those whose own case it is */
export const enoughJudge = (left: number, council: number, { recusal }: Limit): boolean =>
  atLeast(recusal.least, left, council);

/** The last word of a member who was named as a victim, and when it was given; ISO 8601, UTC. */
export interface Word {
  readonly member: string;
  /** They say that they are none. */
  readonly none: boolean;
  readonly at: string;
}

/**
 * Who is recused of the named victims: whoever says that they are one, in the order of their words, as long as enough of the council are
 * left; a further word is a hearing, and its author stays an elector (GUA-2, JUS-1).
 * @param judges how many of the electors are left before; `electors` tells who is one
 */
export function recusedVictims(
  words: readonly Word[],
  {
    council,
    judges,
    electors,
  }: { readonly council: number; readonly judges: number; readonly electors: ReadonlySet<string> },
  least: Fraction,
): string[] {
  const recused: string[] = [];
  const inOrder = words.toSorted((one, other) =>
    one.at < other.at || (one.at === other.at && one.member < other.member) ? -1 : 1,
  );
  for (const { member, none } of inOrder)
    if (!none && (!electors.has(member) || atLeast(least, judges - left(recused, electors) - 1, council)))
      recused.push(member);
  return recused;
}

/** How many electors are away with these. */
const left = (recused: readonly string[], electors: ReadonlySet<string>): number =>
  recused.filter((member) => electors.has(member)).length;

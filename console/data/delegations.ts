/** Whose vote would be carried by whom, as delegations stand now: what the page says before a poll is counted (DEL-1 to DEL-4). */
import { breadthIn, breadths, capOf } from '../../rules/delegation/scope.ts';
import type { CharterDocument } from '../../charter/schema.ts';
import type { components } from '../../schemas/openapi.ts';
import { now } from './clock.ts';

export type Delegation = components['schemas']['Delegation'];

/** What a vote is about; an `id` that no decision has stands for all of a category. */
export interface About {
  readonly id: string;
  readonly category: string;
}

export const standingOf = (delegations: readonly Delegation[]): readonly Delegation[] =>
  delegations.filter(({ revokedAt, until }) => revokedAt === null && Date.parse(until) > now());

const breadthOf = ({ scope: { proposal, category } }: Delegation, about: About): number => {
  const scope = proposal !== undefined ? { proposal } : category !== undefined ? { category } : {};
  const breadth = breadthIn(scope, about);
  return breadth === null ? breadths.length : breadths.indexOf(breadth);
};

/** Of each who delegates the one that counts: the narrowest, of the same scope the latest (DEL-1). */
export function countingIn(standing: readonly Delegation[], about: About): readonly Delegation[] {
  const counting = new Map<string, Delegation>();
  for (const one of standing.toSorted((first, second) => (first.madeAt < second.madeAt ? -1 : 1))) {
    const known = counting.get(one.from);
    const breadth = breadthOf(one, about);
    if (breadth === breadths.length) continue;
    if (known === undefined || breadth <= breadthOf(known, about)) counting.set(one.from, one);
  }
  return [...counting.values()];
}

export interface Carried {
  /** How many votes end at each. */
  readonly received: ReadonlyMap<string, number>;
  /** How many of them one may carry; null where there is no limit, or where it depends on the electorate. */
  readonly cap: number | null;
}

/** What each would carry if nobody else voted in person. @param counting one of each who delegates */
export function carriedBy(
  counting: readonly Delegation[],
  { chains, cap }: NonNullable<CharterDocument['delegation']>,
): Carried {
  const next = new Map(counting.map(({ from, to }) => [from, to]));
  const received = new Map<string, number>();
  for (const { from, to } of counting) {
    const end = chains ? endOf(from, next) : to;
    if (end !== null) received.set(end, (received.get(end) ?? 0) + 1);
  }
  const delegated = [...received.values()].reduce((sum, votes) => sum + votes, 0);
  return { received, cap: cap?.of === 'delegated' ? capOf(cap, { delegated, electorate: 0 }) : null };
}

/** The last on the way, who has not delegated further; null on a cycle (DEL-4). */
function endOf(from: string, next: ReadonlyMap<string, string>): string | null {
  const seen = new Set([from]);
  let at = next.get(from);
  while (at !== undefined && next.has(at)) {
    if (seen.has(at)) return null;
    seen.add(at);
    at = next.get(at);
  }
  return at ?? null;
}

/** What a kind of problem is: its status, and the words made of its facts. */
import type { Immaturity } from '../../rules/polls/electorate.ts';
import type { Facts } from '../../rules/refusal.ts';

export interface ProblemKind {
  readonly status: number;
  readonly title: string;
  /** What it means and what to do about it, whatever the facts. */
  readonly about: string;
  /** One or more sentences made of the facts of one case. */
  readonly detail: (facts: Facts) => string;
}

/** A fact in words: a list as "a, b and c". */
export function say(fact: unknown): string {
  if (Array.isArray(fact)) {
    const words = fact.map(say);
    return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
  }
  return typeof fact === 'string' ? fact : JSON.stringify(fact ?? null);
}

/** The sentences whose fact is there, each made of it; empty where none is. */
export function sentences(
  facts: Facts,
  ...parts: readonly (readonly [needs: string, text: (fact: string) => string])[]
): string {
  return parts
    .filter(([needs]) => facts[needs] !== undefined && facts[needs] !== null)
    .map(([needs, text]) => text(say(facts[needs])))
    .join(' ');
}

/** Who is refused for want of maturity hears their age, and what would do (MEM-1): the words of `Immaturity`, whatever the facts are. */
export function maturityWords({ age, maturity }: Facts): string {
  const { basis, ...lacking } = Object(maturity) as Partial<Immaturity['maturity']>;
  const needs = Object.entries(lacking).map(([body, needed]) => {
    const { age: years, milestone } = Object(needed) as Partial<typeof needed>;
    const [byAge, byMilestone] = [`${say(years)} years`, `the milestone ${say(milestone)}`];
    const ways = basis === 'age' ? [byAge] : basis === 'milestone' ? [byMilestone] : [byAge, byMilestone];
    return `the ${body} takes ${ways.join(' or ')}`;
  });
  return `At the age of ${say(age)} one is not mature yet: ${say(needs)}.`;
}

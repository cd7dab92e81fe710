/** The preference map: what electors' rankings say together; it advises and does not decide (CON-1). */
import type { Charter } from '../../charter/types.ts';
import { refuse, type Refusal } from '../refusal.ts';

/** Groups of option ids, best first; the options of one group are tied. What is left out is last and tied, or compared with nothing (`Unranked`). */
export type Ranking = readonly (readonly string[])[];

/** How many electors rank the first option above the second: `pairwise[first][second]`. No option stands beside itself. */
export type Pairwise = Readonly<Record<string, Readonly<Record<string, number>>>>;

export interface PreferenceMap {
  /** How many electors have each option at the top. Who ties several there counts once for each; who ranks none, for none. */
  readonly firstChoices: Readonly<Record<string, number>>;
  readonly pairwise: Pairwise;
  /** The option that beats every other one in pairs; null where none does. */
  readonly condorcetWinner: string | null;
  /** The Schulze order, best first; the options of one group are tied. */
  readonly schulze: string[][];
  /** How many electors rank each option above the status quo, which itself is left out. */
  readonly aboveStatusQuo: Readonly<Record<string, number>>;
}

/** What becomes of an option that a ranking leaves out: it is below all that is ranked, or no opinion, which is in no pair (CON-1). */
export type Unranked = NonNullable<Charter['preferences']>['unranked'];

export type Comparing = Pick<Charter, 'preferences'>;

/** The charter's word, for a poll or a record to carry: nothing where what is not ranked is last. */
export const comparingOf = (
  charter: Comparing,
): { readonly preferences?: { readonly unranked: 'not-compared' } } =>
  unrankedUnder(charter) === 'last' ? {} : { preferences: { unranked: 'not-compared' } };

/** As the charter has it that a poll or a record carries. */
export const unrankedUnder = ({ preferences }: Comparing): Unranked => preferences?.unranked ?? 'last';

/** A square of numbers, row by row, in the order of the options. */
type Square = readonly Float64Array[];

function cell(square: Square, row: number, column: number): number {
  return square[row]?.[column] ?? 0;
}

/** A record by option. `Object.fromEntries` defines own properties, so that an id like `__proto__` is a key like any other. */
function byOption<Value>(
  options: readonly string[],
  value: (option: string) => Value,
): Readonly<Record<string, Value>> {
  return Object.fromEntries(options.map((option) => [option, value(option)]));
}

/** How many electors rank one option above another, read from a matrix; 0 where it has no such cell. */
function preferring(pairwise: Pairwise, first: string, second: string): number {
  const row = Object.hasOwn(pairwise, first) ? pairwise[first] : undefined;
  return row !== undefined && Object.hasOwn(row, second) ? (row[second] ?? 0) : 0;
}

/** Who is ranked above whom, counted ranking by ranking. Its arrays are used again for each: a council has a hundred thousand of them. */
function pairCounter(options: readonly string[], unranked: Unranked) {
  const places = new Map(options.map((option, place) => [option, place]));
  const above: Square = options.map(() => new Float64Array(options.length));
  /** The places of the options of one ranking, best first, and of each where the first of those begins that it stands above. */
  const order = new Uint32Array(options.length);
  const below = new Uint32Array(options.length);
  const ranked = new Uint8Array(options.length);
  let length = 0;
  const addGroup = (group: Iterable<number>): void => {
    const first = length;
    for (const place of group) {
      order[length] = place;
      ranked[place] = 1;
      length += 1;
    }
    below.fill(length, first, length);
  };
  const add = (ranking: Ranking): void => {
    length = 0;
    ranked.fill(0);
    for (const group of ranking) addGroup(group.map((option) => places.get(option) as number));
    if (unranked === 'last' && length < options.length)
      addGroup([...places.values()].filter((place) => ranked[place] === 0));
    for (let at = 0; at < length; at += 1) {
      const row = above[order[at] as number] as Float64Array;
      for (let next = below[at] as number; next < length; next += 1) {
        const place = order[next] as number;
        row[place] = (row[place] as number) + 1;
      }
    }
  };
  return { above, add };
}

/**
 * Counts rankings into the preference map (CON-1). `options` holds each id once and `statusQuo` is one of them; each elector gives one
 * ranking, free of faults (`rankingFault`). With n options and m electors it takes about m·n²/2 + n³ steps.
 */
export function preferenceMap(
  options: readonly string[],
  statusQuo: string,
  rankings: Iterable<Ranking>,
  unranked: Unranked = 'last',
): PreferenceMap {
  const { above, add } = pairCounter(options, unranked);
  const firsts = new Map<string, number>();
  for (const ranking of rankings) {
    add(ranking);
    const top = ranking.find((group) => group.length > 0);
    top?.forEach((option) => firsts.set(option, (firsts.get(option) ?? 0) + 1));
  }
  const count = (first: string, second: string) =>
    cell(above, options.indexOf(first), options.indexOf(second));
  const others = (option: string) => options.filter((other) => other !== option);
  const pairwise = byOption(options, (first) => byOption(others(first), (second) => count(first, second)));
  return {
    firstChoices: byOption(options, (option) => firsts.get(option) ?? 0),
    pairwise,
    condorcetWinner: condorcetWinner(options, pairwise),
    schulze: schulzeOrder(options, pairwise),
    aboveStatusQuo: byOption(others(statusQuo), (option) => count(option, statusQuo)),
  };
}

/** The option that more electors rank above than below each other one; null where there is none. */
export function condorcetWinner(options: readonly string[], pairwise: Pairwise): string | null {
  const beats = (first: string, second: string) =>
    preferring(pairwise, first, second) > preferring(pairwise, second, first);
  const winner = options.find((option) => options.every((other) => other === option || beats(option, other)));
  return winner ?? null;
}

/**
 * The strength of the strongest path between each two options: a path is as strong as its weakest link, and a link is a pair won, as
 * strong as the votes that won it ("winning votes": Schulze 2011, section 2.1; the Debian constitution, A.5, weighs defeats
 * alike). Computed as the widest path, after Floyd and Warshall; from an option to itself it means nothing, and changes no other.
 */
function strongestPaths(options: readonly string[], pairwise: Pairwise): Square {
  const paths: Square = options.map((from) =>
    Float64Array.from(options, (to) => {
      const won = preferring(pairwise, from, to);
      return won > preferring(pairwise, to, from) ? won : 0;
    }),
  );
  paths.forEach((second, via) => {
    paths.forEach((row, from) => {
      const first = cell(paths, from, via);
      second.forEach((rest, to) => {
        row[to] = Math.max(cell(paths, from, to), Math.min(first, rest));
      });
    });
  });
  return paths;
}

/**
 * The Schulze order of the options under a pairwise matrix (M. Schulze, "A new monotonic, clone-independent, reversal symmetric, and
 * Condorcet-consistent single-winner election method", Social Choice and Welfare 36, 2011). One option beats another whose
 * strongest path back is weaker; that order is partial, so it is read off in groups: those whom none of the rest beats are tied
 * first, then the same among what is left. Within a group the given order of options stays. What the matrix lacks counts 0.
 */
export function schulzeOrder(options: readonly string[], pairwise: Pairwise): string[][] {
  const paths = strongestPaths(options, pairwise);
  const beats = (first: number, second: number) => cell(paths, first, second) > cell(paths, second, first);
  const order: string[][] = [];
  let left = options.map((option, index) => ({ option, index }));
  while (left.length > 0) {
    const rest = left;
    const best = rest.filter(({ index }) => !rest.some((other) => beats(other.index, index)));
    order.push(best.map(({ option }) => option));
    left = rest.filter((option) => !best.includes(option));
  }
  return order;
}

/** Refuses a ranking that names an option the decision does not have, or one twice (CON-1). Facts: `option`. */
export function rankingFault(ranking: Ranking, options: readonly string[]): Refusal | undefined {
  const known = new Set(options);
  const ranked = new Set<string>();
  for (const group of ranking)
    for (const option of group) {
      if (!known.has(option)) return refuse('unknown-option', 'CON-1', { option });
      if (ranked.has(option)) return refuse('repeated-option', 'CON-1', { option });
      ranked.add(option);
    }
  return undefined;
}

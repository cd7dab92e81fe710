/** The preference map: what electors' rankings say together; it advises and does not decide (CON-1). */
import { refuse, type Refusal } from '../refusal.ts';

/** Groups of option ids, best first; the options of one group are tied. What is left out is last, and tied. */
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

/** Each option's place in a ranking, in the order of the options: 0 is best, and what is not ranked comes behind all that is. */
function placesOf(ranking: Ranking, options: readonly string[]): readonly number[] {
  const places = new Map<string, number>();
  ranking.forEach((group, place) => {
    for (const option of group) places.set(option, place);
  });
  return options.map((option) => places.get(option) ?? ranking.length);
}

/** Adds one elector's places to the square of who is ranked above whom. */
function addPairs(above: Square, places: readonly number[]): void {
  places.forEach((place, first) => {
    const row = above[first];
    places.forEach((other, second) => {
      if (row !== undefined && place < other) row[second] = cell(above, first, second) + 1;
    });
  });
}

/**
 * Counts rankings into the preference map (CON-1). `options` holds each id once and `statusQuo` is one of them; each elector gives one
 * ranking, free of faults (`rankingFault`). With n options and m electors it takes about m·n² + n³ steps.
 */
export function preferenceMap(
  options: readonly string[],
  statusQuo: string,
  rankings: Iterable<Ranking>,
): PreferenceMap {
  const above: Square = options.map(() => new Float64Array(options.length));
  const firsts = new Map<string, number>();
  for (const ranking of rankings) {
    addPairs(above, placesOf(ranking, options));
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
  const ranked: string[] = [];
  for (const group of ranking)
    for (const option of group) {
      if (!options.includes(option)) return refuse('unknown-option', 'CON-1', { option });
      if (ranked.includes(option)) return refuse('repeated-option', 'CON-1', { option });
      ranked.push(option);
    }
  return undefined;
}

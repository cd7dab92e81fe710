/** What benches measure: a figure has all its runs, and is said by their median, their spread and what it is compared with. */

export type Unit = '/s' | 'ms' | 's' | 'µs' | 'MB' | 'kB' | 'events' | 'acts';

export interface Figure {
  /** What is measured, in words that stand alone; the same at each size. */
  readonly what: string;
  readonly unit: Unit;
  /** Where it is measured at several sizes: how many of what. */
  readonly at?: { readonly count: number; readonly of: string };
  /** What each run came to. */
  readonly runs: readonly number[];
  /** A limit is what PostgreSQL, Node or Temporal takes bare, a peer is other software that does the same; unless given, Folkmoot itself. */
  readonly side?: 'limit' | 'peer';
  /** What it is compared with: `what` of other figures of the same unit. */
  readonly against?: readonly string[];
}

/** What a bench hands over: its figures, or in a proof the words with which its check refused the broken variant. */
export interface Result {
  readonly bench: string;
  readonly figures: readonly Figure[];
  readonly refused?: string;
}

/** The value that this share of all stays at or below; 0 where there is none. */
export function quantile(all: readonly number[], share: number): number {
  const sorted = all.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

/** The middle one, or the mean of the two in the middle. */
export function median(all: readonly number[]): number {
  const upper = all.toSorted((one, other) => other - one)[Math.ceil(all.length / 2) - 1] ?? 0;
  return (quantile(all, 0.5) + upper) / 2;
}

/** Whole numbers as they are, others with three digits at least, and the thousands set apart: 12,345 · 123 · 12.3 · 0.123. */
export function digits(value: number): string {
  if (Number.isInteger(value)) return grouped(String(value));
  const size = Math.floor(Math.log10(Math.abs(value)));
  return grouped(value.toFixed(Math.min(3, Math.max(0, 2 - size))));
}

const grouped = (text: string): string => text.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',');

export const amount = (value: number, unit: Unit): string =>
  unit.startsWith('/') ? `${digits(value)}${unit}` : `${digits(value)} ${unit}`;

export function sizeOf({ at }: Figure): string {
  if (at === undefined) return '';
  return at.count === 1 ? `1 ${at.of.replace(/(?<=ss)es$|s$/, '')}` : `${digits(at.count)} ${at.of}`;
}

/** The figure of that name at the same size, or the one that has no size; undefined where it was not measured. */
function compared(figure: Figure, name: string, all: readonly Figure[]): Figure | undefined {
  const named = all.filter(({ what, unit }) => what === name && unit === figure.unit);
  return named.find(({ at }) => at?.count === figure.at?.count) ?? named.find(({ at }) => at === undefined);
}

/** How many times what it is compared with it is, by the medians of both: `2.34 × a bare insert`, by the names of those that were measured. */
export function ratios(figure: Figure, all: readonly Figure[]): ReadonlyMap<string, string> {
  const known = (figure.against ?? []).flatMap((name) => {
    const other = compared(figure, name, all);
    if (other === undefined || median(other.runs) === 0) return [];
    return [[name, `${(median(figure.runs) / median(other.runs)).toFixed(2)} ×`] as const];
  });
  return new Map(known);
}

export const comparisons = (figure: Figure, all: readonly Figure[]): readonly string[] =>
  [...ratios(figure, all)].map(([name, times]) => `${times} ${name}`);

/** From the least to the most, with how many runs there were. */
export const spread = ({ runs, unit }: Figure): string =>
  runs.length < 2
    ? 'one run'
    : `${amount(Math.min(...runs), unit)} to ${amount(Math.max(...runs), unit)}, ${digits(runs.length)} runs`;

/** A line for a terminal. */
export function said(figure: Figure, all: readonly Figure[]): string {
  const { what, unit, runs } = figure;
  const name = [what, sizeOf(figure)].filter((part) => part !== '').join(', ');
  const ratios = comparisons(figure, all).map((ratio) => `; ${ratio}`);
  return `${name}: ${amount(median(runs), unit)} (${spread(figure)})${ratios.join('')}`;
}

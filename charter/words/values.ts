/** Shares, thresholds, quorums and lengths of time of a charter in words, with figures where it is known how many decide. */
import { leastReaching } from '../../rules/polls/share.ts';
import { votesForQuorum } from '../../rules/polls/quorum.ts';
import type { Fraction, PartsAsked, Quorum, Threshold } from '../thresholds.ts';

/** How many electors each body has that decides in a tier: one figure of the council, one of each family; empty where nobody knows. */
export type Electors = readonly number[];

export const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

/** A number with its noun: `1 vote`, `2 votes`. */
export const several = (number: number, one: string): string => `${number} ${one}${number === 1 ? '' : 's'}`;

const units = [
  ['year', 31_557_600_000],
  ['week', 604_800_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
  ['millisecond', 1],
] as const;

/** Milliseconds in the largest unit of which they are a whole number, so that the same length always has the same words. */
export function lengthInWords(milliseconds: number): string {
  const [unit, length] = units.find(([, size]) => milliseconds % size === 0) ?? ['millisecond', 1];
  return several(milliseconds / length, unit);
}

const parts: Readonly<Record<number, string>> = {
  2: 'half',
  3: 'third',
  4: 'quarter',
  5: 'fifth',
  10: 'tenth',
};
const numbers = ['no', 'a', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

const common = (one: number, other: number): number => (other === 0 ? one : common(other, one % other));

/** A fraction in its lowest terms: `two thirds`, `half`, `all`, or its figures, `7/13`. */
export function fractionInWords({ num, den }: Fraction): string {
  const shared = common(num, den);
  const [above, below] = [num / shared, den / shared];
  if (above === 0) return 'none';
  if (below === 1) return 'all';
  if (below === 2) return 'half';
  const [part, number] = [parts[below], numbers[above]];
  return part === undefined || number === undefined
    ? `${above}/${below}`
    : `${number} ${part}${above === 1 ? '' : 's'}`;
}

/** A share that is asked for: to be reached, or with `strict` exceeded. */
export interface AskedShare extends Fraction {
  readonly strict?: boolean | undefined;
}

/** A share that is to be reached, or with `strict` exceeded: `at least two thirds`. */
export function shareInWords(share: AskedShare): string {
  if (share.strict === true) return `more than ${fractionInWords(share)}`;
  return share.num === share.den ? 'all' : `at least ${fractionInWords(share)}`;
}

/** What a share is of so many, in figures: ` (6 of 8)`; nothing where nobody knows how many. */
export function figuresOf(share: AskedShare, electors: Electors): string {
  if (electors.length === 0) return '';
  const figures = electors.map(
    (size) => `${leastReaching({ ...share, strict: share.strict ?? false }, size)} of ${size}`,
  );
  return ` (${figures.join(' or ')})`;
}

/** What nobody has put into words is no part of a threshold or quorum: a new part does not compile until it is said. */
type Nothing = Readonly<Record<string, never>>;

const partings: Readonly<Record<PartsAsked['by'], readonly [one: string, more: string]>> = {
  family: ['family', 'families'],
  kind: ['kind of members', 'kinds of members'],
  role: ['role', 'roles'],
};

/** Majorities of parts of the electorate: `at least two thirds of them in each family`. */
function partsInWords({ by, each, most, ...rest }: PartsAsked): string {
  rest satisfies Nothing;
  const [one, more] = partings[by];
  return each === undefined
    ? `more than half of them in ${shareInWords(most ?? { num: 1, den: 1 })} of the ${more}`
    : `${shareInWords(each)} of them in each ${one}`;
}

/** A threshold: `at least two thirds of the votes for and against`. */
export function thresholdInWords(threshold: Threshold, electors: Electors = []): string {
  const { num, den, strict, unanimous, of, least, most, seats = 0, parts: majorities, ...others } = threshold;
  const { electors: ofAll, ...rest } = others;
  rest satisfies Nothing;
  const inParts = [
    ...(ofAll === undefined
      ? []
      : [`${shareInWords(ofAll)} of the electors${figuresOf(ofAll, electors)} for`]),
    ...(majorities === undefined ? [] : [partsInWords(majorities)]),
  ];
  if (unanimous) return ['nobody against', 'for from the quorum', ...inParts].join(', and ');
  const share = { num, den, strict };
  const asked = shareInWords(share);
  const bases: Readonly<Record<Threshold['of'], string>> = {
    decisive: `${asked} of the votes for and against`,
    participating: `${asked} of all votes, abstentions among them`,
    electorate: `votes for from ${asked} of the electors${figuresOf(share, electors)}`,
    seats: `votes for from ${asked} of its ${several(seats, 'seat')}${figuresOf(share, [Math.max(seats, ...electors)])}`,
  };
  const besides = [
    ...(least === undefined ? [] : [`at least ${several(least, 'vote')} for`]),
    ...(most === undefined ? [] : [`at most ${several(most, 'vote')} against`]),
  ];
  return [bases[of], ...besides, ...inParts].join(', and ');
}

/** A quorum: `of at least 6 of 8 electors (at least three quarters)`, or without figures `of at least three quarters of the electors`. */
export function quorumInWords(quorum: Quorum | null, electors: Electors = []): string {
  if (quorum === null) return 'whoever takes part';
  const { num, den, strict, of = 'participating', least, ...rest } = quorum;
  rest satisfies Nothing;
  const counted = {
    participating: '',
    decisive: ', abstentions not counted',
    for: ', votes for alone counted',
  }[of];
  const shares = num === 0 ? [] : [shareInWords({ num, den, strict })];
  const numbers = least === undefined ? [] : [`at least ${least}`];
  if (shares.length + numbers.length === 0) return 'whoever takes part';
  if (electors.length === 0) {
    const asked = [
      ...shares.map((share) => `${share} of the electors`),
      ...numbers.map((number) => `${number} electors`),
    ];
    return `of ${asked.join(' and ')}${counted}`;
  }
  const figures = electors.map((size) => `${votesForQuorum(quorum, size)} of ${size}`);
  const never = electors.every((size) => votesForQuorum(quorum, size) > size) ? ['more than there are'] : [];
  const reasons = [...shares, ...numbers, ...never];
  return `of at least ${figures.join(' or ')} electors (${reasons.join(', ')})${counted}`;
}

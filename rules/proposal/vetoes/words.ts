/** What was said of vetoes, as the council's question tells it: of each as much as there is room for (VET-2). */

/** A veto or an objection, and why. */
export interface RaisedWords {
  readonly number: number;
  readonly by: string;
  readonly matter: string;
  readonly reason: string;
}

/** A contest, and the numbers of what it is of. */
export interface ContestWords {
  readonly by: string;
  readonly vetoes: readonly number[];
  readonly reason: string;
}

/** What was said in one decision, in its order. */
export interface VetoWords {
  readonly raised: readonly RaisedWords[];
  readonly contests: readonly ContestWords[];
}

/** Code units that a rationale has room for, as it does where a member writes it. */
const room = 20_000;

/** So many are told at most: with more, there would be no words of any. */
const mostTold = 500;

const between = '\n\n';

/**
 * Everything that was said of some vetoes: what was raised, then the contests. Where it is too much, the longest are cut, all to the same
 * length, and it says so: whoever writes at length leaves the others their room. The whole words stand in the decision's timeline.
 */
export function wordsAsked({ raised, contests }: VetoWords, numbers: readonly number[]): string {
  const said = [
    ...raised
      .filter(({ number }) => numbers.includes(number))
      .map(({ number, by, matter, reason }) => `${number}. ${by} on ${matter}: ${reason}`),
    ...contests.flatMap(({ by, vetoes, reason }) => {
      const asked = vetoes.filter((number) => numbers.includes(number));
      return asked.length === 0 ? [] : [`${by} contests ${asked.join(', ')}: ${reason}`];
    }),
  ];
  const told = said.slice(0, mostTold);
  const whole = told.join(between);
  if (told.length === said.length && whole.length <= room) return whole;
  const note = `This is ${told.length} of ${said.length}, and what is long is cut: the whole stands in the timeline of the decision that this asks about.`;
  const left = room - note.length - between.length * told.length;
  const most = longestOf(
    told.map(({ length }) => length),
    left,
  );
  return [...told.map((one) => cut(one, most)), note].join(between);
}

/** How long each may be at most, so that all together are no longer than what is left: the short ones leave theirs to the others. */
function longestOf(lengths: readonly number[], left: number): number {
  const ascending = lengths.toSorted((one, other) => one - other);
  let rest = left;
  for (const [place, length] of ascending.entries()) {
    const share = Math.floor(rest / (ascending.length - place));
    if (length > share) return share;
    rest -= length;
  }
  return left;
}

/** No longer than so many code units, an ellipsis at its end where something is missing; never half a character. */
function cut(text: string, units: number): string {
  if (text.length <= units) return text;
  return `${text.slice(0, units - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

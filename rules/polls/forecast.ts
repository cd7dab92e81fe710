/** What is still out in an open poll: how many more a quorum takes, and which verdicts a vote can still come to (PRO-8, VOT-8). */
import type { Charter } from '../../charter/types.ts';
import type { Quorum } from '../../charter/thresholds.ts';
import type { Bar, Verdict } from './deadlock.ts';
import { counted, takingPart, quorate, type Taking, votesForQuorum } from './quorum.ts';
import { allAnswering, type Figures, verdictOf } from './tally.ts';
import { comesTo } from './completions.ts';

/** In electors. */
export interface QuorumForecast {
  /** How many votes it takes, of those that it counts (TIE-4). */
  readonly needed: number;
  /** How many of them there are. */
  readonly participating: number;
  /** How many more it takes of those who are out, were all of them for; 0 where it is met; above `out` where it cannot be met any more. */
  readonly missing: number;
  /** Electors who have not answered. */
  readonly out: number;
}

/** The least number from 0 to `most` of which something holds that then holds of every greater one; `most` where it holds of none. */
function least(most: number, holds: (number: number) => boolean): number {
  let [low, high] = [0, most];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Null where no quorum is asked. Once enough have answered, the abstentions of who is offline are assumed as in the tally (MEM-4). */
export function quorumForecast(
  quorum: Quorum | null,
  figures: Omit<Figures, 'abstain' | 'represented'>,
  { offline }: Pick<Charter, 'offline'>,
): QuorumForecast | null {
  if (quorum === null) return null;
  const { answered, electorate, offlineUnanswered } = figures;
  const out = electorate - answered;
  // Who is not offline answers first: so few are enough.
  const after = (more: number): Taking => ({
    for: figures.for + more,
    against: figures.against,
    participating: takingPart({
      answered: answered + more,
      offlineUnanswered: Math.min(offlineUnanswered, out - more),
      electorate,
      offline,
    }).participating,
    electorate,
  });
  const needed = votesForQuorum(quorum, electorate);
  const short = needed - Number(counted(quorum, after(out)));
  return {
    needed,
    participating: Number(counted(quorum, after(0))),
    missing: short > 0 ? out + short : least(out, (more) => quorate(quorum, after(more))),
    out,
  };
}

/** All that a vote can come to; a deadlock where the charter has a path for it. */
export const allVerdicts = ({ deadlock }: Pick<Charter, 'deadlock'>): readonly Verdict[] =>
  deadlock === null ? ['inquorate', 'adopted', 'rejected'] : ['inquorate', 'adopted', 'rejected', 'deadlock'];

/** Up to so many who are out, every split of their votes is tried for a deadlock. */
const mostTried = 1_000;

/**
 * The verdicts that a vote can still come to, whichever way those go who have not voted in person; ballots that are replaced aside (VOT-8).
 * The quorum is missed at most with nobody more, or, where it counts votes for alone, with all against; adoption is reached if at all with all
 * of them for, rejection with all of them against but for those whom such a quorum takes.
 * Between them lies a deadlock, where a split of them makes one; of more than a thousand one always does.
 * @param inPerson the ballots in person alone
 */
export function possibleVerdicts(
  inPerson: Figures,
  category: Bar,
  charter: Pick<Charter, 'offline' | 'deadlock'>,
): readonly Verdict[] {
  if (category.threshold.parts !== undefined) return possibleByParts(inPerson, category, charter);
  const out = inPerson.electorate - inPerson.answered;
  const after = (more: {
    readonly for: number;
    readonly against: number;
    readonly abstain: number;
  }): Verdict =>
    verdictOf(
      {
        ...inPerson,
        for: inPerson.for + more.for,
        against: inPerson.against + more.against,
        abstain: inPerson.abstain + more.abstain,
        answered: inPerson.electorate,
        offlineUnanswered: 0,
      },
      category,
      charter,
    );
  const split = (more: number, against: number): Verdict =>
    after({ for: more, against, abstain: out - more - against });
  const allVoting = (more: number): Verdict => split(more, out - more);
  const isQuorate = (verdict: Verdict): boolean => verdict !== 'inquorate';
  const quorum = least(out, (more) => isQuorate(allVoting(more)));
  const ends = new Set([
    verdictOf(inPerson, category, charter),
    split(out, 0),
    allVoting(quorum),
    allVoting(0),
  ]);
  const canDeadlock = (): boolean => {
    if (ends.has('deadlock')) return true;
    if (charter.deadlock === null || ends.size === 1) return false;
    if (out > mostTried) return true;
    const isMissed = (verdict: Verdict): boolean => isQuorate(verdict) && verdict !== 'adopted';
    return Array.from({ length: out + 1 }, (_, more) => more).some((more) => {
      const against = least(out - more, (some) => isMissed(split(more, some)));
      return split(more, against) === 'deadlock';
    });
  };
  return [
    ...(['inquorate', 'adopted', 'rejected'] as const).filter((verdict) => ends.has(verdict)),
    ...(canDeadlock() ? (['deadlock'] as const) : []),
  ];
}

/**
 * The same where majorities of parts are asked for: they only make it harder to adopt. So adoption is reached if at all with all of them for, and
 * what else the votes of the whole leave open stays open; what a part misses may be missed without them.
 */
function possibleByParts(
  inPerson: Figures,
  category: Bar,
  charter: Pick<Charter, 'offline' | 'deadlock'>,
): readonly Verdict[] {
  const { parts: _, ...threshold } = category.threshold;
  const whole = possibleVerdicts(inPerson, { ...category, threshold }, charter);
  const missed = charter.deadlock === null ? 'rejected' : 'deadlock';
  const after = (figures: Figures): Verdict => verdictOf(figures, category, charter);
  const isPossible = (verdict: Verdict): boolean => {
    if (verdict === 'adopted') return after(allAnswering(inPerson, 'for')) === 'adopted';
    if (whole.includes(verdict)) return true;
    return (
      verdict === missed &&
      whole.includes('adopted') &&
      after(allAnswering(inPerson, 'against')) !== 'adopted' &&
      comesTo(inPerson, (figures) => after(figures) === missed)
    );
  };
  return allVerdicts(charter).filter(isPossible);
}

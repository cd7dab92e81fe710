/** What is still out in an open poll: how many more a quorum takes, and which verdicts a vote can still come to (PRO-8, VOT-8). */
import type { Charter, Fraction } from '../../charter/types.ts';
import type { Bar, Verdict } from '../proposal/deadlock.ts';
import { participation, quorate } from './quorum.ts';
import { type Figures, verdictOf } from './tally.ts';

/** In electors. */
export interface QuorumForecast {
  /** How many have to take part. */
  readonly needed: number;
  readonly participating: number;
  /** How many more of those who are out have to answer; 0 where the quorum is met. */
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
  quorum: Fraction | null,
  { answered, electorate, offlineUnanswered }: Pick<Figures, 'answered' | 'electorate' | 'offlineUnanswered'>,
  { offline }: Pick<Charter, 'offline'>,
): QuorumForecast | null {
  if (quorum === null) return null;
  const out = electorate - answered;
  // Who is not offline answers first: so few are enough.
  const after = (more: number): number =>
    participation({
      answered: answered + more,
      offlineUnanswered: Math.min(offlineUnanswered, out - more),
      electorate,
      offline,
    }).participating;
  return {
    needed: least(electorate, (taking) => quorate(quorum, taking, electorate)),
    participating: after(0),
    missing: least(out, (more) => quorate(quorum, after(more), electorate)),
    out,
  };
}

/** Up to so many who are out, every split of their votes is tried for a deadlock. */
const mostTried = 1_000;

/**
 * The verdicts that a vote can still come to, whichever way those go who have not voted in person; ballots that are replaced aside (VOT-8).
 * The quorum is missed at most with nobody more, adoption is reached if at all with all of them for, rejection with all of them against.
 * Between them lies a deadlock, where a split of them makes one; of more than a thousand one always does.
 * @param inPerson the ballots in person alone
 */
export function possibleVerdicts(
  inPerson: Figures,
  category: Bar,
  charter: Pick<Charter, 'offline' | 'deadlock'>,
): readonly Verdict[] {
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
  const ends = new Set([verdictOf(inPerson, category, charter), split(out, 0), split(0, out)]);
  const canDeadlock = (): boolean => {
    if (ends.has('deadlock')) return true;
    if (charter.deadlock === null || ends.size === 1) return false;
    if (out > mostTried) return true;
    return Array.from({ length: out + 1 }, (_, more) => more).some((more) => {
      const against = least(out - more, (some) => split(more, some) !== 'adopted');
      return split(more, against) === 'deadlock';
    });
  };
  return [
    ...(['inquorate', 'adopted', 'rejected'] as const).filter((verdict) => ends.has(verdict)),
    ...(canDeadlock() ? (['deadlock'] as const) : []),
  ];
}

/** Delegations resolved: whose vote is carried, by whom, and why not, in passes that are linear in the electorate (DEL-1 to DEL-6, VOT-3). */
import type { Charter } from '../../charter/types.ts';
import { capOf } from './scope.ts';
import {
  ballotCode,
  ballotCodes,
  type DelegatedPoll,
  fateCode,
  interestCode,
  nobody,
  type PartColumn,
  type Resolution,
  valueAt,
} from './columns.ts';
import type { PartFigures } from '../polls/parts.ts';
import type { Figures } from '../polls/tally.ts';

/** Ends that are no elector's; told apart while chains are followed, and `nobody` to readers. */
const outside = -2;
const cycle = -3;
/** Where a chain leads is not known yet; and it goes through here, as far as it has been followed. */
const unseen = -4;
const underWay = -5;

/**
 * Resolves the delegations of a poll (DEL-1 to DEL-6) and counts (VOT-3): a ballot in person stands, whichever came first, and a
 * vote is carried at most once, by whoever casts a ballot at the end of its way.
 *
 * D of DEL-3, the delegated votes, is the number of electors who cast no ballot in person and whose delegation that counts leads to
 * an elector of this decision: where there are no chains the one it names, with chains the first on the way who voted in
 * person or has not delegated further. What runs into a cycle or to somebody who is no elector is not among them. What ends at a
 * representative who is silent, has disclosed nothing or may not carry it is: D is what electors have delegated, computed once,
 * so that no representative's silence or disclosure moves the cap of another.
 *
 * Of the votes that end at one representative those delegated first are carried, up to the cap; with chains a vote's age is that of
 * its own elector's delegation.
 *
 * Takes time and memory linear in electors and delegations, however long a chain is.
 * @param rules the charter's `delegation`; null carries nothing
 * @throws RangeError for columns that do not fit each other
 */
export function resolveDelegations(poll: DelegatedPoll, rules: Charter['delegation']): Resolution {
  const electorate = poll.ballots.length;
  const counting = rules === null ? new Int32Array(electorate).fill(nobody) : countingDelegations(poll);
  const ends = rules?.chains === true ? followed(poll, counting) : named(poll, counting);
  const { delegated, received } = reception(ends);
  const cap = rules === null ? null : capOf(rules.cap, { delegated, electorate });
  const judged = judge(poll, rules, { counting, ends, cap });
  return {
    delegated,
    cap,
    counting,
    representative: ends.map((end) => Math.max(end, nobody)),
    received,
    ...judged,
    figures: figuresOf(poll, judged.fate, ends),
    inPerson: figuresOf(poll, new Uint8Array(electorate), ends),
  };
}

/** The delegation that counts for each elector without a ballot in person: the narrowest, and of the same scope the latest (DEL-1, DEL-2). */
function countingDelegations({ ballots, delegations }: DelegatedPoll): Int32Array {
  const { from, breadth } = delegations;
  const counting = new Int32Array(ballots.length).fill(nobody);
  for (let row = 0; row < from.length; row += 1) {
    const elector = valueAt(from, row);
    if (elector === nobody || valueAt(ballots, elector) !== ballotCode.none) continue;
    const known = valueAt(counting, elector);
    if (known === nobody || valueAt(breadth, row) <= valueAt(breadth, known)) counting[elector] = row;
  }
  return counting;
}

/** Whom each elector's delegation that counts names: an elector or `outside`; `nobody` where there is none. */
function named({ delegations }: DelegatedPoll, counting: Int32Array): Int32Array {
  return counting.map((row) => {
    if (row === nobody) return nobody;
    const to = valueAt(delegations.to, row);
    return to === nobody ? outside : to;
  });
}

/**
 * Where each elector's vote ends with chains (DEL-4): it goes on until somebody voted in person or has not delegated, `outside` where it
 * leaves the electorate, and `cycle` where it comes back. Each chain is followed once, to where another has been already, and
 * every elector on it is given its end, so that none is followed twice (path compression).
 */
function followed(poll: DelegatedPoll, counting: Int32Array): Int32Array {
  const next = named(poll, counting);
  const ends = counting.map((row) => (row === nobody ? nobody : unseen));
  for (let elector = 0; elector < ends.length; elector += 1) {
    let last = elector;
    while (last !== outside && valueAt(ends, last) === unseen) {
      ends[last] = underWay;
      last = valueAt(next, last);
    }
    const end = endAfter(last, ends);
    for (let step = elector; step !== outside && valueAt(ends, step) === underWay;) {
      ends[step] = end;
      step = valueAt(next, step);
    }
  }
  return ends;
}

/** Where a chain ends whose last step led here. */
function endAfter(last: number, ends: Int32Array): number {
  if (last === outside) return outside;
  const known = valueAt(ends, last);
  if (known === underWay) return cycle;
  return known === nobody ? last : known;
}

/** How many delegated votes there are (D of DEL-3), and at whom they end. */
function reception(ends: Int32Array): { delegated: number; received: Int32Array } {
  const received = new Int32Array(ends.length);
  let delegated = 0;
  for (const end of ends) {
    if (end < 0) continue;
    received[end] = valueAt(received, end) + 1;
    delegated += 1;
  }
  return { delegated, received };
}

/** The fate of each vote. The delegations are gone through in their order, so that the latest are those that exceed the cap (DEL-3). */
function judge(
  poll: DelegatedPoll,
  rules: Charter['delegation'],
  resolved: { readonly counting: Int32Array; readonly ends: Int32Array; readonly cap: number | null },
): Pick<Resolution, 'fate' | 'exceeding' | 'carried'> {
  const { from } = poll.delegations;
  const { counting, ends, cap } = resolved;
  const electorate = poll.ballots.length;
  const fate = new Uint8Array(electorate);
  const exceeding = new Uint8Array(electorate);
  const carried = new Int32Array(electorate);
  const before = new Int32Array(electorate);
  const refusals = ends.map((_, elector) => refusalOf(elector, poll, rules, counting));
  for (let row = 0; row < from.length; row += 1) {
    const elector = valueAt(from, row);
    if (elector === nobody || valueAt(counting, elector) !== row) continue;
    const end = valueAt(ends, elector);
    if (end < 0) {
      fate[elector] = end === cycle ? fateCode.cycle : fateCode['not-an-elector'];
      continue;
    }
    const place = valueAt(before, end) + 1;
    before[end] = place;
    const exceeds = cap !== null && place > cap;
    if (exceeds) exceeding[elector] = 1;
    const refused = valueAt(refusals, end);
    if (refused !== fateCode.none) fate[elector] = refused;
    else if (exceeds) fate[elector] = fateCode['over-cap'];
    else {
      fate[elector] = fateCode.carried;
      carried[end] = valueAt(carried, end) + 1;
    }
  }
  return { fate, exceeding, carried };
}

/** Why an elector carries no vote at all, as a code of `fates`; `none` where they may (DEL-2, DEL-4, DEL-5). */
function refusalOf(
  elector: number,
  { ballots, interests }: DelegatedPoll,
  rules: Charter['delegation'],
  counting: Int32Array,
): number {
  if (valueAt(ballots, elector) === ballotCode.none)
    return valueAt(counting, elector) === nobody ? fateCode['representative-silent'] : fateCode['chains-off'];
  const interest = valueAt(interests, elector);
  if (interest === interestCode.undisclosed) return fateCode.undisclosed;
  const dropped = interest === interestCode.conflicted && rules?.conflicted === 'drop';
  return dropped ? fateCode.conflicted : fateCode.none;
}

/** Where the vote of an elector counts: as their own ballot, or as that of whoever carries it. */
const choiceOf = ({ ballots }: DelegatedPoll, fate: Uint8Array, ends: Int32Array, elector: number): number =>
  valueAt(ballots, valueAt(fate, elector) === fateCode.carried ? valueAt(ends, elector) : elector);

const noPresent = () => ({ electorate: 0, answered: 0, represented: 0, offlineUnanswered: 0 });

type Present = ReturnType<typeof noPresent>;

/** Stands by itself: a function made anew for each elector would take most of the time that a million take. */
function addPresent(to: Present, choice: number, isCarried: boolean, isAway: boolean): void {
  to.electorate += 1;
  if (choice !== ballotCode.none) to.answered += 1;
  if (isCarried) to.represented += 1;
  if (isAway) to.offlineUnanswered += 1;
}

/** Every vote counted once, where it was cast or carried to (VOT-3); carried ones count to the quorum (DEL-2). */
function figuresOf(poll: DelegatedPoll, fate: Uint8Array, ends: Int32Array): Figures {
  const { ballots, offline, agents, parts } = poll;
  const votes = new Int32Array(ballotCodes.length);
  const all = noPresent();
  const ofAgents = noPresent();
  for (let elector = 0; elector < ballots.length; elector += 1) {
    const choice = choiceOf(poll, fate, ends, elector);
    const isCarried = valueAt(fate, elector) === fateCode.carried;
    const isAway = choice === ballotCode.none && valueAt(offline, elector) === 1;
    votes[choice] = valueAt(votes, choice) + 1;
    addPresent(all, choice, isCarried, isAway);
    if (agents !== undefined && valueAt(agents, elector) === 1)
      addPresent(ofAgents, choice, isCarried, isAway);
  }
  const [, inFavour = 0, against = 0, abstain = 0] = votes;
  return {
    for: inFavour,
    against,
    abstain,
    ...all,
    ...(agents && { agents: ofAgents }),
    ...(parts && { byPart: partFigures(poll, parts, fate, ends) }),
  };
}

/** The same of each part (VOT-1): a vote that is carried counts in the part of the elector whose it is, not of who carries it. */
function partFigures(
  poll: DelegatedPoll,
  { names, of }: PartColumn,
  fate: Uint8Array,
  ends: Int32Array,
): PartFigures[] {
  const figures = names.map((part) => ({
    part,
    for: 0,
    against: 0,
    abstain: 0,
    electorate: 0,
    answered: 0,
    offlineUnanswered: 0,
  }));
  for (let elector = 0; elector < of.length; elector += 1) {
    const one = figures[valueAt(of, elector)];
    if (one === undefined) continue;
    const choice = ballotCodes[choiceOf(poll, fate, ends, elector)] ?? 'none';
    one.electorate += 1;
    if (choice === 'none') one.offlineUnanswered += valueAt(poll.offline, elector);
    else {
      one[choice] += 1;
      one.answered += 1;
    }
  }
  return figures;
}

/** The tally of a poll: from ballots to figures, and from figures to what anyone is shown and what follows (VOT-3 to VOT-8, PRO-7). */
import type { Charter } from '../../charter/types.ts';
import type { Quorum, Threshold } from '../../charter/thresholds.ts';
import { verdict, type Bar, type Verdict } from './deadlock.ts';
import type { Choice } from '../model.ts';
import type { Present } from './participation.ts';
import { type PartFigures, type VotesByPart, votesByPart } from './parts.ts';
import { takingPart, quorate } from './quorum.ts';
import { reached } from './threshold.ts';

/** One ballot as cast. `number` counts the ballots of one elector in one poll upwards, and never repeats. */
export interface Ballot {
  readonly elector: string;
  readonly number: number;
  readonly choice: Choice;
}

export type BallotCount = Readonly<Record<Choice, number>>;

/** What a poll holds at one instant, from one snapshot (VOT-5); all are electors. */
export interface Figures {
  readonly for: number;
  readonly against: number;
  /** Abstentions in fact; none of them assumed. */
  readonly abstain: number;
  /** How many of the three above were carried by a representative (VOT-3, DEL-2). */
  readonly represented: number;
  readonly electorate: number;
  /** Electors who voted, in person or carried: for + against + abstain. */
  readonly answered: number;
  /** Electors offline since the electorate was fixed who have not answered (MEM-4). */
  readonly offlineUnanswered: number;
  /** How many of each are agents; left out where the electorate was fixed without its members' kinds. */
  readonly agents?: Present;
  /** The same of each part, where the threshold asks for majorities of parts; who is in none counts in the whole alone. */
  readonly byPart?: readonly PartFigures[] | undefined;
}

/** The tally as anyone sees it (VOT-7, VOT-8). */
export interface Tally {
  readonly for: number;
  readonly against: number;
  /** Abstentions in fact, and the assumed ones that count to the quorum (MEM-4). */
  readonly abstain: number;
  readonly represented: number;
  readonly electorate: number;
  readonly participating: number;
  /** 0/1 and met where no quorum is asked. */
  readonly quorum: Quorum & { readonly met: boolean };
  readonly threshold: Threshold & { readonly met: boolean };
  /** How the parts of the electorate stand, where the threshold asks for majorities of them. */
  readonly parts?: VotesByPart | undefined;
  /** What follows if the poll closes as it stands. */
  readonly verdict: Verdict;
  /** No elector who has not voted in person yet, carried or not, can change the verdict any more. */
  readonly decided: boolean;
}

type TallyCharter = Pick<Charter, 'offline' | 'deadlock'>;

/**
 * Participation and votes as the rules weigh them. MEM-4 lets an assumed abstention count to the *quorum* only once enough have
 * answered; to a threshold taken of the votes taking part it counts from the start, because otherwise the vote for that brings
 * the answers to that share would add all assumed abstentions to the base at once and could undo an adoption (VOT-4).
 */
function weigh(figures: Figures, { threshold }: Pick<Bar, 'threshold'>, charter: TallyCharter) {
  const taking = takingPart({ ...figures, offline: charter.offline });
  const assumes = charter.offline.policy === 'abstain';
  const assumed = assumes ? figures.offlineUnanswered : 0;
  const parts =
    threshold.parts && figures.byPart
      ? votesByPart(threshold, figures.byPart, { base: assumes, quorum: taking.assumed > 0 })
      : undefined;
  const votes = {
    for: figures.for,
    against: figures.against,
    abstain: figures.abstain + assumed,
    electorate: figures.electorate,
    participating: taking.participating,
    parts,
  };
  return { taking, votes };
}

/** What follows if a vote closes with these figures (DEA-1, PRO-8). */
export const verdictOf = (figures: Figures, category: Bar, charter: TallyCharter): Verdict =>
  verdict(weigh(figures, category, charter).votes, category, charter.deadlock);

/**
 * Whether every way in which the electors still out may answer, or not, gives the same verdict (VOT-8); replaced ballots aside.
 *
 * Out is whoever has not voted in person. Who is carried may still do so, or revoke the delegation; others may delegate, and
 * representatives disclose; each ballot moves caps (DEL-1 to DEL-5). Wherever that leads, every elector who is out ends with one answer
 * or with none, so all of it lies among the ways that the ballots in person leave open, the tally as it stands with its carried
 * votes too. So the ends are taken from the ballots in person alone.
 *
 * Three ends are enough: nobody answers, all of them vote for, all of them against. For each question a verdict asks goes one way in
 * each elector's answer. Whichever votes a quorum counts, they are fewest with nobody and most with all for. A threshold is never
 * missed by turning an answer or a silence into a vote for, nor reached by turning it into one against, and the share against is
 * least with all for and greatest with all against; an abstention lies between. So it is in each part of the electorate. So where the ends agree, nothing between differs.
 */
function isDecided(inPerson: Figures, category: Bar, charter: TallyCharter): boolean {
  const ends = [inPerson, allAnswering(inPerson, 'for'), allAnswering(inPerson, 'against')];
  return new Set(ends.map((end) => verdictOf(end, category, charter))).size === 1;
}

/** The figures once everybody who is out has answered the same, of the whole and of each part. */
export const allAnswering = (inPerson: Figures, choice: 'for' | 'against'): Figures => {
  const after = <Part extends Omit<PartFigures, 'part'>>(part: Part): Part => ({
    ...part,
    [choice]: part[choice] + part.electorate - part.answered,
    answered: part.electorate,
    offlineUnanswered: 0,
  });
  return { ...after(inPerson), ...(inPerson.byPart && { byPart: inPerson.byPart.map(after) }) };
};

/** How a tally shows that no quorum is asked. */
export const noQuorum: Quorum = { num: 0, den: 1 };

/**
 * The tally of one snapshot (VOT-5) under a threshold and a quorum. `threshold.met` says whether the votes reach it, `quorum.met`
 * whether enough take part; `verdict` puts both together with the charter's deadlock path (DEA-1).
 * @param inPerson the ballots in person alone; the same figures where nothing is delegated (VOT-8)
 */
export function tallyOf(
  figures: Figures,
  category: Bar,
  charter: TallyCharter,
  inPerson: Figures = figures,
): Tally {
  const { taking, votes } = weigh(figures, category, charter);
  const { threshold, quorum } = category;
  return {
    for: figures.for,
    against: figures.against,
    abstain: figures.abstain + taking.assumed,
    represented: figures.represented,
    electorate: figures.electorate,
    participating: taking.participating,
    quorum: { ...(quorum ?? noQuorum), met: quorate(quorum, votes) },
    threshold: { ...threshold, met: reached(threshold, quorum, votes) },
    ...(votes.parts === undefined ? {} : { parts: votes.parts }),
    verdict: verdict(votes, category, charter.deadlock),
    decided: isDecided(inPerson, category, charter),
  };
}

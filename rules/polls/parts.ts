/** Majorities of parts: an electorate that falls into families, kinds or roles, and what a threshold asks of each or of most of them (VOT-1). */
import type { PartsAsked, PartShare, Threshold } from '../../charter/thresholds.ts';
import type { Position } from '../model.ts';
import { atLeast, type Count, moreThan } from './share.ts';

/** What a poll of votes holds of one part, in electors. */
export interface PartFigures {
  readonly part: string;
  readonly for: number;
  readonly against: number;
  readonly abstain: number;
  readonly electorate: number;
  readonly answered: number;
  /** Electors offline since the electorate was fixed who have not answered (MEM-4). */
  readonly offlineUnanswered: number;
}

/** What a round holds of one part, in electors. */
export interface PartPositions {
  readonly part: string;
  /** With or without reservations. */
  readonly agreeing: number;
  readonly positions: number;
  readonly electorate: number;
}

/** The positions taken in a part, counted together. */
export const positionsIn = ({
  part,
  electorate,
  ...counts
}: Readonly<Record<Position, number>> & Pick<PartPositions, 'part' | 'electorate'>): PartPositions => {
  const agreeing = counts.agree + counts['agree-with-reservations'];
  return { part, agreeing, positions: agreeing + counts['stand-aside'] + counts.block, electorate };
};

/** How many parts there are, and in how many of them enough are for: what a threshold asks for. */
export interface PartCount {
  readonly count: number;
  readonly met: number;
}

/** The same with the figures of the largest parts, those of one size by name. */
export interface PartTally<Shown> extends PartCount {
  readonly figures: (Shown & { readonly met: boolean })[];
}

/** Of votes, with abstentions in fact and those assumed ones that count to the quorum (MEM-4). */
export type VotesByPart = PartTally<Pick<PartFigures, 'part' | 'for' | 'against' | 'abstain' | 'electorate'>>;
export type PositionsByPart = PartTally<PartPositions>;

/** Parts whose figures are shown. */
export const mostParts = 100;

const majority: PartShare = { num: 1, den: 2, strict: true };
const all: PartShare = { num: 1, den: 1 };

const reaches = (share: PartShare, part: Count, whole: Count): boolean =>
  (share.strict === true ? moreThan : atLeast)(share, part, whole);

/** Whether enough of the parts are for. Where there is none the whole decides alone. */
export const enoughParts = ({ most = all }: PartsAsked, { count, met }: PartCount): boolean =>
  count === 0 || reaches(most, met, count);

/**
 * Whether a part is for: of its votes the share that the threshold is taken of reaches what is asked of each, or else is more than half. A part
 * without decisive votes never is (VOT-2).
 * @param assumed abstentions that count to a base of the votes taking part
 */
export function isFor(
  { parts, of }: Pick<Threshold, 'parts' | 'of'>,
  votes: Pick<PartFigures, 'for' | 'against' | 'abstain' | 'electorate'>,
  assumed: number,
): boolean {
  const decisive = votes.for + votes.against;
  const base =
    of === 'participating'
      ? decisive + votes.abstain + assumed
      : of === 'decisive'
        ? decisive
        : votes.electorate;
  return decisive > 0 && reaches(parts?.each ?? majority, votes.for, base);
}

/** Of positions the share of all that were taken, whatever a vote's is taken of (CON-3). */
export const agrees = (
  { each = majority }: PartsAsked,
  { agreeing, positions }: Omit<PartPositions, 'part'>,
): boolean => positions > 0 && reaches(each, agreeing, positions);

/** Parts counted: one that nobody is left of is none (MEM-2). */
function counted<Figures extends { readonly part: string; readonly electorate: number }, Shown>(
  figures: readonly Figures[],
  isMet: (one: Figures) => boolean,
  show: (one: Figures) => Shown,
): PartTally<Shown> {
  const found = figures.filter(({ electorate }) => electorate > 0).map((one) => ({ one, met: isMet(one) }));
  const largest = found.toSorted(
    ({ one }, { one: other }) => other.electorate - one.electorate || (one.part < other.part ? -1 : 1),
  );
  return {
    count: found.length,
    met: found.filter(({ met }) => met).length,
    figures: largest.slice(0, mostParts).map(({ one, met }) => ({ ...show(one), met })),
  };
}

/**
 * The votes of each part.
 * @param assumes whether abstentions are assumed of who is offline at all, and whether they count to the quorum already (MEM-4)
 */
export const votesByPart = (
  threshold: Pick<Threshold, 'parts' | 'of'>,
  figures: readonly PartFigures[],
  assumes: { readonly base: boolean; readonly quorum: boolean },
): VotesByPart =>
  counted(
    figures,
    (one) => isFor(threshold, one, assumes.base ? one.offlineUnanswered : 0),
    ({ part, for: votesFor, against, abstain, electorate, offlineUnanswered }) => ({
      part,
      for: votesFor,
      against,
      abstain: abstain + (assumes.quorum ? offlineUnanswered : 0),
      electorate,
    }),
  );

export const positionsByPart = (asked: PartsAsked, figures: readonly PartPositions[]): PositionsByPart =>
  counted(
    figures,
    (one) => agrees(asked, one),
    ({ part, agreeing, positions, electorate }) => ({ part, agreeing, positions, electorate }),
  );

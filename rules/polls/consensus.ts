/** Consensus: whether the positions at a round's end adopt without a vote (CON-2 to CON-4). */
import type { Category, Charter } from '../../charter/types.ts';
import type { Fraction, Threshold } from '../../charter/thresholds.ts';
import type { Position } from '../model.ts';
import type { Consenting } from './adoption.ts';
import { enoughElectors } from './majority.ts';
import { enoughParts, type PositionsByPart } from './parts.ts';
import { quorate } from './quorum.ts';
import { atLeast, moreThan } from './share.ts';

/** From this threshold on no block is ever passed over, whatever the charter says (CON-3). */
const noMinusOneFrom: Fraction = { num: 4, den: 5 };

/** A threshold of positions, which are all there is to take it of. */
type Share = Omit<Threshold, 'of' | 'seats'>;

/** In tier 1 the author alone decides (TIE-1): everyone of one. */
const authorAlone: Threshold = { num: 1, den: 1, strict: false, unanimous: true, of: 'decisive' };

/** How many electors hold each position at the round's end. */
export type PositionCount = Readonly<Record<Position, number>>;

/** The judgement and the figures it rests on, in electors. */
export interface Consensus {
  readonly reached: boolean;
  readonly quorate: boolean;
  readonly blocks: number;
  /** How many blocks consensus bears here: 0, or 1 under consensus-minus-one. */
  readonly blocksBorne: number;
  /** With or without reservations. */
  readonly agreeing: number;
  readonly positions: number;
  readonly threshold: Share & { readonly met: boolean };
  /** How the parts of the electorate stand, where the threshold asks for majorities of them. */
  readonly parts?: PositionsByPart | undefined;
  /** What was asked instead of consensus: that nobody blocks, with a quorum of positions or in silence too. */
  readonly by?: Consenting | undefined;
}

/** One where the charter has consensus-minus-one and the threshold is under 4/5 and not unanimous (CON-3); else none. */
function blocksBorne(threshold: Share, charter: Pick<Charter, 'discussion'>): number {
  const high = threshold.unanimous || atLeast(noMinusOneFrom, threshold.num, threshold.den);
  return high ? 0 : charter.discussion.consensus.minus;
}

/** What positions are judged by besides: consent instead of consensus; and how they stand in each part, where the threshold asks for that. */
interface How {
  readonly by?: Consenting | undefined;
  readonly parts?: PositionsByPart | undefined;
}

/**
 * Judges consensus (CON-3): positions from a quorum of the electorate, no block (or at most one, under consensus-minus-one), and
 * those who agree reach the category's threshold of all positions taken, whatever a vote's threshold is taken of. What a quorum or a
 * threshold counts of votes for and against it counts of those who agree and those who block, in each part too. In a unanimous
 * category every position taken agrees. No position at all is no consensus.
 *
 * By consent it stands with positions from a quorum, one of which agrees, and no block; lazily where nobody blocks, whoever is silent. Where a
 * share of the electorate is asked for besides, so many agree, however it is adopted (TIE-4).
 */
export function consensus(
  counts: PositionCount,
  electorate: number,
  category: Pick<Category, 'threshold' | 'quorum'>,
  charter: Pick<Charter, 'discussion'>,
  { by, parts }: How = {},
): Consensus {
  const { of: _of, seats: _seats, ...threshold } = category.threshold ?? authorAlone;
  const { strict, unanimous, least = 0, most = counts.block } = threshold;
  const blocks = counts.block;
  const agreeing = counts.agree + counts['agree-with-reservations'];
  const positions = agreeing + counts['stand-aside'] + blocks;
  const enough = quorate(category.quorum, {
    for: agreeing,
    against: blocks,
    participating: positions,
    electorate,
  });
  const borne = by === undefined ? blocksBorne(threshold, charter) : 0;
  const agreed = unanimous
    ? agreeing === positions
    : (strict ? moreThan : atLeast)(threshold, agreeing, positions);
  const inParts =
    threshold.parts === undefined || (parts !== undefined && enoughParts(threshold.parts, parts));
  const carried = enoughElectors(threshold, agreeing, electorate);
  const met = positions > 0 && agreed && carried && agreeing >= least && blocks <= most && inParts;
  return {
    reached:
      blocks <= borne && carried && (by === 'lazy' || (enough && (by === 'consent' ? agreeing > 0 : met))),
    quorate: enough,
    blocks,
    blocksBorne: borne,
    agreeing,
    positions,
    threshold: { ...threshold, met },
    ...(threshold.parts === undefined || parts === undefined ? {} : { parts }),
    ...(by === undefined ? {} : { by }),
  };
}

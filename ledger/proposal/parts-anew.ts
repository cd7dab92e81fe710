/** The parts of a recorded decision under the majorities that another charter asks of them, as far as the record tells them (AMD-1, VOT-1). */
import type { Threshold } from '../../charter/thresholds.ts';
import {
  agrees,
  isFor,
  type PartTally,
  type PositionsByPart,
  type VotesByPart,
} from '../../rules/polls/parts.ts';
import type { RoundRecord } from '../parts/schema/record.ts';
import type { Tally } from '../../rules/polls/tally.ts';

/** What the other threshold asks for cannot be told: the electorate was fixed without these parts, or not all of them are shown. */
export const isUntold = (threshold: Threshold | null, parts: unknown): boolean =>
  threshold?.parts !== undefined && parts === undefined;

/** A threshold without what it asks of parts. */
export const ofTheWhole = ({ parts: _, ...threshold }: Threshold): Threshold => threshold;

export const votesAnew = ({ parts, threshold }: Tally, other: Threshold): VotesByPart | undefined =>
  anew(parts, [threshold, other], (one) => isFor(other, one, 0));

export function positionsAnew(
  { consensus: { parts, threshold } }: NonNullable<RoundRecord['positions']>,
  other: Threshold | null,
): PositionsByPart | undefined {
  const asked = other?.parts;
  return asked && anew(parts, [threshold, { parts: asked }], (one) => agrees(asked, one));
}

function anew<Shown>(
  parts: PartTally<Shown> | undefined,
  [was, other]: readonly [Pick<Threshold, 'parts'>, Pick<Threshold, 'parts'>],
  isMet: (one: Shown) => boolean,
): PartTally<Shown> | undefined {
  const isTold =
    parts !== undefined && parts.figures.length === parts.count && was.parts?.by === other.parts?.by;
  if (!isTold) return undefined;
  const figures = parts.figures.map((one) => ({ ...one, met: isMet(one) }));
  return { ...parts, figures, met: figures.filter(({ met }) => met).length };
}

/** More than half of the electorate for: what a family cannot take back asks for it besides its threshold, by vote or consensus (TIE-4). */
import type { Category } from '../../charter/types.ts';
import type { Permission } from '../../charter/choices.ts';
import type { PartShare, Threshold } from '../../charter/thresholds.ts';
import { atLeast, type Count, moreThan } from './share.ts';

const majority: PartShare = { num: 1, den: 2, strict: true };

const irrevocable: readonly Permission[] = ['family.admit', 'family.dissolve', 'allocation.permanent'];

/** A text whose adoption is judged: the family whose matter it is, also before the council (TIE-3), and the permission its action needs. */
export interface Judged {
  readonly family: string | null;
  readonly permission: Permission | null;
}

/** Whether it is a family's, which cannot take it back. */
export const asksMajority = ({ family, permission }: Judged): boolean =>
  family !== null && permission !== null && irrevocable.includes(permission);

/** A category, or what is judged as one, as it judges a text. */
export const judging = <Bar extends Pick<Category, 'threshold'>>(bar: Bar, judged: Judged): Bar =>
  bar.threshold === null || !asksMajority(judged)
    ? bar
    : { ...bar, threshold: { ...bar.threshold, electors: majority } };

/** Whether those who are for are enough of the electorate, abstentions and silence counting against them; always where none are asked for. */
export const enoughElectors = (
  { electors }: Pick<Threshold, 'electors'>,
  isFor: Count,
  electorate: Count,
): boolean =>
  electors === undefined || (electors.strict === true ? moreThan : atLeast)(electors, isFor, electorate);

/** What a version of the text in a record is judged by: its category, and what a family cannot take back asks for besides (TIE-4). */
import type { Category } from '../../charter/types.ts';
import type { Permission } from '../../charter/choices.ts';
import { judging } from '../../rules/polls/majority.ts';
import type { ProposalRecord } from '../parts/schema/record.ts';

type Judged = Pick<ProposalRecord, 'family' | 'versions'>;

/** What the action of a version asks of its category; null where the record does not tell it. */
export const permissionAt = ({ versions }: Pick<Judged, 'versions'>, version: number): Permission | null =>
  versions.find((one) => one.version === version)?.permission ?? null;

/** @param category of the record, or of another charter that it is held against */
export const judgedIn = <Bar extends Pick<Category, 'threshold'>>(
  record: Judged,
  version: number,
  category: Bar,
): Bar => judging(category, { family: record.family, permission: permissionAt(record, version) });

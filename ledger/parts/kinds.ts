/** The kinds of decisions that leave records, and the parts that the evidence of each has (REC-1, AUT-2). */
import { type KindName, kindNames, kinds } from '../../rules/kinds.ts';

export const recordKinds = kindNames;
export type RecordKind = KindName;

export type PartOf<Kind extends RecordKind> = (typeof kinds)[Kind]['evidence'][number];
export type PartName = PartOf<RecordKind>;

/** The parts of the evidence, in the order of canonical JSON. Each has its entries in the schema of its kind and is read in store/records/record-evidence.ts. */
export const partsOf = <Kind extends RecordKind>(kind: Kind): readonly PartOf<Kind>[] => kinds[kind].evidence;

/** What a salt keeps from being guessed: every part of a personal decision, and what was said in the room of a conflict (AUT-2). */
export const isSalted = (kind: RecordKind, part: PartName): boolean => kind === 'proposal' || part === 'room';

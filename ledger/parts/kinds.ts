/** The kinds of decisions that leave records, and the parts that the evidence of each has (REC-1, AUT-2). */
import { type KindName, kindNames, kinds } from '../../rules/kinds.ts';

export const recordKinds = kindNames;
export type RecordKind = KindName;

export type PartOf<Kind extends RecordKind> = (typeof kinds)[Kind]['evidence'][number];
export type PartName = PartOf<RecordKind>;

/** The parts of the evidence, in the order of canonical JSON. Each has its entries in the schema of its kind and is read in store/records/record-evidence.ts. */
export const partsOf = <Kind extends RecordKind>(kind: Kind): readonly PartOf<Kind>[] => kinds[kind].evidence;

/** The kinds whose records are of parties and say what they said: a salt of their own hides that, beside the one of a room (REC-5). */
const kindsOfParties = ['appeal', 'conflict', 'repair'] as const satisfies readonly RecordKind[];

export const isOfParties = (kind: RecordKind): boolean =>
  (kindsOfParties as readonly RecordKind[]).includes(kind);

export type SaltName = 'nameSalt' | 'salt';

/**
 * Which salt keeps the root of a part from being guessed, where the evidence has it: every part of a proposal that is private or names
 * somebody accused, what was said in a room, and what is told of parties outside of it (AUT-2, REC-5).
 */
export function saltNamed(kind: RecordKind, part: PartName): SaltName | undefined {
  if (kind === 'proposal' || part === 'room') return 'salt';
  return isOfParties(kind) ? 'nameSalt' : undefined;
}

/** Which salt keeps the root of a part of the evidence from being guessed (AUT-2, REC-5). */
import { type PartName, type RecordKind, type SaltName, saltNamed } from './kinds.ts';

/** The text of the leaf that comes after the entries of each part: none where nothing is private. */
export const saltLeaves = (salt: string | null): readonly string[] =>
  salt === null ? [] : [JSON.stringify(salt)];

/** The salts that evidence has, by their names. */
export type Salts = Readonly<Partial<Record<SaltName, string | null>>>;

/** The salt of a part; null where it has none, and where that was withheld. */
export function saltOfPart(kind: RecordKind, part: PartName, salts: Salts): string | null {
  const name = saltNamed(kind, part);
  return name === undefined ? null : (salts[name] ?? null);
}

/** The copy of a charter version that a decision carries (CHA-1). */
import { atPace } from './pace.ts';
import { resolveCharter } from './resolve.ts';
import type { CharterDocument } from './schema.ts';
import type { Charter, CharterCopy } from './types.ts';

/** Of documents that nobody can change, by pace: to read one takes milliseconds. */
const made = new WeakMap<object, Map<number, Charter>>();

/** `document` was checked when it was stored (CHA-2); `pace` divides every relative window. */
export function charterCopy(
  {
    version,
    hash,
    document,
  }: { readonly version: number; readonly hash: string; readonly document: unknown },
  pace: number,
): CharterCopy {
  return { version, hash, pace, charter: charterOf(document as CharterDocument, pace) };
}

function charterOf(document: CharterDocument, pace: number): Charter {
  const read = (): Charter => atPace(resolveCharter(document), pace);
  if (!Object.isFrozen(document)) return read();
  const known = made.get(document) ?? new Map<number, Charter>();
  made.set(document, known);
  const charter = known.get(pace) ?? read();
  known.set(pace, charter);
  return charter;
}

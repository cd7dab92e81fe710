/** The copy of a charter version that a decision carries (CHA-1). */
import { atPace } from './pace.ts';
import { resolveCharter } from './resolve.ts';
import type { CharterDocument } from './schema.ts';
import type { CharterCopy } from './types.ts';

/** `document` was checked when it was stored (CHA-2); `pace` divides every relative window. */
export function charterCopy(
  {
    version,
    hash,
    document,
  }: { readonly version: number; readonly hash: string; readonly document: unknown },
  pace: number,
): CharterCopy {
  return { version, hash, pace, charter: atPace(resolveCharter(document as CharterDocument), pace) };
}

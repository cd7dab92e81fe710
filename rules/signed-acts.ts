/** Which of a process's acts are signed, and which entry tells of each, found by its kind (AUT-1). */
import { type KindName, kinds } from './kinds.ts';
import type { Facts } from './refusal.ts';
import type { SignedActs, TellsOfAct } from './signing.ts';

/** The entries of a kind that tell of members' acts, by the entry's kind. */
export const tellingOfActs = (kind: KindName): SignedActs['telling'] => kinds[kind].signed.telling;

/** Whether an act of a kind of process is one of those that are signed (AUT-1). */
export const isSignedAct = (kind: KindName, act: string): boolean =>
  kinds[kind].signed.declared.includes(act) ||
  Object.values(tellingOfActs(kind)).some(({ acts }) => acts.includes(act));

/** Which act an entry tells of, and whose it is; undefined where it tells of nobody's (AUT-1). */
export function actTold(
  kind: KindName,
  entry: { readonly kind: string; readonly facts: Facts },
): (TellsOfAct & { readonly member: string }) | undefined {
  const table = tellingOfActs(kind);
  const tells = Object.hasOwn(table, entry.kind) ? table[entry.kind] : undefined;
  const member = tells && entry.facts[tells.by];
  if (tells === undefined || typeof member !== 'string' || tells.when?.(entry.facts) === false)
    return undefined;
  return { ...tells, member };
}

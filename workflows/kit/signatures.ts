/** The signatures of acts, where the charter has them signed: counted for each member and act, and put beside what is told of it (AUT-1). */
import { refuse, type Refusal } from '../../rules/refusal.ts';
import type { Facts } from '../../rules/refusal.ts';
import type { KindName } from '../../rules/kinds.ts';
import { actTold } from '../../rules/signed-acts.ts';
import { type SignedAct, signedFact } from '../../rules/signing.ts';
import type { By } from '../messages/by.ts';

interface Signed {
  readonly member: string;
  readonly signed: SignedAct;
}

export interface Signatures {
  /** Null where nothing bears a signature: what leaves no record has nothing that could (SUP-3). */
  readonly kind: KindName | null;
  /** Acts that were accepted, and whose entries are not all noted yet. */
  readonly underWay: Signed[];
  /** The number of the last that an entry bears, by act and member. */
  readonly last: Map<string, number>;
}

export const openSignatures = (kind: KindName | null): Signatures => ({
  kind,
  underWay: [],
  last: new Map(),
});

const seriesOf = ({ member, signed: { act } }: Signed): string => `${act} ${member}`;

/** Of an act, in its validator: why its signature is out of its turn, so that none counts twice; nothing of one without. */
export function sequenceFault(
  { underWay, last }: Signatures,
  { member, signed }: Pick<By, 'member' | 'signed'>,
): Refusal | undefined {
  if (signed === undefined) return undefined;
  const series = seriesOf({ member, signed });
  const waiting = underWay.filter((one) => seriesOf(one) === series).length;
  const sequence = (last.get(series) ?? 0) + waiting + 1;
  return signed.sequence === sequence
    ? undefined
    : refuse('signature-refused', 'AUT-1', { reason: 'sequence', signed: signed.sequence, sequence });
}

/** An act begins: until it is said to be done, what is noted of it bears its signature. */
export function begins(
  { underWay }: Signatures,
  { member, signed }: Pick<By, 'member' | 'signed'>,
): () => void {
  if (signed === undefined) return () => undefined;
  const act = { member, signed };
  underWay.push(act);
  return () => {
    underWay.splice(underWay.indexOf(act), 1);
  };
}

/** An entry with the signature of the act that it tells of, where that was signed. */
export function bearing<Entry extends { readonly kind: string; readonly facts: Facts }>(
  { kind, underWay, last }: Signatures,
  entry: Entry,
): Entry {
  const told = kind === null || underWay.length === 0 ? undefined : actTold(kind, entry);
  const act = told && underWay.find(({ member, signed }) => isOf(told, { member, signed }));
  if (act === undefined) return entry;
  last.set(seriesOf(act), act.signed.sequence);
  return { ...entry, facts: { ...entry.facts, [signedFact]: act.signed } };
}

const isOf = (
  { member: by, acts }: { readonly member: string; readonly acts: readonly string[] },
  { member, signed }: Signed,
): boolean => member === by && acts.includes(signed.act);

/** For whom a body must be sealed, and for whom it may: keys that those in the room registered themselves (SUP-3). */
import { refuse, type Refusal } from '../refusal.ts';
import { concernedIn, type SupportState } from './state.ts';

/** A member's key to seal for: registered by themselves, and not revoked. */
export interface SealKey {
  readonly member: string;
  readonly fingerprint: string;
}

export interface Recipients {
  /** Each of them reads it. */
  readonly must: readonly string[];
  /** Beside them only these do. */
  readonly may: readonly string[];
}

/**
 * The members for whom it is sealed, in the order of their keys in it.
 * @param kids the fingerprints that it names
 * @param keys those of members that count now; a key that another registered is none of them
 */
export function recipientsOf(
  kids: readonly string[],
  keys: readonly SealKey[],
  { must, may }: Recipients,
): readonly string[] | { readonly refusal: Refusal } {
  const refused = (facts: object) => ({ refusal: refuse('must-be-sealed', 'SUP-3', { ...facts }) });
  const members: string[] = [];
  for (const kid of kids) {
    const member = keys.find(
      (key) => key.fingerprint === kid && (must.includes(key.member) || may.includes(key.member)),
    )?.member;
    if (member === undefined) return refused({ reason: 'recipient', key: kid });
    if (!members.includes(member)) members.push(member);
  }
  const missing = must.filter((member) => !members.includes(member));
  return missing.length > 0 ? refused({ reason: 'missing', members: missing }) : members;
}

/** Of the first words: whom it is for reads them, who asked may, and the supporters on duty who are chosen (SUP-1, SUP-2). */
export const wordsFor = (by: string, person: string, onDuty: readonly string[]): Recipients => ({
  must: [person],
  may: [by, ...supportersFor(by, person, onDuty)],
});

/** Who can be chosen: neither whom it is for nor who asked for them. */
export const supportersFor = (by: string, person: string, onDuty: readonly string[]): string[] =>
  onDuty.filter((member) => member !== person && member !== by);

/** Of a message: both in the room, and nobody else. */
export const messageFor = ({ person, supporter }: SupportState): Recipients => ({
  must: [person, ...(supporter === null ? [] : [supporter])],
  may: [],
});

/** Of a danger's ground: the contact, whom it is for, and the guardian where they have a key; other supporters on duty may second it (SUP-4). */
export const groundFor = (
  { person }: SupportState,
  stated: {
    readonly by: string;
    readonly contact: string;
    readonly guardian: string | null;
    readonly onDuty: readonly string[];
  },
): Recipients => ({
  must: [
    ...new Set([
      person,
      stated.contact,
      ...(stated.guardian === null || stated.guardian === stated.by ? [] : [stated.guardian]),
    ]),
  ],
  may: [stated.by, ...stated.onDuty],
});

/** Of a review's reason: whom it is for and who stated the danger read it. */
export const reasonFor = (state: SupportState, guardian: string): Recipients => ({
  must: concernedIn({ ...state, danger: state.danger && { ...state.danger, secondedBy: null } }),
  may: [guardian, ...(state.danger?.secondedBy == null ? [] : [state.danger.secondedBy])],
});

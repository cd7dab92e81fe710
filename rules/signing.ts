/** What a kind says of the acts that its members sign: which entry tells of each, so that what was signed is held against what was done (AUT-1). */
import type { Facts } from './refusal.ts';

/** What an act bears of its member's signature: it stands in the facts of the entry that tells of the act, and of a declaration. */
export interface SignedAct<Key = unknown> {
  /** As the description of kinds names it (GET /v1/kinds). */
  readonly act: string;
  /** What was said, as it was read from the request. */
  readonly body: Facts;
  /** The public key that the signature is by, and that counted then. */
  readonly key: Key;
  /** Counts what the member signed of this act in this process, from 1. */
  readonly sequence: number;
  /** A detached JWS. */
  readonly signature: string;
}

/** The fact that bears it. */
export const signedFact = 'signed';

/** Whether a member of a body says what the facts say. */
export type Says = (said: unknown, facts: Facts) => boolean;

/** An entry that tells of a member's act. */
export interface TellsOfAct {
  /** One of these. */
  readonly acts: readonly string[];
  /** The fact that names the member; null where nobody did it. */
  readonly by: string;
  /** Whether it tells of an act at all; always unless given. */
  readonly when?: (facts: Facts) => boolean;
  /** What the body says in other words than the facts; everything else is the fact of its name. */
  readonly says?: Readonly<Record<string, Says>>;
  /** The parts of a text that it puts in force: they stand in the version of the fact `version`. */
  readonly text?: true;
}

/** Of a kind of process, the acts that are signed where the charter has all of them signed. */
export interface SignedActs {
  /** The entries that tell of members' acts, by their kind. */
  readonly telling: Readonly<Record<string, TellsOfAct>>;
  /** What members declare beside the polls, by the name of the act. */
  readonly declared: readonly string[];
}

export const appeals: TellsOfAct = { acts: ['appeal'], by: 'by' };
export const confirms: TellsOfAct = { acts: ['task'], by: 'assignee' };

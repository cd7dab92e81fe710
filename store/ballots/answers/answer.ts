/** An answer: as an elector gives it, and as it stands in the evidence (PRO-7, VOT-6). */
import type { PollKind } from '../../../rules/model.ts';

export interface Answer<Kind extends PollKind = ProposalPoll> {
  readonly kind: Kind;
  /** A ballot's choice or a position; null for a ranking. */
  readonly choice: string | null;
  /** Options in order of preference, those ranked equal together; null for a choice. */
  readonly ranking: readonly (readonly string[])[] | null;
  readonly reason: string | null;
  /** The version of the text that is answered; undefined: the one in force. */
  readonly version: number | undefined;
  /** Of a veto's question: which matter is answered, where it asks about more than one (VET-2). */
  readonly matter?: string | undefined;
  /** The elector's own signature, and what came of checking it; undefined where there is none (AUT-1). */
  readonly signed?: CheckedSignature | undefined;
}

/** The polls of a proposal; those of other processes are in process-polls.ts. */
export type ProposalPoll = Extract<PollKind, 'preferences' | 'positions' | 'votes'>;

/** Where answers go that are taken together: one decision, one kind of poll, and of a veto's question one matter. */
export type Box = { readonly decision: string } & Pick<Answer, 'kind' | 'matter'>;

/** An answer and whose it is. */
export interface Given {
  readonly elector: string;
  readonly answer: Answer;
}

/** An answer as it stands in the evidence. */
export interface AnswerEntry {
  readonly decision: string;
  readonly poll: PollKind;
  readonly pollNumber: number;
  readonly elector: string;
  /** Counts the elector's answers in this poll from 1; the last counts. */
  readonly number: number;
  readonly choice: string | null;
  readonly ranking: readonly (readonly string[])[] | null;
  readonly reason: string | null;
  readonly version: number;
  readonly at: string;
  /** Left out where ballots are not signed (AUT-1). */
  readonly signature?: string | undefined;
}

/** What a ballot says that it was signed for, beside what it answers. */
export interface GivenSignature {
  /** Which of the decision's polls of the kind. */
  readonly number: number;
  /** Which of the elector's ballots in that poll. */
  readonly sequence: number;
  /** A detached JWS. */
  readonly signature: string;
}

/** Why a signature does not do. */
export type SignatureFault =
  | 'form'
  | 'unknown-key'
  | 'does-not-hold'
  | 'not-asked-for'
  | 'other-poll'
  | 'sequence'
  | 'registered-later'
  | 'revoked';

/** A signature, the key that it names, and what is wrong with it by itself; null where it holds. */
export interface CheckedSignature extends GivenSignature {
  readonly kid: string;
  readonly fault: Extract<SignatureFault, 'form' | 'unknown-key' | 'does-not-hold'> | null;
}

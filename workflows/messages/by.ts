/** Who does an act, and what the API says of them with it. */
import type { SignedAct } from '../../rules/signing.ts';

/** Who acts, and what the rules ask of them that the workflow does not hold; the API has checked the token. */
export interface By {
  readonly member: string;
  readonly elector?: boolean | undefined;
  readonly family?: string | null | undefined;
  /** Of a family that the proposal concerns (TIE-2). */
  readonly ofConcerned?: boolean | undefined;
  /** Of council maturity now (EMG-5, EMG-6). */
  readonly council?: boolean | undefined;
  /** One of a conflict's mediators (CNF-3). */
  readonly mediator?: boolean | undefined;
  /** Holds the office that enters a conflict's room (AUT-2). */
  readonly guardian?: boolean | undefined;
  /** Holds the duty, or is of the leadership; and who answers for them, of an agent its steward (ALM-3, ALM-4). */
  readonly duty?: boolean | undefined;
  readonly leads?: boolean | undefined;
  readonly owner?: string | undefined;
  /** The member's own signature of the act, which the API has checked; where the charter has acts signed (AUT-1). */
  readonly signed?: SignedAct | undefined;
}

/** The API's word for it, sealed with an act: in which decision, as what, under which id it was sent (workflows/kit/proof.ts). */
export interface Sealed {
  readonly sent: { readonly decision: string; readonly act: string; readonly update: string };
}

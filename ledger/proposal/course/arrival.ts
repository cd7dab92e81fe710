/** Where the polls of a proposal led, as its own figures have it (PRO-4, DEA-1). */

/** Where the way led, and by which rule. `unfinished`: a round or vote that was due never was, or has no result. */
export interface Arrival {
  readonly at: 'adopted' | 'rejected' | 'inquorate' | 'escalated' | 'unfinished';
  readonly rule: string;
  /** When it was adopted; not known of what another decision adopted. */
  readonly since?: string;
  /** It came to the guardian's word. */
  readonly isGuardianAsked?: true;
}

/** Corrections: new texts soon after the submission, before anybody has answered, which are none of the amendments (PRO-6). */
import type { ProposalState } from './state.ts';

type Corrected = Pick<ProposalState, 'stage' | 'corrections' | 'vetoes'>;

/**
 * Whether a new text can be a correction, as far as the proposal itself tells: in its first hour, in review, which begins anew, with some
 * left and no objection raised. Whether anybody has declared or stated something only the ballot box knows.
 * @param at ISO 8601; at the end of the hour itself it is none any more
 */
export const mayBeCorrection = ({ stage, corrections, vetoes }: Corrected, at: string): boolean =>
  stage === 'review' &&
  corrections.until !== null &&
  at < corrections.until &&
  corrections.made < corrections.most &&
  vetoes.length === 0;

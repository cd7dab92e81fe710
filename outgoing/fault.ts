/** Why a request was not made, or its answer not taken: as data beside the words, for whoever asked for it. */

export type OutgoingFault =
  'address-refused' | 'proxy-refused' | 'answer-too-long' | 'answer-encoded' | 'answer-too-late';

export interface OutgoingError extends Error {
  readonly fault: OutgoingFault;
  readonly facts: Readonly<Record<string, unknown>>;
  /** Asked again it would be the same, until somebody changes what is allowed. */
  readonly final: boolean;
}

const name = 'OutgoingError';

export const outgoingError = (
  message: string,
  { fault, facts, final }: Pick<OutgoingError, 'fault' | 'facts' | 'final'>,
): OutgoingError => Object.assign(new Error(message), { name, fault, facts, final });

export const isOutgoingError = (error: unknown): error is OutgoingError =>
  error instanceof Error && error.name === name;

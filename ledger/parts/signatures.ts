/** What records say of the signatures that their charter asks for (AUT-1). */
import type { Charter } from '../../charter/types.ts';

/** Of charters under which nothing is signed, records say nothing of it. */
export const signed = (signatures: Charter['signatures']): { readonly signatures?: 'ballots' | 'all' } =>
  signatures === 'none' ? {} : { signatures };

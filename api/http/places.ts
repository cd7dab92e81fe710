/** Under which path the processes of each kind lie. */
import type { KindName } from '../../rules/kinds.ts';

export const places = {
  proposal: 'proposals',
  emergency: 'emergencies',
  conflict: 'conflicts',
  appeal: 'appeals',
} as const satisfies { readonly [Kind in KindName]: string };

/** What falls due by itself in an appeal (APP-2). */
import type { AppealState } from './state.ts';

/** One week silent: it is upheld. Nothing falls due once the guardian has ruled. */
export const next = ({
  deadline,
  ruling,
}: AppealState): { readonly at: string; readonly what: 'silence' } | undefined =>
  deadline === null || ruling !== null ? undefined : { at: deadline, what: 'silence' };

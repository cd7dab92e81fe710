/** Why a delegation is refused, as problems (DEL-1, DEL-3). */
import type { RefusalCode } from '../../rules/refusal.ts';
import { type ProblemKind, say } from './kind.ts';

export const delegatingKinds = {
  'to-oneself': {
    status: 422,
    title: 'To oneself',
    about: 'A vote is delegated to somebody else, and a conflict is opened with others than oneself.',
    detail: () => 'It names whoever makes it.',
  },
  'over-cap': {
    status: 409,
    title: 'Over the cap',
    about:
      'The representative carries as many votes as the charter lets one of them carry. Delegate to somebody else, or vote in person.',
    detail: ({ representative, carried, cap, delegated, electorate }) =>
      `With this one ${say(representative)} would carry ${say(carried)} votes of the same scope, and may carry ${say(cap)}: ` +
      `${say(delegated)} of ${say(electorate)} would be delegated.`,
  },
} satisfies Partial<Record<RefusalCode, ProblemKind>>;

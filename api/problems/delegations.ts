/** Why a delegation or a mandate is refused, as problems (DEL-1, DEL-3, MAN-1). */
import type { RefusalCode } from '../../rules/refusal.ts';
import { type ProblemKind, say } from './kind.ts';

export const delegatingKinds = {
  'to-oneself': {
    status: 422,
    title: 'To oneself',
    about:
      'A vote is delegated to somebody else; a conflict is opened, and a family founded, with others than oneself; and nothing is owed to who owes it.',
    detail: ({ member }) =>
      member === undefined ? 'It names whoever makes it.' : `It names ${say(member)} on both sides.`,
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
  'category-not-permitted': {
    status: 422,
    title: 'Not for this category',
    about: 'Some categories are kept to those who decide them: they are neither mandated nor delegated.',
    detail: ({ category, permits }) => `Not for ${say(category)}. It can be for ${say(permits)}.`,
  },
  'unknown-mandate': {
    status: 422,
    title: 'No such mandate',
    about: 'No decision has granted such a mandate. GET /v1/mandates lists those there are.',
    detail: ({ mandate }) => `There is no mandate ${say(mandate)}.`,
  },
} satisfies Partial<Record<RefusalCode, ProblemKind>>;

/** Answers that show at the close of their poll only, where the charter has it so (VOT-7). */
import type { Charter } from '../../charter/types.ts';

/** What polls and records say of it: nothing where answers show at once. */
export interface Hiding {
  readonly answers?: Charter['answers'] | undefined;
}

/** The charter's word, for a poll or a record to carry. Charters written before there was a choice have none: answers show at once. */
export const hidingOf = ({ answers }: Pick<Charter, 'answers'>): { readonly answers?: 'at-close' } =>
  answers === 'at-close' ? { answers } : {};

/** Whether what was answered shows to nobody but who gave it: until the poll closes, others see who has answered. */
export const isHidden = ({
  rules,
  closedAt,
}: {
  readonly rules: { readonly charter: Hiding };
  readonly closedAt: string | null;
}): boolean => rules.charter.answers === 'at-close' && closedAt === null;

/** Whether others see that an answer has come: of what shows at the close that its elector has answered, and not that they have anew. */
export const showsComing = (
  poll: Parameters<typeof isHidden>[0],
  { number }: { readonly number: number },
): boolean => !isHidden(poll) || number === 1;

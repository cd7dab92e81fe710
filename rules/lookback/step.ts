/** What falls due by itself as a decision is looked back upon (PRO-14). */
import type { LookbackState } from './state.ts';

/** The opening, and after the charter's window the close; nothing where it is over. */
export const next = ({
  stage,
  deadline,
}: LookbackState): { readonly at: string; readonly what: 'opening' | 'close' } | undefined =>
  deadline === null ? undefined : { at: deadline, what: stage === 'waiting' ? 'opening' : 'close' };

/** Whether everyone asked has answered: nobody is waited for. */
export const allAnswered = ({ asked, answers }: Pick<LookbackState, 'asked' | 'answers'>): boolean =>
  asked !== null && asked.every((member) => Object.hasOwn(answers, member));

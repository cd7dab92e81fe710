/** Electors' own declared interests in what they decide: who is asked for one, and who must have declared before they answer (GUA-2). */
import type { Charter } from '../../charter/types.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { vetoQuestion } from './tiers.ts';

export type Interests = NonNullable<Charter['interests']>;

/** The word for having none. */
export const noInterest = 'none';

/** What a charter asks of the electors of a proposal; of one's own matter nobody is, and of a veto's question its rules say who has no ballot (VET-2). */
export const interestsAsked = (
  { interests }: Pick<Charter, 'interests'>,
  { tier, category }: { readonly tier: number; readonly category: string },
): { readonly interests?: Interests } =>
  interests === undefined || tier === 1 || category === vetoQuestion ? {} : { interests };

/** Refuses the answer of who has declared nothing, where that is asked of everybody. Facts: `interests` and `declare`, the act. */
export const undeclaredFault = (
  { interests }: { readonly interests?: Interests | undefined },
  hasDeclared: boolean,
): Refusal | undefined =>
  interests !== 'require' || hasDeclared
    ? undefined
    : refuse('interests-undeclared', 'GUA-2', { interests, declare: 'interests' });

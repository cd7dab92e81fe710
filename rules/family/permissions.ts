/** Who may do what as a family is founded, and when (MEM-7, PRO-10). */
import type { MemberStatus } from '../model.ts';
import { allowing, type Permitted, permitted } from '../permitted.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { FamilyState } from './state.ts';
import { isSettled } from './step.ts';

export const familyActs = ['acceptance'] as const;
export type FamilyAct = (typeof familyActs)[number];

interface FamilyActor {
  readonly id: string;
  readonly status: MemberStatus;
}

export const permissions: Readonly<Record<FamilyAct, Permitted<FamilyState, FamilyActor>>> = {
  acceptance: {
    rule: 'MEM-7',
    by: 'Each of its founders; who has accepted may still decline until the last of them accepts.',
    stages: ['proposed'],
    who: allowing('founders', 'MEM-7', ({ id }, { founders }) => founders.includes(id)),
    also: (state) => (isSettled(state) ? refuse('already-done', 'PRO-10', { act: 'acceptance' }) : undefined),
  },
};

/**
 * Whether a member may do something at an instant; nothing where they may.
 * @param at ISO 8601; what comes at the deadline is late (PRO-10)
 */
export const mayAct = (
  act: FamilyAct,
  state: FamilyState,
  actor: FamilyActor,
  at: string,
): Refusal | undefined => permitted(permissions[act], state, actor, { at, closes: state.deadline });

/** Nobody accepts twice (PRO-10). */
export const acceptanceFault = (
  { accepted }: Pick<FamilyState, 'accepted'>,
  member: string,
  accept: boolean,
): Refusal | undefined =>
  accept && accepted.includes(member) ? refuse('already-done', 'PRO-10', { member }) : undefined;

/** Everything that the member may do now (`can`). */
export const actsAllowed = (state: FamilyState, actor: FamilyActor, at: string): FamilyAct[] =>
  familyActs.filter((act) => mayAct(act, state, actor, at) === undefined);

/** Who may do what as a decision is looked back upon, and when (PRO-14, PRO-10). */
import type { MemberStatus } from '../model.ts';
import { allowing, type Permitted, permitted } from '../permitted.ts';
import type { Refusal } from '../refusal.ts';
import type { LookbackState } from './state.ts';

export const lookbackActs = ['answer'] as const;
export type LookbackAct = (typeof lookbackActs)[number];

interface LookbackActor {
  readonly id: string;
  readonly status: MemberStatus;
}

export const permissions: Readonly<Record<LookbackAct, Permitted<LookbackState, LookbackActor>>> = {
  answer: {
    rule: 'PRO-14',
    by: 'Whoever is asked.',
    stages: ['looking-back'],
    // Before it opens nobody is: that it is too early is told first.
    who: allowing('asked', 'PRO-14', ({ id }, { asked }) => asked === null || asked.includes(id)),
  },
};

/**
 * Whether a member may do something at an instant; nothing where they may.
 * @param at ISO 8601; what comes at the deadline is late (PRO-10)
 */
export const mayAct = (
  act: LookbackAct,
  state: LookbackState,
  actor: LookbackActor,
  at: string,
): Refusal | undefined => permitted(permissions[act], state, actor, { at, closes: state.deadline });

/** Everything that the member may do now (`can`). */
export const actsAllowed = (state: LookbackState, actor: LookbackActor, at: string): LookbackAct[] =>
  lookbackActs.filter((act) => mayAct(act, state, actor, at) === undefined);

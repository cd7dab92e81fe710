/** Who may do what to an appeal, and when (APP-2, PRO-10). */
import type { AppealState } from './state.ts';
import type { MemberStatus } from '../model.ts';
import { allowing, type Permitted, permitted, permitting } from '../permitted.ts';
import type { Refusal } from '../refusal.ts';

interface AppealActor {
  readonly id: string;
  readonly status: MemberStatus;
}

export const permissions = permitting<Permitted<AppealState, AppealActor>>()({
  ruling: {
    rule: 'APP-2',
    by: 'The guardian who is asked.',
    stages: ['ruling'],
    who: allowing('guardian', 'APP-2', ({ id }, { guardian }) => id === guardian),
  },
});
export type AppealAct = keyof typeof permissions;
export const appealActs = Object.keys(permissions) as AppealAct[];

/**
 * Whether a member may do something to an appeal at an instant; nothing where they may.
 * @param at ISO 8601; what comes at the deadline is late (PRO-10)
 */
export function mayAct(
  act: AppealAct,
  appeal: AppealState,
  actor: AppealActor,
  at: string,
): Refusal | undefined {
  return permitted(permissions[act], appeal, actor, { at, closes: appeal.deadline });
}

/** Everything that the member may do now (`can`). */
export const actsAllowed = (appeal: AppealState, actor: AppealActor, at: string): AppealAct[] =>
  appealActs.filter((act) => mayAct(act, appeal, actor, at) === undefined);

/** Acts in a conflict (CNF-1 to CNF-4, AUT-2). */
import { type ConflictAct, type ConflictActor, mayAct } from '../../rules/conflict/permissions.ts';
import { type Acting, actRoutesOf, actsOn } from '../kinds/acting.ts';
import type { ReadonlyDeep } from '../http/route.ts';
import { type ConflictAnswer, conflictSchema } from './schemas.ts';
import { conflictActor, viewConflict, type VisibleConflict, visibleConflict } from './view.ts';

const acting: Acting<ConflictAct, VisibleConflict, ConflictActor, ReadonlyDeep<ConflictAnswer>> = {
  kind: 'conflict',
  part: 'the conflict',
  see: visibleConflict,
  who: (services, caller, { state: { id } }) => conflictActor(services, caller, id),
  may: (act, { state }, actor, at) => mayAct(act, state, actor, at),
  carries: (_services, { state }) => state,
  by: ({ mediator, guardian }) => ({ mediator, guardian }),
  show: viewConflict,
};

export const conflictAnswer = { description: 'The conflict as it stands now', schema: conflictSchema };

export const actIn = actsOn(acting);
export const actRoute = actRoutesOf(acting, conflictAnswer);

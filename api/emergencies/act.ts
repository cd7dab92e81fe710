/** Acts on an emergency (EMG-3 to EMG-6). */
import { type EmergencyAct, type EmergencyActor, mayAct } from '../../rules/emergency/permissions.ts';
import type { EmergencyState } from '../../rules/emergency/state.ts';
import { type Acting, actRoutesOf } from '../kinds/acting.ts';
import type { ReadonlyDeep } from '../http/route.ts';
import { type EmergencyAnswer, emergencySchema } from './schemas.ts';
import { emergencyActor, existingEmergency, viewEmergency } from './view.ts';

const acting: Acting<EmergencyAct, EmergencyState, EmergencyActor, ReadonlyDeep<EmergencyAnswer>> = {
  kind: 'emergency',
  part: 'the emergency',
  see: (services, _caller, id) => existingEmergency(services, id),
  who: async (services, caller, state) => (await emergencyActor(services, caller, state)).actor,
  may: mayAct,
  carries: (_services, state) => state,
  by: ({ council }) => ({ council }),
  show: async (services, caller, id) =>
    viewEmergency(services, caller, await existingEmergency(services, id)),
};

export const actRoute = actRoutesOf(acting, {
  description: 'The emergency as it stands now',
  schema: emergencySchema,
});

/** Acts in alarms: corroborating, refuting, acknowledging, updating and clearing them (ALM-3 to ALM-5). */
import {
  type AlarmAct,
  type AlarmActor,
  mayAct,
  type Said,
  saidFault,
} from '../../rules/alarm/permissions.ts';
import type { AlarmState } from '../../rules/alarm/state.ts';
import {
  alarmAcknowledgement,
  alarmClearance,
  alarmCorroboration,
  alarmRefutation,
  alarmUpdate,
} from '../../workflows/messages/alarm.ts';
import { unlessDone } from '../http/idempotency.ts';
import { memberRoute } from '../http/route.ts';
import { decisionParams } from '../http/schemas.ts';
import { type ActCall, type Acting, actRoutesOf, actsOn, late } from '../kinds/acting.ts';
import { must } from '../problems/problem.ts';
import {
  acknowledgementBody,
  type AlarmAnswer,
  alarmSchema,
  clearanceBody,
  corroborationBody,
  refutationBody,
  updateBody,
} from './schemas.ts';
import { sourcesOf } from './sources.ts';
import { alarmActor, existingAlarm, viewAlarm } from './view.ts';

const answer = { description: 'The alarm as it stands now', schema: alarmSchema };

const acting: Acting<AlarmAct, AlarmState, AlarmActor, AlarmAnswer> = {
  kind: 'alarm',
  part: 'the alarm',
  see: (services, _caller, id) => existingAlarm(services, id),
  who: alarmActor,
  may: mayAct,
  carries: (_services, state) => state,
  by: ({ duty, leads, council, owner }) => ({ duty, leads, council, owner }),
  show: viewAlarm,
};

const actRoute = actRoutesOf(acting, answer);

/** What is said is checked beside who says it. */
const saying =
  (act: AlarmAct) =>
  (_call: ActCall, said: Said) =>
  (state: AlarmState, actor: AlarmActor): void =>
    must(saidFault(act, state, actor, said));

export const alarmActRoutes = [
  memberRoute({
    operationId: 'corroborateAlarm',
    method: 'post',
    path: '/v1/alarms/{id}/corroboration',
    summary: 'Puts observations to an alarm, or one’s own word: of another owner it confirms it',
    rules: ['ALM-3'],
    params: decisionParams,
    body: corroborationBody,
    answer,
    problems: [...late, 'limit-reached', 'other-status', 'unknown-observation', 'too-old', 'muted'],
    handle: async (call) => {
      const { services, caller, params, body } = call;
      const { alert, charter } = await existingAlarm(services, params.id);
      const { text, observations, status = alert?.status ?? 'Actual' } = body;
      const at = await services.clock(services.db);
      const { alarms } = charter;
      const naming = { observations, status, at, alarms };
      const sources = await unlessDone(call.attempt, () => sourcesOf(services.db, caller, naming), params.id);
      const said = { text, sources: sources ?? [], status: body.status };
      return actsOn(acting)(call, 'corroboration', alarmCorroboration, said, (state, actor) =>
        saying('corroboration')(call, said)(state, actor),
      );
    },
  }),
  actRoute({
    operationId: 'refuteAlarm',
    act: 'refutation',
    summary: 'Refutes an alarm with a reason; a duty holder’s word ends it, or that of two',
    rules: ['ALM-5'],
    body: refutationBody,
    update: alarmRefutation,
    also: saying('refutation'),
    problems: ['unknown-sensor'],
  }),
  actRoute({
    operationId: 'acknowledgeAlarm',
    act: 'acknowledgement',
    summary: 'Says that one sees to an alarm: nobody else is told meanwhile; by who was told',
    rules: ['ALM-4'],
    body: acknowledgementBody,
    content: () => ({}),
    update: alarmAcknowledgement,
  }),
  actRoute({
    operationId: 'updateAlarm',
    act: 'updates',
    summary: 'Says how an alarm stands; by a duty holder or who has acknowledged it',
    rules: ['ALM-4'],
    body: updateBody,
    update: alarmUpdate,
    also: saying('updates'),
  }),
  actRoute({
    operationId: 'clearAlarm',
    act: 'clearance',
    summary: 'Gives the all-clear; by a duty holder',
    rules: ['ALM-4'],
    body: clearanceBody,
    content: () => ({}),
    update: alarmClearance,
  }),
];

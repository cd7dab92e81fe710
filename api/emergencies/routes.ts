/** Emergencies: a leader acts at once, reports and justifies; the council overrides or ratifies (EMG-1 to EMG-7). */
import { v7 } from 'uuid';
import { lengthFault } from '../../rules/council/allocations.ts';
import { instantFault } from '../../rules/submission/earliest.ts';
import { emergencyActionFault, leadershipFault } from '../../rules/emergency/state.ts';
import { repeatFault } from '../../rules/emergency/repeat.ts';
import { refuse } from '../../rules/refusal.ts';
import { formerEmergencies } from '../../store/processes/kinds/emergencies.ts';
import { justification, pollCall, report } from '../../workflows/messages/emergency.ts';
import { task } from '../../workflows/messages/shared.ts';
import { callFault } from '../../store/submission/action-faults.ts';
import { allocationFault } from '../../store/submission/allocation-faults.ts';
import { carriedCharter, currentCharter } from '../charter/of-decision.ts';
import { late } from '../kinds/acting.ts';
import { listRoute, oneRoute, timelineRoute } from '../kinds/reading.ts';
import { actRoute } from './act.ts';
import { existingEmergency, mustBeAllowed, viewEmergency } from './view.ts';
import { must } from '../problems/problem.ts';
import { retryOf } from '../http/retrying.ts';
import { unlessDone } from '../http/idempotency.ts';
import { memberRoute } from '../http/route.ts';
import { decisionParams, nothing } from '../http/schemas.ts';
import {
  accountBody,
  emergenciesQuery,
  emergenciesSchema,
  emergencyBody,
  emergencySchema,
  overrideCallBody,
  ratificationCallBody,
} from './schemas.ts';
import { taskSchema } from '../proposals/schemas.ts';
import { namesFault } from '../../store/submission/submission.ts';
import { startProcess } from '../service/temporal.ts';

export const emergencyRoutes = [
  memberRoute({
    operationId: 'openEmergency',
    method: 'post',
    path: '/v1/emergencies',
    summary: 'Acts alone and at once; by a member of the leadership',
    rules: ['EMG-1', 'EMG-2'],
    body: emergencyBody,
    answer: { status: 201, description: 'The emergency', schema: emergencySchema },
    location: ({ id }) => `/v1/emergencies/${id}`,
    problems: [
      'action-not-permitted',
      'address-refused',
      'no-reversal',
      'repeated-act',
      'switched-off',
      'unknown-member',
      'unknown-resource',
      'over-total',
      'past-instant',
      'too-far-ahead',
      'idempotency-key-reused',
    ],
    handle: async ({ services, caller, body, attempt }) => {
      const { db, clock, temporal, callsAllowed } = services;
      const createdAt = await clock(db);
      const charter = await currentCharter(services);
      const { emergency } = charter.charter;
      await unlessDone(attempt, async () => {
        must(leadershipFault(caller));
        if (emergency === null) must(refuse('switched-off', 'EMG-1', { off: 'emergency' }));
        must(emergencyActionFault(body));
        for (const action of [body.action, body.reversal]) {
          must(callFault(action, callsAllowed));
          must(await namesFault(db, { action, impact: null }, 'EMG-2'));
          must(instantFault(action, createdAt));
          must(lengthFault(action, charter.charter, createdAt));
          must(await allocationFault(db, action, null, createdAt));
        }
        const repeat = emergency?.repeat ?? 0;
        const since = new Date(Date.parse(createdAt) - repeat).toISOString();
        must(repeatFault(body, await formerEmergencies(db, since), repeat, createdAt));
      });
      const id = await attempt.begin(v7({ msecs: Date.parse(createdAt) }));
      const input = { id, actor: caller.id, ...body, charter, createdAt, retryOf: null };
      await startProcess(temporal, 'emergency', input, {
        summary: caller.id,
      });
      return viewEmergency(services, caller, await existingEmergency(services, id));
    },
  }),
  listRoute({
    kind: 'emergency',
    operationId: 'listEmergencies',
    summary: 'Emergencies, newest first',
    rules: ['EMG-1', 'AUT-2'],
    query: emergenciesQuery,
    answer: { description: 'A page of emergencies', schema: emergenciesSchema },
    filter: ({ actor, ...query }) => ({ ...query, party: actor }),
    show: viewEmergency,
  }),
  oneRoute({
    kind: 'emergency',
    operationId: 'getEmergency',
    summary: 'An emergency, and what the caller may do with it now',
    rules: ['EMG-1', 'AUT-2'],
    answer: { description: 'The emergency', schema: emergencySchema },
    view: async (services, caller, id) =>
      viewEmergency(services, caller, await existingEmergency(services, id)),
  }),
  timelineRoute({
    kind: 'emergency',
    operationId: 'getEmergencyTimeline',
    summary: 'What happened in an emergency, in order',
    rules: ['REC-4'],
    find: (services, _caller, id) => existingEmergency(services, id),
  }),
  actRoute({
    operationId: 'reportEmergency',
    act: 'report',
    summary: 'Reports what was done, within one wake of the act, or late; by its actor',
    rules: ['EMG-3'],
    body: accountBody,
    update: report,
  }),
  actRoute({
    operationId: 'justifyEmergency',
    act: 'justification',
    summary: 'Justifies the act, after its report, or late; by its actor',
    rules: ['EMG-4'],
    body: accountBody,
    problems: ['incomplete'],
    update: justification,
  }),
  actRoute({
    operationId: 'callOverride',
    act: 'override-calls',
    summary: 'Calls the poll that ends the act and reverses it; by any member of the council but its actor',
    rules: ['EMG-5', 'MEM-3'],
    body: overrideCallBody,
    problems: ['empty-electorate'],
    update: pollCall,
    content: ({ reason }) => ({ kind: 'override' as const, reason }),
  }),
  actRoute({
    operationId: 'callRatification',
    act: 'ratification-calls',
    summary: 'Calls the poll that lets the act stand; by any member of the council',
    rules: ['EMG-6', 'MEM-3'],
    body: ratificationCallBody,
    problems: ['empty-electorate'],
    update: pollCall,
    content: (body) => ({ kind: 'ratification' as const, reason: body?.reason ?? null }),
  }),
  actRoute({
    operationId: 'confirmEmergencyTask',
    act: 'task',
    summary: 'Confirms the task of the act, or of its reversal, with evidence; by its assignee',
    rules: ['EXE-1', 'EMG-2'],
    body: taskSchema,
    update: task,
  }),
  memberRoute({
    operationId: 'retryEmergency',
    method: 'post',
    path: '/v1/emergencies/{id}/retry',
    summary: 'Runs a reversal again that failed, as a new emergency linked to it; by an operator',
    rules: ['EMG-7', 'EXE-2'],
    params: decisionParams,
    body: nothing,
    answer: { status: 201, description: 'The new emergency', schema: emergencySchema },
    location: ({ id }) => `/v1/emergencies/${id}`,
    problems: [...late],
    handle: async ({ services, caller, params, attempt }) => {
      const failed = await existingEmergency(services, params.id);
      await unlessDone(attempt, () => mustBeAllowed(services, 'retry', failed, caller));
      const { actor, what, reason, action, reversal, charter } = failed;
      const id = await attempt.begin(retryOf(failed));
      const input = {
        id,
        actor,
        what,
        reason,
        action,
        reversal,
        retryOf: failed,
        charter: await carriedCharter(services, charter.version),
        createdAt: await services.clock(services.db),
      };
      await startProcess(services.temporal, 'emergency', input, { summary: `reversal of ${failed.id}` });
      return viewEmergency(services, caller, await existingEmergency(services, id));
    },
  }),
];

/** Alarms: raised by a member, listed, read, and served in CAP (ALM-3, INT-3). */
import { v7 } from 'uuid';
import { raisingFault } from '../../rules/alarm/permissions.ts';
import { isDoubted } from '../../rules/alarm/sensors.ts';
import { refuse } from '../../rules/refusal.ts';
import { openAlarmsOf, refutedOf } from '../../store/alarms/sensors.ts';
import { someoneHolds } from '../../store/council/members.ts';
import { readTimeline } from '../../store/processes/timeline.ts';
import type { AlarmInput } from '../../workflows/inputs.ts';
import { carriedCharter, currentCharter } from '../charter/of-decision.ts';
import { unlessDone } from '../http/idempotency.ts';
import { answered, memberRoute } from '../http/route.ts';
import { decisionParams } from '../http/schemas.ts';
import { listRoute, oneRoute, timelineRoute } from '../kinds/reading.ts';
import { must, refusalError } from '../problems/problem.ts';
import { awaitOpened, startProcess } from '../service/temporal.ts';
import { capMediaType, capOf } from './cap.ts';
import { alarmBody, alarmSchema, alarmsQuery, alarmsSchema } from './schemas.ts';
import { sourcesOf } from './sources.ts';
import { existingAlarm, ownerOf, showAlarm, viewAlarm } from './view.ts';

/** How far ahead an alarm may expire, in milliseconds of the calendar: 365 days. */
const furthest = 31_536_000_000;

export const alarmRoutes = [
  memberRoute({
    operationId: 'raiseAlarm',
    method: 'post',
    path: '/v1/alarms',
    summary: 'Raises an alarm, with observations or by one’s own word: duty holders are told at once',
    rules: ['ALM-3', 'ALM-4', 'ALM-5', 'CHA-1'],
    body: alarmBody,
    answer: { status: 201, description: 'The alarm', schema: alarmSchema },
    location: ({ id }) => `/v1/alarms/${id}`,
    problems: [
      'switched-off',
      'past-instant',
      'too-far-ahead',
      'unknown-observation',
      'too-old',
      'muted',
      'other-status',
      'limit-reached',
      'idempotency-key-reused',
    ],
    handle: async ({ services, caller, body, attempt }) => {
      const { db, clock, temporal } = services;
      const createdAt = await clock(db);
      const { version, hash, pace, charter } = await currentCharter(services);
      const { alarms } = charter;
      if (alarms === null) throw refusalError(refuse('switched-off', 'ALM-3', { section: 'alarms' }));
      const { observations, ...alert } = body;
      const { status, expires } = alert;
      const sources = await unlessDone(attempt, async () => {
        must(expiryFault(expires, createdAt));
        must(raisingFault(await openAlarmsOf(db, caller.id)));
        return sourcesOf(db, caller, { observations, status, at: createdAt, alarms });
      });
      const owner = ownerOf(caller);
      const since = new Date(Date.parse(createdAt) - alarms.mute.within).toISOString();
      const doubted = isDoubted(await refutedOf(db, owner, since), createdAt, alarms.mute);
      const id = await attempt.begin(v7({ msecs: Date.parse(createdAt) }));
      if (sources === undefined) {
        await awaitOpened(temporal, id);
        return viewAlarm(services, caller, id);
      }
      const input: AlarmInput = {
        id,
        charter: { version, hash, pace, alarms },
        createdAt,
        continuationOf: null,
        by: caller.id,
        owner,
        duty: caller.roles.includes('duty'),
        doubted,
        alert,
        sources,
        // Where nobody holds the duty, the leadership hears of it at once (ALM-4).
        told: (await someoneHolds(db, 'duty')) ? 'duty' : 'leadership',
      };
      await startProcess(temporal, 'alarm', input, { summary: 'alarm' });
      return viewAlarm(services, caller, id);
    },
  }),
  listRoute({
    kind: 'alarm',
    operationId: 'listAlarms',
    summary: 'Alarms, newest first',
    rules: ['ALM-3'],
    query: alarmsQuery,
    answer: { description: 'A page of alarms', schema: alarmsSchema },
    show: showAlarm,
  }),
  oneRoute({
    kind: 'alarm',
    operationId: 'getAlarm',
    summary: 'An alarm: its sources, who has been told, and what the caller may do now',
    rules: ['ALM-3', 'ALM-4', 'AUT-1'],
    answer: { description: 'The alarm', schema: alarmSchema },
    view: viewAlarm,
  }),
  memberRoute({
    operationId: 'getAlarmInCap',
    method: 'get',
    path: '/v1/alarms/{id}/cap',
    summary: 'The newest message of an alarm in the Common Alerting Protocol 1.2',
    rules: ['ALM-3'],
    params: decisionParams,
    answer: { description: 'The message', mediaType: capMediaType },
    problems: [],
    handle: async ({ services, params, response }) => {
      const state = await existingAlarm(services, params.id);
      const { charter } = await carriedCharter(services, state.charter.version);
      const timeline = await readTimeline(services.db, state.id, {});
      const described = { council: services.signer.name, charterName: charter.name, timeline };
      response.type(capMediaType).send(capOf(state, described));
      return answered;
    },
  }),
  timelineRoute({
    kind: 'alarm',
    operationId: 'getAlarmTimeline',
    summary: 'What happened in an alarm, in order; with the signed observations',
    rules: ['REC-4', 'ALM-2'],
    find: (services, _caller, id) => existingAlarm(services, id),
  }),
];

/** It ends at an instant that is ahead, and not too far. */
function expiryFault(expires: string, at: string) {
  const latest = new Date(Date.parse(at) + furthest).toISOString();
  if (expires <= at) return refuse('past-instant', 'ALM-3', { path: '/expires', instant: expires, at });
  return expires > latest
    ? refuse('too-far-ahead', 'ALM-3', { path: '/expires', instant: expires, latest })
    : undefined;
}

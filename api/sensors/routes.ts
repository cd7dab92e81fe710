/** Sensors, what they and members observe, and checking one that is muted (ALM-1, ALM-2, ALM-5). */
import { z } from 'zod';
import {
  type OpenedObservation,
  openObservation,
  type SignedObservation,
} from '../../ledger/acts/observation.ts';
import { mutedSince } from '../../rules/alarm/sensors.ts';
import type { Member } from '../../rules/model.ts';
import { type Refusal, refuse } from '../../rules/refusal.ts';
import { observationsOf } from '../../store/alarms/kept-observations.ts';
import { takeAlone } from '../../store/alarms/lone-observations.ts';
import { type Outcome, sourceOf, takeObservations } from '../../store/alarms/observations.ts';
import { keepCheck, listSensors, type Sensor } from '../../store/alarms/sensors.ts';
import type { Clock } from '../../store/postgres/clock.ts';
import type { Db } from '../../store/postgres/database.ts';
import { signedSaid } from '../alarms/sources.ts';
import { currentCharter } from '../charter/of-decision.ts';
import { mapPage, pageOf, placeOf } from '../http/page.ts';
import { memberRoute, publicRoute } from '../http/route.ts';
import { problemError, refusalError } from '../problems/problem.ts';
import type { Services } from '../service/services.ts';
import {
  checkBody,
  longestTogether,
  observationsAnswer,
  observationsBody,
  observationsSchema,
  sensorParams,
  sensorSchema,
  sensorsQuery,
  sensorsSchema,
} from './schemas.ts';

/** What came of each, in their order: what is no observation is not looked at. */
async function take({ db, clock }: Services, given: readonly SignedObservation[]) {
  const opened = given.map(openObservation);
  const good = opened.flatMap((one) => ('fault' in one ? [] : one));
  const outcomes = (await keptOf(db, clock, good)).values();
  return opened.map((one) => {
    if ('fault' in one) return refusedItem(refuse('bad-signature', 'ALM-2', { reason: one.fault }));
    const outcome = outcomes.next().value as Outcome;
    return 'refusal' in outcome
      ? refusedItem(outcome.refusal)
      : {
          state: 'kept' as const,
          id: outcome.id,
          source: sourceOf(one.by),
          number: one.observation.number,
          arrivedAt: outcome.arrivedAt,
        };
  });
}

async function keptOf(
  db: Db,
  clock: Clock,
  given: readonly OpenedObservation[],
): Promise<readonly Outcome[]> {
  const [one] = given;
  if (one === undefined) return [];
  return given.length === 1 ? [await takeAlone(db, clock, one)] : takeObservations(db, clock, given);
}

const refusedItem = ({ code, rule, facts }: Refusal) => ({ state: 'refused' as const, code, rule, facts });

async function shown({ db, pace }: Pick<Services, 'db' | 'pace'>, sensors: readonly Sensor[]) {
  const { alarms } = (await currentCharter({ db, pace })).charter;
  return sensors.map(({ refuted, checkedAt, key, persons, ...sensor }) => ({
    ...sensor,
    key: key as { crv: 'Ed25519'; kty: 'OKP'; x: string },
    persons: [...persons],
    checkedAt,
    mutedSince: alarms === null ? null : mutedSince(refuted, checkedAt, alarms.mute),
  }));
}

async function existing({ db }: Pick<Services, 'db'>, id: string): Promise<Sensor> {
  const [sensor] = await listSensors(db, { ids: [id], limit: 1 });
  if (sensor === undefined) throw problemError('not-found');
  return sensor;
}

/** What is seen of persons is for them, for the owner and for duty holders (ALM-1). */
const mayRead = ({ persons, owner }: Sensor, { id, roles }: Member): boolean =>
  persons.length === 0 || persons.includes(id) || owner === id || roles.includes('duty');

export const observationRoute = publicRoute({
  operationId: 'sendObservations',
  method: 'post',
  path: '/v1/observations',
  summary: 'Takes signed observations, one or up to a thousand: whose key signed them may send them',
  rules: ['ALM-1', 'ALM-2'],
  body: observationsBody,
  longestBody: longestTogether,
  answer: { status: 201, description: 'What came of them', schema: observationsAnswer },
  problems: [
    'switched-off',
    'unknown-sensor',
    'bad-signature',
    'already-done',
    'out-of-order',
    'ahead-of-clock',
    'too-often',
  ],
  handle: async ({ services, body, response }) => {
    const { alarms } = (await currentCharter(services)).charter;
    if (alarms === null) throw refusalError(refuse('switched-off', 'ALM-1', { section: 'alarms' }));
    const items = await take(services, Array.isArray(body) ? body : [body]);
    if (Array.isArray(body)) return { items };
    const [item] = items;
    if (item === undefined) throw new Error('nothing came of an observation');
    if (item.state === 'kept') return item;
    if (typeof item.facts['again'] === 'string') {
      const wait = Date.parse(item.facts['again']) - Date.parse(await services.clock(services.db));
      response.set('Retry-After', String(Math.max(1, Math.ceil(wait / 1_000))));
    }
    const { code, rule, facts } = item;
    throw refusalError({ code, rule, facts });
  },
});

export const sensorRoutes = [
  memberRoute({
    operationId: 'listSensors',
    method: 'get',
    path: '/v1/sensors',
    summary: 'Sensors, those that were removed among them, in the order of their ids',
    rules: ['ALM-1'],
    query: sensorsQuery,
    answer: { description: 'A page of sensors', schema: sensorsSchema },
    problems: [],
    handle: async ({ services, query: { cursor, limit } }) => {
      const after = placeOf(z.string(), cursor);
      const page = pageOf(await listSensors(services.db, { after, limit: limit + 1 }), limit, ({ id }) => id);
      return { items: await shown(services, page.items), next: page.next };
    },
  }),
  memberRoute({
    operationId: 'getSensor',
    method: 'get',
    path: '/v1/sensors/{id}',
    summary: 'A sensor: where it is, whose, what for, and whether it is muted',
    rules: ['ALM-1', 'ALM-5'],
    params: sensorParams,
    answer: { description: 'The sensor', schema: sensorSchema },
    problems: [],
    handle: async ({ services, params: { id } }) => showOne(services, id),
  }),
  memberRoute({
    operationId: 'listObservations',
    method: 'get',
    path: '/v1/sensors/{id}/observations',
    summary:
      'What a sensor has observed and is kept, newest first; of persons for them, its owner and duty holders',
    rules: ['ALM-1', 'ALM-2'],
    params: sensorParams,
    query: sensorsQuery,
    answer: { description: 'A page of observations', schema: observationsSchema },
    problems: ['not-permitted'],
    handle: async ({ services, caller, params: { id }, query: { cursor, limit } }) => {
      const sensor = await existing(services, id);
      if (!mayRead(sensor, caller))
        throw refusalError(refuse('not-permitted', 'ALM-1', { allowed: ['observed', 'owner', 'duty'] }));
      const before = placeOf(z.int(), cursor);
      const source = sourceOf({ kind: 'sensor', id });
      const read = await observationsOf(services.db, source, { before, limit: limit + 1 });
      return mapPage(
        pageOf(read, limit, ({ number }) => number),
        ({ id: one, number, at, arrivedAt, kind, payload, protected: header, signature }) => ({
          id: one,
          number,
          at,
          arrivedAt,
          kind,
          said: signedSaid(payload),
          signed: { payload, protected: header, signature },
        }),
      );
    },
  }),
  memberRoute({
    operationId: 'checkSensor',
    method: 'post',
    path: '/v1/sensors/{id}/checks',
    summary:
      'Says with evidence that a sensor was checked: it is muted no more; by a duty holder, not its owner',
    rules: ['ALM-5'],
    params: sensorParams,
    body: checkBody,
    answer: { status: 201, description: 'The sensor', schema: sensorSchema },
    problems: ['not-permitted', 'idempotency-key-reused'],
    handle: async ({ services, caller, params: { id }, body: { evidence } }) => {
      const { db, clock } = services;
      const { owner } = await existing(services, id);
      if (!caller.roles.includes('duty') || [caller.id, caller.steward].includes(owner))
        throw refusalError(refuse('not-permitted', 'ALM-5', { allowed: 'duty' }));
      await keepCheck(db, { sensor: id, by: caller.id, at: await clock(db), evidence });
      return showOne(services, id);
    },
  }),
];

async function showOne(services: Pick<Services, 'db' | 'pace'>, id: string) {
  const [sensor] = await shown(services, [await existing(services, id)]);
  if (sensor === undefined) throw problemError('not-found');
  return sensor;
}

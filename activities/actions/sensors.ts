/** Registering and removing sensors (ALM-1). */
import { fingerprintOf } from '../../ledger/acts/jwk.ts';
import { sensorFault, sensorRemovalFault } from '../../rules/alarm/sensors.ts';
import type { Action } from '../../rules/model.ts';
import type { Facts } from '../../rules/refusal.ts';
import type { Clock } from '../../store/postgres/clock.ts';
import type { Trx } from '../../store/postgres/database.ts';
import {
  isSensor,
  lockSensors,
  registerSensor,
  removeSensor,
  sensorStanding,
} from '../../store/alarms/sensors.ts';
import { carriedBy, mustBePermitted, mustNotBe } from './carried.ts';

/** @throws a failure that is not retryable, with the refusal, where it cannot be registered any more */
export async function performRegistration(
  trx: Trx,
  clock: Clock,
  action: Extract<Action, { type: 'sensor.register' }>,
  decision: string,
): Promise<Facts> {
  await lockSensors(trx);
  const at = await clock(trx);
  const carrying = await carriedBy(trx, decision);
  mustBePermitted(action, carrying);
  const { sensor } = action;
  mustNotBe(sensorFault(sensor, await sensorStanding(trx, sensor), carrying.charter));
  await registerSensor(trx, sensor, { decision, at });
  const { id, key, place, owner, purpose, persons = [], because = null } = sensor;
  return { sensor: id, key: fingerprintOf(key), place, owner, purpose, persons, because };
}

/** @throws a failure that is not retryable, with the refusal, where there is none any more */
export async function performRemoval(
  trx: Trx,
  clock: Clock,
  action: Extract<Action, { type: 'sensor.remove' }>,
  decision: string,
): Promise<Facts> {
  const { sensor } = action;
  await lockSensors(trx);
  const at = await clock(trx);
  mustBePermitted(action, await carriedBy(trx, decision));
  mustNotBe(sensorRemovalFault(sensor, { isThere: await isSensor(trx, sensor) }));
  await removeSensor(trx, sensor, at);
  return { sensor };
}

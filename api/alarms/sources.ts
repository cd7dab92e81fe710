/** What is named as a source of an alarm: observations that are kept, new enough, of sensors that are not muted; or a member's own word (ALM-3, ALM-5). */
import { bytesOfBase64url } from '../../ledger/bytes/base64url.ts';
import type { PublicJwk } from '../../ledger/acts/jwk.ts';
import type { Alert } from '../../rules/alarm/cap.ts';
import { mutedSince } from '../../rules/alarm/sensors.ts';
import type { AlarmState, Named, Source } from '../../rules/alarm/state.ts';
import { refuse } from '../../rules/refusal.ts';
import { type Kept, observationsAmong } from '../../store/alarms/kept-observations.ts';
import { listSensors, type Sensor, statusesNaming } from '../../store/alarms/sensors.ts';
import { keysOf } from '../../store/council/member-keys.ts';
import { memberById } from '../../store/council/members.ts';
import type { Member } from '../../rules/model.ts';
import type { Db } from '../../store/postgres/database.ts';
import { must, refusalError } from '../problems/problem.ts';
import { ownerOf } from './view.ts';

interface Naming {
  readonly observations: readonly string[];
  readonly status: Alert['status'];
  readonly at: string;
  readonly alarms: AlarmState['charter']['alarms'];
}

/** @throws a problem: `unknown-observation`, `too-old`, `muted`, `other-status` */
export async function sourcesOf(
  db: Db,
  caller: Member,
  { observations, status, at, alarms }: Naming,
): Promise<Source[]> {
  const putter = { by: caller.id, byOwner: ownerOf(caller) };
  if (observations.length === 0) return [{ ...putter, owner: putter.byOwner, at, observation: null }];
  const kept = await observationsAmong(db, observations);
  const sensorIds = kept.flatMap(({ source }) => idIn(source, 'sensor') ?? []);
  const sensors = new Map(
    (await listSensors(db, { ids: sensorIds, limit: sensorIds.length + 1 })).map((one) => [one.id, one]),
  );
  const found = new Map<string, Source>();
  for (const one of kept) {
    const made = await sourceMade(db, one, sensors);
    if (made !== undefined) found.set(one.id, { ...putter, ...made, at: one.at });
  }
  const sources = observations.flatMap((id) => found.get(id) ?? []);
  const isOld = ({ at: observedAt }: Source) => Date.parse(at) - Date.parse(observedAt) >= alarms.window;
  const unknown = observations.filter((id) => !found.has(id));
  if (unknown.length > 0)
    throw refusalError(refuse('unknown-observation', 'ALM-3', { observations: unknown }));
  for (const source of sources) {
    const { id, sensor } = source.observation as Named;
    if (isOld(source))
      throw refusalError(refuse('too-old', 'ALM-3', { observation: id, instant: source.at }));
    if (sensor !== null) mustNotBeMuted(sensors.get(sensor) as Sensor, alarms);
    const other = (await statusesNaming(db, id)).find((named) => named !== status);
    must(other === undefined ? undefined : refuse('other-status', 'ALM-3', { status: other, alarm: status }));
  }
  return sources;
}

function mustNotBeMuted({ id, refuted, checkedAt }: Sensor, { mute }: Naming['alarms']): void {
  const since = mutedSince(refuted, checkedAt, mute);
  if (since !== null) throw refusalError(refuse('muted', 'ALM-5', { sensor: id, since }));
}

const idIn = (source: string, kind: 'sensor' | 'member'): string | undefined =>
  source.startsWith(`${kind}:`) ? source.slice(kind.length + 1) : undefined;

/** Nothing of a sensor that was removed or has another key now, and of a member who has departed. */
async function sourceMade(
  db: Db,
  { id, source, kind, fingerprint, payload, protected: header, signature }: Kept,
  sensors: ReadonlyMap<string, Sensor>,
): Promise<Pick<Source, 'owner' | 'observation'> | undefined> {
  const signed = { payload, protected: header, signature };
  const of = (sensor: string | null, key: PublicJwk): Named => ({
    id,
    sensor,
    kind,
    signed,
    key: key as Named['key'],
  });
  const sensorId = idIn(source, 'sensor');
  if (sensorId !== undefined) {
    const sensor = sensors.get(sensorId);
    if (sensor === undefined || sensor.removedAt !== null || sensor.fingerprint !== fingerprint)
      return undefined;
    const owner = await memberById(db, sensor.owner);
    return {
      owner: owner === undefined ? sensor.owner : ownerOf(owner),
      observation: of(sensorId, sensor.key),
    };
  }
  const member = await memberById(db, idIn(source, 'member') ?? '');
  if (member === undefined || member.status === 'departed') return undefined;
  const key = (await keysOf(db, member.id)).find((one) => one.fingerprint === fingerprint);
  return key && { owner: ownerOf(member), observation: of(null, key.key) };
}

/** What was signed, as JSON. */
export const signedSaid = (payload: string): Readonly<Record<string, unknown>> =>
  JSON.parse((bytesOfBase64url(payload) ?? Buffer.from('{}')).toString('utf8')) as Record<string, unknown>;

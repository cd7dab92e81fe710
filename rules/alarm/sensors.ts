/** Sensors: registered by a decision, they only observe; when they may, and when their observations count no more (ALM-1, ALM-5). */
import type { Charter } from '../../charter/types.ts';
import type { Action, NewSensor } from '../model.ts';
import { type Refusal, refuse } from '../refusal.ts';

/** Whose consent a registration asks for: of whom the sensor observes, unless a justice decision stands for it (ALM-1). */
export const observedBy = (action: Action | null): readonly string[] =>
  action?.type === 'sensor.register' && action.sensor.because === undefined
    ? (action.sensor.persons ?? [])
    : [];

/** What a registration is checked against. */
export interface SensorStanding {
  /** Whether a sensor of the id observes now. */
  readonly isThere: boolean;
  /** The sensor of which this is the key, or was: a key is one sensor's for good. */
  readonly keyOf: string | null;
  /** The decision that is to stand for consents, where there is one of that id. */
  readonly because: {
    readonly category: string;
    readonly outcome: string | null;
    readonly accused: string | null;
  } | null;
}

/**
 * Refuses to register a sensor. In order: a charter without sensors (facts: `section`); one that is there (`sensor`); a key that is another's
 * (`sensor`, `keyOf`); persons observed by a decision that is no executed justice decision about each of them (`because`, `persons`).
 */
export function sensorFault(
  { id, persons = [], because }: NewSensor,
  { isThere, keyOf, because: found }: SensorStanding,
  { alarms }: Pick<Charter, 'alarms'>,
): Refusal | undefined {
  if (alarms === null) return refuse('switched-off', 'ALM-1', { section: 'alarms' });
  if (isThere) return refuse('already-done', 'ALM-1', { sensor: id });
  if (keyOf !== null && keyOf !== id) return refuse('already-done', 'ALM-1', { sensor: id, keyOf });
  if (because === undefined) return undefined;
  const stands =
    found?.category === 'justice' &&
    found.outcome === 'executed' &&
    persons.every((person) => person === found.accused);
  return stands ? undefined : refuse('not-permitted', 'ALM-1', { because, persons });
}

/** Refuses to remove a sensor that does not observe. */
export const sensorRemovalFault = (
  sensor: string,
  { isThere }: Pick<SensorStanding, 'isThere'>,
): Refusal | undefined => (isThere ? undefined : refuse('unknown-sensor', 'ALM-1', { sensor }));

/**
 * Since when a sensor is muted: its observations are kept, and count for no alarm until it is checked; null where it is not (ALM-5).
 * @param refuted when alarms of it were refuted, ISO 8601, in any order
 * @param checked when it was checked last; null: never
 */
export function mutedSince(
  refuted: readonly string[],
  checked: string | null,
  { refuted: most, within }: NonNullable<Charter['alarms']>['mute'],
): string | null {
  const since = refuted.filter((at) => checked === null || at > checked).toSorted();
  const last = since.find((at, place) => {
    const first = since[place - most + 1];
    return first !== undefined && Date.parse(at) - Date.parse(first) < within;
  });
  return last ?? null;
}

/** Whether who raises an alarm was refuted so often, within the time before, that it needs a second source (ALM-5). */
export const isDoubted = (
  refuted: readonly string[],
  at: string,
  { refuted: most, within }: NonNullable<Charter['alarms']>['mute'],
): boolean => {
  const from = Date.parse(at) - within;
  return refuted.filter((one) => Date.parse(one) > from && one <= at).length >= most;
};

/** What must hold between an alarm and the records before it: its sensors were registered with that key and owner, and who was refuted too often is doubted (ALM-1, ALM-5). */
import { isDoubted } from '../../rules/alarm/sensors.ts';
import { isObject } from '../bytes/json.ts';
import type { ProposalRecord } from '../parts/schema/record.ts';
import type { AlarmRecord } from './schema.ts';

/** Of an act and the record of an alarm that ends at the same time nobody knows which came first, by so many milliseconds. */
const underWay = 60_000;

export function openAlarms(): {
  readonly noteExecuted: (record: ProposalRecord) => void;
  readonly fault: (record: AlarmRecord) => string | undefined;
} {
  /** The owners under which a sensor was ever registered. */
  const owners = new Map<string, Set<string>>();
  const refuted = new Map<string, string[]>();
  return {
    noteExecuted: ({ outcome, ending }) => {
      if (outcome !== 'executed' || ending.facts === null || !('told' in ending.facts)) return;
      const { action, result } = ending.facts.told;
      if (action !== 'sensor.register' || !isObject(result)) return;
      const { sensor, owner } = result;
      if (typeof sensor !== 'string' || typeof owner !== 'string') return;
      owners.set(sensor, (owners.get(sensor) ?? new Set()).add(owner));
    },
    fault: (record) => {
      const { sources, raisedBy, createdAt, endedAt, outcome, wrong, rules, continuationOf } = record;
      const before = refuted.get(raisedBy.byOwner) ?? [];
      if (outcome === 'refuted')
        for (const owner of wrong.owners) refuted.set(owner, [...(refuted.get(owner) ?? []), endedAt]);
      const unknown = sources.find(({ sensor }) => sensor !== null && !owners.has(sensor));
      if (unknown !== undefined)
        return `has an observation of the sensor ${String(unknown.sensor)}, which no decision before it registered (ALM-1)`;
      const surely = new Date(Date.parse(createdAt) - underWay).toISOString();
      const settled = before.filter((at) => at <= surely);
      return continuationOf === null && isDoubted(settled, createdAt, rules.alarms.mute) && !record.doubted
        ? `doubts nobody, but ${raisedBy.byOwner} was refuted ${settled.length} times before it (ALM-5)`
        : undefined;
    },
  };
}

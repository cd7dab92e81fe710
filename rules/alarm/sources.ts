/** When sources confirm an alarm, or refute it: so many of different owners, within a time of one another (ALM-3, ALM-5). */
import type { AlarmState, Counted, Source } from './state.ts';

const counts = (values: readonly string[]): number => new Set(values).size;

/** How many owners stand behind sources: who names others' observations alone does not add a word of their own to them (ALM-3). */
function ownersOf(sources: readonly Counted[]): number {
  const isOnePutters = counts(sources.map(({ byOwner }) => byOwner)) < 2;
  const isOwnWord = ({ sensor, owner, byOwner }: Counted): boolean => sensor === null && owner === byOwner;
  const counted = isOnePutters ? sources.filter((source) => !isOwnWord(source)) : sources;
  return counts(counted.map(({ owner }) => owner));
}

/**
 * Whether enough sources of different owners came within `window` milliseconds of one another; what lies just so long apart is too far apart.
 */
export const areEnough = (
  sources: readonly Counted[],
  { sources: needed, window }: Pick<AlarmState['charter']['alarms'], 'sources' | 'window'>,
): boolean =>
  sources.some(({ at: first }) => {
    const from = Date.parse(first);
    const together = sources.filter(({ at }) => {
      const apart = Date.parse(at) - from;
      return apart >= 0 && apart < window;
    });
    return ownersOf(together) >= needed;
  });

/** Whether somebody else than who raised it stands behind it too: that is asked for of who was refuted too often (ALM-5). */
export const hasSecond = ({ sources, raisedBy }: Pick<AlarmState, 'sources' | 'raisedBy'>): boolean =>
  sources.some(({ byOwner, owner }) => byOwner !== raisedBy?.byOwner && owner !== raisedBy?.byOwner);

/** Whether it is refuted: by a duty holder, or by as many of different owners as would confirm it (ALM-5). */
export const isRefuted = ({ refutations, charter }: Pick<AlarmState, 'refutations' | 'charter'>): boolean =>
  refutations.some(({ duty }) => duty) ||
  counts(refutations.map(({ owner }) => owner)) >= charter.alarms.sources;

/** The sensors that all who refuted it hold to be wrong; a duty holder's word outweighs the others' (ALM-5). */
export function wrongSensors({
  refutations,
  sources,
}: Pick<AlarmState, 'refutations' | 'sources'>): readonly string[] {
  const duty = refutations.filter((one) => one.duty);
  const asked = duty.length > 0 ? duty : refutations;
  return sensorsIn(sources).filter((sensor) => asked.every(({ sensors }) => sensors.includes(sensor)));
}

/** The sensors that observed, each once, in the order of their sources; a member's own word is of none (ALM-5). */
export const sensorsIn = (sources: readonly Pick<Counted, 'sensor'>[]): readonly string[] => [
  ...new Set(sources.flatMap(({ sensor }) => sensor ?? [])),
];

/** A source as it stands in the state: by the ids of what was signed, null of a member's own word (ALM-3). */
export const countedOf = ({ observation, ...source }: Source): Counted => ({
  ...source,
  observation: observation?.id ?? null,
  sensor: observation?.sensor ?? null,
});

/** What records tell of who was given what, of totals, and of families that shared out what they held (ALC-1, ALC-2, MEM-7, EMG-2). */
import type { Holder } from '../../rules/model.ts';
import { isObject } from '../bytes/json.ts';
import type { EmergencyRecord } from '../emergency/schema.ts';
import type { ProposalRecord } from '../parts/schema/record.ts';
import type { RecordDocument } from '../parts/records.ts';

export interface Granted {
  /** The decision's record, by its place in the log. */
  readonly index: number;
  readonly resource: string;
  readonly amount: number;
  /** Holders by name: members by their ids, families by `family ID`. */
  readonly to: string;
  /** Null: the council, or an emergency. */
  readonly giver: string | null;
  /** From when it may have been in force, and from when it surely was; then until when, exclusive, null for good. ISO 8601, UTC. */
  readonly starts: string;
  readonly surely: string | null;
  readonly until: string | null;
}

/** A family that shared out what it held, and holds nothing from then on (MEM-7). */
export interface Dissolved {
  readonly family: string;
  readonly at: string;
}

export interface Defined {
  readonly at: string;
  readonly index: number;
  readonly resource: string;
  readonly total: number | null;
  /** It was there before: what was held of it then, the log may not tell. */
  readonly before: boolean;
}

export const familyNamed = (family: string): string => `family ${family}`;
const nameOf = (holder: Holder): string => (typeof holder === 'string' ? holder : familyNamed(holder.family));

export interface Events {
  readonly granted: readonly Granted[];
  readonly defined: readonly Defined[];
  readonly dissolved: readonly Dissolved[];
}

const none: Events = { granted: [], defined: [], dissolved: [] };

/** What a family held ended as it was dissolved, and what it had passed on. */
export const endedWith = (granted: readonly Granted[], dissolved: readonly Dissolved[]): readonly Granted[] =>
  granted.map((one) => {
    const end = dissolved.find(({ family, at }) => [one.to, one.giver].includes(family) && one.starts < at);
    return end === undefined || (one.until !== null && one.until <= end.at) ? one : { ...one, until: end.at };
  });

/**
 * What a dissolved family left: it came from where the family had it, which the log may not tell, so that it is not known for sure whether it
 * is the council's.
 */
function sharedOut(
  index: number,
  { starts, family, shares }: Readonly<Record<string, unknown>>,
): Pick<Events, 'granted' | 'dissolved'> {
  if (typeof starts !== 'string' || typeof family !== 'string' || !Array.isArray(shares)) return none;
  const granted = shares.filter(isObject).map(({ resource, amount, to, until }) => ({
    index,
    resource: String(resource),
    amount: Number(amount),
    to: nameOf(to as Holder),
    giver: null,
    starts,
    surely: null,
    until: typeof until === 'string' ? until : null,
  }));
  return { granted, dissolved: [{ family: familyNamed(family), at: starts }] };
}

export function eventsOf(index: number, record: RecordDocument): Events {
  if (record.kind === 'emergency') return emergencyEvents(index, record);
  return record.kind === 'proposal' ? proposalEvents(index, record) : none;
}

function proposalEvents(index: number, { outcome, tier, family, endedAt, ending }: ProposalRecord): Events {
  if (outcome !== 'executed' || ending.facts === null || !('told' in ending.facts)) return none;
  const { action, result } = ending.facts.told;
  if (!isObject(result)) return none;
  if (action === 'family.dissolve') return { ...none, ...sharedOut(index, result) };
  const { resource, amount, to, starts, until, total, before } = result;
  if (typeof resource !== 'string') return none;
  if (action === 'resource.define')
    return {
      ...none,
      defined: [
        {
          at: ending.doneBefore?.at ?? endedAt,
          index,
          resource,
          before: before !== undefined,
          total: typeof total === 'number' ? total : null,
        },
      ],
    };
  if (action !== 'allocation.grant' || typeof amount !== 'number' || typeof starts !== 'string') return none;
  const giver = tier === 1 || family === null ? null : familyNamed(family);
  const grant = { index, resource, amount, to: nameOf(to as Holder), giver, starts, surely: starts };
  return { ...none, granted: [{ ...grant, until: typeof until === 'string' ? until : null }] };
}

/** What an act granted ended with it, unless it was ratified (EMG-2); what it allocates comes out of what nobody holds. */
function emergencyEvents(index: number, record: EmergencyRecord): Events {
  const { act, actionState, createdAt, decided, endedAt } = record;
  const action = act?.action;
  if (action === undefined || !('type' in action) || action.type !== 'allocation.grant') return none;
  const { resource, amount, to, until } = action as Readonly<Record<string, unknown>>;
  if (actionState !== 'done' || typeof resource !== 'string' || typeof amount !== 'number') return none;
  const isRatified = decided?.outcome === 'ratified';
  const over = decided?.at ?? endedAt;
  const asked = typeof until === 'string' ? until : over;
  const grant = { index, resource, amount, to: nameOf(to as Holder), giver: null, starts: createdAt };
  const ends = isRatified || asked < over ? asked : over;
  return { ...none, granted: [{ ...grant, surely: isRatified ? over : null, until: ends }] };
}

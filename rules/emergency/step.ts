/** What falls due by itself in an emergency, in the order of its table of stages (EMG-3 to EMG-7). */
import type { Charter } from '../../charter/types.ts';
import {
  accountedAt,
  dueAt,
  type Duty,
  type EmergencyOutcome,
  type EmergencyPollKind,
  emergencyPollKinds,
  type EmergencyState,
  isAccounted,
  owed,
} from './state.ts';
import { holdEnding, vetoedBy } from '../node-veto/on-act.ts';
import { laterOf } from '../window.ts';

/** A thing that falls due by itself, and when. */
export type Due =
  | { readonly at: string; readonly what: 'poll'; readonly kind: EmergencyPollKind }
  | { readonly at: string; readonly what: 'breach'; readonly kind: Duty }
  | { readonly at: string; readonly what: 'hold'; readonly id: string }
  | { readonly at: string; readonly what: 'limit' }
  | { readonly at: string; readonly what: 'stood' };

/** What falls due next; of what falls due at one instant, the row that comes first. Undefined where nothing does. */
export function next(
  emergency: EmergencyState,
  { override }: NonNullable<Charter['emergency']>,
): Due | undefined {
  const { polls, limit, stage, retryOf } = emergency;
  // To undo it again is no second act: nothing more is owed for it (EXE-2).
  if (stage === 'ended' || retryOf !== null) return undefined;
  const isInForce = stage === 'in-force';
  const open = emergencyPollKinds.flatMap((kind) => {
    const poll = isInForce ? polls[kind] : undefined;
    return poll?.closedAt === null ? [{ at: poll.closes, what: 'poll', kind } as const] : [];
  });
  const breaches = owed(emergency).map(
    (kind) => ({ at: dueAt(emergency, kind), what: 'breach', kind }) as const,
  );
  const isStanding = isInForce && limit === null && isAccounted(emergency) && open.length === 0;
  const hold = holdEnding(emergency);
  const rows: readonly Due[] = [
    ...open, // EMG-5, EMG-6
    ...breaches, // EMG-3, EMG-4
    ...(hold === undefined ? [] : [{ ...hold, what: 'hold' } as const]), // NVP-2
    ...(isInForce && limit !== null ? [{ at: limit, what: 'limit' } as const] : []), // EMG-6
    ...(isStanding ? [{ at: standsAt(emergency, override.window), what: 'stood' } as const] : []), // EMG-7
  ];
  return rows.reduce<Due | undefined>(
    (first, row) => (first !== undefined && first.at <= row.at ? first : row),
    undefined,
  );
}

/** Without a limit an act stands so long after the justification or its breach, or once an override has failed (EMG-7). */
function standsAt(emergency: EmergencyState, window: number): string {
  const { polls, formerPolls } = emergency;
  const stands = new Date(Date.parse(accountedAt(emergency) ?? '') + window).toISOString();
  const closed = [...Object.values(polls), ...formerPolls].flatMap(({ closedAt }) => closedAt ?? []);
  return closed.reduce(laterOf, stands);
}

/** What an act came to, by which rule, and when. */
export interface Decided {
  readonly outcome: EmergencyOutcome;
  readonly rule: string;
  readonly at: string;
}

/** By which rule each outcome comes. */
const decidingRules = {
  overridden: 'EMG-5',
  ratified: 'EMG-6',
  expired: 'EMG-6',
  stood: 'EMG-7',
  vetoed: 'NVP-3',
} as const;

const decided = (outcome: keyof typeof decidingRules, at: string): Decided => ({
  outcome,
  rule: decidingRules[outcome],
  at,
});

/**
 * What fixes the outcome: a poll that reached what it was for, the override first; a node veto that stands; else the limit, or the instant from
 * which it stands (EMG-5 to EMG-7, NVP-3).
 */
export function decidedBy(
  { polls, nodeVetoes }: Pick<EmergencyState, 'polls'> & Partial<Pick<EmergencyState, 'nodeVetoes'>>,
  due: Due | undefined,
): Decided | undefined {
  for (const kind of emergencyPollKinds) {
    const { tally = null, closedAt = null } = polls[kind] ?? {};
    if (tally?.verdict === 'adopted' && closedAt !== null)
      return decided(kind === 'override' ? 'overridden' : 'ratified', closedAt);
  }
  const { endedAt = null } = vetoedBy({ nodeVetoes }) ?? {};
  if (endedAt !== null) return decided('vetoed', endedAt);
  if (due?.what === 'limit') return decided('expired', due.at);
  return due?.what === 'stood' ? decided('stood', due.at) : undefined;
}

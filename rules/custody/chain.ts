/** The custody of a file: who took it, from whom, when and why, who read it, and where nobody answered for it (ALM-6). */
import { refuse, type Refusal } from '../refusal.ts';

export const custodyKinds = ['deposited', 'offered', 'withdrawn', 'taken', 'read'] as const;
export type CustodyKind = (typeof custodyKinds)[number];

export const gapCauses = ['never-taken', 'departed'] as const;

/** From when on nobody answered for the file: it was brought and not taken, or who held it departed. ISO 8601, UTC. */
export interface Gap {
  readonly since: string;
  readonly because: (typeof gapCauses)[number];
}

/** What an entry of a chain tells, of what the rules ask; its number counts from 1. */
export type Step = { readonly n: number; readonly at: string; readonly by: string } & (
  | { readonly kind: 'deposited' | 'withdrawn' | 'read' }
  | { readonly kind: 'offered'; readonly to: string }
  | { readonly kind: 'taken'; readonly gap: Gap | null }
);

/** How a chain stands. */
export interface Standing {
  readonly depositor: string;
  /** Who answers for the file; null until somebody has taken it. */
  readonly holder: string | null;
  /** Since when it stands so. */
  readonly since: string;
  /** To whom the holder wants to hand it over; null while nothing is offered. */
  readonly offeredTo: string | null;
  /** The newest entry that is no reading: a taking answers it. */
  readonly answers: number;
  /** Who brought it, holds it or held it. */
  readonly held: readonly string[];
  /** Entries that are no readings. */
  readonly steps: number;
}

/** Bytes of one file, and of all that one member brought. */
export const longestFile = 8 * 1024 * 1024;
export const mostBrought = 256 * 1024 * 1024;
/** Entries of one chain that are no readings; readings of one chain by one member within 24 hours. */
export const mostSteps = 1_000;
export const mostReadings = 10;
const day = 24 * 60 * 60 * 1_000;
/** Milliseconds by which the clock of who signs may differ from the council's. */
export const clockTolerance = 5 * 60 * 1_000;

/**
 * How a chain stands after its steps, in their order; readings may be left out.
 * @throws where it does not begin with its deposit
 */
export function standingOf(steps: readonly Step[]): Standing {
  const [first, ...rest] = steps;
  if (first?.kind !== 'deposited') throw new Error('a chain of custody begins with its deposit');
  return rest.reduce(standingAfter, {
    depositor: first.by,
    holder: null,
    since: first.at,
    offeredTo: null,
    answers: first.n,
    held: [first.by],
    steps: 1,
  });
}

/** How it stands after one step more. */
export function standingAfter(before: Standing, step: Step): Standing {
  const now = { ...before, answers: step.n, steps: before.steps + 1 };
  switch (step.kind) {
    case 'offered':
      return { ...now, offeredTo: step.to };
    case 'withdrawn':
      return { ...now, offeredTo: null };
    case 'taken':
      return {
        ...now,
        holder: step.by,
        since: step.at,
        offeredTo: null,
        held: [...new Set([...before.held, step.by])],
      };
    case 'deposited':
    case 'read':
      return before;
  }
}

/** When members departed who have, by their ids; ISO 8601, UTC. */
export type Departures = ReadonlyMap<string, string>;

/** Since when nobody answers for the file, and why; null while somebody does. */
export function openGap({ holder, since }: Standing, departed: Departures): Gap | null {
  if (holder === null) return { since, because: 'never-taken' };
  const left = departed.get(holder);
  return left === undefined ? null : { since: left, because: 'departed' };
}

/** Every time in which nobody answered for the file; `until` is null of the one that lasts. */
export const gapsOf = (
  steps: readonly Step[],
  departed: Departures,
): readonly (Gap & { readonly until: string | null })[] => {
  const past = steps.flatMap((step) =>
    step.kind === 'taken' && step.gap !== null ? [{ ...step.gap, until: step.at }] : [],
  );
  const open = openGap(standingOf(steps), departed);
  return open === null ? past : [...past, { ...open, until: null }];
};

/** Why a member cannot hand the file over to another, or take back what they offered by naming themselves; undefined where they can. */
export function offerFault(
  { holder, offeredTo, steps }: Standing,
  { by, to }: { readonly by: string; readonly to: string },
): Refusal | undefined {
  if (holder !== by) return refuse('not-permitted', 'ALM-6', { allowed: 'who holds it' });
  if (to === by && offeredTo === null) return refuse('to-oneself', 'ALM-6', { member: to });
  // Room is left for who takes it.
  if (steps + 1 >= mostSteps) return refuse('limit-reached', 'ALM-6', { most: mostSteps });
  return to === offeredTo ? refuse('already-done', 'ALM-6', { act: 'transfers', to }) : undefined;
}

/**
 * Why a member who may read the chain cannot take the file; undefined where they can: it is offered to them, they brought it and nobody has
 * taken it, or whoever answered for it, or could have, has departed.
 */
export function takingFault(standing: Standing, by: string, departed: Departures): Refusal | undefined {
  const { holder, offeredTo, depositor, steps } = standing;
  if (holder === by) return refuse('already-done', 'ALM-6', { act: 'taking', since: standing.since });
  if (steps >= mostSteps) return refuse('limit-reached', 'ALM-6', { most: mostSteps });
  if (offeredTo === by) return undefined;
  const isOffered = offeredTo !== null && !departed.has(offeredTo);
  if (holder === null && (depositor === by || departed.has(depositor))) return undefined;
  if (holder !== null && departed.has(holder) && !isOffered) return undefined;
  const allowed = isOffered
    ? 'who it is offered to'
    : holder === null
      ? 'who brought it'
      : 'nobody but who holds it';
  return refuse('not-permitted', 'ALM-6', { allowed });
}

/** Why the instant that a taker signed cannot be: before what they answer, or ahead of the clock; undefined where it can. */
export function instantFault(
  taken: string,
  { answered, now }: { readonly answered: string; readonly now: string },
): Refusal | undefined {
  const earliest = Date.parse(answered) - clockTolerance;
  const latest = Date.parse(now) + clockTolerance;
  if (Date.parse(taken) > latest)
    return refuse('too-far-ahead', 'ALM-6', {
      path: '/at',
      instant: taken,
      latest: new Date(latest).toISOString(),
    });
  return Date.parse(taken) < earliest
    ? refuse('past-instant', 'ALM-6', { path: '/at', instant: taken, at: now })
    : undefined;
}

/** Why a member cannot read the file once more now; undefined where they can. @param readings when they read it, ISO 8601, UTC */
export function readingFault(readings: readonly string[], at: string): Refusal | undefined {
  const since = new Date(Date.parse(at) - day).toISOString();
  return readings.filter((one) => one > since).length >= mostReadings
    ? refuse('limit-reached', 'ALM-6', { most: mostReadings, since })
    : undefined;
}

/** Alarms: what is raised, by which sources, who has been told, and how it stands (ALM-3 to ALM-5). */
import type { Charter } from '../../charter/types.ts';
import type { Alert, Certainty, MessageType } from './cap.ts';

export const alarmStages = ['unconfirmed', 'confirmed', 'ended'] as const;
export const alarmOutcomes = ['refuted', 'lapsed', 'cleared', 'expired', 'interrupted'] as const;
export type AlarmOutcome = (typeof alarmOutcomes)[number];

/** Why an alarm is confirmed: by enough sources, by a duty holder, or because nobody refuted an extreme one in time (ALM-3). */
export const confirmations = ['sources', 'duty', 'unrefuted'] as const;

/** Who is told at each step of the ladder, from 1 on; the last says that nobody is left: there are no peers (ALM-4). */
export const steps = ['duty', 'leadership', 'council', 'nobody'] as const;
export type Told = (typeof steps)[number];
/** The number of a step, from 1 (ALM-4). */
export const stepOf = (told: Told): number => steps.indexOf(told) + 1;
export const lastStep = steps.length;

/** Alarms of one member that are open at once: who raises more would drown those of others (ALM-3). */
export const mostOpen = 100;
/** Observations that one act names; sources of one alarm. */
export const mostNamed = 10;
export const mostSources = 50;

/** Whoever puts something to an alarm; `owner`: who answers for it, of an agent its steward, so that nobody is two of them (ALM-3). */
export interface Putter {
  readonly by: string;
  readonly byOwner: string;
}

/** A signed observation as it was taken, with the key that it verifies by (ALM-2). */
export interface Named {
  readonly id: string;
  /** The sensor that made it; null of a member's own. */
  readonly sensor: string | null;
  readonly kind: string;
  readonly signed: { readonly payload: string; readonly protected: string; readonly signature: string };
  readonly key: { readonly crv: 'Ed25519'; readonly kty: 'OKP'; readonly x: string };
}

/** That something is so: an observation, or a member's own word. */
export interface Source extends Putter {
  /** Whose it is: the owner of the sensor, or of whoever says it. */
  readonly owner: string;
  /** When it was observed or said; ISO 8601, UTC. */
  readonly at: string;
  /** Null of a member's own word. */
  readonly observation: Named | null;
}

/** A source as it stands in the state: what was signed stands in the timeline. */
export interface Counted extends Omit<Source, 'observation'> {
  readonly observation: string | null;
  readonly sensor: string | null;
}

export interface Refutation extends Pick<Putter, 'by'> {
  readonly owner: string;
  readonly duty: boolean;
  readonly at: string;
  /** The sensors of the alarm that it holds to be wrong. */
  readonly sensors: readonly string[];
}

type Lengths = NonNullable<Charter['alarms']>;

/** An alarm as its workflow projects it; instants are ISO 8601, UTC. What was said stands in the timeline. */
export interface AlarmState {
  readonly id: string;
  readonly charter: {
    readonly version: number;
    readonly hash: string;
    readonly pace: number;
    readonly alarms: Lengths;
  };
  readonly stage: (typeof alarmStages)[number];
  /** Null before it is raised; its severity as updates have changed it. */
  readonly alert: Alert | null;
  readonly raisedBy: Putter | null;
  /** Who raised it was refuted so often that more than the duty holders are told only of a second source (ALM-5). */
  readonly doubted: boolean;
  readonly sources: readonly Counted[];
  /** Until when it is confirmed or refuted, or lapses. */
  readonly until: string | null;
  readonly confirmedAt: string | null;
  readonly confirmedBy: (typeof confirmations)[number] | null;
  /** `n` as in `steps`, from 1; `ends`: when the next are told; null where nobody is left. */
  readonly ladder: { readonly n: number; readonly told: string; readonly ends: string | null };
  /** `until` when it holds without an update; null before it is confirmed. */
  readonly acknowledged: { readonly by: string; readonly at: string; readonly until: string | null } | null;
  readonly updatedAt: string | null;
  readonly refutations: readonly Refutation[];
  readonly clearedBy: string | null;
  /** Of one that was refuted: which sensors were wrong, and the owners of those who raised or confirmed it (ALM-5). */
  readonly wrong: { readonly sensors: readonly string[]; readonly owners: readonly string[] };
  readonly deadline: string | null;
  readonly outcome: AlarmOutcome | null;
  readonly createdAt: string;
  readonly endedAt: string | null;
  /** The interrupted alarm whose matter this is, and the one in which this one's goes on (PRO-9). */
  readonly continuationOf: string | null;
  readonly continuedBy: string | null;
}

export type AlarmBegun = Pick<AlarmState, 'id' | 'charter' | 'createdAt' | 'continuationOf'>;

/** One in which nothing has happened yet. */
export const begunAlarm = ({ id, charter, createdAt, continuationOf }: AlarmBegun): AlarmState => ({
  id,
  charter,
  stage: 'unconfirmed',
  alert: null,
  raisedBy: null,
  doubted: false,
  sources: [],
  until: null,
  confirmedAt: null,
  confirmedBy: null,
  ladder: { n: 1, told: createdAt, ends: null },
  acknowledged: null,
  updatedAt: null,
  refutations: [],
  clearedBy: null,
  wrong: { sensors: [], owners: [] },
  deadline: null,
  outcome: null,
  createdAt,
  endedAt: null,
  continuationOf,
  continuedBy: null,
});

/** How sure it is, in CAP's words: possible, likely where nobody refuted it, observed once it was confirmed; unlikely where it was refuted or lapsed. */
export function certaintyOf({
  confirmedBy,
  outcome,
}: Pick<AlarmState, 'confirmedBy' | 'outcome'>): Certainty {
  if (outcome === 'refuted' || outcome === 'lapsed') return 'Unlikely';
  if (confirmedBy === null) return 'Possible';
  return confirmedBy === 'unrefuted' ? 'Likely' : 'Observed';
}

/** What its newest message is, in CAP's words: refuted or lapsed it cancels what was told before (ALM-5). */
export function messageTypeOf({
  confirmedBy,
  updatedAt,
  outcome,
}: Pick<AlarmState, 'confirmedBy' | 'updatedAt' | 'outcome'>): MessageType {
  if (outcome === 'refuted' || outcome === 'lapsed' || outcome === 'interrupted') return 'Cancel';
  return confirmedBy === null && updatedAt === null ? 'Alert' : 'Update';
}

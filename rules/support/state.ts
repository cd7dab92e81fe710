/**
 * Support: who asked, who is asked, who gives it, and whether a danger was stated; ids and instants, never a word of what was said (SUP-1 to SUP-4).
 *
 * It is no kind of the registry (rules/kinds.ts): there a kind is what leaves notices, a timeline, events, a record and a place in the archive,
 * and every table that lists kinds asks for a word of each of these. Support leaves none of them (SUP-3). To say in each table that this one is
 * left out would cost more, and let it out where one of them forgot; so it stands beside the registry, as the timers of allocations do, on the
 * same kit: permissions, the journal of writes, the handlers of acts, the one timer.
 */
import type { Charter } from '../../charter/types.ts';

/** `consent`: somebody asked for another, who has not said yes. */
export const supportStages = ['consent', 'asked', 'room', 'ended'] as const;
export type SupportStage = (typeof supportStages)[number];

export const dangerReviews = ['proper', 'improper', 'unreviewed'] as const;
export type DangerReview = (typeof dangerReviews)[number];

/** Open at once of one for whom it is, and begun by them in a day; asked by one member for others within the time that a room is kept; messages of one member in a room. */
export const mostOpen = 5;
export const mostADay = 10;
export const mostForOthers = 5;
export const mostMessages = 1_000;

/** Bytes of a sealed body, and for how many keys one is sealed at most. */
export const longestSealed = 65_536;
export const mostRecipients = 100;

/** Why there was something to tell beyond the room (SUP-4). The words of it are sealed; instants are ISO 8601, UTC. */
export interface Danger {
  /** The supporter who stated it, and whom it is told to. */
  readonly by: string;
  readonly contact: string;
  /** The supporters on duty whom its ground is sealed for: one of them may second it. */
  readonly seconds: readonly string[];
  /** The sealed ground. */
  readonly ground: string;
  readonly statedAt: string;
  /** When it is told without a second word. */
  readonly until: string;
  readonly secondedBy: string | null;
  readonly toldAt: string | null;
  readonly reviewUntil: string | null;
  readonly review: DangerReview | null;
  readonly reviewedAt: string | null;
  /** The sealed reason of the review. */
  readonly reason: string | null;
}

type Lengths = NonNullable<Charter['support']>;

/** How it stands, as its workflow projects it; instants are ISO 8601, UTC. */
export interface SupportState {
  readonly id: string;
  /** Who asked, and whom it is for: the same, or another who must say yes first (SUP-1). */
  readonly by: string;
  readonly person: string;
  readonly charter: {
    readonly version: number;
    readonly hash: string;
    readonly pace: number;
    readonly support: Lengths;
  };
  readonly stage: SupportStage;
  /** The supporters whom the words are sealed for, as they were chosen: asked in this order, and nobody else (SUP-2). */
  readonly offered: readonly string[];
  /** Who was refused, has declined, or was changed for another. */
  readonly out: readonly string[];
  /** How far the ladder has gone: 1 the first, 2 the next one too, 3 all, 4 peers; 0 before the yes and while somebody gives it. */
  readonly step: number;
  /** Who is asked now. */
  readonly asked: readonly string[];
  readonly supporter: string | null;
  readonly danger: Danger | null;
  /** When the ladder goes on. */
  readonly deadline: string | null;
  /** When something last happened in it: it is deleted so long after that (SUP-3). */
  readonly newest: string;
  readonly createdAt: string;
  readonly takenAt: string | null;
  readonly endedAt: string | null;
}

export type SupportBegun = Pick<SupportState, 'id' | 'by' | 'person' | 'charter' | 'offered' | 'createdAt'>;

/** One in which nothing has happened yet. */
export const begunSupport = ({
  id,
  by,
  person,
  charter,
  offered,
  createdAt,
}: SupportBegun): SupportState => ({
  id,
  by,
  person,
  charter,
  stage: 'consent',
  offered,
  out: [],
  step: 0,
  asked: [],
  supporter: null,
  danger: null,
  deadline: null,
  newest: createdAt,
  createdAt,
  takenAt: null,
  endedAt: null,
});

/** Whether a danger waits to be told, or to be reviewed. */
export const isPending = (danger: Danger | null): danger is Danger =>
  danger !== null && danger.review === null;

/** Whose case a danger is: they do not review it (GUA-1). Who it was told to has done nothing in it. */
export const concernedIn = ({ person, danger }: Pick<SupportState, 'person' | 'danger'>): string[] =>
  [person, danger?.by, danger?.secondedBy].filter((id) => id !== undefined && id !== null);

/** Restorative work: who was harmed and who caused it meet in a circle, with a facilitator, and agree on a plan (RST-1 to RST-5). */
import type { Charter } from '../../charter/types.ts';
import type { Obligation, RepairOutcome } from '../repair/state.ts';

export const restorativeStages = [
  'referred',
  'preparation',
  'circle',
  'agreement',
  'follow-up',
  'ended',
] as const;
export type RestorativeStage = (typeof restorativeStages)[number];

export const restorativeOutcomes = ['completed', 'returned', 'declined', 'interrupted'] as const;
export type RestorativeOutcome = (typeof restorativeOutcomes)[number];

/** What it can come out of, by its kind (RST-1). */
export const referable = ['conflict', 'proposal', 'repair'] as const;
export type ReferableKind = (typeof referable)[number];

/** How many are named on one side; texts of a plan put by one member; members who are written down as there: what one can grow to. */
export const mostReferred = 20;
export const mostPlans = 10;
export const mostPresent = 100;

/** Whether what was agreed on is kept, in one's own eyes (RST-4). */
export const keptWords = ['kept', 'partly', 'not'] as const;
export type Kept = (typeof keptWords)[number];

/** A circle that was held: when, and who was there; never what was said (RST-3). */
export interface Circle {
  /** Counted from 1. */
  readonly n: number;
  readonly at: string;
  readonly present: readonly string[];
}

/** A text that waits for the word of all between whom it is (RST-3). */
export interface Put {
  /** Counted from 1. */
  readonly n: number;
  readonly by: string;
  readonly obligations: readonly Obligation[];
  readonly acceptedBy: readonly string[];
  /** Until when it can be accepted: at its first instalment's instant it is too late. */
  readonly closes: string;
}

/** One time at which it is asked whether the plan is kept (RST-4). */
export interface Check {
  /** Counted from 1 after each agreement. */
  readonly n: number;
  readonly opens: string;
  /** Null before it is asked. */
  readonly closes: string | null;
  readonly answers: readonly { readonly by: string; readonly kept: Kept }[];
  readonly over: boolean;
}

/** What holds for it, and for the plan of repair that it may come to (CHA-1). */
interface Lengths {
  readonly restorative: NonNullable<Charter['restorative']>;
  readonly repairs: NonNullable<Charter['repairs']>;
}

/** Restorative work as its workflow projects it; instants are ISO 8601, UTC. What was written at a check stands in the timeline. */
export interface RestorativeState {
  readonly id: string;
  /** What it comes out of; null: out of nothing that stands in the council's books. */
  readonly from: { readonly kind: ReferableKind; readonly id: string } | null;
  /** The first process of the matter: it is referred once in it (RST-1). */
  readonly case: string;
  readonly harmed: readonly string[];
  readonly responsible: readonly string[];
  /** What happened, in the words of who refers it; null of a decision's, which says it itself. */
  readonly what: string | null;
  readonly charter: {
    readonly version: number;
    readonly hash: string;
    readonly pace: number;
  } & Lengths;
  readonly stage: RestorativeStage;
  readonly acceptedBy: readonly string[];
  /** Whom each would have as facilitator; who is named by all is (RST-2). */
  readonly named: readonly { readonly by: string; readonly member: string }[];
  readonly facilitator: string | null;
  readonly circles: readonly Circle[];
  /** How many circles may still be held before a text is accepted. */
  readonly circlesLeft: number;
  readonly put: Put | null;
  /** Who has put texts, as often as they did. */
  readonly putBy: readonly string[];
  /** The plan of repair that was agreed on last; null before the agreement. */
  readonly plan: { readonly id: string; readonly outcome: RepairOutcome | null } | null;
  readonly agreedAt: string | null;
  readonly checks: readonly Check[];
  /** How often what was agreed on was not kept (RST-4). */
  readonly failures: number;
  /** Who of them has departed from the council: nobody waits for their word (MEM-2). */
  readonly departed: readonly string[];
  /** As what it ends by what somebody did; null while it goes on. */
  readonly over: Exclude<RestorativeOutcome, 'interrupted'> | null;
  /** The stage in which it ended: what is told of it where it came from (RST-5). */
  readonly endedIn: Exclude<RestorativeStage, 'ended'> | null;
  readonly deadline: string | null;
  readonly outcome: RestorativeOutcome | null;
  readonly createdAt: string;
  readonly endedAt: string | null;
  /** The interrupted work whose matter this is, and the one in which this one's goes on (PRO-9). */
  readonly continuationOf: string | null;
  readonly continuedBy: string | null;
}

export type RestorativeBegun = Pick<
  RestorativeState,
  'id' | 'from' | 'case' | 'harmed' | 'responsible' | 'what' | 'charter' | 'createdAt' | 'continuationOf'
>;

/** One in which nothing has happened yet. */
export const begunRestorative = (begun: RestorativeBegun): RestorativeState => {
  const { id, from, harmed, responsible, what, charter, createdAt, continuationOf } = begun;
  return {
    id,
    from,
    case: begun.case,
    harmed,
    responsible,
    what,
    charter,
    stage: 'referred',
    acceptedBy: [],
    named: [],
    facilitator: null,
    circles: [],
    circlesLeft: charter.restorative.circles.most,
    put: null,
    putBy: [],
    plan: null,
    agreedAt: null,
    checks: [],
    failures: 0,
    departed: [],
    over: null,
    endedIn: null,
    deadline: null,
    outcome: null,
    createdAt,
    endedAt: null,
    continuationOf,
    continuedBy: null,
  };
};

/** Those between whom it is: who was harmed, and who caused it. */
export const between = ({
  harmed,
  responsible,
}: Pick<RestorativeState, 'harmed' | 'responsible'>): string[] => [...harmed, ...responsible];

/** The same without who has departed: whose word is waited for. */
export const present = (state: Pick<RestorativeState, 'harmed' | 'responsible' | 'departed'>): string[] =>
  between(state).filter((member) => !state.departed.includes(member));

/** Everybody in its room: support persons come to a circle, and read nothing here (AUT-2). */
export const peopleIn = (
  state: Pick<RestorativeState, 'harmed' | 'responsible' | 'facilitator'>,
): string[] => (state.facilitator === null ? between(state) : [...between(state), state.facilitator]);

/** Whom all of them name; null while they do not name the same (RST-2). */
export function namedByAll({ named, ...sides }: RestorativeState): string | null {
  const [first] = named;
  const isByAll = between(sides).every((by) =>
    named.some((one) => one.by === by && one.member === first?.member),
  );
  return first !== undefined && isByAll ? first.member : null;
}

/** Whether all of them have accepted the text: then it is the plan, and nothing changes it (RST-3). */
export const isAgreedOn = (
  state: Pick<RestorativeState, 'stage' | 'put' | 'harmed' | 'responsible'>,
): boolean =>
  state.stage === 'agreement' &&
  state.put !== null &&
  between(state).every((member) => state.put?.acceptedBy.includes(member));

/** The check that is asked now. */
export const openCheck = ({ checks }: Pick<RestorativeState, 'checks'>): Check | undefined =>
  checks.find(({ closes, over }) => closes !== null && !over);

/** The last word of a member on whether it is kept; undefined where they never said any. */
const lastWordOf = ({ checks }: Pick<RestorativeState, 'checks'>, member: string): Kept | undefined =>
  checks.flatMap(({ answers }) => answers).findLast(({ by }) => by === member)?.kept;

/** Whether everybody who was harmed, and has not departed, said last that it is kept: silence is no such word (RST-4). */
export const isKept = (state: Pick<RestorativeState, 'checks' | 'harmed' | 'departed'>): boolean =>
  state.harmed.every((member) => state.departed.includes(member) || lastWordOf(state, member) === 'kept');

/** Whether one side has nobody left. */
export const hasEmptySide = ({
  harmed,
  responsible,
  departed,
}: Pick<RestorativeState, 'harmed' | 'responsible' | 'departed'>): boolean =>
  [harmed, responsible].some((side) => side.every((member) => departed.includes(member)));

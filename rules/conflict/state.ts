/** Conflicts climb from the parties to mediators to the council to the guardian (CNF-1 to CNF-5). */
import type { AppealOutcome } from '../appeal/state.ts';
import type { RestorativeOutcome, RestorativeStage } from '../restorative/state.ts';
import type { Tally } from '../polls/tally.ts';

export const conflictStages = [
  'negotiation',
  'mediation',
  'arbitration',
  'guardian-resolution',
  'appeal',
  'ended',
] as const;
export type ConflictStage = (typeof conflictStages)[number];

export const conflictOutcomes = [
  'settled',
  'withdrawn',
  'arbitrated',
  'unresolved',
  'overturned',
  'remanded',
  'dropped',
  'interrupted',
] as const;
export type ConflictOutcome = (typeof conflictOutcomes)[number];

/** Terms that were put: each a version of its own, whose text stands in the timeline (CNF-2). */
export interface Terms {
  /** Counted from 1 in a conflict. */
  readonly n: number;
  readonly by: string;
  readonly at: string;
  /** Parties who accept them; who puts terms accepts them. */
  readonly acceptedBy: readonly string[];
  /** The newer terms of the same member that took their place. */
  readonly replacedBy: number | null;
}

/** Why a word ended as it did: by silence, by the guardian, or by who had contested it where the guardian said nothing. */
export const wordEndings = ['uncontested', 'guardian', 'contested', 'opener-alone'] as const;
export type WordEnding = (typeof wordEndings)[number];

/** A named party's word that they are none; instants are ISO 8601, UTC. What was said stands in the timeline. */
export interface NoParty {
  readonly member: string;
  readonly at: string;
  /** Until when it can be contested. */
  readonly until: string;
  readonly contests: readonly { readonly by: string; readonly at: string }[];
  /** Who is asked since it was contested, and when; null where nobody is, or could answer (GUA-1). */
  readonly guardian: string | null;
  readonly asked: string | null;
  /** When it ends, if nobody says anything more. */
  readonly due: string;
  readonly ended: { readonly party: boolean; readonly because: WordEnding; readonly at: string } | null;
}

/** Arbitration has two: remedies are put and ranked, then the first is voted on (CNF-4). */
export const arbitrationSteps = ['ranking', 'voting'] as const;
export type ArbitrationStep = (typeof arbitrationSteps)[number];

/** What the council or the guardian makes of it; an appeal may change it (APP-1). */
export const arbitrationOutcomes = ['arbitrated', 'unresolved'] as const;

/** One stage on the way, with its window; `passedOver`: why there was none. */
export interface Passage {
  readonly stage: Exclude<ConflictStage, 'ended'>;
  readonly step: ArbitrationStep | null;
  readonly opens: string;
  readonly closes: string | null;
  readonly ended: string | null;
  /** Where it waited for restorative work (RST-1). */
  readonly waited?: Waited | undefined;
}

/** How restorative work ended, and in which of its stages: all that is told of it (RST-5). */
export interface Return {
  readonly ending: RestorativeOutcome;
  readonly stage: RestorativeStage;
}

export interface Waited {
  readonly since: string;
  /** Null while it waits, as what it returned with. */
  readonly until: string | null;
  readonly returned: Return | null;
}

/** That it was referred to restorative work, once; instants are ISO 8601, UTC (RST-1). */
export interface Referred {
  readonly at: string;
  /** Since when it waits: at once, or after an open poll; null before. */
  readonly since: string | null;
  /** How many milliseconds the stage had left; null: nothing of it falls due. */
  readonly left: number | null;
  readonly returned: (Return & { readonly at: string }) | null;
}

/** A conflict as its workflow projects it; instants are ISO 8601, UTC. */
export interface ConflictState {
  readonly id: string;
  readonly stage: ConflictStage;
  readonly step: ArbitrationStep | null;
  /** Two sides, the opener's first, as they were named. Who departs is dropped, and whose word stands that they are no party (CNF-1). */
  readonly parties: readonly [readonly string[], readonly string[]];
  readonly dropped: readonly string[];
  readonly noParty: readonly NoParty[];
  readonly what: string;
  /** What the opener says would mend it. */
  readonly remedy: string;
  readonly charter: { readonly version: number; readonly hash: string; readonly pace: number };
  readonly terms: readonly Terms[];
  /** How often each party, and each mediator, puts terms (CNF-2). */
  readonly mostTerms: number;
  /** How many messages each in the room has written (CNF-1). */
  readonly messages: readonly { readonly by: string; readonly count: number }[];
  /** Since when talks that are over wait for the end of such a word; null while they do not (CNF-1). */
  readonly heldSince: string | null;
  /** Who has declared an impasse in the stage at hand (CNF-3). */
  readonly impasse: readonly string[];
  /** How many mediators each side's families gave; null before mediation. */
  readonly mediators: readonly [number, number] | null;
  /** Electors of the arbitration, how many a quorum takes, and how many the council had with the parties (GUA-2); null before it. */
  readonly electorate: { readonly size: number; readonly quorum: number; readonly council: number } | null;
  /** The remedy that is voted on, or that was decided. */
  readonly chosen: string | null;
  readonly tally: Tally | null;
  /** Who may decide in `guardian-resolution`. */
  readonly guardian: string | null;
  readonly resolution: { readonly remedy: string; readonly reason: string; readonly at: string } | null;
  readonly appeal: { readonly id: string; readonly outcome: AppealOutcome | null } | null;
  /** What it ends as once nobody appeals, or the appeal upholds (APP-1). */
  readonly decided: (typeof arbitrationOutcomes)[number] | null;
  readonly path: readonly Passage[];
  readonly deadline: string | null;
  readonly outcome: ConflictOutcome | null;
  readonly createdAt: string;
  readonly endedAt: string | null;
  readonly remandOf: string | null;
  readonly remandedTo: string | null;
  readonly referred: Referred | null;
  /** The interrupted conflict whose matter this is, and the one in which this one's goes on (PRO-9). */
  readonly continuationOf: string | null;
  readonly continuedBy: string | null;
}

type Begun = Pick<
  ConflictState,
  'id' | 'parties' | 'what' | 'remedy' | 'charter' | 'mostTerms' | 'createdAt' | 'remandOf'
> & { readonly continuationOf?: string | null | undefined };

/** A conflict in which nothing has happened yet; what was remanded begins before the council (APP-2). */
export function begunConflict({
  charter: { version, hash, pace },
  continuationOf = null,
  ...given
}: Begun): ConflictState {
  const { id, parties, what, remedy, mostTerms, createdAt, remandOf } = given;
  return {
    id,
    stage: remandOf === null ? 'negotiation' : 'arbitration',
    step: null,
    parties,
    dropped: [],
    noParty: [],
    what,
    remedy,
    charter: { version, hash, pace },
    terms: [],
    mostTerms,
    messages: [],
    heldSince: null,
    impasse: [],
    mediators: null,
    electorate: null,
    chosen: null,
    tally: null,
    guardian: null,
    resolution: null,
    appeal: null,
    decided: null,
    path: [],
    deadline: null,
    outcome: null,
    createdAt,
    endedAt: null,
    remandOf,
    remandedTo: null,
    referred: null,
    continuationOf,
    continuedBy: null,
  };
}

/** What a conflict is asked about: who its parties are, and what they have said. */
export type Sides = Pick<ConflictState, 'parties' | 'dropped'>;

/** Negotiation and mediation are the parties', the mediators' and the guardian's alone (AUT-2). */
export const inRoom = ({ stage }: Pick<ConflictState, 'stage'>): boolean =>
  stage === 'negotiation' || stage === 'mediation';

/** The same of a conflict as it stands: one that ended before it came to the council stays in its room for ever. */
export const isPrivate = (conflict: Pick<ConflictState, 'stage' | 'path'>): boolean =>
  inRoom(conflict) ||
  (conflict.stage === 'ended' && !conflict.path.some(({ stage }) => stage === 'arbitration'));

/** The parties of each side who are left (CNF-1). */
export const sidesOf = ({ parties: [first, second], dropped }: Sides): [string[], string[]] => {
  const present = (side: readonly string[]) => side.filter((id) => !dropped.includes(id));
  return [present(first), present(second)];
};

/** All of them. */
export const partiesOf = (conflict: Sides): string[] => sidesOf(conflict).flat();

/** Drops a party (CNF-1). */
export const drop = (conflict: ConflictState, member: string): ConflictState => ({
  ...conflict,
  dropped: [...conflict.dropped, member],
});

/** The side, 1 or 2, that has nobody left; undefined while both have (CNF-1). */
export function emptySide(conflict: Sides): 1 | 2 | undefined {
  const [first, second] = sidesOf(conflict);
  if (first.length === 0) return 1;
  return second.length === 0 ? 2 : undefined;
}

/** The remedy that is voted on: the first of the Schulze order, of those tied the one put first; none where none was put (CNF-4). */
export const firstRemedy = (schulze: readonly (readonly string[])[]): string | undefined => schulze[0]?.[0];

/** Whether it waits for restorative work: nothing falls due in it, and nobody acts (RST-1). */
export const isWaiting = ({ referred }: Pick<ConflictState, 'referred'>): boolean =>
  referred !== null && referred.since !== null && referred.returned === null;

/** A passage begins. */
export const enterPassage = (
  path: readonly Passage[],
  passage: Omit<Passage, 'ended'>,
): readonly Passage[] => [...path, { ...passage, ended: null }];

/** The passage at hand ends at an instant; one that has ended stays as it is. */
export const leavePassage = (path: readonly Passage[], ended: string): readonly Passage[] =>
  path.map((passage) => (passage.ended === null ? { ...passage, ended } : passage));

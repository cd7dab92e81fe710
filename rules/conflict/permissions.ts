/** Who may do what in a conflict, and when (CNF-1 to CNF-4, APP-1, PRO-10, AUT-1). */
import { type ConflictStage, type ConflictState, isWaiting, partiesOf } from './state.ts';
import { endsEarly, settledTerms } from './terms.ts';
import { acceptancesOfOne, limit, messagesOfOne } from './limits.ts';
import type { MemberStatus } from '../model.ts';
import { allowing, type Permitted, permitted, permitting } from '../permitted.ts';
import { type Refusal, refuse } from '../refusal.ts';

/** Who acts in a conflict, with what the rules ask of them. */
export interface ConflictActor {
  readonly id: string;
  readonly status: MemberStatus;
  /** One of the mediators (CNF-3). */
  readonly mediator: boolean;
  /** Of the council that arbitrates (CNF-4). */
  readonly elector: boolean;
  /** Holds the guardian's office, where the charter has one: they are in the room (AUT-2). */
  readonly guardian: boolean;
}

interface Permission extends Permitted<ConflictState, ConflictActor> {
  /** It has an instant of its own, whatever the deadline of the stage. */
  readonly ownInstant?: true;
}

type May = (actor: ConflictActor, conflict: ConflictState) => boolean;

const only = allowing<ConflictState, ConflictActor>;

/** Of arbitration: the step in which it can be done. */
const inStep =
  (only: ConflictState['step']) =>
  ({ stage, step }: ConflictState): Refusal | undefined =>
    step === only ? undefined : refuse('wrong-stage', 'CNF-4', { stage, step, allowedIn: [only] });

const isParty: May = ({ id }, conflict) => partiesOf(conflict).includes(id);

const party = (rule: string) => only('parties', rule, isParty);

/** No party judges its own case (GUA-2). */
const elector = (actor: ConflictActor, conflict: ConflictState): Refusal | undefined =>
  actor.elector
    ? undefined
    : refuse('not-an-elector', isParty(actor, conflict) ? 'GUA-2' : 'CNF-4', { member: actor.id });

/** Settled or given up, it moves on in a moment, and nothing stops it any more. */
const moving =
  (act: string) =>
  (conflict: ConflictState): Refusal | undefined =>
    endsEarly(conflict) ? refuse('already-done', 'PRO-10', { act, stage: conflict.stage }) : undefined;

const talks: readonly ConflictStage[] = ['negotiation', 'mediation'];

const written = ({ messages }: ConflictState, member: string): number =>
  messages.find(({ by }) => by === member)?.count ?? 0;

/** How many words of others they have contested. */
const contestedBy = ({ noParty }: ConflictState, member: string): number =>
  noParty.filter(({ contests }) => contests.some(({ by }) => by === member)).length;

export const permissions = permitting<Permission>()({
  terms: {
    rule: 'CNF-2',
    by: 'A party; in mediation a mediator too.',
    stages: talks,
    who: only(
      ['parties', 'mediators'],
      'CNF-2',
      (actor, conflict) => isParty(actor, conflict) || (actor.mediator && conflict.stage !== 'negotiation'),
    ),
    // Each has their own: nobody uses up another's.
    also: (conflict, { id }) => {
      const { terms, mostTerms: most } = conflict;
      return moving('terms')(conflict) ?? limit('CNF-2', terms.filter(({ by }) => by === id).length, most);
    },
  },
  acceptance: {
    rule: 'CNF-2',
    path: 'terms/{n}/acceptance',
    by: 'A party.',
    stages: talks,
    who: party('CNF-2'),
    also: (conflict, { id }) => {
      const accepted = conflict.terms.filter(({ by, acceptedBy }) => by !== id && acceptedBy.includes(id));
      return moving('acceptance')(conflict) ?? limit('CNF-2', accepted.length, acceptancesOfOne(conflict));
    },
  },
  impasse: {
    rule: 'CNF-3',
    by: 'A party, once in each stage.',
    stages: talks,
    who: party('CNF-3'),
    also: (conflict, { id }) =>
      conflict.impasse.includes(id)
        ? refuse('already-done', 'CNF-3', { stage: conflict.stage })
        : moving('impasse')(conflict),
  },
  messages: {
    rule: 'CNF-1',
    by: 'A party, a mediator, or the guardian.',
    stages: talks,
    who: only(
      ['parties', 'mediators', 'guardian'],
      'CNF-1',
      (actor, conflict) => isParty(actor, conflict) || actor.mediator || actor.guardian,
    ),
    also: (conflict, { id }) => limit('CNF-1', written(conflict, id), messagesOfOne(conflict)),
  },
  'no-party': {
    rule: 'CNF-1',
    by: 'A party whom the opener named, and who has contested nobody’s word.',
    stages: ['negotiation'],
    who: only('named parties', 'CNF-1', ({ id }, { parties }) => parties[1].includes(id)),
    also: (conflict, { id }) => {
      if (conflict.noParty.some(({ member }) => member === id))
        return refuse('already-done', 'CNF-1', { member: id });
      // Who spoke as a party to keep another one in is one.
      return contestedBy(conflict, id) > 0
        ? refuse('not-permitted', 'CNF-1', { allowed: 'named parties who have contested nobody’s word' })
        : moving('no-party')(conflict);
    },
  },
  'no-party/contest': {
    rule: 'CNF-1',
    by: 'A party, of the word of another.',
    stages: talks,
    ownInstant: true,
    who: party('CNF-1'),
    also: (conflict, { id }) => limit('CNF-1', contestedBy(conflict, id), conflict.mostTerms),
  },
  'no-party/ruling': {
    rule: 'CNF-1',
    by: 'The guardian who is asked.',
    stages: talks,
    ownInstant: true,
    who: only('guardian', 'GUA-1', ({ id }, { noParty }) => noParty.some(({ guardian }) => guardian === id)),
  },
  withdrawal: {
    rule: 'CNF-1',
    by: 'Who opened it.',
    stages: talks,
    who: only('opener', 'CNF-1', ({ id }, { parties: [[opener]] }) => id === opener),
    // Given up by all, it is not before the council yet.
    also: (conflict) =>
      settledTerms(conflict) === undefined
        ? undefined
        : refuse('already-done', 'PRO-10', { act: 'withdrawal', stage: conflict.stage }),
  },
  remedies: {
    rule: 'CNF-4',
    by: 'An elector or a party.',
    stages: ['arbitration'],
    within: inStep('ranking'),
    who: only(
      ['electors', 'parties'],
      'CNF-4',
      (actor, conflict) => actor.elector || isParty(actor, conflict),
    ),
  },
  preferences: {
    rule: 'CNF-4',
    by: 'An elector.',
    stages: ['arbitration'],
    within: inStep('ranking'),
    who: elector,
  },
  ballot: {
    rule: 'CNF-4',
    by: 'An elector.',
    stages: ['arbitration'],
    within: inStep('voting'),
    who: elector,
  },
  resolution: {
    rule: 'CNF-4',
    by: 'The guardian.',
    stages: ['guardian-resolution'],
    who: only('guardian', 'CNF-4', ({ id }, { guardian }) => id === guardian),
    also: ({ resolution }) =>
      resolution === null ? undefined : refuse('already-done', 'CNF-4', { at: resolution.at }),
  },
  appeal: {
    rule: 'APP-1',
    by: 'A party.',
    stages: ['appeal'],
    who: party('APP-1'),
    also: ({ appeal }) =>
      appeal === null ? undefined : refuse('already-done', 'APP-1', { appeal: appeal.id }),
  },
});
export type ConflictAct = keyof typeof permissions;
export const conflictActs = Object.keys(permissions) as ConflictAct[];

/**
 * Whether a member may do something in a conflict at an instant; nothing where they may.
 * @param at ISO 8601; what comes at the deadline of its stage is late (PRO-10)
 */
export function mayAct(
  act: ConflictAct,
  conflict: ConflictState,
  who: ConflictActor,
  at: string,
): Refusal | undefined {
  const { ownInstant = false } = permissions[act];
  const { deadline, heldSince } = conflict;
  const closes = act === 'no-party' ? (heldSince ?? deadline) : ownInstant ? null : deadline;
  const refused = permitted(permissions[act], conflict, who, { at, closes });
  if (refused !== undefined || !isWaiting(conflict)) return refused;
  return refuse('wrong-stage', 'RST-1', { stage: conflict.stage, waits: true });
}

/**
 * Why a party cannot accept these terms (CNF-2): unknown, replaced by newer ones of the same member, or accepted already. Who put them
 * accepts them as often as they like: it changes nothing.
 */
export function termsFault(
  { terms }: Pick<ConflictState, 'terms'>,
  n: number,
  by: string,
): Refusal | undefined {
  const found = terms.find((one) => one.n === n);
  if (found === undefined) return refuse('unknown-terms', 'CNF-2', { n, put: terms.length });
  const { replacedBy, acceptedBy } = found;
  if (replacedBy !== null) return refuse('replaced-terms', 'CNF-2', { n, replacedBy });
  if (found.by === by || !acceptedBy.includes(by)) return undefined;
  return refuse('already-done', 'CNF-2', { n });
}
